import Core
import Glibc

/// Why two runs of one circuit may disagree, found by trying what would make them agree.
public struct LikelyReason: Hashable, Sendable {
  /// A stable word for the reason.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case bitOrder = "bit_order"
    case noiseConvention = "noise_convention"
    case truncation, precision, bug
  }

  public var kind: Kind
  /// One sentence with what was found.
  public var words: String

  public init(_ kind: Kind, _ words: String) {
    self.kind = kind
    self.words = words
  }

  /// The likely reason for which `a` and `b` disagree. `ideal` is the distribution without noise, where theory knows
  /// it; `noise` what was asked for; `names` what to call the two.
  public static func find(
    _ a: Run, _ b: Run, names: (String, String), noise: [NoiseEntry] = [], ideal: [String: Double]? = nil
  ) -> LikelyReason {
    let noisy = noise.contains(where: \.isActive)
    return order(a, b, names) ?? (noisy ? strength(a, b, names, ideal) : nil) ?? truncation(a, b, names)
      ?? precision(a, b, names)
      ?? LikelyReason(
        .bug,
        "neither another bit order" + (noisy ? ", another strength of the noise" : "")
          + " nor truncation explains the difference: one of \(names.0) and \(names.1) has a bug")
  }

  /// Whether the two agree when the bits of one are put in another order.
  private static func order(_ a: Run, _ b: Run, _ names: (String, String)) -> LikelyReason? {
    guard let p = Sample(a), let q = Sample(b), let width = q.width, width == p.width, width > 1 else { return nil }
    if p.agrees(with: q.permuted(Array((0..<width).reversed()))) {
      return LikelyReason(
        .bitOrder, "with the bits of \(names.1) read in reverse both agree: one of them reports its bits the other way round")
    }
    guard width <= 12 else { return nil }
    for i in 0..<width {
      for j in (i + 1)..<width {
        var places = Array(0..<width)
        places.swapAt(i, j)
        guard p.agrees(with: q.permuted(places)) else { continue }
        return LikelyReason(
          .bitOrder,
          "with bits \(width - 1 - j) and \(width - 1 - i) of \(names.1) exchanged both agree: one of them has swapped them")
      }
    }
    return nil
  }

  /// Whether one is moved from the noiseless distribution in the same direction as the other, and only further.
  private static func strength(
    _ a: Run, _ b: Run, _ names: (String, String), _ ideal: [String: Double]?
  ) -> LikelyReason? {
    guard let ideal, let p = Sample(a)?.shares, let q = Sample(b)?.shares else { return nil }
    let (first, second) = (Distance.totalVariation(p, ideal), Distance.totalVariation(q, ideal))
    let chance = ChanceDistance.expected(ideal, n: max(1, min(a.shots > 0 ? a.shots : .max, b.shots > 0 ? b.shots : .max)))
    for (clean, other, name) in [(first, second, names.0), (second, first, names.1)] where clean <= 3 * chance + 1e-9 && other > 3 * clean {
      return LikelyReason(.noiseConvention, "\(name) shows the result without noise: the noise was not applied there")
    }
    // Least squares of the second deviation on the first, and how much of it that leaves.
    var (cross, square, rest) = (0.0, 0.0, 0.0)
    let keys = Set(p.keys).union(q.keys).union(ideal.keys).sorted()
    for key in keys {
      let (x, y) = ((p[key] ?? 0) - (ideal[key] ?? 0), (q[key] ?? 0) - (ideal[key] ?? 0))
      cross += x * y
      square += x * x
      rest += y * y
    }
    guard square > 0, rest > 0, cross * cross >= 0.9 * square * rest else { return nil }
    let ratio = cross / square
    guard abs(ratio - 1) > 0.05 else { return nil }
    return LikelyReason(
      .noiseConvention,
      "\(names.1) deviates from the noiseless result in the same way, \(Figures.significant(ratio, 2)) times as far:"
        + " the noise parameter is read in another convention" + known(ratio))
  }

  /// Which convention such a ratio belongs to.
  private static func known(_ ratio: Double) -> String {
    let conventions = [
      (4.0 / 3, "4/3 is the depolarizing parameter lambda against the probability of an error on one qubit"),
      (16.0 / 15, "16/15 is lambda against the probability of an error on two qubits"),
      (2.0, "2 is the probability of a phase flip against the loss of coherence"),
    ]
    for (value, words) in conventions {
      for factor in [value, 1 / value] where abs(ratio / factor - 1) < 0.03 { return " (\(words))" }
    }
    return ""
  }

  private static func truncation(_ a: Run, _ b: Run, _ names: (String, String)) -> LikelyReason? {
    for (run, name) in [(a, names.0), (b, names.1)] where [.mps, .lowRank].contains(run.method) {
      let bound = run.truncationError.map { "by at most \(Figures.significant($0)) as it says" } ?? "without a bound"
      return LikelyReason(.truncation, "\(name) simulates by \(run.method.rawValue), which drops part of the state, \(bound)")
    }
    return nil
  }

  private static func precision(_ a: Run, _ b: Run, _ names: (String, String)) -> LikelyReason? {
    guard a.precision != b.precision, let p = Sample(a)?.shares, let q = Sample(b)?.shares,
      Distance.totalVariation(p, q) < 1e-3
    else { return nil }
    return LikelyReason(.precision, "\(names.0) and \(names.1) calculate with different precision")
  }
}

/// What a run shows as a distribution, with its size where it was sampled.
private struct Sample {
  var shares: [String: Double]
  var counts: [String: Int]?

  init?(_ run: Run) {
    switch Outcome(run) {
    case .counts(let counts): (shares, self.counts) = (Counts.frequencies(counts), counts)
    case .probabilities(let probabilities): shares = probabilities
    case .values: return nil
    }
  }

  /// Bits of a key, where all keys are alike.
  var width: Int? {
    let widths = Set(shares.keys.map(\.utf8.count))
    return widths.count == 1 ? widths.first : nil
  }

  /// The same with the character at `places[i]` put to place i.
  func permuted(_ places: [Int]) -> Sample {
    var other = self
    func moved(_ key: String) -> String {
      let bytes = Array(key.utf8)
      return String(decoding: places.map { bytes[$0] }, as: UTF8.self)
    }
    other.shares = Dictionary(shares.map { (moved($0.key), $0.value) }) { $0 + $1 }
    other.counts = counts.map { Dictionary($0.map { (moved($0.key), $0.value) }) { $0 + $1 } }
    return other
  }

  /// Whether nothing speaks against one distribution behind both.
  func agrees(with other: Sample) -> Bool {
    switch (counts, other.counts) {
    case (let a?, let b?): Homogeneity.test(a, b).pValue >= VerdictRule.rejection
    case (let a?, nil): GoodnessOfFit.test(a, expected: other.shares).pValue >= VerdictRule.rejection
    case (nil, let b?): GoodnessOfFit.test(b, expected: shares).pValue >= VerdictRule.rejection
    case (nil, nil): Distance.totalVariation(shares, other.shares) < 1e-7
    }
  }
}
