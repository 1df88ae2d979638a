import Glibc

extension Special {
  /// Φ(z), the standard normal distribution function.
  public static func normalCDF(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

  /// The probability that a standard normal variable is farther from zero than `z`.
  public static func normalTwoSided(_ z: Double) -> Double { erfc(abs(z) / 2.0.squareRoot()) }

  /// Φ⁻¹(p), 0 < p < 1: the rational start of Abramowitz and Stegun 26.2.23, then Halley's method on erfc.
  public static func normalQuantile(_ p: Double) -> Double {
    if p <= 0 { return -.infinity }
    if p >= 1 { return .infinity }
    if p > 0.5 { return -lowerQuantile(1 - p) }
    return lowerQuantile(p)
  }

  private static func lowerQuantile(_ p: Double) -> Double {
    let t = (-2 * log(p)).squareRoot()
    let top = 2.515517 + t * (0.802853 + t * 0.010328)
    let bottom = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
    var z = top / bottom - t
    for _ in 0..<6 {
      let error = normalCDF(z) - p
      let slope = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
      if slope == 0 { break }
      let newton = error / slope
      let step = newton / (1 + z * newton / 2)
      z -= step
      if abs(step) < 1e-15 * max(1, abs(z)) { break }
    }
    return z
  }
}
