/// How much of this machine runs may take, by the setting `resources.profile`.
public enum ResourceProfile: String, Hashable, Codable, Sendable, CaseIterable {
  case balanced, conservative, aggressive

  /// From which share of a resource on a run is warned of, asked about, paused and ended.
  public struct Thresholds: Hashable, Sendable {
    public var warn: Double
    public var ask: Double
    public var pause: Double
    public var abort: Double
  }

  public var thresholds: Thresholds {
    switch self {
    case .balanced: Thresholds(warn: 0.70, ask: 0.85, pause: 0.95, abort: 0.99)
    case .conservative: Thresholds(warn: 0.60, ask: 0.75, pause: 0.90, abort: 0.99)
    case .aggressive: Thresholds(warn: 0.80, ask: 0.90, pause: 0.98, abort: 0.99)
    }
  }

  /// What a share of a resource calls for.
  public func level(_ share: Double) -> ResourceLevel {
    let limits = thresholds
    if share >= limits.abort { return .abort }
    if share >= limits.pause { return .pause }
    if share >= limits.ask { return .ask }
    return share >= limits.warn ? .warn : .normal
  }
}

/// What is called for, the mildest first.
public enum ResourceLevel: Int, Hashable, Sendable, Comparable, CaseIterable {
  case normal, warn, ask, pause, abort

  public static func < (a: ResourceLevel, b: ResourceLevel) -> Bool { a.rawValue < b.rawValue }
}

/// What a run takes of a machine.
public enum Resource: String, Hashable, Sendable, CaseIterable {
  case memory, swap, disk
  case processor
  case graphicsMemory = "graphics memory"

  /// The most that it may call for. A processor is there to be used, and full swap harms only where memory is full as well.
  public var gravest: ResourceLevel {
    switch self {
    case .processor: .warn
    case .swap: .ask
    default: .abort
    }
  }
}
