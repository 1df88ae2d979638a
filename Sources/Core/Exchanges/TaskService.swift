/// What the coordinator answers about tasks: actions of the recipient `coordinator`, by name.
public enum TaskAction {
  /// `SubmitTask` → `TaskSubmitted`. The same id again changes nothing and answers the same.
  public static let submit = "task.submit"
  /// `TaskQuery` → `TaskHistory`: what happened after a number of the journal.
  public static let events = "task.events"
  /// `TaskQuery` → `TaskReport`, also of a task that still runs.
  public static let report = "task.report"
  /// `TaskListQuery` → `TaskList`.
  public static let list = "task.list"
  /// `TaskControl` → `TaskSubmitted`.
  public static let control = "task.control"
  /// Nothing → `ApprovalList`.
  public static let approvals = "approvals.list"
  /// `ApprovalAnswer` → `ApprovalList` of what still waits.
  public static let answer = "approvals.answer"
  /// Nothing → `CoordinatorStatus`.
  public static let status = "coordinator.status"

  /// The topic on which a task's `TaskNotice`s are published.
  public static func topic(_ task: TaskID) -> String { "task.\(task.text)" }
}

/// Submits a task.
public struct SubmitTask: Hashable, Codable, Sendable {
  /// The caller's key; made by the coordinator where absent.
  public var id: TaskID?
  public var submission: Submission

  public init(id: TaskID?, submission: Submission) {
    self.id = id
    self.submission = submission
  }
}

/// The task is on disk.
public struct TaskSubmitted: Hashable, Codable, Sendable {
  public var task: TaskID
  public var status: TaskState

  public init(task: TaskID, status: TaskState) {
    self.task = task
    self.status = status
  }
}

/// Asks about one task; `task` may be the beginning of an id, or `last`.
public struct TaskQuery: Hashable, Codable, Sendable {
  public var task: String
  /// Only what the journal numbered higher.
  public var after: Int64

  public init(task: String, after: Int64 = 0) {
    self.task = task
    self.after = after
  }
}

/// One event with its place in the journal.
public struct NumberedEvent: Hashable, Codable, Sendable {
  public var number: Int64
  public var time: WallTime
  public var event: TaskEvent

  public init(number: Int64, time: WallTime, event: TaskEvent) {
    self.number = number
    self.time = time
    self.event = event
  }
}

/// What happened to a task, in order.
public struct TaskHistory: Hashable, Codable, Sendable {
  public var task: TaskID
  public var status: TaskState
  public var events: [NumberedEvent]

  public init(task: TaskID, status: TaskState, events: [NumberedEvent]) {
    self.task = task
    self.status = status
    self.events = events
  }
}

/// What watchers of a task receive as it goes on.
public struct TaskNotice: Hashable, Codable, Sendable {
  public var task: TaskID
  public var status: TaskState
  /// A durable event, or absent for progress, which is not kept.
  public var event: NumberedEvent?
  public var progress: Progress?

  public init(task: TaskID, status: TaskState, event: NumberedEvent? = nil, progress: Progress? = nil) {
    self.task = task
    self.status = status
    self.event = event
    self.progress = progress
  }

  /// How far a step is.
  public struct Progress: Hashable, Codable, Sendable {
    public var step: String
    public var agent: String
    /// 0 to 1.
    public var fraction: Double
    public var message: String

    public init(step: String, agent: String, fraction: Double, message: String) {
      self.step = step
      self.agent = agent
      self.fraction = fraction
      self.message = message
    }
  }
}

/// Which tasks to list, newest first.
public struct TaskListQuery: Hashable, Codable, Sendable {
  public var limit: Int
  public var status: TaskState?
  public var matching: String?

  public init(limit: Int = 50, status: TaskState? = nil, matching: String? = nil) {
    self.limit = limit
    self.status = status
    self.matching = matching
  }
}

/// What `task list --json` prints.
public struct TaskList: Hashable, Codable, Sendable {
  public var tasks: [Entry]

  public init(tasks: [Entry]) { self.tasks = tasks }

  /// One task; `created` in ISO 8601, `seconds` from submission to the end or to now, `runs` how many.
  public struct Entry: Hashable, Codable, Sendable {
    public var id: TaskID
    public var request: String
    public var status: TaskState
    public var created: String
    public var seconds: Double
    public var runs: Int

    public init(id: TaskID, request: String, status: TaskState, created: String, seconds: Double, runs: Int) {
      self.id = id
      self.request = request
      self.status = status
      self.created = created
      self.seconds = seconds
      self.runs = runs
    }
  }
}

/// A person steps in.
public struct TaskControl: Hashable, Codable, Sendable {
  public enum Verb: String, Codable, Sendable, CaseIterable {
    case pause, resume, abort, rollback, retry, replay, reassign, priority, feedback
  }

  public var task: String
  public var verb: Verb
  /// The step of a reassignment, or the last one that a rollback keeps.
  public var step: String?
  /// The agent of a reassignment or of feedback.
  public var agent: String?
  public var priority: Int?
  public var text: String?

  public init(
    task: String, verb: Verb, step: String? = nil, agent: String? = nil, priority: Int? = nil, text: String? = nil
  ) {
    self.task = task
    self.verb = verb
    self.step = step
    self.agent = agent
    self.priority = priority
    self.text = text
  }
}

/// What waits for a person.
public struct ApprovalList: Hashable, Codable, Sendable {
  public var approvals: [Approval]

  public init(approvals: [Approval]) { self.approvals = approvals }
}

/// A person's answer.
public struct ApprovalAnswer: Hashable, Codable, Sendable {
  public var id: String
  public var allow: Bool
  /// Who answered: `front`, `monitor`, …
  public var by: String
  /// `once` where absent.
  public var scope: Scope?
  /// Whether a run is insisted on that does not fit: without it, a yes counts only where it fits after all. Absent: no.
  public var force: Bool?

  /// How far a yes reaches: this action, or every action of its kind that the approval's session asks for.
  public enum Scope: String, Codable, Sendable { case once, session }

  public init(id: String, allow: Bool, by: String, scope: Scope? = nil, force: Bool? = nil) {
    self.force = force
    self.id = id
    self.allow = allow
    self.by = by
    self.scope = scope
  }
}

/// The coordinator in numbers.
public struct CoordinatorStatus: Hashable, Codable, Sendable {
  public var openTasks: Int
  public var runningSteps: Int
  public var waitingSteps: Int
  public var finishedTasks: Int
  /// Results that came late or twice and were discarded.
  public var discardedResults: Int
  /// The memory that runs under way were promised, and who waits for some.
  public var leases: LeaseStatus?

  public init(openTasks: Int, runningSteps: Int, waitingSteps: Int, finishedTasks: Int, discardedResults: Int) {
    self.openTasks = openTasks
    self.runningSteps = runningSteps
    self.waitingSteps = waitingSteps
    self.finishedTasks = finishedTasks
    self.discardedResults = discardedResults
  }
}
