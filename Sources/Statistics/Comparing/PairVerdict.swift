import Core

/// The contract's thresholds for two runs of one circuit.
public enum VerdictRule {
  /// A corrected p-value below this is a disagreement.
  public static let rejection = 0.005
  /// The total variation that still counts as agreement.
  public static let tolerance = 0.05
  /// How sure the upper bound of the total variation is.
  public static let confidence = 0.99
  /// The power against `tolerance` that makes "no rejection" an agreement.
  public static let power = 0.9
}

/// What two runs show about each other before correction for the number of pairs.
struct PairEvidence {
  var totalVariation = 0.0
  var hellinger = 0.0
  var fidelity: Double?
  var statistic = 0.0
  var pValue = 1.0
  /// The 99 % upper bound of the total variation; nil where no distribution was compared.
  var upperBound: Double?
  /// The total variation that the shots alone explain, on average.
  var byChance = 0.0
  /// |⟨a|b⟩|² where both are pure states.
  var stateFidelity: Double?
  /// Confidence that the total variation is within the tolerance.
  var confidence = 0.0
  /// Outcomes that were compared.
  var cells = 0
  var n: Int?
  var m: Int?
  /// Exact values on both sides: nothing was sampled, so nothing is left to chance.
  var isExact = false

  /// The verdict when `corrected` is the p-value after correction over `pairs` pairs.
  func verdict(corrected: Double, pairs: Int) -> Comparison.Verdict {
    if corrected < VerdictRule.rejection { return .disagree }
    if isExact { return .agree }
    if let upperBound, upperBound <= VerdictRule.tolerance { return .agree }
    return power(pairs: pairs) >= VerdictRule.power ? .agree : .inconclusive
  }

  /// The power of the test against a total variation of 0.05, at the level of the smallest of `pairs` p-values.
  func power(pairs: Int) -> Double {
    guard let shots = n ?? m else { return 0 }
    return Power.chiSquare(
      n: shots, m: n == nil ? nil : m, cells: cells, distance: VerdictRule.tolerance,
      alpha: VerdictRule.rejection / Double(pairs))
  }

  /// How many shots a run would have needed for either way to agree.
  func shotsNeeded(pairs: Int) -> Int {
    Power.shotsNeeded(
      cells: cells, distance: VerdictRule.tolerance, alpha: VerdictRule.rejection / Double(pairs),
      power: VerdictRule.power, known: n == nil || m == nil)
  }
}
