import Core
import Store

/// A fact as it is remembered.
public struct RememberedFact: Hashable, Codable, Sendable {
  public var record: FactRecord
  public var firstSeen: WallTime
  public var updated: WallTime
  public var accessCount: Int

  public init(record: FactRecord, firstSeen: WallTime, updated: WallTime, accessCount: Int = 1) {
    self.record = record
    self.firstSeen = firstSeen
    self.updated = updated
    self.accessCount = accessCount
  }
}

extension MemoryStore {
  private static let columns =
    "fact_type, key, value, confidence, source, agent, first_seen, updated, access_count"

  /// Keeps a fact and gives what is now believed: what a person said stands against what was inferred or observed,
  /// otherwise the higher confidence wins, and of equals the newer (AG-A2.5-07).
  @discardableResult
  public func remember(_ fact: FactRecord) throws -> RememberedFact {
    try write { try put(fact, at: time.wall, seq: nil) }
  }

  /// Keeps what a person says: `name: value` or `name = value` as the fact of that name, anything else as a note.
  @discardableResult
  public func remember(_ text: String) throws -> RememberedFact {
    let text = Self.trimmed(text)
    guard !text.isEmpty else {
      throw MemoryError("memory.nothing_to_remember", "there is nothing to remember", exit: .usage)
    }
    if let mark = text.firstIndex(where: { $0 == ":" || $0 == "=" }) {
      let key = Self.trimmed(text[..<mark])
      let value = Self.trimmed(text[text.index(after: mark)...])
      if !key.isEmpty, !value.isEmpty, key.count <= 40, Words.all(of: key).count <= 4, !value.hasPrefix("//") {
        return try remember(FactRecord(FactName(type: "note", key: key), value: value))
      }
    }
    return try remember(FactRecord(FactName(type: "note", key: Self.key(of: text)), value: text))
  }

  /// Facts, the last changed first; `matching` must occur in the name or the value, in any case.
  public func facts(type: String? = nil, matching: String? = nil, limit: Int = 100) throws -> [RememberedFact] {
    try database.query(
      """
      SELECT \(Self.columns) FROM workspace_facts WHERE (?1 IS NULL OR fact_type = ?1)
        AND (?2 IS NULL OR instr(lower(key || ' ' || value), lower(?2)) > 0) ORDER BY updated DESC, id DESC LIMIT ?3
      """, type, matching, limit, read: Self.fact)
  }

  /// One fact, or nil; counted as an access.
  public func fact(_ name: FactName) throws -> RememberedFact? {
    try database.run(
      "UPDATE workspace_facts SET access_count = access_count + 1, last_accessed = ? WHERE fact_type = ? AND key = ?",
      time.wall, name.type, name.key)
    return try peek(name)
  }

  /// Changes a fact by a person's hand: from then on it is `user_told`.
  @discardableResult
  public func edit(_ name: FactName, value: String? = nil, confidence: Double? = nil) throws -> RememberedFact {
    try write {
      guard var fact = try peek(name)?.record else { throw Self.unknown(name) }
      fact.value = value ?? fact.value
      fact.confidence = confidence ?? 1
      fact.source = "user_told"
      return try put(fact, at: time.wall, seq: nil)
    }
  }

  /// Drops one fact; throws `memory.no_such_fact`.
  public func forget(_ name: FactName) throws {
    try write { if try !dropFact(name) { throw Self.unknown(name) } }
    try erase()
  }

  @discardableResult
  func put(_ fact: FactRecord, at time: WallTime, seq: Int64?) throws -> RememberedFact {
    try Self.check(fact)
    if let known = try peek(fact.name), !Self.wins(fact, over: known.record) { return known }
    try database.run(
      """
      INSERT INTO workspace_facts (fact_type, key, value, confidence, source, agent, first_seen, updated,
        last_accessed, seq)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?7, ?8) ON CONFLICT (fact_type, key) DO UPDATE SET value = excluded.value,
        confidence = excluded.confidence, source = excluded.source, agent = excluded.agent, updated = excluded.updated,
        seq = excluded.seq
      """, fact.name.type, fact.name.key, fact.value, fact.confidence, fact.source, fact.agent, time, seq)
    let isNamed = fact.name.type == "note" && fact.name.key == Self.key(of: fact.value) || fact.name.type == "learning"
    try putItem(
      fact.name.type == "learning" ? .learning : .fact, ref: Self.ref(fact.name), task: nil, created: time,
      text: isNamed ? fact.value : "\(fact.name.key): \(fact.value)", terms: fact.name.type)
    guard let kept = try peek(fact.name) else { throw ProximaError.bug("a fact vanished as it was written") }
    return kept
  }

  @discardableResult
  func dropFact(_ name: FactName) throws -> Bool {
    try removeItems("kind IN ('fact', 'learning') AND ref = ?", [Self.ref(name)])
    return try database.run("DELETE FROM workspace_facts WHERE fact_type = ? AND key = ?", name.type, name.key) > 0
  }

  func peek(_ name: FactName) throws -> RememberedFact? {
    try database.first(
      "SELECT \(Self.columns) FROM workspace_facts WHERE fact_type = ? AND key = ?", name.type, name.key,
      read: Self.fact)
  }
}

extension MemoryStore {
  static func ref(_ name: FactName) -> String { name.type + "/" + name.key }

  /// A name for a text without one: the same text has the same name.
  static func key(of text: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.lowercased().utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return String(hash, radix: 36)
  }

  static func trimmed(_ text: some StringProtocol) -> String {
    String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }

  private static func wins(_ new: FactRecord, over old: FactRecord) -> Bool {
    let told = (new.source == "user_told", old.source == "user_told")
    return told.0 != told.1 ? told.0 : told.0 || new.confidence >= old.confidence
  }

  static func check(_ fact: FactRecord) throws(MemoryError) {
    guard !fact.name.type.isEmpty, !fact.name.key.isEmpty, (0...1).contains(fact.confidence),
      ["user_told", "inferred", "observed"].contains(fact.source)
    else {
      throw MemoryError(
        "memory.bad_fact",
        "\(ref(fact.name)) is no fact: it needs a type, a key, a confidence from 0 to 1 and a source",
        remedy: "sources are user_told, inferred and observed")
    }
  }

  private static func unknown(_ name: FactName) -> MemoryError {
    MemoryError(
      "memory.no_such_fact", "there is no fact \(ref(name))", remedy: "see `proxima memory facts`")
  }

  private static func fact(_ row: borrowing Row) throws -> RememberedFact {
    RememberedFact(
      record: FactRecord(
        FactName(type: row.text(0), key: row.text(1)), value: row.text(2), confidence: row.double(3),
        source: row.text(4), agent: row.optionalText(5)),
      firstSeen: WallTime(milliseconds: row.integer(6)), updated: WallTime(milliseconds: row.integer(7)),
      accessCount: row.int(8))
  }
}
