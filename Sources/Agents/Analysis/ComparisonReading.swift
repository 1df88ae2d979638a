import Core
import Statistics

/// A comparison in words.
struct ComparisonReading {
  let comparison: Comparison

  init(_ comparison: Comparison) { self.comparison = comparison }

  func add(to insight: inout Insight) {
    insight.summary += " " + verdict
    insight.statistics["agreement_percent"] = comparison.agreementPercent
    insight.statistics["comparison_confidence"] = comparison.confidence
    for pair in comparison.pairs.prefix(6) {
      var tail = pair.pValue < 1 ? ", p = \(Figures.significant(pair.pValue))" : ""
      if let chance = pair.byChance, chance > 0 { tail = " where the shots explain \(Figures.significant(chance))" + tail }
      if let distance = pair.traceDistance { tail += ", trace distance \(Figures.significant(distance))" }
      insight.findings.append(
        "\(pair.a) and \(pair.b): total variation \(Figures.significant(pair.totalVariation))\(tail),"
          + " \(pair.a) took \(Figures.significant(pair.timeRatio)) times as long")
    }
    for outlier in comparison.outliers { insight.anomalies.append("\(outlier) differs from the other runs") }
    for note in comparison.notes where note.hasPrefix("likely reason") { insight.anomalies.append(note) }
    if let advice = comparison.recommendation { insight.recommendations.append(advice) }
    if comparison.verdict == .disagree, comparison.outliers.isEmpty {
      insight.anomalies.append("The runs disagree, and no majority shows which is right")
      insight.recommendations.append("Run the circuit on a third backend")
    }
    if let shots = comparison.shotsNeeded {
      insight.recommendations.append("Take \(shots) shots each to settle the comparison")
    }
  }

  private var verdict: String {
    let speed = comparison.fastest.map { " \($0) was fastest." } ?? ""
    switch comparison.verdict {
    case .agree: return "The backends agree.\(speed)"
    case .disagree: return "The backends disagree by more than chance.\(speed)"
    case .inconclusive: return "The shots are too few to say whether the backends agree.\(speed)"
    }
  }
}

/// Where time and memory went.
struct PerformanceReading {
  let runs: [Run]

  init(_ runs: [Run]) { self.runs = runs }

  var findings: [String] {
    guard runs.count == 1, let run = runs.first, run.timing.totalSeconds > 0 else { return [] }
    let parts = [
      ("waiting", run.timing.queueSeconds), ("loading", run.timing.loadSeconds),
      ("simulating", run.timing.simulateSeconds), ("sampling", run.timing.sampleSeconds),
    ]
    var text = "\(run.backend) took \(Figures.seconds(run.timing.totalSeconds)) by \(run.method.rawValue)"
    if let most = parts.max(by: { $0.1 < $1.1 }), most.1 > run.timing.totalSeconds / 2 {
      text += ", most of it \(most.0)"
    }
    if run.memory.peakBytes > 0 { text += ", with at most \(Figures.bytes(run.memory.peakBytes))" }
    return [text]
  }
}
