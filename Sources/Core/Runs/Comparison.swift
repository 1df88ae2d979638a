/// The same circuit on several backends: do they agree, and who was fastest.
public struct Comparison: Hashable, Codable, Sendable {
  public enum Verdict: String, Codable, Sendable { case agree, disagree, inconclusive }

  public var verdict: Verdict
  public var confidence: Double
  public var pairs: [Pair]
  public var agreementPercent: Double
  /// Runs that differ from the rest.
  public var outliers: [String]
  /// How many shots would settle an inconclusive comparison.
  public var shotsNeeded: Int?
  public var fastest: String?
  public var leanest: String?
  public var notes: [String]

  public init(verdict: Verdict, confidence: Double, pairs: [Pair], agreementPercent: Double) {
    self.verdict = verdict
    self.confidence = confidence
    self.pairs = pairs
    self.agreementPercent = agreementPercent
    outliers = []
    notes = []
  }

  /// Two runs against each other.
  public struct Pair: Hashable, Codable, Sendable {
    public var a: String
    public var b: String
    public var totalVariation: Double
    public var hellinger: Double
    public var chiSquare: Double
    public var pValue: Double
    public var fidelity: Double?
    /// Time of `a` over time of `b`.
    public var timeRatio: Double
    public var verdict: Verdict?

    public init(
      a: String, b: String, totalVariation: Double, hellinger: Double, chiSquare: Double, pValue: Double,
      timeRatio: Double
    ) {
      self.a = a
      self.b = b
      self.totalVariation = totalVariation
      self.hellinger = hellinger
      self.chiSquare = chiSquare
      self.pValue = pValue
      self.timeRatio = timeRatio
    }
  }
}
