import Core
import Glibc

extension PairEvidence {
  /// Compares what both runs have: counts with counts, counts with exact probabilities, or exact values.
  /// Nil where they have nothing in common.
  init?(_ a: Run, _ b: Run, seed: UInt64) {
    switch (Outcome(a), Outcome(b)) {
    case (.counts(let first), .counts(let second)): self.init(first, second, seed: seed)
    case (.counts(let counts), .probabilities(let exact)):
      self.init(counts, against: exact, tolerance: Self.tolerance(b), seed: seed)
      n = a.shots
    case (.probabilities(let exact), .counts(let counts)):
      self.init(counts, against: exact, tolerance: Self.tolerance(a), seed: seed)
      m = b.shots
    case (.probabilities(let first), .probabilities(let second)):
      self.init(exact: first, second, tolerance: Self.tolerance(a) + Self.tolerance(b))
    default: self.init(valuesOf: a, b)
    }
    stateFidelity = StateOverlap.fidelity(a.state, b.state)
  }

  private init(_ a: [String: Int], _ b: [String: Int], seed: UInt64) {
    let test = Homogeneity.test(a, b, seed: seed)
    measure(Counts.frequencies(a), Counts.frequencies(b))
    (statistic, pValue, cells) = (test.statistic, test.pValue, max(2, Int(test.degrees) + 1))
    n = a.values.reduce(0, +)
    m = b.values.reduce(0, +)
    bound(n ?? 0, m)
    byChance = ChanceDistance.expected(Counts.frequencies(Counts.sum(a, b)), n: n ?? 0, m: m)
  }

  private init(_ counts: [String: Int], against exact: [String: Double], tolerance: Double, seed: UInt64) {
    measure(Counts.frequencies(counts), exact)
    // An inexact simulation may deny what it should allow with a tiny rate: only the excess counts.
    var floor = exact
    if tolerance > 1e-8 { for key in counts.keys { floor[key] = max(exact[key] ?? 0, tolerance) } }
    let test = GoodnessOfFit.test(counts, expected: floor, seed: seed)
    statistic = test.statistic.isFinite ? test.statistic : Double.greatestFiniteMagnitude
    (pValue, cells) = (test.pValue, max(2, Int(test.degrees) + 1))
    let shots = counts.values.reduce(0, +)
    bound(shots, nil)
    byChance = ChanceDistance.expected(exact, n: shots)
  }

  private init(exact a: [String: Double], _ b: [String: Double], tolerance: Double) {
    measure(a, b)
    decide(exactDifference: totalVariation, tolerance: tolerance)
    upperBound = totalVariation
    cells = Set(a.keys).union(b.keys).count
  }

  /// Expectation values and the amplitude of |0…0⟩, where that is all there is.
  private init?(valuesOf a: Run, _ b: Run) {
    var largest: Double?
    var excess = 0.0
    for first in a.expectations ?? [] {
      guard let second = b.expectations?.first(where: { $0.observable == first.observable }) else { continue }
      let difference = abs(first.value - second.value)
      let error = hypot(first.standardError ?? 0, second.standardError ?? 0)
      largest = max(largest ?? 0, difference)
      excess = max(excess, error > 0 ? 0 : difference)
      if error > 0 { pValue = min(pValue, Special.normalTwoSided(difference / error)) }
    }
    if let first = a.amplitude0, let second = b.amplitude0 {
      // A global phase has no meaning: magnitudes are compared.
      let difference = abs(hypot(first.re, first.im) - hypot(second.re, second.im))
      largest = max(largest ?? 0, difference)
      excess = max(excess, difference)
    }
    guard largest != nil else { return nil }
    if pValue == 1 || excess > 0 {
      let sampled = pValue
      decide(exactDifference: excess, tolerance: Self.tolerance(a) + Self.tolerance(b))
      isExact = sampled == 1
      pValue = min(pValue, sampled)
    }
  }

  private mutating func measure(_ p: [String: Double], _ q: [String: Double]) {
    totalVariation = Distance.totalVariation(p, q)
    hellinger = Distance.hellinger(p, q)
    fidelity = Distance.fidelity(p, q)
  }

  private mutating func bound(_ n: Int, _ m: Int?) {
    upperBound = TotalVariationBound.upper(totalVariation, n: n, m: m, confidence: VerdictRule.confidence)
    confidence = TotalVariationBound.confidence(totalVariation, within: VerdictRule.tolerance, n: n, m: m)
  }

  private mutating func decide(exactDifference: Double, tolerance: Double) {
    isExact = true
    pValue = exactDifference <= tolerance ? 1 : 0
    confidence = 1
  }

  /// How far an exact value of `run` may be off for numerical reasons.
  static func tolerance(_ run: Run) -> Double {
    (run.precision == .single ? 1e-4 : 1e-8) + (run.truncationError ?? 0)
  }
}

/// What a run can be compared by.
enum Outcome {
  case counts([String: Int])
  case probabilities([String: Double])
  case values

  init(_ run: Run) {
    if run.shots > 0, run.counts.contains(where: { $0.value > 0 }) {
      self = .counts(run.counts)
    } else if let probabilities = run.probabilities, !probabilities.isEmpty {
      self = .probabilities(probabilities)
    } else {
      self = .values
    }
  }
}
