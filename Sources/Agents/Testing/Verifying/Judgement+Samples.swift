import Core
import Glibc
import Statistics

extension Judgement {
  /// A run's counts against those of another sampler of the same circuit; open where so many shots would not have shown
  /// a total variation of `detectable`.
  static func counts(_ run: Run, against other: [String: Int], detectable: Double = 0.1) -> Judgement {
    let shots = other.values.reduce(0, +)
    let test = Homogeneity.test(run.counts, other, seed: run.seed)
    let cells = max(2, Int(test.degrees) + 1)
    let distance = Distance.totalVariation(Counts.frequencies(run.counts), Counts.frequencies(other))
    let figures = "total variation \(Figures.significant(distance)) between \(run.shots) and \(shots) shots,"
      + " p = \(Figures.significant(test.pValue))"
    if test.pValue < significance {
      let truncation = run.truncationError ?? 0
      if truncation > 0, distance - chance(run.counts, run.shots, other, shots) <= truncation {
        return Judgement(
          outcome: .open, statistic: test.statistic, pValue: test.pValue,
          words: "the counts differ by no more than the truncation error that the method states: \(figures)")
      }
      return Judgement(outcome: .failed, statistic: test.statistic, pValue: test.pValue, words: "the counts differ: \(figures)")
    }
    let power = Power.chiSquare(n: run.shots, m: shots, cells: cells, distance: detectable, alpha: significance)
    guard power >= 0.9 || test.route == .certain else {
      return Judgement(
        outcome: .open, statistic: test.statistic, pValue: test.pValue,
        words: "nothing contradicts it, but so few shots could not show a total variation of"
          + " \(Figures.significant(detectable)): \(figures)")
    }
    return Judgement(outcome: .passed, statistic: test.statistic, pValue: test.pValue, words: "the counts agree: \(figures)")
  }

  /// What total variation two samples of one distribution surely stay below: its mean, and McDiarmid's margin at 99.9 %.
  private static func chance(_ a: [String: Int], _ n: Int, _ b: [String: Int], _ m: Int) -> Double {
    let pooled = Counts.frequencies(a.merging(b, uniquingKeysWith: +))
    return ChanceDistance.expected(pooled, n: n, m: m) + (log(1000) / 2 * (1 / Double(n) + 1 / Double(m))).squareRoot()
  }

  /// Shots that the reference drew, against the exact probabilities that a run reports.
  static func sample(_ drawn: [String: Int], of run: Run, expected: [String: Double]) -> Judgement {
    let test = GoodnessOfFit.test(drawn, expected: expected, seed: run.seed)
    let shots = drawn.values.reduce(0, +)
    let failed = test.pValue < significance
    return Judgement(
      outcome: failed ? ((run.truncationError ?? 0) > 0 ? .open : .failed) : .passed,
      statistic: test.statistic.isFinite ? test.statistic : nil, pValue: test.pValue,
      words: "\(shots) shots of the reference \(failed ? "do not fit" : "fit") the probabilities (p = \(Figures.significant(test.pValue)))")
  }

  /// An expectation value against its mean over the reference's shots.
  static func expectation(
    _ run: Run, _ given: Run.Expectation, _ moments: ReferenceSample.Moments, drawn: Int
  ) -> Judgement {
    let difference = abs(given.value - moments.mean)
    let error = given.standardError ?? 0
    let spread = (error * error + moments.standardError * moments.standardError).squareRoot()
    // Shots that all agree have no standard error although a rare one may be missing among them.
    let rare = 2 * deviations * (1 / Double(max(1, drawn)) + (run.shots > 0 ? 1 / Double(run.shots) : 0))
    let limit = deviations * spread + max(1, abs(moments.mean)) * (rare + ExactTolerance.of(run))
    return Judgement(
      outcome: difference <= limit ? .passed : .failed, statistic: spread > 0 ? difference / spread : difference,
      pValue: spread > 0 ? Special.normalTwoSided(difference / spread) : nil,
      words: "the expectation value of \(given.observable) is off by \(Figures.significant(difference)),"
        + " \(Figures.significant(limit)) allowed")
  }
}
