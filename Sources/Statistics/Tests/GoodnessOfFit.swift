import Core
import Glibc

/// Whether a sample of counts may come from a known distribution.
public enum GoodnessOfFit {
  /// A probability below this counts as impossible: rounding of a reference, not a physical rate.
  public static let impossible = 1e-12

  /// Tests `counts` against `expected` probabilities, which need not be normalised to the last digit. An outcome that
  /// `expected` excludes gives p = 0. Small cells: random samples of the hypothesis under `seed`, and where those cost
  /// too much, pooling of rare outcomes with their neighbours in probability.
  public static func test(
    _ counts: [String: Int], expected: [String: Double], statistic kind: CountStatistic = .pearson, seed: UInt64 = 1
  ) -> TestResult {
    let total = counts.values.reduce(0, +)
    let norm = expected.values.reduce(0, +)
    guard total > 0, norm > 0 else { return TestResult(statistic: 0, degrees: 0, pValue: 1, route: .certain) }
    let seenImpossible = counts.contains { $0.value > 0 && (expected[$0.key] ?? 0) < impossible }
    var cells = Cells(total: total, kind: kind)
    for key in expected.keys.sorted() {
      guard let p = expected[key], p >= impossible else { continue }
      cells.probabilities.append(p / norm)
      cells.observed.append(counts[key] ?? 0)
    }
    let degrees = Double(cells.observed.count - 1)
    if seenImpossible { return TestResult(statistic: .infinity, degrees: degrees, pValue: 0, route: .certain) }
    guard cells.observed.count > 1 else { return TestResult(statistic: 0, degrees: 0, pValue: 1, route: .certain) }
    if cells.smallestExpected < CellRule.smallest {
      if let tables = CellRule.affordable(total + cells.observed.count) {
        let p = cells.simulatedPValue(tables: tables, seed: seed)
        return TestResult(statistic: cells.statistic, degrees: degrees, pValue: p, route: .monteCarlo)
      }
      cells = cells.pooled()
    }
    let value = cells.statistic
    let left = Double(cells.observed.count - 1)
    return TestResult(
      statistic: value, degrees: left, pValue: Special.chiSquareSurvival(value, degrees: left), route: .asymptotic)
  }
}

/// Observed counts beside their probabilities.
struct Cells {
  var total: Int
  var kind: CountStatistic
  var probabilities: [Double] = []
  var observed: [Int] = []

  init(total: Int, kind: CountStatistic) {
    self.total = total
    self.kind = kind
  }

  var smallestExpected: Double { (probabilities.min() ?? 0) * Double(total) }

  var statistic: Double { statistic(of: observed) }

  func statistic(of counts: [Int]) -> Double {
    var sum = 0.0
    for index in counts.indices {
      let expected = probabilities[index] * Double(total)
      let seen = Double(counts[index])
      switch kind {
      case .pearson: sum += (seen - expected) * (seen - expected) / expected
      case .likelihoodRatio: sum += seen > 0 ? 2 * seen * log(seen / expected) : 0
      }
    }
    return sum
  }

  /// Rare outcomes merged with their neighbours in probability until every expected count is large enough.
  func pooled() -> Cells {
    var merged = Cells(total: total, kind: kind)
    var p = 0.0
    var seen = 0
    for index in probabilities.indices.sorted(by: { (probabilities[$0], $0) < (probabilities[$1], $1) }) {
      p += probabilities[index]
      seen += observed[index]
      guard p * Double(total) >= CellRule.smallest else { continue }
      merged.probabilities.append(p)
      merged.observed.append(seen)
      (p, seen) = (0, 0)
    }
    if p > 0, let last = merged.probabilities.indices.last {
      merged.probabilities[last] += p
      merged.observed[last] += seen
    }
    return merged
  }

  /// The share of random samples of the hypothesis whose statistic is at least the one seen.
  func simulatedPValue(tables: Int, seed: UInt64) -> Double {
    var generator = SeededGenerator(seed: seed)
    let sampler = AliasSampler(probabilities)
    var drawn = [Int](repeating: 0, count: observed.count)
    let value = statistic
    let threshold = value - 1e-9 * max(1, value)
    return sequentialPValue(tables: tables) {
      for index in drawn.indices { drawn[index] = 0 }
      for _ in 0..<total { drawn[sampler.draw(&generator)] += 1 }
      return statistic(of: drawn) >= threshold
    }
  }
}
