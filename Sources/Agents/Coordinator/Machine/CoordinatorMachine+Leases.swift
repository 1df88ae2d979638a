import Core

extension CoordinatorMachine {
  /// Whether `step` may begin on this machine as far as memory goes; whoever watches it is told once that it waits.
  mutating func admits(_ step: StepRecord, of record: TaskRecord, _ work: inout Work) -> Bool {
    guard step.spec.action == RunBatch.action else { return true }
    let waiter = MemoryLedger.Waiter(task: record.id, step: step.id)
    let isNew = ledger.waits[waiter] == nil
    let bytes = Self.predictedBytes(step, of: record)
    if ledger.admits(waiter, bytes: bytes, free: freeBytes, now: work.now) { return true }
    if isNew, let wait = ledger.waits[waiter] {
      let progress = TaskNotice.Progress(step: step.id, agent: "", fraction: 0, message: ledger.words(wait))
      work.decision.effects.append(.notify(TaskNotice(task: record.id, status: record.state, progress: progress)))
    }
    return false
  }

  /// Promises a run that is given to `agent` its memory, where that is this machine's.
  mutating func lease(_ step: StepRecord, _ key: StepKey, of record: TaskRecord, to agent: String) {
    guard step.spec.action == RunBatch.action, directory.agents[agent]?.remote != true else {
      // Whoever runs elsewhere waits for nothing here.
      return ledger.settle(MemoryLedger.Waiter(task: key.task, step: key.step))
    }
    ledger.take(key, agent: agent, bytes: Self.predictedBytes(step, of: record), free: freeBytes)
  }

  /// An assignment is over, whatever became of it: when it began, or nil.
  @discardableResult
  mutating func release(_ key: StepKey) -> Instant? {
    ledger.giveBack(key)
    return began.removeValue(forKey: key)
  }

  /// The most that one circuit of the step is estimated to need; its circuits run one after another.
  private static func predictedBytes(_ step: StepRecord, of record: TaskRecord) -> Int {
    record.estimates(for: step).map(\.prediction.bytes).max() ?? 0
  }

  /// The promises of memory, and who waits for one, for people.
  var leaseStatus: LeaseStatus {
    LeaseStatus(
      heldBytes: ledger.held, leftBytes: freeBytes.map { ledger.left(free: $0) },
      leases: ledger.leases.sorted { $0.key.fence < $1.key.fence }.map {
        LeaseStatus.Lease(task: $0.key.task, step: $0.key.step, agent: $0.value.agent, bytes: $0.value.bytes)
      },
      waiting: ledger.waits.sorted { ($0.value.since, $0.key.step) < ($1.value.since, $1.key.step) }.map {
        LeaseStatus.Wait(task: $0.key.task, step: $0.key.step, bytes: $0.value.bytes, reason: ledger.words($0.value))
      })
  }
}
