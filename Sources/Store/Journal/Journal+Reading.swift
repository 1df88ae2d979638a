import Core

extension Journal {
  private static let eventColumns = "seq, task, kind, step, time, sealed, payload"
  private static let taskColumns = "id, request, status, created, updated, priority, seconds, runs, session"

  /// The number of the last event, 0 for an empty journal.
  public var lastSeq: Int64 { get throws(StoreError) { try database.integer("SELECT max(seq) FROM events") ?? 0 } }

  /// The events of one task after `seq`, oldest first.
  public func events(of task: TaskID, after seq: Int64 = 0, limit: Int = .max) throws -> [JournalEvent] {
    try database.query(
      "SELECT \(Self.eventColumns) FROM events WHERE task = ? AND seq > ? ORDER BY seq LIMIT ?", task, seq, limit,
      read: Self.event)
  }

  /// All events after `seq`, oldest first: how a projection catches up.
  public func events(after seq: Int64, limit: Int = 1000) throws -> [JournalEvent] {
    try database.query(
      "SELECT \(Self.eventColumns) FROM events WHERE seq > ? ORDER BY seq LIMIT ?", seq, limit, read: Self.event)
  }

  /// One task, or nil.
  public func task(_ id: TaskID) throws -> JournalTask? {
    try database.first("SELECT \(Self.taskColumns) FROM tasks WHERE id = ?", id, read: Self.task)
  }

  /// The tasks that are not finished, oldest first: all that a restarted coordinator replays.
  public func openTasks() throws -> [JournalTask] {
    try database.query(
      "SELECT \(Self.taskColumns) FROM tasks WHERE final = 0 ORDER BY created, id", read: Self.task)
  }

  /// Tasks, newest first.
  public func tasks(_ filter: TaskFilter = TaskFilter(), limit: Int = 100, offset: Int = 0) throws -> [JournalTask] {
    var conditions: [String] = []
    var values: [(any SQLBindable)?] = []
    func require(_ condition: String, _ more: [(any SQLBindable)?]) {
      conditions.append(condition)
      values += more
    }
    if !filter.statuses.isEmpty {
      let names = filter.statuses.map(\.rawValue).sorted()
      require("status IN (" + names.map { _ in "?" }.joined(separator: ", ") + ")", names)
    }
    if let session = filter.session { require("session = ?", [session]) }
    if let since = filter.since { require("created >= ?", [since]) }
    if let before = filter.before { require("created < ?", [before]) }
    if let words = filter.containing { require("instr(lower(request), lower(?)) > 0", [words]) }
    let condition = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    return try database.query(
      "SELECT \(Self.taskColumns) FROM tasks\(condition) ORDER BY created DESC, id DESC LIMIT ? OFFSET ?",
      values: values + [limit, offset], read: Self.task)
  }

  /// The tasks whose id begins with `beginning`, in the order of their ids.
  public func tasks(beginning: String, limit: Int = 10) throws -> [JournalTask] {
    // Ids are ASCII, so that everything that begins so lies between it and it with the last character behind.
    try database.query(
      "SELECT \(Self.taskColumns) FROM tasks WHERE id >= ?1 AND id < ?1 || char(127) ORDER BY id LIMIT ?2", beginning,
      limit, read: Self.task)
  }

  /// How many tasks there are in each state.
  public func taskCounts() throws -> [TaskState: Int] {
    let rows = try database.query("SELECT status, count(*) FROM tasks GROUP BY status") { row in
      (TaskState(rawValue: row.text(0)) ?? .unknown, row.int(1))
    }
    return Dictionary(rows, uniquingKeysWith: +)
  }

  private static func event(_ row: borrowing Row) throws -> JournalEvent {
    var event = JournalEvent(
      seq: row.integer(0), task: row.optionalText(1).flatMap { TaskID($0) }, kind: row.text(2),
      step: row.optionalText(3), time: WallTime(milliseconds: row.integer(4)), payload: row.data(6))
    event.isForgotten = row.integer(5) == 2
    return event
  }

  private static func task(_ row: borrowing Row) throws -> JournalTask {
    guard let id = TaskID(row.text(0)), let status = TaskState(rawValue: row.text(2)) else {
      throw StoreError(
        "store.corrupt", "the journal holds a task that cannot be read: \(row.text(0)) \(row.text(2))",
        exit: .cannotWrite)
    }
    return JournalTask(
      id: id, request: row.text(1), status: status, created: WallTime(milliseconds: row.integer(3)),
      updated: WallTime(milliseconds: row.integer(4)), priority: row.int(5), seconds: row.optionalDouble(6),
      runs: row.int(7), session: row.optionalText(8))
  }
}
