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
  /// Which run to use from now on, with the figures behind it.
  public var recommendation: String?
  /// Where runs disagree: the likely reason (`bit_order`, `noise_convention`, `truncation`, `precision`, `bug`).
  public var reason: String?
  /// The run that was brought in to decide between two that disagreed.
  public var arbiter: String?

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
    /// `pValue` after correction for the number of pairs.
    public var correctedPValue: Double?
    /// The total variation that chance alone gives on average with so many shots; 0 for exact values.
    public var byChance: Double?
    /// The 99 % upper bound of the total variation.
    public var upperBound: Double?
    /// Between pure states, where both runs report theirs: |⟨a|b⟩|², and √(1 - |⟨a|b⟩|²).
    public var stateFidelity: Double?
    public var traceDistance: Double?
    /// Time of `a` over time of `b`.
    public var timeRatio: Double
    /// Peak memory of `a` over that of `b`, where both are known.
    public var memoryRatio: Double?
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
