import Glibc

/// Intervals and bounds for what was sampled.
public enum Intervals {
  /// Wilson's score interval for a proportion (Wilson, 1927).
  public static func wilson(_ successes: Int, of trials: Int, confidence: Double = 0.95) -> (low: Double, high: Double) {
    guard trials > 0 else { return (0, 1) }
    let z = Special.normalQuantile(1 - (1 - confidence) / 2)
    let n = Double(trials)
    let p = Double(successes) / n
    let centre = p + z * z / (2 * n)
    let spread = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    // At the ends the formula gives 0 and 1 but for rounding.
    return (
      successes == 0 ? 0 : max(0, (centre - spread) / scale), successes == trials ? 1 : min(1, (centre + spread) / scale)
    )
  }

  /// Clopper and Pearson's exact interval for a proportion (1934), through the incomplete beta function.
  public static func exact(_ successes: Int, of trials: Int, confidence: Double = 0.95) -> (low: Double, high: Double) {
    guard trials > 0 else { return (0, 1) }
    let tail = (1 - confidence) / 2
    let x = Double(successes)
    let n = Double(trials)
    func solve(_ condition: (Double) -> Bool) -> Double {
      var low = 0.0
      var high = 1.0
      for _ in 0..<100 {
        let middle = (low + high) / 2
        if condition(middle) { low = middle } else { high = middle }
      }
      return (low + high) / 2
    }
    let low = successes == 0 ? 0 : solve { Special.betaRegularised($0, x, n - x + 1) < tail }
    let high = successes == trials ? 1 : solve { 1 - Special.betaRegularised($0, x + 1, n - x) > tail }
    return (low, high)
  }
}

/// A bound on the distance of the distributions behind two samples.
public enum TotalVariationBound {
  /// The `confidence` upper bound of TV(p, q) from the distance `observed` between samples of `n` and `m` draws.
  ///
  /// One draw moves the observed distance by at most 1/n or 1/m, so by McDiarmid's inequality it falls more than
  /// √(ln(1/δ) / 2 · (1/n + 1/m)) below its mean with probability at most δ; and by convexity (Jensen) its mean is at
  /// least TV(p, q). No assumption on the number of outcomes is needed. A known distribution is a sample without end:
  /// leave `m` out.
  public static func upper(_ observed: Double, n: Int, m: Int? = nil, confidence: Double = 0.99) -> Double {
    min(1, observed + margin(n: n, m: m, confidence: confidence))
  }

  /// What the draws add to the observed distance.
  public static func margin(n: Int, m: Int? = nil, confidence: Double = 0.99) -> Double {
    guard n > 0 else { return 1 }
    return (log(1 / (1 - confidence)) / 2 * variance(n, m)).squareRoot()
  }

  /// The confidence with which TV(p, q) is at most `limit`: the bound above, solved for it.
  public static func confidence(_ observed: Double, within limit: Double, n: Int, m: Int? = nil) -> Double {
    guard n > 0, observed < limit else { return 0 }
    let gap = limit - observed
    return 1 - exp(-2 * gap * gap / variance(n, m))
  }

  private static func variance(_ n: Int, _ m: Int?) -> Double { 1 / Double(n) + (m.map { 1 / Double(max(1, $0)) } ?? 0) }
}
