import Core

/// Pausing in the middle of a run: executors stand still at a gate and keep their state; other agents end their step.
extension CoordinatorMachine {
  mutating func pause(_ record: TaskRecord, _ reason: String?, _ work: inout Work) {
    emit(.moved(.pausing, reason: reason), record.id, &work)
    ledger.forget(record.id)
    for step in record.steps where step.state == .running { order(.pause, step, of: record.id, &work) }
  }

  mutating func resume(_ record: TaskRecord, _ work: inout Work) {
    emit(.moved(.running, reason: nil), record.id, &work)
    for step in record.steps where step.state == .running {
      standing.remove(StepKey(task: record.id, step: step.id, fence: step.fence))
      order(.resume, step, of: record.id, &work)
    }
  }

  /// Tells the executor that holds `step`; other agents take no orders.
  mutating func order(_ verb: RunOrder.Verb, _ step: StepRecord, of id: TaskID, _ work: inout Work) {
    guard step.spec.action == RunBatch.action, let agent = step.agent, !agent.isEmpty else { return }
    work.decision.effects.append(.order(RunOrder(verb, fence: step.fence), agent: agent, task: id))
  }

  /// An executor says that a run stands still.
  mutating func stands(_ key: StepKey, _ work: inout Work) {
    guard tasks[key.task]?.state == .pausing else { return }
    standing.insert(key)
    work.touched.insert(key.task)
  }

  /// A task that is being paused is paused once nothing of it moves.
  mutating func settlePause(_ record: TaskRecord, _ work: inout Work) {
    guard record.state == .pausing else { return }
    let moving = record.steps.contains {
      $0.state == .running && !standing.contains(StepKey(task: record.id, step: $0.id, fence: $0.fence))
    }
    if !moving { emit(.moved(.paused, reason: nil), record.id, &work) }
  }
}
