import Core

/// What can happen to the coordinator.
enum CoordinatorInput: Sendable {
  /// Somebody asks; `asker` is where the answer goes.
  case submit(SubmitTask, asker: AskerID)
  case control(TaskControl, task: TaskID, asker: AskerID)
  case answer(ApprovalAnswer, asker: AskerID)
  /// A person wants an executor to finish and take nothing new, or to take work again; nobody asks where a coordinator
  /// that was started again learns of it.
  case drain(DrainOrder, asker: AskerID?)
  /// An agent answered for a step.
  case result(StepKey, JSONValue)
  case failure(StepKey, ProximaError)
  case progress(StepKey, fraction: Double, message: String)
  /// The crew changed.
  case arrived(agent: String, capabilities: [String], maxConcurrentTasks: Int, remote: Bool)
  case left(agent: String, reason: String, onPurpose: Bool)
  case tick
  /// The coordinator was started again: whoever held a step before does not count any more.
  case recover
}

extension CoordinatorInput {
  var isTick: Bool { if case .tick = self { true } else { false } }

  /// Who waits for the answer.
  var asker: AskerID? {
    switch self {
    case .submit(_, let asker), .control(_, _, let asker), .answer(_, let asker): asker
    case .drain(_, let asker): asker
    default: nil
    }
  }
}

/// Names whoever asked, until it was answered.
typealias AskerID = UInt64

/// One assignment of one step.
struct StepKey: Hashable, Sendable {
  let task: TaskID
  let step: String
  let fence: UInt64
}

/// What the coordinator does to the world, after what led to it is on disk.
enum CoordinatorEffect: Sendable {
  /// Asks `agent` to do a step.
  case assign(StepKey, agent: String, action: String, parameters: JSONValue, priority: Int)
  /// Tells `agent` to stop working on a step.
  case cancel(StepKey, agent: String)
  /// Tells an executor what becomes of the runs of a task that it holds.
  case order(RunOrder, agent: String, task: TaskID)
  case reply(AskerID, CoordinatorReply)
  /// Tells the watchers of a task how far it is.
  case notify(TaskNotice)
  /// Hands a person's words to an agent.
  case feedback(agent: String, task: TaskID, text: String)
}

/// What an asker is answered.
enum CoordinatorReply: Sendable {
  case submitted(TaskSubmitted)
  case approvals(ApprovalList)
  case drained(DrainedExecutor)
  case error(ProximaError)
}

/// What follows from an input: what has to be on disk first, then what to do.
struct CoordinatorDecision: Sendable {
  var entries: [Entry] = []
  var effects: [CoordinatorEffect] = []

  struct Entry: Sendable {
    let task: TaskID
    let event: TaskEvent
    /// Where the task stands after it.
    let status: TaskState
  }
}
