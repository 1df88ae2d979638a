import Core
import Statistics
import Testing

/// Draws counts from `p` with a fixed seed.
func sample(_ p: [String: Double], shots: Int, _ generator: inout SeededGenerator) -> [String: Int] {
  let keys = p.keys.sorted()
  let sampler = AliasSampler(keys.map { p[$0] ?? 0 })
  var counts: [String: Int] = [:]
  for _ in 0..<shots { counts[keys[sampler.draw(&generator)], default: 0] += 1 }
  return counts
}

/// A distribution over `cells` outcomes with exponential weights, as a random circuit has.
func porterThomas(_ cells: Int, seed: UInt64) -> [String: Double] {
  var generator = SeededGenerator(seed: seed)
  let weights = (0..<cells).map { _ in -Double.log(1 - generator.unit()) }
  let sum = weights.reduce(0, +)
  return Dictionary(uniqueKeysWithValues: weights.enumerated().map { ("k\($0.offset)", $0.element / sum) })
}

extension Double {
  /// Natural logarithm by the identity ln x = 2 artanh((x-1)/(x+1)) on a reduced argument; enough for test weights.
  static func log(_ x: Double) -> Double {
    let exponent = Double(x.exponent)
    let y = (x.significand - 1) / (x.significand + 1)
    var sum = 0.0
    var power = y
    for k in stride(from: 1.0, through: 41, by: 2) {
      sum += power / k
      power *= y * y
    }
    return 2 * sum + exponent * 0.6931471805599453
  }
}

@Suite struct CalibrationTests {
  /// Two outcomes, few, and so many that cells are small; equal and unequal totals.
  static let shapes: [(Int, Int, Int)] = [(2, 1000, 1000), (8, 1000, 400), (64, 500, 2000), (300, 400, 400)]

  @Test("at most 1 % false alarms over 2,000 equal pairs", arguments: shapes)
  func equalPairs(cells: Int, n: Int, m: Int) {
    let p = cells == 2 ? ["00": 0.5, "11": 0.5] : porterThomas(cells, seed: UInt64(cells))
    var generator = SeededGenerator(seed: 2026, stream: UInt64(cells))
    var alarms = 0
    for round in 0..<500 {
      let a = sample(p, shots: n, &generator)
      let b = sample(p, shots: m, &generator)
      if Homogeneity.test(a, b, seed: UInt64(round)).pValue < VerdictRule.rejection { alarms += 1 }
    }
    #expect(alarms <= 5)
  }

  @Test("p-values of a true hypothesis are uniform", arguments: [4, 200])
  func uniform(cells: Int) {
    let p = porterThomas(cells, seed: 3)
    var generator = SeededGenerator(seed: 77)
    var below = [0.1: 0, 0.5: 0]
    for round in 0..<400 {
      let result = GoodnessOfFit.test(sample(p, shots: 600, &generator), expected: p, seed: UInt64(round))
      for limit in below.keys where result.pValue < limit { below[limit, default: 0] += 1 }
    }
    #expect((20...65).contains(below[0.1] ?? 0))
    #expect((160...240).contains(below[0.5] ?? 0))
  }

  @Test("the upper bound of the total variation holds in at least 99 % of samples")
  func bound() {
    let p = porterThomas(16, seed: 4)
    let q = porterThomas(16, seed: 5)
    let truth = Distance.totalVariation(p, q)
    var generator = SeededGenerator(seed: 6)
    var held = 0
    for _ in 0..<500 {
      let seen = Distance.totalVariation(
        Counts.frequencies(sample(p, shots: 300, &generator)), Counts.frequencies(sample(q, shots: 500, &generator)))
      if TotalVariationBound.upper(seen, n: 300, m: 500) >= truth { held += 1 }
    }
    #expect(held >= 495)
  }

  @Test("the computed power is what samples show")
  func power() {
    // The hardest direction for two outcomes: 0.45 against 0.5.
    var generator = SeededGenerator(seed: 8)
    var rejected = 0
    for _ in 0..<500 {
      let counts = sample(["0": 0.45, "1": 0.55], shots: 1500, &generator)
      if GoodnessOfFit.test(counts, expected: ["0": 0.5, "1": 0.5]).pValue < 0.005 { rejected += 1 }
    }
    let predicted = Power.chiSquare(n: 1500, cells: 2, distance: 0.05, alpha: 0.005)
    #expect(abs(Double(rejected) / 500 - predicted) < 0.06)
  }

  @Test("the shots that are said to be needed suffice, and a tenth less does not")
  func shotsNeeded() {
    for cells in [2, 16, 256] {
      let shots = Power.shotsNeeded(cells: cells)
      #expect(Power.chiSquare(n: shots, m: shots, cells: cells, distance: 0.05, alpha: 0.005) >= 0.9)
      #expect(Power.chiSquare(n: shots * 9 / 10, m: shots * 9 / 10, cells: cells, distance: 0.05, alpha: 0.005) < 0.9)
    }
  }
}
