import Core
import Glibc
import Statistics

/// What was estimated: phases, probabilities, periods, solutions.
extension FamilyInsight {
  func addEstimate(_ insight: inout Insight) {
    switch family {
    case "phase_estimation": addPhase(&insight)
    case "amplitude_estimation": addAmplitude(&insight)
    case "shor": addPeriod(&insight)
    default: addSolution(&insight)
    }
  }

  private func addPhase(_ insight: inout Insight) {
    guard let top, let value = Int(top, radix: 2), width < 62 else { return }
    let step = 1 / Double(1 << width)
    insight.statistics["phase_estimate"] = Double(value) * step
    insight.statistics["phase_resolution"] = step
    insight.findings.insert(
      "The phase is \(Figures.significant(Double(value) * step, 6)) of a turn, to within \(Figures.significant(step)) (\(width) bits); "
        + "\(top) came up in \(share { $0 == top }.words)", at: 0)
  }

  /// y and its mirror 2^n - y mean the same estimate sin²(π y / 2^n).
  private func addAmplitude(_ insight: inout Insight) {
    guard width < 62 else { return }
    let size = 1 << width
    var shares: [Int: Int] = [:]
    for (key, count) in counts {
      guard let value = Int(key, radix: 2) else { continue }
      shares[min(value, (size - value) % size), default: 0] += count
    }
    guard let best = shares.min(by: { ($1.value, $0.key) < ($0.value, $1.key) }) else { return }
    let estimate = pow(sin(.pi * Double(best.key) / Double(size)), 2)
    insight.statistics["probability_estimate"] = estimate
    insight.findings.insert(
      "The probability is estimated as \(Figures.significant(estimate, 4)), the value of y = \(best.key) and its mirror, "
        + "in \(Share(hits: best.value, of: shots).words)", at: 0)
  }

  // MARK: Shor

  private func addPeriod(_ insight: inout Insight) {
    guard width < 62 else { return }
    let number = parameters["number"]?.int ?? 15
    guard (3...1_000_000).contains(number), let base = parameters["base"]?.int ?? Self.usualBase(number) else { return }
    guard let period = period(base, number) else {
      insight.findings.insert("No period of \(base)^x mod \(number) can be read from the most frequent outcomes", at: 0)
      return
    }
    insight.statistics["period"] = Double(period)
    let half = Self.power(base, period / 2, number)
    guard period % 2 == 0, half != number - 1 else {
      insight.findings.insert("The period of \(base)^x mod \(number) is \(period), which gives no factors: another base does", at: 0)
      return
    }
    let (a, b) = (Self.gcd(half - 1, number), Self.gcd(half + 1, number))
    insight.statistics["factor_1"] = Double(min(a, b))
    insight.statistics["factor_2"] = Double(max(a, b))
    insight.findings.insert(
      "The period of \(base)^x mod \(number) is \(period), so \(number) = \(min(a, b)) × \(max(a, b))", at: 0)
  }

  /// The smallest r below `number` with base^r = 1 that a continued fraction of a frequent outcome has as denominator,
  /// or twice or thrice it.
  private func period(_ base: Int, _ number: Int) -> Int? {
    let frequent = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(12)
    var found: [Int] = []
    for (key, _) in frequent {
      guard let value = Int(key, radix: 2), value > 0 else { continue }
      for denominator in Self.denominators(value, 1 << width, below: number) {
        for multiple in 1...3 where denominator * multiple < number {
          if Self.power(base, denominator * multiple, number) == 1 { found.append(denominator * multiple) }
        }
      }
    }
    return found.min()
  }

  /// The denominators of the convergents of a / b that are below `limit`.
  static func denominators(_ a: Int, _ b: Int, below limit: Int) -> [Int] {
    var (a, b) = (a, b)
    var (old, new) = (1, 0)
    var result: [Int] = []
    while b != 0 {
      let quotient = a / b
      (a, b) = (b, a % b)
      (old, new) = (new, quotient * new + old)
      if new >= limit { break }
      if new > 0 { result.append(new) }
    }
    return result
  }

  /// The smallest base that gives factors, which is what the circuit takes where none is named.
  private static func usualBase(_ number: Int) -> Int? {
    (2..<number).first { base in
      guard gcd(base, number) == 1 else { return false }
      var (value, period) = (base % number, 1)
      while value != 1 { (value, period) = (value * base % number, period + 1) }
      return period % 2 == 0 && power(base, period / 2, number) != number - 1
    }
  }

  private static func gcd(_ a: Int, _ b: Int) -> Int { b == 0 ? a : gcd(b, a % b) }
  private static func power(_ base: Int, _ exponent: Int, _ modulus: Int) -> Int {
    (0..<exponent).reduce(1) { product, _ in product * base % modulus }
  }

  // MARK: HHL

  /// Only shots whose flag, the rightmost bit, reads 1 carry the solution.
  private func addSolution(_ insight: inout Insight) {
    let success = share { $0.last == "1" }
    tell(success, "flag_share", "The flag succeeded in", &insight)
    var weights: [Substring: Int] = [:]
    for (key, count) in counts where key.last == "1" { weights[key.dropLast(), default: 0] += count }
    for (key, count) in weights.sorted(by: { $0.key < $1.key }) {
      let part = Share(hits: count, of: success.hits)
      insight.statistics["solution_share \(key)"] = part.value
      insight.findings.append("|x|² has its part \(key) at \(part.words)")
    }
    guard success.hits > 0 else { return }
    let exact = expected.map { all in all.filter { $0.key.last == "1" } } ?? [:]
    let whole = exact.values.reduce(0, +)
    let parts = weights.sorted { $0.key < $1.key }.prefix(8).map { key, count in
      let theory = whole > 0 ? " (theory \(Figures.percent((exact[key + "1"] ?? 0) / whole)))" : ""
      return "\(key): \(Figures.percent(Double(count) / Double(success.hits)))\(theory)"
    }
    insight.findings.insert(
      "The squared parts of the solution are " + parts.joined(separator: ", ") + ", from the \(success.hits) shots whose flag is 1",
      at: 0)
  }
}
