import Statistics
import Testing

@Suite struct SpecialTests {
  /// Reference: mpmath 1.3 with 30 digits.
  static let gamma: [(Double, Double, Double)] = [
    (0.5, 0.25, 0.479500122186953), (0.5, 5, 0.0015654022580025497), (3, 2, 0.67667641618306346),
    (10, 20, 0.0049954123083075872), (100, 80, 0.98289168696486689), (100, 140, 0.00016105717471255586),
    (1e4, 1.02e4, 0.023287322133598804), (5e5, 5.01e5, 0.078718661386129633),
  ]

  @Test("the incomplete gamma function matches 30-digit references to 1e-10", arguments: gamma)
  func incompleteGamma(a: Double, x: Double, q: Double) {
    #expect(abs(Special.gammaQ(a, x) / q - 1) < 1e-10)
    #expect(abs(Special.gammaP(a, x) - (1 - q)) < 1e-12)
  }

  @Test(
    "the incomplete beta function matches 30-digit references to 1e-10",
    arguments: [
      (0.3, 2.0, 5.0, 0.579825), (0.5, 0.5, 0.5, 0.5), (0.01, 10, 990, 0.54144200571384713),
      (0.52, 500, 500, 0.89708247269300429),
    ])
  func incompleteBeta(x: Double, a: Double, b: Double, value: Double) {
    #expect(abs(Special.betaRegularised(x, a, b) / value - 1) < 1e-10)
    #expect(abs(Special.betaRegularised(1 - x, b, a) - (1 - value)) < 1e-10)
  }

  @Test(
    "normal quantiles match their tables and undo the distribution function",
    arguments: [
      (0.975, 1.959963984540054), (0.001, -3.090232306167813), (0.3, -0.5244005127080407), (1e-12, -7.034483825301131),
    ])
  func normalQuantile(p: Double, z: Double) {
    #expect(abs(Special.normalQuantile(p) - z) < 1e-10)
    #expect(abs(Special.normalCDF(z) - p) < 1e-14)
  }

  @Test("the noncentral chi-square distribution matches scipy's")
  func noncentral() {
    // Reference: scipy.stats.ncx2.sf.
    let cases = [
      (14.86, 4.0, 10.0, 0.3980970349404747), (50, 20, 30, 0.47101282529646915), (300, 255, 60, 0.7012579452834541),
    ]
    for (x, degrees, noncentrality, expected) in cases {
      let value = Special.noncentralChiSquareSurvival(x, degrees: degrees, noncentrality: noncentrality)
      #expect(abs(value - expected) < 1e-9)
    }
  }

  @Test("a chi-square quantile undoes the survival function", arguments: [1.0, 7, 255], [0.05, 0.005, 1e-6])
  func quantile(degrees: Double, tail: Double) {
    let x = Special.chiSquareQuantile(tail: tail, degrees: degrees)
    #expect(abs(Special.chiSquareSurvival(x, degrees: degrees) / tail - 1) < 1e-9)
  }
}
