/// What a test of counts found.
public struct TestResult: Hashable, Sendable {
  /// How the p-value came about.
  public enum Route: String, Sendable, Codable {
    /// The asymptotic chi-square distribution.
    case asymptotic
    /// All tables with the same margins, by the hypergeometric distribution.
    case exact
    /// Random tables under the hypothesis, seeded.
    case monteCarlo
    /// Nothing to test: one cell, or an outcome that the hypothesis excludes.
    case certain
  }

  /// Pearson's X², or the G statistic where that was asked for; infinite where the hypothesis excludes what was seen.
  public var statistic: Double
  public var degrees: Double
  public var pValue: Double
  public var route: Route

  public init(statistic: Double, degrees: Double, pValue: Double, route: Route) {
    self.statistic = statistic
    self.degrees = degrees
    self.pValue = pValue
    self.route = route
  }
}

/// Which statistic a test of counts uses.
public enum CountStatistic: Sendable {
  /// Pearson's Σ(O - E)² / E.
  case pearson
  /// The likelihood ratio 2 Σ O ln(O / E).
  case likelihoodRatio
}

/// Where small cells send a test.
enum CellRule {
  /// Cells with a smaller expected count make the asymptotic distribution unreliable (Cochran, 1954).
  static let smallest = 5.0
  /// Random tables at most; the smallest p-value is one over one more.
  static let tables = 9_999
  /// Random tables at least; where the budget allows fewer, cells are pooled instead.
  static let fewest = 4_999
  /// Draws that one test may cost.
  static let budget = 100_000_000
  /// Random tables at least as extreme after which sampling stops (Besag and Clifford, 1991).
  static let exceedances = 20

  /// How many tables of `size` operations are affordable, or nil where too few.
  static func affordable(_ size: Int) -> Int? {
    let count = min(tables, budget / max(1, size))
    return count >= fewest ? count : nil
  }
}

/// Sequential Monte Carlo p-value (Besag and Clifford, "Sequential Monte Carlo p-values", Biometrika 78, 1991): valid at
/// every level, since it stops after a fixed number of exceedances.
func sequentialPValue(tables: Int, isExtreme: () -> Bool) -> Double {
  var extreme = 0
  for drawn in 1...tables where isExtreme() {
    extreme += 1
    if extreme == CellRule.exceedances { return Double(extreme) / Double(drawn) }
  }
  return Double(extreme + 1) / Double(tables + 1)
}
