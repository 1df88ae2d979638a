import Core
import Glibc

/// Whether two samples of counts may come from one distribution; their totals may differ.
public enum Homogeneity {
  /// Tests two samples. Two small cells: Fisher's exact test; several: random tables with the same margins under
  /// `seed`; where those cost too much, rare cells are pooled with their neighbours in frequency, which depends on the
  /// margins alone and so keeps the level.
  public static func test(
    _ a: [String: Int], _ b: [String: Int], statistic: CountStatistic = .pearson, seed: UInt64 = 1
  ) -> TestResult {
    let table = Table(a, b)
    guard table.n > 0, table.m > 0, table.columns.count > 1 else {
      return TestResult(statistic: 0, degrees: 0, pValue: 1, route: .certain)
    }
    let value = table.statistic(statistic)
    let degrees = Double(table.columns.count - 1)
    if table.smallestExpected >= CellRule.smallest {
      return TestResult(
        statistic: value, degrees: degrees, pValue: Special.chiSquareSurvival(value, degrees: degrees),
        route: .asymptotic)
    }
    if table.columns.count == 2 {
      return TestResult(statistic: value, degrees: 1, pValue: table.fisher(), route: .exact)
    }
    if let tables = CellRule.affordable(min(table.n, table.m) + table.columns.count) {
      let p = table.permutationPValue(statistic, observed: value, tables: tables, seed: seed)
      return TestResult(statistic: value, degrees: degrees, pValue: p, route: .monteCarlo)
    }
    let pooled = table.pooled()
    let pooledValue = pooled.statistic(statistic)
    let pooledDegrees = Double(pooled.columns.count - 1)
    return TestResult(
      statistic: pooledValue, degrees: pooledDegrees,
      pValue: Special.chiSquareSurvival(pooledValue, degrees: pooledDegrees), route: .asymptotic)
  }
}

/// A 2 × k table of counts.
struct Table {
  /// Counts of the first and second sample by outcome, in the order of the keys.
  var columns: [(a: Int, b: Int)]
  var n: Int
  var m: Int

  init(_ a: [String: Int], _ b: [String: Int]) {
    let keys = Set(a.keys).union(b.keys).sorted()
    self.init(keys.map { (a[$0] ?? 0, b[$0] ?? 0) })
  }

  init(_ columns: [(a: Int, b: Int)]) {
    self.columns = columns.filter { $0.a + $0.b > 0 }
    n = columns.reduce(0) { $0 + $1.a }
    m = columns.reduce(0) { $0 + $1.b }
  }

  var smallestExpected: Double {
    let share = Double(min(n, m)) / Double(n + m)
    return columns.reduce(.infinity) { min($0, Double($1.a + $1.b) * share) }
  }

  /// X² or G against the hypothesis of one common distribution.
  func statistic(_ kind: CountStatistic) -> Double {
    var sum = 0.0
    for column in columns { sum += cell(kind, column.a, of: column.a + column.b) }
    return sum
  }

  /// What one column adds to the statistic, with `a` of its `total` in the first sample.
  func cell(_ kind: CountStatistic, _ a: Int, of total: Int) -> Double {
    let share = Double(n) / Double(n + m)
    let expectedA = Double(total) * share
    let expectedB = Double(total) * (1 - share)
    switch kind {
    case .pearson:
      let d = Double(a) - expectedA
      return d * d * (1 / expectedA + 1 / expectedB)
    case .likelihoodRatio:
      let b = total - a
      let first = a > 0 ? Double(a) * log(Double(a) / expectedA) : 0
      return 2 * (first + (b > 0 ? Double(b) * log(Double(b) / expectedB) : 0))
    }
  }

  /// Neighbours in frequency merged until every expected count is large enough.
  func pooled() -> Table {
    let share = Double(min(n, m)) / Double(n + m)
    var merged: [(a: Int, b: Int)] = []
    var open = (a: 0, b: 0)
    for column in columns.enumerated().sorted(by: {
      ($0.element.a + $0.element.b, $0.offset) < ($1.element.a + $1.element.b, $1.offset)
    }) {
      open = (open.a + column.element.a, open.b + column.element.b)
      if Double(open.a + open.b) * share >= CellRule.smallest {
        merged.append(open)
        open = (0, 0)
      }
    }
    if open.a + open.b > 0 {
      if let last = merged.popLast() { open = (open.a + last.a, open.b + last.b) }
      merged.append(open)
    }
    return Table(merged)
  }
}
