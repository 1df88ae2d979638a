import Core
import Glibc

extension Table {
  /// Fisher's exact test of a 2 × 2 table, two-sided: the sum over all tables that are no likelier than the one seen.
  func fisher() -> Double {
    let total = n + m
    let first = columns[0].a + columns[0].b
    func logDensity(_ k: Int) -> Double {
      func choose(_ n: Int, _ k: Int) -> Double {
        Special.logGamma(Double(n + 1)) - Special.logGamma(Double(k + 1)) - Special.logGamma(Double(n - k + 1))
      }
      return choose(first, k) + choose(total - first, n - k) - choose(total, n)
    }
    let seen = logDensity(columns[0].a)
    var p = 0.0
    for k in max(0, n - (total - first))...min(first, n) {
      let density = logDensity(k)
      if density <= seen + 1e-7 { p += exp(density) }
    }
    return min(1, p)
  }

  /// The share of random tables with the same margins whose statistic is at least `observed`.
  func permutationPValue(_ kind: CountStatistic, observed: Double, tables: Int, seed: UInt64) -> Double {
    var generator = SeededGenerator(seed: seed)
    // The smaller sample is drawn from all outcomes without replacement; the rest is the other sample.
    let flipped = m < n
    let draws = min(n, m)
    var urn: [Int32] = []
    urn.reserveCapacity(n + m)
    for (index, column) in columns.enumerated() {
      urn.append(contentsOf: repeatElement(Int32(index), count: column.a + column.b))
    }
    var drawn = [Int](repeating: 0, count: columns.count)
    let threshold = observed - 1e-9 * max(1, observed)
    return sequentialPValue(tables: tables) {
      for index in drawn.indices { drawn[index] = 0 }
      for position in 0..<draws {
        let other = position + generator.index(below: urn.count - position)
        urn.swapAt(position, other)
        drawn[Int(urn[position])] += 1
      }
      var sum = 0.0
      for (index, column) in columns.enumerated() {
        let total = column.a + column.b
        sum += cell(kind, flipped ? total - drawn[index] : drawn[index], of: total)
      }
      return sum >= threshold
    }
  }
}

extension SeededGenerator {
  /// A uniform index of 0..<bound, by multiplication (Lemire, 2019); the bias under 2^-32 is far below any p-value here.
  @inline(__always)
  mutating func index(below bound: Int) -> Int { Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high) }
}
