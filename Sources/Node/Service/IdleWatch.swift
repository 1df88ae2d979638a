import Core

/// Decides when a crew that no `up` asked for has been idle for long enough to end. Pure.
public struct IdleWatch: Sendable, Hashable {
  /// Seconds without a task and without a front.
  public let limit: Double
  /// Whether `up` asked for the crew: it then never ends by itself.
  public var stays: Bool
  private var lastActivity: Instant

  public init(limit: Double = 900, stays: Bool, now: Instant) {
    self.limit = limit
    self.stays = stays
    lastActivity = now
  }

  /// Takes a look: how many fronts are connected and whether tasks are open. True where the crew should end.
  public mutating func look(fronts: Int, working: Bool, at now: Instant) -> Bool {
    if fronts > 0 || working { lastActivity = now }
    return !stays && now.seconds(since: lastActivity) >= limit
  }

  /// Somebody asked for something.
  public mutating func touch(at now: Instant) { lastActivity = now }
}
