/// One process that the node keeps.
public struct ChildSpec: Sendable, Hashable, Identifiable {
  /// What happens when the process ends by itself.
  public enum Restart: String, Sendable, Hashable, Codable {
    /// Always started again.
    case permanent
    /// Started again unless it ended with exit code 0.
    case transient
    /// Never started again.
    case temporary
  }

  /// The agent's id on the bus.
  public var id: String
  /// Absolute path of the program.
  public var executable: String
  public var arguments: [String]
  public var restart: Restart
  /// Whether other agents need it: restarts are then never given up.
  public var essential: Bool
  /// The order of a graceful stop: lower tiers end before higher ones are told.
  public var tier: Int

  public init(
    id: String, executable: String, arguments: [String] = [], restart: Restart = .permanent, essential: Bool = true,
    tier: Int = 0
  ) {
    self.id = id
    self.executable = executable
    self.arguments = arguments
    self.restart = restart
    self.essential = essential
    self.tier = tier
  }
}

/// How a process ended.
public enum ChildExit: Sendable, Hashable, CustomStringConvertible {
  case code(Int32)
  case signal(Int32)

  /// Whether it ended as a program does that has nothing left to do.
  public var isClean: Bool { self == .code(0) }

  public var description: String {
    switch self {
    case .code(let code): "exit \(code)"
    case .signal(let signal): "signal \(signal)"
    }
  }
}

/// The spans that the supervisor keeps to, in seconds.
public struct SupervisorLimits: Sendable, Hashable {
  /// Before the second start in a row; the first comes at once. Doubles from one to the next.
  public var firstDelay: Double = 0.1
  /// The longest pause between two starts.
  public var longestDelay: Double = 1
  /// A process that lived this long begins again without a delay.
  public var stableAfter: Double = 10
  /// Until a started process must have registered.
  public var registrationGrace: Double = 30
  /// Between the request to end and the kill.
  public var stopGrace: Double = 5
  /// Between two looks for a program that is not there.
  public var missingRetry: Double = 5
  /// Starts in a row after which an agent that nobody needs is given up.
  public var attempts: Int = 10

  public init() {}

  /// The pause before start number `attempt` in a row, counted from 0.
  public func delay(attempt: Int) -> Double {
    guard attempt > 0 else { return 0 }
    var delay = firstDelay
    for _ in 1..<min(attempt, 64) where delay < longestDelay { delay *= 2 }
    return min(delay, longestDelay)
  }
}
