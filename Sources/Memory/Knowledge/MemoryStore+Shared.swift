import Core
import Store

/// What one agent learned and all see.
public struct Learning: Hashable, Codable, Sendable {
  public var agent: String
  public var text: String
  public var time: WallTime
}

/// Knowledge that all agents share (AG-A3.9).
extension MemoryStore {
  /// Makes a fact visible to all agents under `key`; an overwritten one keeps its first moment and names its last
  /// source.
  @discardableResult
  public func storeFact(_ key: String, _ value: String, agent: String, confidence: Double = 1) throws -> RememberedFact
  {
    try remember(
      FactRecord(
        FactName(type: "shared", key: key), value: value, confidence: confidence, source: "observed", agent: agent))
  }

  /// The shared fact of that key, or nil.
  public func queryFact(_ key: String) throws -> RememberedFact? { try fact(FactName(type: "shared", key: key)) }

  /// Keeps the result of an operation for `ttl` seconds, an hour by default. Parameters are equal when their JSON with
  /// sorted keys is.
  public func cacheResult(
    _ operation: String, params: JSONValue, result: JSONValue, agent: String? = nil, ttl: Double = 3600
  ) throws {
    let now = time.wall
    let expires = WallTime(milliseconds: now.milliseconds + Int64(min(max(ttl, 0), 1e9) * 1000))
    try write {
      try database.run("DELETE FROM cached_results WHERE expires <= ?", now)
      try database.run(
        """
        INSERT OR REPLACE INTO cached_results (operation, params, result, agent, created, expires)
        VALUES (?, ?, ?, ?, ?, ?)
        """, operation, try JSON.text(params), try JSON.text(result), agent, now, expires)
    }
  }

  /// The kept result of the same operation with the same parameters, or nil where there is none or its time is over.
  public func cachedResult(_ operation: String, params: JSONValue) throws -> JSONValue? {
    let text = try database.first(
      "SELECT result FROM cached_results WHERE operation = ? AND params = ? AND expires > ?", operation,
      try JSON.text(params), time.wall
    ) { $0.text(0) }
    if text == nil { searches.cacheMisses += 1 } else { searches.cacheHits += 1 }
    return try text.map { try JSON.decode(JSONValue.self, from: $0) }
  }

  /// Spreads an insight: the same text again changes nothing but its source.
  @discardableResult
  public func shareLearning(_ text: String, agent: String, confidence: Double = 0.8) throws -> RememberedFact {
    try remember(
      FactRecord(
        FactName(type: "learning", key: Self.key(of: text)), value: text, confidence: confidence, source: "observed",
        agent: agent))
  }

  /// What agents learned, newest first.
  public func learnings(limit: Int = 50) throws -> [Learning] {
    try facts(type: "learning", limit: limit).map {
      Learning(agent: $0.record.agent ?? "", text: $0.record.value, time: $0.updated)
    }
  }
}
