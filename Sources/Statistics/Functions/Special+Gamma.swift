import Glibc

extension Special {
  /// The regularised lower incomplete gamma function P(a, x), a > 0, x ≥ 0.
  public static func gammaP(_ a: Double, _ x: Double) -> Double {
    if x <= 0 { return 0 }
    return x < a + 1 ? gammaSeries(a, x) : 1 - gammaFraction(a, x)
  }

  /// The regularised upper incomplete gamma function Q(a, x) = 1 - P(a, x), without cancellation in its tail.
  public static func gammaQ(_ a: Double, _ x: Double) -> Double {
    if x <= 0 { return 1 }
    return x < a + 1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x)
  }

  /// P(a, x) by its power series (DLMF 8.7.1), for x < a + 1.
  private static func gammaSeries(_ a: Double, _ x: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    var n = a
    for _ in 0..<iterations(a) {
      n += 1
      term *= x / n
      sum += term
      if term < sum * 1e-17 { break }
    }
    return min(1, poissonDensity(a, mean: x) * sum)
  }

  /// Q(a, x) by its continued fraction (DLMF 8.9.2, evaluated by Lentz's method), for x ≥ a + 1.
  private static func gammaFraction(_ a: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    var b = x + 1 - a
    var c = 1 / tiny
    var d = 1 / b
    var h = d
    for i in 1...iterations(a) {
      let an = -Double(i) * (Double(i) - a)
      b += 2
      d = an * d + b
      if abs(d) < tiny { d = tiny }
      c = b + an / c
      if abs(c) < tiny { c = tiny }
      d = 1 / d
      let change = d * c
      h *= change
      if abs(change - 1) < 1e-16 { break }
    }
    return min(1, a * poissonDensity(a, mean: x) * h)
  }

  /// Both expansions need a small multiple of √a terms.
  private static func iterations(_ a: Double) -> Int { 500 + Int(20 * a.squareRoot()) }

  /// The probability that a chi-square variable with `degrees` degrees of freedom is at least `x`.
  public static func chiSquareSurvival(_ x: Double, degrees: Double) -> Double {
    if degrees <= 0 { return x > 0 ? 0 : 1 }
    if x.isInfinite { return 0 }
    return gammaQ(degrees / 2, x / 2)
  }

  /// The value that a chi-square variable exceeds with probability `tail`, by bisection.
  public static func chiSquareQuantile(tail: Double, degrees: Double) -> Double {
    var low = 0.0
    var high = degrees + 10
    while chiSquareSurvival(high, degrees: degrees) > tail { high *= 2 }
    for _ in 0..<200 where high - low > 1e-13 * high {
      let middle = (low + high) / 2
      if chiSquareSurvival(middle, degrees: degrees) > tail { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The probability that a noncentral chi-square variable is at least `x`: a Poisson mixture of central ones
  /// (Johnson, Kotz and Balakrishnan, volume 2, 29.2), summed from its largest weight outwards.
  public static func noncentralChiSquareSurvival(_ x: Double, degrees: Double, noncentrality: Double) -> Double {
    let half = noncentrality / 2
    let centre = half.rounded(.down)
    func term(_ j: Double) -> Double {
      poissonDensity(j, mean: half) * chiSquareSurvival(x, degrees: degrees + 2 * j)
    }
    let reach = 12 * (half + 1).squareRoot() + 30
    var sum = 0.0
    var j = max(0, (centre - reach).rounded(.down))
    while j <= centre + reach {
      sum += term(j)
      j += 1
    }
    return min(1, sum)
  }
}
