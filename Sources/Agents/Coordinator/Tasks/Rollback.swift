import Core

/// Going back in a task: a new task that follows the same plan, keeps what was finished up to a step, and waits there. The
/// old record is the safety point: nothing in it changes, so that going back can itself be undone.
struct Rollback: Sendable {
  /// The last step that is kept; nil where nothing is.
  let step: String?
  let carried: [CarriedStep]

  /// Back in `record` to `step`, which has to be finished; without one to before the first run. Throws `rollback.…`.
  init(_ record: TaskRecord, to step: String?) throws(ProximaError) {
    guard record.plan != nil, !record.steps.isEmpty else {
      throw ProximaError(
        "rollback.nothing", "\(record.id) did nothing that could be taken back", remedy: "see `proxima task show \(record.id)`",
        exit: .usage)
    }
    if let step {
      guard record.step(step)?.state == .completed else {
        let done = record.steps.filter { $0.state == .completed }.map(\.id)
        throw ProximaError(
          "rollback.no_such_step", "\(record.id) has no finished step \(step)",
          remedy: done.isEmpty ? "it finished none" : "these are finished: " + done.joined(separator: ", "), exit: .usage)
      }
    }
    self.step = step ?? Self.beforeRuns(record)
    var kept = self.step.map { Self.needed(by: $0, record) } ?? []
    // An estimate is of the moment; it is kept only for a run that is.
    let runs = record.steps.filter { $0.spec.action == RunBatch.action && kept.contains($0.id) }
    let priced = Set(runs.flatMap(\.spec.dependsOn))
    kept = kept.filter { record.step($0)?.spec.action != EstimateBatchResult.action || priced.contains($0) }
    carried = record.steps.compactMap { one in
      guard kept.contains(one.id), one.state == .completed, let result = one.result else { return nil }
      return CarriedStep(step: one.id, result: result)
    }
  }

  /// The task that stands where `record` stood then.
  func submission(of record: TaskRecord, at created: WallTime) -> Submission {
    var submission = record.submission
    submission.origin = record.id
    submission.created = created
    submission.plan = record.plan
    submission.expected = nil
    submission.carried = carried
    return submission
  }

  /// The design that the first run was made of.
  private static func beforeRuns(_ record: TaskRecord) -> String? {
    record.steps.first { $0.spec.action == DesignRequest.action && $0.state == .completed }?.id
  }

  /// `step` and all that it needs.
  private static func needed(by step: String, _ record: TaskRecord) -> Set<String> {
    var result: Set<String> = [], open = [step]
    while let next = open.popLast() {
      if result.insert(next).inserted { open += record.step(next)?.spec.dependsOn ?? [] }
    }
    return result
  }
}

extension CoordinatorMachine {
  /// Takes over what a rollback kept, and lets the task wait there.
  mutating func carry(_ carried: [CarriedStep], _ id: TaskID, _ work: inout Work) {
    emit(.moved(.rollingBack, reason: tasks[id]?.submission.origin.map { "back in \($0)" }), id, &work)
    for one in carried where tasks[id]?.step(one.step) != nil {
      let fence = nextFence
      nextFence += 1
      emit(.assigned(step: one.step, agent: AgentName.coordinator, fence: fence), id, &work)
      emit(.completed(step: one.step, fence: fence, result: one.result), id, &work)
    }
    emit(.moved(.paused, reason: carried.last.map { "stands after \($0.step)" } ?? "stands at its beginning"), id, &work)
  }
}
