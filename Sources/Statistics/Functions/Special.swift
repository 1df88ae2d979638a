import Glibc

/// The special functions behind p-values, accurate to 1e-10 relative or better where tests rely on them.
public enum Special {
  /// ln Γ(x) for x > 0, by the C library.
  public static func logGamma(_ x: Double) -> Double {
    var sign: Int32 = 0
    return lgamma_r(x, &sign)
  }

  /// The error of Stirling's formula for ln n!, n > 0 real (Loader, "Fast and accurate computation of binomial
  /// probabilities", 2000).
  static func stirlingError(_ n: Double) -> Double {
    if n > 15 {
      let s = n * n
      return (1 / 12.0 - (1 / 360.0 - (1 / 1260.0 - (1 / 1680.0 - 1 / 1188.0 / s) / s) / s) / s) / n
    }
    return logGamma(n + 1) - (n + 0.5) * log(n) + n - 0.5 * log(2 * Double.pi)
  }

  /// x ln(x / m) + m - x without cancellation (Loader, 2000).
  static func deviance(_ x: Double, _ m: Double) -> Double {
    guard abs(x - m) < 0.1 * (x + m) else { return x * log(x / m) + m - x }
    let v = (x - m) / (x + m)
    var sum = (x - m) * v
    var term = 2 * x * v
    for j in 1..<1000 {
      term *= v * v
      let next = sum + term / Double(2 * j + 1)
      if next == sum { break }
      sum = next
    }
    return sum
  }

  /// m^x e^-m / Γ(x + 1), the Poisson density continued to real x ≥ 0.
  static func poissonDensity(_ x: Double, mean m: Double) -> Double {
    if m <= 0 { return x == 0 ? 1 : 0 }
    if x == 0 { return exp(-m) }
    return exp(-stirlingError(x) - deviance(x, m)) / (2 * Double.pi * x).squareRoot()
  }

  /// Γ(n+1) / (Γ(x+1) Γ(n-x+1)) p^x q^(n-x), the binomial density continued to real x with 0 < x < n.
  static func binomialDensity(_ x: Double, of n: Double, p: Double, q: Double) -> Double {
    let error = stirlingError(n) - stirlingError(x) - stirlingError(n - x)
    let exponent = error - deviance(x, n * p) - deviance(n - x, n * q)
    return exp(exponent) * (n / (2 * Double.pi * x * (n - x))).squareRoot()
  }
}
