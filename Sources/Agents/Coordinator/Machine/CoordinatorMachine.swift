import Core

/// The coordinator without sockets, disk, clocks or randomness: an input goes in; what must be written first and what is
/// to be done afterwards comes out.
///
/// It holds open tasks only. A value type, so that a shell whose journal cannot be written keeps the machine it had.
struct CoordinatorMachine: Sendable {
  /// Open tasks, by id.
  var tasks: [TaskID: TaskRecord] = [:]
  var directory = AgentDirectory()
  /// The next fencing token: higher than every one that the journal holds.
  var nextFence: UInt64
  /// Results that came late or twice.
  var discarded = 0
  var limits: CoordinatorLimits
  /// What this machine has free, as last seen; nil where it is not known.
  var freeBytes: Int?
  /// The memory that this machine has; nil where it is not known.
  var totalBytes: Int?

  /// The memory that the runs under way were promised.
  var ledger = MemoryLedger()
  /// When each running step was given out.
  var began: [StepKey: Instant] = [:]
  /// When each task that cannot go on, for want of an agent, began to wait.
  var starving: [TaskID: Instant] = [:]
  var started: [TaskID: Instant] = [:]
  var approvalDeadlines: [TaskID: Instant] = [:]
  var abortDeadlines: [TaskID: Instant] = [:]
  var pendingAborts: [TaskID: ProximaError] = [:]
  /// What persons allowed for a session; forgotten when the coordinator ends, so that it is asked again.
  var grants: [Grant: Granted] = [:]
  /// Steps that stand still in the middle of a run.
  var standing: Set<StepKey> = []
  /// Tasks that were not planned yet.
  var queued: Set<TaskID> = []
  /// Tasks that may have a step to give out.
  var hungry: Set<TaskID> = []

  /// The work of one input.
  struct Work {
    var decision = CoordinatorDecision()
    /// Tasks that something happened to.
    var touched: Set<TaskID> = []
    let now: Instant
    let wall: WallTime
    let plan: Planning
  }

  /// `lastNumber` is the number of the journal's last event: fencing tokens begin above it, and every assignment is an
  /// event, so that they grow over restarts too.
  init(lastNumber: Int64, limits: CoordinatorLimits = CoordinatorLimits()) {
    nextFence = UInt64(max(0, lastNumber)) + 1
    self.limits = limits
  }

  // MARK: Restart

  /// Takes in an open task from the journal; what was running when the coordinator died is given out again.
  mutating func restore(_ record: TaskRecord, now: Instant) {
    tasks[record.id] = record
    started[record.id] = now
    if record.approval != nil { approvalDeadlines[record.id] = now.advanced(by: limits.approvalSeconds) }
  }

  /// After `restore`: whoever held a step before does not count any more.
  mutating func recover(_ work: inout Work) {
    for id in tasks.keys.sorted() {
      guard let record = tasks[id] else { continue }
      if record.plan == nil { queued.insert(id) } else { hungry.insert(id) }
      for step in record.steps where step.state == .running {
        order(.abandon, step, of: id, &work)
        emit(
          .lost(step: step.id, fence: step.fence, agent: step.agent ?? "", reason: Self.restartReason), id, &work)
      }
      if record.state == .aborting {
        pendingAborts[id] = Self.abortError
        abortDeadlines[id] = work.now
      }
      work.touched.insert(id)
    }
  }

  /// A loss that is not the agent's doing, and does not count against the step.
  static let restartReason = "the coordinator was started again"

  // MARK: Inputs

  /// Makes plans: pure, and passed in, so that the machine does not know the interpreter.
  typealias Planning = @Sendable (TaskID, Submission) -> PlannedTask

  /// A plan with its graph, or why there is none.
  struct PlannedTask: Sendable {
    var plan: Plan
    var graph: [StepSpec]
    /// The end of a task that cannot run: what it is, and the error.
    var refusal: (TaskState, ProximaError)?
  }

  mutating func handle(_ input: CoordinatorInput, now: Instant, wall: WallTime, plan: @escaping Planning) -> CoordinatorDecision {
    var work = Work(now: now, wall: wall, plan: plan)
    switch input {
    case .submit(let request, let asker): submit(request, asker, &work)
    case .control(let control, let task, let asker): self.control(control, task, asker, &work)
    case .answer(let answer, let asker): self.answer(answer, asker, &work)
    case .drain(let order, let asker): drain(order, asker, &work)
    case .result(let key, let value): finish(key, .success(value), &work)
    case .failure(let key, let error): finish(key, .failure(error), &work)
    case .progress(let key, let fraction, let message): progress(key, fraction, message, &work)
    case .arrived(let agent, let capabilities, let places, let remote):
      directory.register(agent, capabilities: capabilities, maxConcurrentTasks: places, remote: remote)
    case .left(let agent, let reason, let onPurpose): left(agent, reason, onPurpose, &work)
    case .tick: tick(&work)
    case .recover: recover(&work)
    }
    settle(&work)
    return work.decision
  }

  /// The running and waiting steps of the open tasks.
  var stepCounts: (running: Int, waiting: Int) {
    tasks.values.reduce(into: (0, 0)) { total, task in
      for step in task.steps {
        if step.state == .running { total.0 += 1 } else if !step.state.isFinal { total.1 += 1 }
      }
    }
  }

  /// Whether there is nothing to do until something comes in.
  var isIdle: Bool { tasks.isEmpty }

  /// Whether a step waits for an agent that is not there.
  var isStarving: Bool { !starving.isEmpty }

  /// What waits for a person.
  var approvals: [Approval] { tasks.values.compactMap(\.approval).sorted { $0.expires < $1.expires } }
}
