/// Keeps work away from an agent that keeps failing: closed, open for a while, then half open for one trial.
///
/// Pure: the time is passed in. Whoever assigns work holds one for each agent.
public struct CircuitBreaker: Hashable, Sendable {
  public enum State: String, Hashable, Sendable, Codable {
    /// Work flows.
    case closed
    /// No work until the pause has passed.
    case open
    /// One trial is allowed; its outcome decides.
    case halfOpen = "half_open"
  }

  /// When the breaker opens and how long it stays so.
  public struct Limits: Hashable, Sendable {
    /// Failures in a row that open it.
    public var failures: Int
    /// Seconds of the first pause; each failed trial doubles it.
    public var pause: Double
    /// The longest pause in seconds.
    public var longestPause: Double

    public init(failures: Int = 5, pause: Double = 10, longestPause: Double = 120) {
      self.failures = failures
      self.pause = pause
      self.longestPause = longestPause
    }
  }

  public let limits: Limits
  public private(set) var failuresInARow = 0
  private var opened: Instant?
  private var pause: Double
  private var trialRuns = false

  public init(limits: Limits = Limits()) {
    self.limits = limits
    pause = limits.pause
  }

  /// Where the breaker stands at `now`.
  public func state(at now: Instant) -> State {
    guard let opened else { return .closed }
    return now.seconds(since: opened) < pause ? .open : .halfOpen
  }

  /// Whether a piece of work may be given to the agent at `now`; half open, one piece at a time.
  public func allows(at now: Instant) -> Bool {
    switch state(at: now) {
    case .closed: true
    case .open: false
    case .halfOpen: !trialRuns
    }
  }

  /// A piece of work was given to the agent.
  public mutating func began(at now: Instant) {
    if state(at: now) == .halfOpen { trialRuns = true }
  }

  /// A piece of work was done: the breaker closes.
  public mutating func succeeded() {
    failuresInARow = 0
    opened = nil
    pause = limits.pause
    trialRuns = false
  }

  /// A piece of work failed for a reason that lies with the agent.
  public mutating func failed(at now: Instant) {
    failuresInARow += 1
    if opened != nil {
      guard state(at: now) == .halfOpen else { return }
      pause = min(pause * 2, limits.longestPause)
      opened = now
    } else if failuresInARow >= limits.failures {
      opened = now
    }
    trialRuns = false
  }

  /// The work in hand came to nothing without saying anything about the agent (it was aborted).
  public mutating func abandoned() { trialRuns = false }

  /// When an open breaker allows a trial.
  public var reopens: Instant? { opened?.advanced(by: pause) }
}
