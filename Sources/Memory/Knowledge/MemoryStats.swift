import Core
import Store

/// The memory in numbers, as `memory stats` prints them.
public struct MemoryStats: Hashable, Codable, Sendable {
  public var conversations: Int
  public var turns: Int
  public var tasks: Int
  public var runs: Int
  public var facts: Int
  public var learnings: Int
  public var cachedResults: Int
  /// Tasks that ended, and how many of them completed.
  public var finishedTasks: Int
  public var completedTasks: Int
  /// Facts by confidence: under 0.25, 0.5, 0.75, and up to 1.
  public var confidence: [Int]
  /// The facts that were looked up most, as `type/key`, with how often.
  public var mostUsedFacts: [FactUse]
  public var embeddingModel: String
  public var dimensions: Int
  /// Of the file, without its log.
  public var bytes: Int
  /// The last event of the journal that was taken in, and how many could not be read.
  public var journalSeq: Int64
  public var unreadableEvents: Int
  /// Of this process: searches, their mean time, and how often a cached result was there.
  public var searches: Int
  public var meanSearchSeconds: Double?
  public var cacheHitRate: Double?

  /// A fact and how often it was looked up.
  public struct FactUse: Hashable, Codable, Sendable {
    public var fact: String
    public var count: Int
  }
}

extension MemoryStore {
  /// The memory in numbers.
  public func stats() throws -> MemoryStats {
    func count(_ rest: String) throws -> Int { Int(try database.integer("SELECT count(*) FROM " + rest) ?? 0) }
    let lookups = searches.cacheHits + searches.cacheMisses
    return MemoryStats(
      conversations: Int(try database.integer("SELECT count(DISTINCT session_id) FROM conversations") ?? 0),
      turns: try count("conversations"), tasks: try count("task_history"), runs: try count("runs"),
      facts: try count("workspace_facts WHERE fact_type <> 'learning'"),
      learnings: try count("workspace_facts WHERE fact_type = 'learning'"), cachedResults: try count("cached_results"),
      finishedTasks: try count("task_history WHERE success IS NOT NULL"),
      completedTasks: try count("task_history WHERE success = 1"), confidence: try confidence(),
      mostUsedFacts: try mostUsed(), embeddingModel: embedder.model, dimensions: embedder.dimensions,
      bytes: Int(try database.integer("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size") ?? 0),
      journalSeq: try journalSeq, unreadableEvents: try meta("unreadable_events").flatMap { Int($0) } ?? 0,
      searches: searches.count,
      meanSearchSeconds: searches.count > 0 ? searches.seconds / Double(searches.count) : nil,
      cacheHitRate: lookups > 0 ? Double(searches.cacheHits) / Double(lookups) : nil)
  }

  private func confidence() throws -> [Int] {
    var bins = [0, 0, 0, 0]
    try database.forEach("SELECT min(3, CAST(confidence * 4 AS INTEGER)), count(*) FROM workspace_facts GROUP BY 1") {
      bins[$0.int(0)] = $0.int(1)
    }
    return bins
  }

  private func mostUsed() throws -> [MemoryStats.FactUse] {
    try database.query(
      """
      SELECT fact_type || '/' || key, access_count FROM workspace_facts WHERE access_count > 1
      ORDER BY access_count DESC, last_accessed DESC LIMIT 5
      """
    ) { MemoryStats.FactUse(fact: $0.text(0), count: $0.int(1)) }
  }
}
