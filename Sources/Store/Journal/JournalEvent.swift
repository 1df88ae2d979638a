import Core
import FoundationEssentials

/// Something that happened, as the journal keeps it for ever.
public struct JournalEvent: Hashable, Sendable {
  /// Its place in the journal: 1 for the first, growing without gaps while nothing fails.
  public var seq: Int64
  /// The task it belongs to; nil for what belongs to none, such as a fact that a person told the memory.
  public var task: TaskID?
  /// What happened, a dotted word such as `task.submitted`: `TaskEvent.journalKind` or one of `JournalKind`.
  public var kind: String
  /// The step of the task's graph, where it is about one.
  public var step: String?
  public var time: WallTime
  /// JSON; empty once the task was forgotten.
  public var payload: Data
  /// Whether the payload was destroyed by `forget`.
  public var isForgotten: Bool

  public init(
    seq: Int64 = 0, task: TaskID?, kind: String, step: String? = nil, time: WallTime, payload: Data = Data("{}".utf8)
  ) {
    self.seq = seq
    self.task = task
    self.kind = kind
    self.step = step
    self.time = time
    self.payload = payload
    isForgotten = false
  }

  /// An event whose payload is `value` as JSON.
  public init(
    task: TaskID?, kind: String, step: String? = nil, time: WallTime, encoding value: some Encodable
  ) throws {
    self.init(task: task, kind: kind, step: step, time: time, payload: try JSON.encode(value))
  }

  /// The payload as a value; throws `json.malformed`.
  public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
    try JSON.decode(type, from: payload)
  }
}

/// A task as lists show it: the journal's projection, written in the transaction of the events that change it.
public struct JournalTask: Hashable, Sendable, Codable {
  public var id: TaskID
  /// What was asked, in the person's words; empty once forgotten.
  public var request: String
  public var status: TaskState
  public var created: WallTime
  public var updated: WallTime
  public var priority: Int
  /// From submission to the final state; nil until then.
  public var seconds: Double?
  /// How many runs it has recorded.
  public var runs: Int
  /// The conversation it belongs to, where it belongs to one.
  public var session: String?

  public init(
    id: TaskID, request: String, status: TaskState, created: WallTime, updated: WallTime? = nil, priority: Int = 0,
    seconds: Double? = nil, runs: Int = 0, session: String? = nil
  ) {
    self.id = id
    self.request = request
    self.status = status
    self.created = created
    self.updated = updated ?? created
    self.priority = priority
    self.seconds = seconds
    self.runs = runs
    self.session = session
  }
}

/// Which tasks a list asks for; everything that is set must hold.
public struct TaskFilter: Hashable, Sendable {
  /// Empty: any.
  public var statuses: Set<TaskState> = []
  public var session: String?
  /// Created at this moment or later, and before the other.
  public var since: WallTime?
  public var before: WallTime?
  /// Words that the request must contain, in any case.
  public var containing: String?

  public init() {}

  /// Tasks in one of `statuses`.
  public init(_ statuses: TaskState...) { self.statuses = Set(statuses) }
}
