import Core

/// A report as blocks, before it takes the form of a format.
struct ReportDocument {
  enum Block {
    case heading(String)
    case paragraph(String)
    case list([String])
    case table(header: [String], rows: [[String]])
    /// Labelled counts, with the total that a full bar stands for.
    case bars([(label: String, count: Int)], total: Int)
    case code(language: String, text: String)
  }

  var title: String
  var blocks: [Block] = []

  init(_ report: TaskReport) {
    title = report.plan.request.request.isEmpty ? "Task \(report.task)" : report.plan.request.request
    guard report.status.isFinal else {
      addDesign(report)
      return
    }
    blocks.append(.paragraph(Self.status(report)))
    if !report.plan.request.understood.isEmpty {
      blocks.append(.paragraph("Understood as: \(report.plan.request.understood)"))
    }
    addInsight(report)
    for run in report.runs { addRun(run) }
    addComparison(report)
    addVerification(report)
    addReviews(report)
    addPlan(report)
    addArtifacts(report)
  }

  /// What was designed and written, while the results are still to come.
  private mutating func addDesign(_ report: TaskReport) {
    blocks.append(
      .paragraph("What the crew designed and wrote for task \(report.task). What its runs gave stands in the task's report."))
    if !report.plan.request.understood.isEmpty {
      blocks.append(.paragraph("Understood as: \(report.plan.request.understood)"))
    }
    addReviews(report)
    addPlan(report)
    addArtifacts(report)
  }

  private static func status(_ report: TaskReport) -> String {
    var text = "Task \(report.task): \(report.status.rawValue)."
    if let error = report.error { text += " \(error.message)" + (error.remedy.isEmpty ? "" : " (\(error.remedy))") }
    return text
  }

  private mutating func addInsight(_ report: TaskReport) {
    guard let insight = report.insight else { return }
    blocks.append(.heading("What it means"))
    blocks.append(.paragraph(insight.summary))
    if !insight.findings.isEmpty { blocks.append(.list(insight.findings)) }
    if !insight.anomalies.isEmpty {
      blocks.append(.heading("What is odd"))
      blocks.append(.list(insight.anomalies))
    }
    if !insight.recommendations.isEmpty {
      blocks.append(.heading("What to do next"))
      blocks.append(.list(insight.recommendations))
    }
    if !insight.statistics.isEmpty {
      let rows = insight.statistics.sorted { $0.key < $1.key }.map { [$0.key, "\($0.value)"] }
      blocks.append(.heading("Numbers behind it"))
      blocks.append(.table(header: ["Statistic", "Value"], rows: rows))
    }
  }

  private mutating func addRun(_ run: Run) {
    blocks.append(.heading("Run on \(run.backend)" + (run.label.map { ", \($0)" } ?? "")))
    var rows = [
      ["Backend", "\(run.backend) \(run.backendVersion)"], ["Method", run.method.rawValue], ["Host", run.host],
      ["Qubits", "\(run.qubits)"], ["Shots", "\(run.shots)"], ["Seed", "\(run.seed)"],
      ["Precision", run.precision.rawValue], ["Status", run.status.rawValue], ["Depth", "\(run.circuit.depth)"],
      ["Gates", run.circuit.gates.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")],
      ["Seconds in all", "\(run.timing.totalSeconds)"], ["Seconds simulating", "\(run.timing.simulateSeconds)"],
      ["Bytes at most", "\(run.memory.peakBytes)"],
    ]
    if let error = run.error { rows.append(["Error", error.message]) }
    if let error = run.truncationError { rows.append(["Truncation error", "\(error)"]) }
    blocks.append(.table(header: ["", ""], rows: rows))
    addOutcomes(run)
  }

  private mutating func addOutcomes(_ run: Run) {
    if !run.counts.isEmpty {
      let ranked = run.counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      blocks.append(.bars(ranked.prefix(32).map { ($0.key, $0.value) }, total: max(1, run.shots)))
      if ranked.count > 32 { blocks.append(.paragraph("The most frequent outcomes are shown; the record has all.")) }
    }
    if let probabilities = run.probabilities, !probabilities.isEmpty {
      let ranked = probabilities.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      blocks.append(
        .table(header: ["Outcome", "Probability"], rows: ranked.prefix(32).map { [$0.key, "\($0.value)"] }))
    }
    if let expectations = run.expectations, !expectations.isEmpty {
      blocks.append(
        .table(
          header: ["Observable", "Value", "Standard error"],
          rows: expectations.map { [$0.observable, "\($0.value)", $0.standardError.map { "\($0)" } ?? "exact"] }))
    }
  }

  private mutating func addComparison(_ report: TaskReport) {
    guard let comparison = report.comparison else { return }
    blocks.append(.heading("Comparison"))
    blocks.append(.paragraph("Verdict: \(comparison.verdict.rawValue), agreement in percent: \(comparison.agreementPercent)."))
    blocks.append(
      .table(
        header: ["Run", "Run", "Total variation", "Hellinger", "Chi-square", "p", "Time ratio"],
        rows: comparison.pairs.map {
          [$0.a, $0.b, "\($0.totalVariation)", "\($0.hellinger)", "\($0.chiSquare)", "\($0.pValue)", "\($0.timeRatio)"]
        }))
    if !comparison.notes.isEmpty { blocks.append(.list(comparison.notes)) }
  }

  private mutating func addVerification(_ report: TaskReport) {
    let verification = report.verification
    blocks.append(.heading("Verification"))
    blocks.append(.paragraph("\(verification.status.rawValue), by: \(verification.route)."))
    var lines: [String] = []
    if let reference = verification.reference { lines.append("Held against: \(reference)") }
    if let reason = verification.reason { lines.append("Finding: \(reason)") }
    if let p = verification.pValue { lines.append("p-value: \(p)") }
    if let statistic = verification.statistic { lines.append("Statistic: \(statistic)") }
    if !lines.isEmpty { blocks.append(.list(lines)) }
  }

  private mutating func addReviews(_ report: TaskReport) {
    guard !report.reviews.isEmpty else { return }
    blocks.append(.heading("Reviews"))
    blocks.append(
      .table(
        header: ["Subject", "Reviewer", "Round", "Approved", "Comments"],
        rows: report.reviews.map { review in
          [
            review.subject, review.reviewer, "\(review.round)", review.approved ? "yes" : "no",
            review.comments.map { ($0.line.map { "line \($0): " } ?? "") + $0.text }.joined(separator: "; "),
          ]
        }))
  }

  private mutating func addPlan(_ report: TaskReport) {
    guard let selection = report.plan.selection else { return }
    blocks.append(.heading("Why this backend"))
    blocks.append(.paragraph("\(selection.backend) by \(selection.method.rawValue): \(selection.reason)"))
  }

  private mutating func addArtifacts(_ report: TaskReport) {
    let written = report.artifacts.filter { $0.kind != .document }
    guard !written.isEmpty else { return }
    blocks.append(.heading("What the crew wrote"))
    blocks.append(
      .table(
        header: ["Kind", "Dialect", "By", "SHA-256"],
        rows: written.map { [$0.kind.rawValue, $0.dialect, $0.by, $0.sha256] }))
    for artifact in written {
      if let text = artifact.text, artifact.kind == .code || artifact.kind == .circuit {
        blocks.append(.code(language: artifact.dialect.hasPrefix("qasm") ? "qasm" : "python", text: text))
      }
    }
  }
}
