import Core
import Store

/// What to forget; everything that is set must hold.
public struct Forgetting: Hashable, Codable, Sendable {
  /// Created before this moment, and at this moment or later.
  public var before: WallTime?
  public var since: WallTime?
  /// Must occur in the text, in any case.
  public var containing: String?
  public var session: String?
  /// Empty: all kinds.
  public var kinds: [MemoryKind] = []

  public init() {}

  /// Whether nothing is set, which would select all there is.
  public var isEmpty: Bool { self == Forgetting() }
}

extension MemoryStore {
  /// Removes what `forgetting` selects and gives how many things that were. What stems from the journal comes back at a
  /// rebuild unless the journal forgets it too. Throws `memory.forget_all` where nothing is selected; see `forgetAll`.
  @discardableResult
  public func forget(_ forgetting: Forgetting) throws -> Int {
    guard !forgetting.isEmpty else {
      throw MemoryError(
        "memory.forget_all", "this would forget everything", remedy: "say what, or ask for all of it", exit: .usage)
    }
    let count = try write {
      let items = try selected(forgetting)
      for (kind, ref) in items { try drop(kind, ref) }
      return items.count
    }
    try erase()
    return count
  }

  /// Removes what is known of one task, and says whether that was anything.
  @discardableResult
  public func forget(_ task: TaskID) throws -> Bool {
    let isKnown = try knows(task)
    try write { try dropTask(task) }
    try erase()
    return isKnown
  }

  /// Removes everything, and does not take in again what the journal holds so far.
  public func forgetAll() throws {
    index = nil
    try write {
      for table in ["items", "runs", "task_history", "conversations", "workspace_facts", "cached_results"] {
        try database.run("DELETE FROM \(table)")
      }
    }
    try erase()
  }

  private func selected(_ forgetting: Forgetting) throws -> [(MemoryKind, String)] {
    var conditions: [String] = []
    var values: [(any SQLBindable)?] = []
    func require(_ condition: String, _ value: any SQLBindable) {
      conditions.append(condition)
      values.append(value)
    }
    if let before = forgetting.before { require("created < ?", before) }
    if let since = forgetting.since { require("created >= ?", since) }
    if let words = forgetting.containing { require("instr(lower(text), lower(?)) > 0", words) }
    if let session = forgetting.session {
      require(
        """
        (kind = 'turn' AND ref IN (SELECT id FROM conversations WHERE session_id = ?1)
          OR kind = 'task' AND ref IN (SELECT task FROM task_history WHERE session_id = ?1))
        """.replacing("?1", with: "?\(values.count + 1)"), session)
    }
    for kind in forgetting.kinds.isEmpty ? [] : MemoryKind.allCases where !forgetting.kinds.contains(kind) {
      require("kind <> ?", kind.rawValue)
    }
    return try database.query(
      "SELECT kind, ref FROM items WHERE " + conditions.joined(separator: " AND "), values: values
    ) { row in (MemoryKind(rawValue: row.text(0)) ?? .fact, row.text(1)) }
  }

  private func drop(_ kind: MemoryKind, _ ref: String) throws {
    switch kind {
    case .task: if let task = TaskID(ref) { try dropTask(task) }
    case .turn:
      try removeItems("kind = 'turn' AND ref = ?", [ref])
      try database.run("DELETE FROM conversations WHERE id = ?", Int64(ref))
    case .fact, .learning:
      guard let slash = ref.firstIndex(of: "/") else { return }
      try dropFact(FactName(type: String(ref[..<slash]), key: String(ref[ref.index(after: slash)...])))
    }
  }

  /// Makes sure that what was deleted is in no corner of the file: the text index keeps deleted words until its parts
  /// are merged, and the write-ahead log the old pages until it is cut.
  func erase() throws {
    try database.run("INSERT INTO items_text (items_text) VALUES ('optimize')")
    try database.checkpoint()
  }
}
