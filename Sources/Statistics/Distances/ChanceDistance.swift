import Glibc

/// How far samples of one and the same distribution are from it, or from one another, by chance alone.
public enum ChanceDistance {
  /// The mean total variation of `n` draws from `p` against it, or against `m` further draws:
  /// ½ Σ √(2 p (1 - p) (1/n + 1/m) / π), by the normal law of each difference.
  public static func expected(_ p: [String: Double], n: Int, m: Int? = nil) -> Double {
    guard n > 0 else { return 0 }
    let variance = 1 / Double(n) + (m.map { 1 / Double(max(1, $0)) } ?? 0)
    let sum = p.keys.sorted().reduce(0.0) { total, key in
      let share = p[key] ?? 0
      return total + (2 * max(0, share * (1 - share)) * variance / .pi).squareRoot()
    }
    return min(1, sum / 2)
  }
}
