import Core
import Store

/// All that the memory holds besides vectors and cached results, as `memory export` writes it.
public struct MemoryExport: Hashable, Codable, Sendable {
  public static let format = "proxima.memory"

  public var format: String
  public var schemaVersion: Int
  public var exported: WallTime
  public var facts: [RememberedFact]
  public var turns: [RememberedTurn]
  public var tasks: [TaskRecord]

  /// A task of the history.
  public struct TaskRecord: Hashable, Codable, Sendable {
    public var id: TaskID
    public var session: String?
    public var request: String
    public var intent: String?
    public var family: String?
    public var qubits: Int?
    public var shots: Int?
    public var noise: String?
    public var backends: String?
    public var status: TaskState
    public var started: WallTime
    public var completed: WallTime?
    public var errorCode: String?
    public var errorMessage: String?
    public var summary: String?
    /// What a search also finds it by.
    public var terms: String
    /// What a search shows.
    public var text: String
  }
}

/// What an import added.
public struct MemoryImport: Hashable, Codable, Sendable {
  public var facts = 0
  public var turns = 0
  public var tasks = 0
  /// What was there already, or lost against what was.
  public var skipped = 0
}

extension MemoryStore {
  /// Everything, for a file.
  public func export() throws -> MemoryExport {
    try database.snapshot {
      MemoryExport(
        format: MemoryExport.format, schemaVersion: 1, exported: time.wall, facts: try facts(limit: .max).reversed(),
        turns: try turns("ORDER BY id", []), tasks: try taskRecords())
    }
  }

  /// Merges an export: of two facts with one name the one that `remember` would keep wins; turns and tasks that are
  /// there already are passed over. Throws `memory.bad_import`, and then nothing is changed.
  public func merge(_ export: MemoryExport) throws -> MemoryImport {
    guard export.format == MemoryExport.format, export.schemaVersion == 1 else {
      throw MemoryError(
        "memory.bad_import", "this is \(export.format) version \(export.schemaVersion), not \(MemoryExport.format) 1",
        remedy: "give a file that `proxima memory export` wrote")
    }
    return try write {
      var done = MemoryImport()
      for fact in export.facts {
        let known = try peek(fact.record.name)?.record
        let kept = try put(fact.record, at: fact.updated, seq: nil)
        if known != fact.record, kept.record == fact.record { done.facts += 1 } else { done.skipped += 1 }
      }
      for turn in export.turns { if try add(imported: turn) { done.turns += 1 } else { done.skipped += 1 } }
      for task in export.tasks { if try add(imported: task) { done.tasks += 1 } else { done.skipped += 1 } }
      return done
    }
  }

  private func add(imported turn: RememberedTurn) throws -> Bool {
    let known = try database.integer(
      "SELECT count(*) FROM conversations WHERE session_id = ? AND timestamp = ? AND role = ? AND content = ?",
      turn.turn.session, turn.time, turn.turn.role.rawValue, turn.turn.content)
    if known != 0 { return false }
    try add(turn.turn, at: turn.time, task: turn.task, seq: nil)
    return true
  }

  private func add(imported task: MemoryExport.TaskRecord) throws -> Bool {
    let added = try database.run(
      """
      INSERT OR IGNORE INTO task_history (task, session_id, task_description, task_type, family, qubits, shots, noise,
        backends, status, started_at, completed_at, success, error_code, error_message, outcome_summary)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, task.id, task.session, task.request, task.intent, task.family, task.qubits, task.shots, task.noise,
      task.backends, task.status.rawValue, task.started, task.completed,
      task.completed == nil ? nil : task.status == .completed, task.errorCode, task.errorMessage, task.summary)
    if added == 0 { return false }
    try putItem(
      .task, ref: task.id.text, task: task.id.text, created: task.started, text: task.text, terms: task.terms)
    return true
  }

  private func taskRecords() throws -> [MemoryExport.TaskRecord] {
    try database.query(
      """
      SELECT t.task, session_id, task_description, task_type, family, qubits, shots, noise, backends, status,
        started_at, completed_at, error_code, error_message, outcome_summary, coalesce(i.terms, ''),
        coalesce(i.text, task_description)
      FROM task_history t LEFT JOIN items i ON i.kind = 'task' AND i.ref = t.task ORDER BY started_at, t.task
      """
    ) { row -> MemoryExport.TaskRecord? in
      guard let id = TaskID(row.text(0)) else { return nil }
      return MemoryExport.TaskRecord(
        id: id, session: row.optionalText(1), request: row.text(2), intent: row.optionalText(3),
        family: row.optionalText(4), qubits: row.optionalInteger(5).map(Int.init),
        shots: row.optionalInteger(6).map(Int.init), noise: row.optionalText(7), backends: row.optionalText(8),
        status: TaskState(rawValue: row.text(9)) ?? .unknown, started: WallTime(milliseconds: row.integer(10)),
        completed: row.optionalInteger(11).map { WallTime(milliseconds: $0) }, errorCode: row.optionalText(12),
        errorMessage: row.optionalText(13), summary: row.optionalText(14), terms: row.text(15), text: row.text(16))
    }.compactMap { $0 }
  }
}
