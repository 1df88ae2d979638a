import Core

/// What to look for in the memory.
public struct MemoryQuery: Hashable, Codable, Sendable {
  public var text: String
  public var limit: Int
  /// Empty: all kinds.
  public var kinds: [MemoryKind]
  /// Created at this moment or later, and before the other.
  public var since: WallTime?
  public var before: WallTime?
  /// Only tasks that ended so.
  public var status: TaskState?

  public init(
    _ text: String, limit: Int = 10, kinds: [MemoryKind] = [], since: WallTime? = nil, before: WallTime? = nil
  ) {
    self.text = text
    self.limit = limit
    self.kinds = kinds
    self.since = since
    self.before = before
  }
}

/// One thing that was found, as `memory search --json` prints it.
public struct MemoryHit: Hashable, Codable, Sendable {
  public var kind: MemoryKind
  public var text: String
  /// 0 to 1: 1 is first both by meaning and by words.
  public var score: Double
  public var task: TaskID?
  /// ISO 8601 in UTC.
  public var created: String
  /// What it is called: a task's id, a fact's `type/key`, a turn's number.
  public var ref: String
}

/// How searches and the cache of results did in this process.
struct SearchCounters: Hashable, Sendable {
  var count = 0
  var seconds = 0.0
  var cacheHits = 0
  var cacheMisses = 0
}
