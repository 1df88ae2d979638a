import Core
import FoundationEssentials

extension JournalEvent {
  /// The journal's line for something that happened to a task.
  public init(_ event: TaskEvent, of task: TaskID, at time: WallTime) throws {
    try self.init(task: task, kind: event.journalKind, step: event.step, time: time, encoding: event)
  }

  /// What happened to the task; nil for an event of another kind and for a forgotten one.
  public func taskEvent() throws -> TaskEvent? {
    guard TaskEvent.journalKinds.contains(kind), !isForgotten else { return nil }
    return try decode(TaskEvent.self)
  }
}

extension TaskEvent {
  /// The kind under which the journal keeps it: what is stored, so never renamed.
  public var journalKind: String {
    switch self {
    case .submitted: "task.submitted"
    case .planned: "task.planned"
    case .extended: "task.extended"
    case .moved: "task.moved"
    case .assigned: "step.assigned"
    case .completed: "step.completed"
    case .failed: "step.failed"
    case .lost: "step.lost"
    case .quarantined: "step.quarantined"
    case .skipped: "step.skipped"
    case .approvalAsked: "approval.asked"
    case .approvalAnswered: "approval.answered"
    case .reassigned: "step.reassigned"
    case .prioritised: "task.prioritised"
    case .feedback: "task.feedback"
    case .finished: "task.finished"
    }
  }

  /// All of them.
  static let journalKinds: Set<String> = [
    "task.submitted", "task.planned", "task.extended", "task.moved", "step.assigned", "step.completed", "step.failed",
    "step.lost", "step.quarantined", "step.skipped", "approval.asked", "approval.answered", "step.reassigned",
    "task.prioritised", "task.feedback", "task.finished",
  ]

  /// The step that it is about, where it is about one.
  public var step: String? {
    switch self {
    case .assigned(let step, _, _), .completed(let step, _, _), .failed(let step, _, _), .lost(let step, _, _, _),
      .quarantined(let step, _), .skipped(let step, _), .reassigned(let step, _):
      step
    default: nil
    }
  }
}
