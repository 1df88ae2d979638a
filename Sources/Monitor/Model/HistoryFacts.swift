import Core

/// How far back is looked.
public enum HistoryRange: String, Sendable, Hashable, Codable, CaseIterable {
  /// What this monitor has seen itself.
  case now
  case tenMinutes = "10min"
  case hour, day, week

  /// Seconds; the last ten minutes for `now`.
  var seconds: Int {
    switch self {
    case .now, .tenMinutes: 600
    case .hour: 3600
    case .day: 86_400
    case .week: 7 * 86_400
    }
  }

  var title: String {
    switch self {
    case .now: "now"
    case .tenMinutes: "10 min"
    case .hour: "hour"
    case .day: "day"
    case .week: "week"
    }
  }

  var next: HistoryRange { Self.allCases[((Self.allCases.firstIndex(of: self) ?? 0) + 1) % Self.allCases.count] }
}

/// The crew over a span of time, as the node recorded it: buckets of the same length, the oldest first.
public struct HistoryFacts: Sendable, Hashable, Codable {
  public var range: HistoryRange
  /// Milliseconds since 1970 of the first bucket's beginning and the last one's end.
  public var from: Int64
  public var to: Int64
  /// Nil where nothing was recorded.
  public var buckets: [Bucket?]
  /// Who sent most in that time, and what kinds there were, by the recorded messages.
  public var senders: [Count]
  public var kinds: [Count]
  /// Recorded messages that were counted, and whether older ones of the span were left out.
  public var messages: Int
  public var isCut: Bool

  /// A name and how often it was.
  public struct Count: Sendable, Hashable, Codable {
    public var name: String
    public var count: Int
  }

  /// What was in one stretch of time.
  public struct Bucket: Sendable, Hashable, Codable {
    /// Shares of one core and bytes of all agents, means.
    public var cpu = 0.0
    public var memory = 0.0
    /// Tasks and messages a minute.
    public var tasks = 0.0
    public var messages = 0.0
    /// Agents that were well, at least.
    public var healthy = 0
    public var alerts = 0
  }

  /// One number of each bucket; zero where nothing was recorded.
  func values(_ path: (Bucket) -> Double) -> [Double] { buckets.map { $0.map(path) ?? 0 } }
  /// The buckets that hold something.
  var known: [Bucket] { buckets.compactMap(\.self) }
}
