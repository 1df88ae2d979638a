import Glibc

extension Special {
  /// The regularised incomplete beta function I_x(a, b), a, b > 0, 0 ≤ x ≤ 1.
  public static func betaRegularised(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    if x < (a + 1) / (a + b + 2) { return min(1, betaFraction(x, 1 - x, a, b)) }
    return max(0, 1 - betaFraction(1 - x, x, b, a))
  }

  /// I_x(a, b) by its continued fraction (DLMF 8.17.22, by Lentz's method); `y` is 1 - x.
  private static func betaFraction(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    d = 1 / (abs(d) < tiny ? tiny : d)
    var h = d
    func step(_ coefficient: Double) -> Double {
      d = 1 + coefficient * d
      if abs(d) < tiny { d = tiny }
      c = 1 + coefficient / c
      if abs(c) < tiny { c = tiny }
      d = 1 / d
      h *= d * c
      return d * c
    }
    for i in 1..<(500 + Int(20 * max(a, b).squareRoot())) {
      let m = Double(i)
      _ = step(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)))
      let change = step(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)))
      if abs(change - 1) < 1e-16 { break }
    }
    let front = binomialDensity(a, of: a + b, p: x, q: y) * b / (a + b)
    return front * h
  }
}
