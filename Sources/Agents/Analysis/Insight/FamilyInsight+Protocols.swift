import Core
import Statistics

/// Protocols with few qubits: what was sent, how strongly Bell's inequality is violated, how alike two states are.
extension FamilyInsight {
  func addProtocol(_ insight: inout Insight) {
    switch family {
    case "chsh": addBell(&insight)
    case "swap_test": addOverlap(&insight)
    case "teleportation":
      let theory = expected.map { all in all.reduce(0) { $0 + ($1.key.first == "1" ? $1.value : 0) } }
      let words = theory.map { ", for which theory says \(Figures.percent($0))," } ?? ""
      tell(share { $0.first == "1" }, "receiver_one_share", "The receiver reads 1\(words) in", &insight)
    default:
      guard let top else { return }
      let noun = family == "adder" ? "sum" : "message"
      let value = family == "adder" ? Int(top, radix: 2).map { " (\($0))" } ?? "" : ""
      tell(share { $0 == top }, "\(noun)_share", "The \(noun) reads \(top)\(value), seen in", &insight)
    }
  }

  /// S = E(a0,b0) + E(a0,b1) + E(a1,b0) - E(a1,b1), each E from its own run.
  private func addBell(_ insight: inout Insight) {
    var value = 0.0
    var variance = 0.0
    for (name, sign) in [("a0b0", 1.0), ("a0b1", 1), ("a1b0", 1), ("a1b1", -1)] {
      guard let run = runs.first(where: { $0.label?.hasSuffix(name) ?? false }), run.shots > 0 else { return }
      let same = (run.counts["00"] ?? 0) + (run.counts["11"] ?? 0)
      let correlation = 2 * Double(same) / Double(run.shots) - 1
      insight.statistics["correlation \(name)"] = correlation
      value += sign * correlation
      variance += (1 - correlation * correlation) / Double(run.shots)
    }
    let error = variance.squareRoot()
    insight.statistics["chsh_value"] = value
    insight.statistics["chsh_standard_error"] = error
    insight.summary =
      "S = \(Figures.significant(value, 4)) ± \(Figures.significant(error, 2)); no classical theory exceeds 2, quantum theory reaches 2.828."
    let excess = error > 0 ? (value - 2) / error : 0
    insight.findings.insert(
      value > 2
        ? "The classical bound is exceeded by \(Figures.significant(excess)) standard errors"
        : "The classical bound is not exceeded: noise hides the violation", at: 0)
    if value - 2 > 0, excess < 3 { insight.recommendations.append("Take more shots: the violation is below three standard errors") }
  }

  private func addOverlap(_ insight: inout Insight) {
    let zero = share { $0 == "0" }
    insight.statistics["state_fidelity_estimate"] = max(0, 2 * zero.value - 1)
    insight.statistics["state_fidelity_low"] = max(0, 2 * zero.interval.low - 1)
    insight.statistics["state_fidelity_high"] = max(0, 2 * zero.interval.high - 1)
    insight.findings.insert(
      "The two states overlap with fidelity \(Figures.significant(max(0, 2 * zero.value - 1))), from 0 in \(zero.words)", at: 0)
  }
}

/// Error-correcting codes with one encoded qubit that is read out at the end; encoded is a 1.
extension FamilyInsight {
  func addCode(_ insight: inout Insight) {
    // The corrected bit is the rightmost, in Steane's code the leftmost.
    let wrong = share { (family == "steane_code" ? $0.first : $0.last) == "0" }
    tell(wrong, "logical_error", "The corrected qubit came out wrong in", &insight)
    if let expected, let syndrome = expected.max(by: { $0.value < $1.value })?.key {
      let part = family == "steane_code" ? syndrome.dropFirst() : syndrome.dropLast()
      let other = share { (family == "steane_code" ? $0.dropFirst() : $0.dropLast()) != part }
      insight.statistics["other_syndrome_share"] = other.value
      if other.hits > 0 { insight.findings.append("Other errors than the planted one were seen in \(other.words)") }
    }
  }
}
