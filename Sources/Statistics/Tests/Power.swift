import Glibc

/// What a test of counts can see.
public enum Power {
  /// The probability that the chi-square test over `cells` outcomes at level `alpha` rejects, when the distributions
  /// differ by `distance` in total variation, in the direction that is hardest to see.
  ///
  /// By Cauchy and Schwarz Σ(p-q)²/p ≥ (Σ|p-q|)² = 4 distance², so the noncentrality is at least that times nm/(n+m)
  /// (times n where the other distribution is known and `m` absent).
  public static func chiSquare(n: Int, m: Int? = nil, cells: Int, distance: Double, alpha: Double) -> Double {
    guard cells > 1, n > 0 else { return 0 }
    let degrees = Double(cells - 1)
    let critical = Special.chiSquareQuantile(tail: alpha, degrees: degrees)
    return Special.noncentralChiSquareSurvival(
      critical, degrees: degrees, noncentrality: 4 * distance * distance * effective(n, m))
  }

  /// The least number of shots for each of two samples (or one against a known distribution) with which a difference of
  /// `distance` is seen with probability `power`.
  public static func shotsNeeded(
    cells: Int, distance: Double = 0.05, alpha: Double = 0.005, power: Double = 0.9, known: Bool = false
  ) -> Int {
    let cells = max(2, cells)
    func enough(_ shots: Int) -> Bool {
      chiSquare(n: shots, m: known ? nil : shots, cells: cells, distance: distance, alpha: alpha) >= power
    }
    var high = 64
    while !enough(high), high < 1 << 40 { high *= 2 }
    var low = high / 2
    while high - low > max(1, high / 1000) {
      let middle = (low + high) / 2
      if enough(middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// nm / (n + m), or n where the other distribution is known.
  static func effective(_ n: Int, _ m: Int?) -> Double {
    guard let m else { return Double(n) }
    return Double(n) * Double(m) / Double(max(1, n + m))
  }
}
