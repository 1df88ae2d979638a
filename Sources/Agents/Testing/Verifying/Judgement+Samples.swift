import Core
import Statistics

extension Judgement {
  /// A run's counts against those of another sampler of the same circuit.
  static func counts(_ run: Run, against other: [String: Int]) -> Judgement {
    let shots = other.values.reduce(0, +)
    let test = Homogeneity.test(run.counts, other, seed: run.seed)
    let cells = max(2, Int(test.degrees) + 1)
    let distance = Distance.totalVariation(Counts.frequencies(run.counts), Counts.frequencies(other))
    let figures = "total variation \(Figures.significant(distance)) between \(run.shots) and \(shots) shots,"
      + " p = \(Figures.significant(test.pValue))"
    if test.pValue < significance {
      return Judgement(outcome: .failed, statistic: test.statistic, pValue: test.pValue, words: "the counts differ: \(figures)")
    }
    let power = Power.chiSquare(n: run.shots, m: shots, cells: cells, distance: 0.1, alpha: significance)
    guard power >= 0.9 || test.route == .certain else {
      return Judgement(
        outcome: .open, statistic: test.statistic, pValue: test.pValue,
        words: "nothing contradicts it, but so few shots could not show a total variation of 0.1: \(figures)")
    }
    return Judgement(outcome: .passed, statistic: test.statistic, pValue: test.pValue, words: "the counts agree: \(figures)")
  }
}
