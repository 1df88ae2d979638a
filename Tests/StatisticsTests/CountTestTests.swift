import Core
import Statistics
import Testing

@Suite struct CountTestTests {
  @Test("the two-sample test matches scipy for totals that differ")
  func homogeneity() {
    let a = ["x": 30, "y": 50, "z": 20]
    let b = ["x": 60, "y": 70, "z": 70]
    // Reference: scipy.stats.chi2_contingency, Pearson and log-likelihood.
    let pearson = Homogeneity.test(a, b)
    #expect(abs(pearson.statistic - 8.75) < 1e-12)
    #expect(abs(pearson.pValue - 0.012588142242433998) < 1e-12)
    let ratio = Homogeneity.test(a, b, statistic: .likelihoodRatio)
    #expect(abs(ratio.statistic - 8.982451015477402) < 1e-10)
    #expect(abs(ratio.pValue - 0.011206901246296025) < 1e-10)
  }

  @Test("goodness of fit matches scipy")
  func fit() {
    let counts = ["1": 30, "2": 14, "3": 34, "4": 45, "5": 57, "6": 20]
    let die = counts.mapValues { _ in 1 / 6.0 }
    let pearson = GoodnessOfFit.test(counts, expected: die)
    #expect(abs(pearson.statistic - 37.78) < 1e-10)
    #expect(abs(pearson.pValue / 4.177325475265192e-07 - 1) < 1e-8)
    let ratio = GoodnessOfFit.test(counts, expected: die, statistic: .likelihoodRatio)
    #expect(abs(ratio.pValue / 3.033480479312433e-07 - 1) < 1e-8)
  }

  @Test("small two by two tables take Fisher's exact test")
  func fisher() {
    let result = Homogeneity.test(["0": 8, "1": 2], ["0": 1, "1": 5])
    #expect(result.route == .exact)
    #expect(abs(result.pValue - 0.034965034965034975) < 1e-10)
  }

  @Test("small cells are judged by random tables, and the same seed gives the same p-value")
  func monteCarlo() {
    let a = ["a": 3, "b": 4, "c": 2, "d": 9]
    let b = ["a": 9, "b": 1, "c": 6, "e": 3]
    let first = Homogeneity.test(a, b, seed: 5)
    #expect(first.route == .monteCarlo)
    #expect(first == Homogeneity.test(a, b, seed: 5))
    #expect(first.pValue < 0.01)
    #expect(Homogeneity.test(a, a, seed: 5).pValue > 0.9)
  }

  @Test("random tables and the asymptotic distribution agree where both hold")
  func routesAgree() {
    // Fifty cells with expected counts just under and just over the border of 5.
    let below = Dictionary(uniqueKeysWithValues: (0..<50).map { ("\($0)", 4 + $0 % 2) })
    let other = Dictionary(uniqueKeysWithValues: (0..<50).map { ("\($0)", $0 % 7 == 0 ? 9 : 4) })
    let simulated = Homogeneity.test(below, other)
    let asymptotic = Special.chiSquareSurvival(simulated.statistic, degrees: 49)
    #expect(simulated.route == .monteCarlo)
    #expect(abs(simulated.pValue - asymptotic) < 0.15)
  }

  @Test("an outcome that the hypothesis excludes refutes it at once")
  func impossible() {
    let result = GoodnessOfFit.test(["00": 500, "11": 499, "01": 1], expected: ["00": 0.5, "11": 0.5])
    #expect(result.pValue == 0)
    #expect(result.statistic == .infinity)
  }

  @Test("one certain outcome fits, and nothing at all proves nothing")
  func trivial() {
    #expect(GoodnessOfFit.test(["1": 1000], expected: ["1": 1]).pValue == 1)
    #expect(Homogeneity.test(["1": 10], ["1": 20]).pValue == 1)
    #expect(Homogeneity.test([:], ["1": 20]).pValue == 1)
  }

  @Test("Holm's correction is the textbook's")
  func holm() {
    let corrected = Holm.correct([0.01, 0.04, 0.03, 0.005])
    for (value, expected) in zip(corrected, [0.03, 0.06, 0.06, 0.02]) { #expect(abs(value - expected) < 1e-12) }
  }

  @Test("intervals match the references")
  func intervals() {
    let wilson = Intervals.wilson(7, of: 20)
    #expect(abs(wilson.low - 0.18119) < 1e-4 && abs(wilson.high - 0.56715) < 1e-4)
    let exact = Intervals.exact(7, of: 20)
    #expect(abs(exact.low - 0.1539) < 1e-4 && abs(exact.high - 0.5922) < 1e-4)
    #expect(Intervals.wilson(0, of: 100).low == 0)
  }
}
