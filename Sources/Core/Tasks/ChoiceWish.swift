/// How a backend is to be chosen where nobody names one, as settings say it.
public struct ChoiceWish: Hashable, Codable, Sendable {
  /// `balanced`, `fastest`, `leanest` or `most_accurate`.
  public var strategy: String
  /// What counts how much with `balanced`; only the ratios matter.
  public var features: Double
  public var speed: Double
  public var memory: Double
  public var history: Double

  public init(
    strategy: String = "balanced", features: Double = 0.4, speed: Double = 0.3, memory: Double = 0.2, history: Double = 0.1
  ) {
    self.strategy = strategy
    self.features = features
    self.speed = speed
    self.memory = memory
    self.history = history
  }
}
