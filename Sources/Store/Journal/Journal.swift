import Core
import FoundationEssentials

/// The truth about tasks: an append-only record of events, owned by one writer, with a projection for fast lists.
///
/// Not `Sendable`: it lives on one thread, best inside `Confined<Journal>`.
public final class Journal {
  package let database: Database

  /// Opens the journal at `path` for its one writer; nil keeps it in memory, and a crash loses it.
  public init(path: String?, busySeconds: Double = 5) throws {
    database = try Database(path: path, busySeconds: busySeconds)
    try database.migrate(JournalSchema.migrations)
  }

  private init(reading database: Database) { self.database = database }

  /// Opens the journal at `path` to look only, beside a living writer or without one. Nil where there is none yet.
  public static func reading(path: String, busySeconds: Double = 5) throws -> Journal? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let database = try Database(path: path, mode: .reader, busySeconds: busySeconds)
    // A writer that has only just created the file has not filled it yet.
    guard try database.checkVersion(upTo: JournalSchema.migrations.count) > 0 else { return nil }
    return Journal(reading: database)
  }

  /// Adds `events`, in this order, and the new standing of `tasks`, in one transaction that is on the disk when this
  /// returns; gives the numbers of the events, empty where there are none. When it throws, nothing was added.
  @discardableResult
  public func append(_ events: [JournalEvent], tasks: [JournalTask] = []) throws -> Range<Int64> {
    if events.isEmpty, tasks.isEmpty { return 0..<0 }
    return try database.transaction {
      let first = try nextSeq()
      for (index, event) in events.enumerated() { try insert(event, seq: first + Int64(index)) }
      for task in tasks { try project(task) }
      return first..<(first + Int64(events.count))
    }
  }

  /// Destroys the payloads of a finished task and leaves a tombstone; what happened and when remains.
  ///
  /// Throws `journal.task_open` for a task that still runs, `journal.no_such_task` for one that never was.
  public func forget(_ id: TaskID, at time: WallTime) throws {
    try database.transaction {
      guard let task = try task(id) else {
        throw StoreError(
          "journal.no_such_task", "there is no task \(id)", remedy: "see `proxima task list`", exit: .badInput)
      }
      guard task.status.isFinal else {
        throw StoreError(
          "journal.task_open", "task \(id) is \(task.status.rawValue)", remedy: "abort it first", exit: .refused)
      }
      try database.run("UPDATE events SET payload = x'', sealed = 2 WHERE task = ?", id)
      try database.run("UPDATE tasks SET request = '', updated = ? WHERE id = ?", time, id)
      try database.run("DELETE FROM keys WHERE task = ?", id)
      try insert(JournalEvent(task: id, kind: JournalKind.forgotten, time: time), seq: try nextSeq())
    }
    // The write-ahead log still holds the old pages until it is cut.
    try database.checkpoint()
  }

  private func nextSeq() throws(StoreError) -> Int64 { (try database.integer("SELECT max(seq) FROM events") ?? 0) + 1 }

  private func insert(_ event: JournalEvent, seq: Int64) throws(StoreError) {
    try database.run(
      "INSERT INTO events (seq, task, kind, step, time, payload) VALUES (?, ?, ?, ?, ?, ?)", seq, event.task,
      event.kind, event.step, event.time, event.payload)
  }

  private func project(_ task: JournalTask) throws(StoreError) {
    try database.run(
      """
      INSERT INTO tasks (id, request, status, final, created, updated, priority, seconds, runs, session)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET request = excluded.request, status = excluded.status, final = excluded.final,
        updated = excluded.updated, priority = excluded.priority, seconds = excluded.seconds, runs = excluded.runs,
        session = excluded.session
      """, task.id, task.request, task.status.rawValue, task.status.isFinal, task.created, task.updated, task.priority,
      task.seconds, task.runs, task.session)
  }
}
