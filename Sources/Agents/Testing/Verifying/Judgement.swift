import Core
import Glibc
import Statistics

/// What one reference says about a run.
struct Judgement {
  enum Outcome { case passed, failed, open }

  var outcome: Outcome
  /// Pearson's statistic, or the largest deviation of an exact value.
  var statistic: Double?
  var pValue: Double?
  /// What was compared, or what is wrong.
  var words: String

  /// A p-value below this refutes. Two routes at most test one sample, so that at most 0.2 % of good runs are refuted.
  static let significance = 1e-3
  /// A sampled expectation value farther off than this many standard errors refutes (p under 1e-6 for a normal value;
  /// the reserve is for few shots, where it is not normal).
  static let deviations = 5.0

  /// The worse of two; their words together.
  func and(_ other: Judgement) -> Judgement {
    func rank(_ outcome: Outcome) -> Int { outcome == .failed ? 2 : (outcome == .open ? 1 : 0) }
    var (worse, better) = rank(outcome) >= rank(other.outcome) ? (self, other) : (other, self)
    if worse.outcome == better.outcome {
      worse.words += "; " + better.words
      better.words = ""
    }
    if worse.pValue == nil, worse.outcome != .failed { (worse.statistic, worse.pValue) = (better.statistic, better.pValue) }
    return worse
  }
}

extension Judgement {
  /// Counts against the distribution they should follow.
  static func counts(_ run: Run, expected: [String: Double]) -> Judgement {
    let test = GoodnessOfFit.test(run.counts, expected: expected, seed: run.seed)
    let statistic = test.statistic.isFinite ? test.statistic : nil
    let seen = Distance.totalVariation(Counts.frequencies(run.counts), expected)
    if test.pValue >= significance {
      return Judgement(
        outcome: .passed, statistic: statistic, pValue: test.pValue,
        words: "\(run.shots) shots fit (p = \(short(test.pValue))); \(reach(run.shots, expected.count))")
    }
    let truncation = run.truncationError ?? 0
    if truncation > 0, certainDistance(seen, expected, shots: run.shots) <= truncation {
      return Judgement(
        outcome: .open, statistic: statistic, pValue: test.pValue,
        words: "the counts differ from the reference by no more than the truncation error that the method states")
    }
    let why =
      test.pValue == 0 && test.route == .certain
      ? "an outcome was seen that cannot occur" : "p = \(short(test.pValue)), total variation \(short(seen))"
    return Judgement(
      outcome: .failed, statistic: statistic, pValue: test.pValue, words: "the counts do not fit: \(why)")
  }

  /// What is surely not chance of the distance seen: less its mean for a perfect sample, at most ½ Σ √(p(1-p)/n), and
  /// McDiarmid's margin at 99.9 %.
  private static func certainDistance(_ seen: Double, _ expected: [String: Double], shots: Int) -> Double {
    let n = Double(shots)
    let chance = expected.values.reduce(0) { $0 + max(0, $1 * (1 - $1) / n).squareRoot() } / 2
    return seen - chance - (log(1000) / (2 * n)).squareRoot()
  }

  /// What so many shots would have shown.
  private static func reach(_ shots: Int, _ cells: Int) -> String {
    if cells < 2 { return "every shot was checked" }
    var low = 0.0
    var high = 1.0
    for _ in 0..<30 {
      let middle = (low + high) / 2
      let power = Power.chiSquare(n: shots, cells: cells, distance: middle, alpha: significance)
      if power >= 0.9 { high = middle } else { low = middle }
    }
    return high >= 0.999
      ? "so few shots would show only an impossible outcome"
      : "a total variation of \(short(high)) would have been seen with 90 % probability"
  }

  /// Exact probabilities against the reference's.
  static func probabilities(_ run: Run, _ given: [String: Double], expected: [String: Double]) -> Judgement {
    var largest = 0.0
    for key in Set(given.keys).union(expected.keys) {
      largest = max(largest, abs((given[key] ?? 0) - (expected[key] ?? 0)))
    }
    let tolerance = ExactTolerance.of(run)
    return exact(largest, tolerance, "probabilities")
  }

  /// Expectation values, exact or sampled.
  ///
  /// `branches` says that the program measures on its way, or is noisy: then values are means over shots, and shots that
  /// all agree have no standard error although a rare one may be missing among them.
  static func expectation(
    _ run: Run, _ given: Run.Expectation, _ reference: (value: Double, deviation: Double), branches: Bool
  ) -> Judgement {
    let difference = abs(given.value - reference.value)
    let scale = max(1, abs(reference.value))
    guard let error = given.standardError ?? (branches && run.shots > 0 ? 1 / Double(run.shots) : nil) else {
      return exact(difference, ExactTolerance.of(run) * scale, "the expectation value of \(given.observable)")
    }
    // The reference's own bound on the spread: an error estimated from the sample is 0 where all shots agree.
    let spread = run.shots > 0 ? reference.deviation / Double(run.shots).squareRoot() : error
    let rare = branches && run.shots > 0 ? 2 * deviations * scale / Double(run.shots) : 0
    let limit = deviations * spread + ExactTolerance.of(run) * scale + rare
    return Judgement(
      outcome: difference <= limit ? .passed : .failed, statistic: spread > 0 ? difference / spread : difference,
      pValue: spread > 0 ? Special.normalTwoSided(difference / spread) : nil,
      words: "the expectation value of \(given.observable) is off by \(short(difference)), \(short(limit)) allowed")
  }

  /// The amplitude of |0…0⟩; a global phase has no meaning.
  static func amplitude(_ run: Run, _ given: Run.Amplitude, _ reference: ComplexNumber) -> Judgement {
    let direct = hypot(given.re - reference.re, given.im - reference.im)
    let magnitudes = abs(hypot(given.re, given.im) - reference.squaredMagnitude.squareRoot())
    return exact(min(direct, magnitudes), ExactTolerance.of(run), "the amplitude of |0...0>")
  }

  private static func exact(_ difference: Double, _ tolerance: Double, _ what: String) -> Judgement {
    Judgement(
      outcome: difference <= tolerance ? .passed : .failed, statistic: difference, pValue: nil,
      words: "\(what): largest difference \(short(difference)), \(short(tolerance)) allowed")
  }

  private static func short(_ value: Double) -> String { Figures.significant(value) }
}
