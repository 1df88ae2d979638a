import Core
import Statistics

/// What the oracle algorithms found.
extension FamilyInsight {
  func addSearch(_ insight: inout Insight) {
    switch family {
    case "grover": addGrover(&insight)
    case "deutsch_jozsa": addDeutschJozsa(&insight)
    case "simon": addSimon(&insight)
    default:
      guard let top else { return }
      tell(share { $0 == top }, "secret_share", "The secret reads \(top), seen in", &insight)
    }
  }

  /// The marked strings: what was asked for, or all ones.
  private var marked: [String] {
    if let one = parameters["marked"]?.string { return [one] }
    return parameters["marked"]?.array?.compactMap(\.string) ?? [String(repeating: "1", count: width)]
  }

  private func addGrover(_ insight: inout Insight) {
    let marked = Set(marked)
    let found = share { marked.contains($0) }
    let blind = Double(marked.count) / Double(1 << min(width, 60))
    tell(found, "success_share", "Marked strings came up in", &insight)
    insight.statistics["success_by_guessing"] = blind
    insight.statistics["amplification"] = found.value / blind
    insight.findings.append(
      "Guessing would succeed in \(Figures.percent(blind)): the search is \(Figures.significant(found.value / blind)) times better")
    if found.interval.high < 2 * blind {
      insight.anomalies.append("The marked strings are hardly amplified: too many iterations, or too much noise")
    }
  }

  private func addDeutschJozsa(_ insight: inout Insight) {
    let zeros = share { !$0.contains("1") }
    insight.statistics["all_zeros_share"] = zeros.value
    insight.findings.insert(
      "The function is \(zeros.value > 0.5 ? "constant" : "balanced"): all zeros came up in \(zeros.words)", at: 0)
    if zeros.value > 0.05, zeros.value < 0.95 {
      insight.anomalies.append("Without noise all zeros come up always or never, so this verdict is no certainty")
    }
  }

  /// The strings that came up often are equations for the secret.
  private func addSimon(_ insight: inout Insight) {
    guard (1...60).contains(width), let most = counts.values.max() else { return }
    var rows: [UInt64] = []
    for (key, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) where 4 * count >= most {
      guard var value = UInt64(key, radix: 2) else { continue }
      for row in rows { value = min(value, value ^ row) }
      if value != 0 {
        rows.append(value)
        rows.sort(by: >)
      }
    }
    insight.statistics["equations_rank"] = Double(rows.count)
    guard rows.count == width - 1, let secret = Self.kernel(rows, width) else {
      insight.findings.insert("\(rows.count) independent equations were seen, of \(width - 1) that fix the secret", at: 0)
      return
    }
    let text = String(secret, radix: 2)
    insight.findings.insert(
      "The \(rows.count) independent strings leave one secret: \(String(repeating: "0", count: width - text.count) + text)", at: 0)
    let even = share { ((UInt64($0, radix: 2) ?? 0) & secret).nonzeroBitCount % 2 == 0 }
    insight.statistics["even_share"] = even.value
  }

  /// The one string other than zero whose product with all rows is even; nil where there are several.
  static func kernel(_ rows: [UInt64], _ width: Int) -> UInt64? {
    var reduced = rows
    for index in reduced.indices {
      let lead = UInt64(1) << (63 - reduced[index].leadingZeroBitCount)
      for other in reduced.indices where other != index && reduced[other] & lead != 0 { reduced[other] ^= reduced[index] }
    }
    let leads = reduced.map { UInt64(1) << (63 - $0.leadingZeroBitCount) }
    let free = (0..<width).map { UInt64(1) << $0 }.filter { !leads.contains($0) }
    guard free.count == 1, let one = free.first else { return nil }
    return zip(reduced, leads).reduce(one) { $1.0 & one != 0 ? $0 | $1.1 : $0 }
  }
}
