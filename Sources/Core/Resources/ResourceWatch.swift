/// Decides what becomes of a run while the machine fills: samples go in, actions come out. A value: who samples and acts is
/// elsewhere.
public struct ResourceWatch: Sendable {
  /// What is to be done about the run; each once, until the level has fallen and risen again.
  public enum Action: Hashable, Sendable {
    /// It is told to whoever watches.
    case warn(String)
    /// A person is told how to stop it, before it is paused.
    case ask(String)
    /// It stops at the next gate.
    case pause(String)
    /// It goes on: what paused it has passed.
    case resume(String)
    /// It ends.
    case abort(ProximaError)
  }

  private let profile: ResourceProfile
  private var level = ResourceLevel.normal
  /// Whether this watch paused it; what a person paused is left alone.
  public private(set) var isPaused = false
  private var hasEnded = false

  public init(_ profile: ResourceProfile) { self.profile = profile }

  /// Takes in how full the resources are, each 0 to 1; one that cannot be read is absent.
  public mutating func take(_ shares: [Resource: Double]) -> [Action] {
    guard !hasEnded, let worst = gravest(shares) else { return [] }
    defer { level = worst.level }
    let words = "\(worst.resource.rawValue) is \(Figures.significant(worst.share * 100, 3)) % full"
    if worst.level == .abort {
      hasEnded = true
      return [
        .abort(
          ProximaError(
            "resources.exhausted", "the run was ended: \(words), and at 99 % this machine stops answering",
            remedy: "use fewer qubits or another method, or free some of it", exit: .tryLater))
      ]
    }
    if worst.level == .pause, !isPaused {
      isPaused = true
      return [.pause("paused: \(words); it goes on below \(percent(profile.thresholds.ask))")]
    }
    // Between asking and pausing it stays as it is: it would only flutter.
    if isPaused, worst.level < .ask {
      isPaused = false
      return [.resume("goes on: \(words)")]
    }
    guard worst.level > level, !isPaused else { return [] }
    switch worst.level {
    case .warn: return [.warn("note: \(words)")]
    case .ask:
      return [.ask("\(words): stop it with `proxima task abort`? At \(percent(profile.thresholds.pause)) it is paused")]
    default: return []
    }
  }

  private func gravest(_ shares: [Resource: Double]) -> (resource: Resource, share: Double, level: ResourceLevel)? {
    shares.map { (resource: $0.key, share: $0.value, level: min($0.key.gravest, profile.level($0.value))) }
      .max { ($0.level, $0.share, $1.resource.rawValue) < ($1.level, $1.share, $0.resource.rawValue) }
  }

  private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
