import Core

/// A finished task as the sheets of a workbook.
public struct ReportSheets: Sendable {
  let report: TaskReport

  public init(_ report: TaskReport) { self.report = report }

  /// Summary, Raw Results, Backend Comparison, Insights, Metadata, in this order.
  public var sheets: [Sheet] { [summary, rawResults, backendComparison, insights, metadata] }

  private var request: Request { report.plan.request }

  private var summary: Sheet {
    var sheet = Sheet("Summary")
    sheet.heading(["Proxima", request.request])
    func row(_ name: String, _ text: String?) { if let text, !text.isEmpty { sheet.rows.append([.text(name), .text(text)]) } }
    row("Task", report.task.text)
    row("Status", report.status.rawValue)
    row("Understood", request.understood)
    row("What it means", report.insight?.summary)
    row("Verification", report.verification.status.rawValue + " by " + report.verification.route)
    row("Verdict", report.comparison?.verdict.rawValue)
    row("Recommendation", report.comparison?.recommendation)
    row("Error", report.error?.message)
    sheet.rows.append([])
    sheet.heading(["Run", "Backend", "Method", "Qubits", "Shots", "Most frequent", "Share", "Seconds", "Status"])
    for run in report.runs {
      let outcomes = Outcomes(run)
      sheet.rows.append([
        .text(run.label ?? run.id), .text(run.backend), .text(run.method.rawValue), .count(run.qubits), .count(run.shots),
        .text(outcomes.ranked.first?.key ?? ""), .optional(outcomes.ranked.first?.share),
        .number(run.timing.totalSeconds), .text(run.status.rawValue),
      ])
    }
    return sheet
  }

  private var rawResults: Sheet {
    var sheet = Sheet("Raw Results")
    sheet.heading(["Run", "Label", "Backend", "Method", "Quantity", "Key", "Value", "Share"])
    for run in report.runs {
      let first = sheet.rows.count
      let head: [Sheet.Cell] = [
        .text(run.id), .text(run.label ?? ""), .text(run.backend), .text(run.method.rawValue),
      ]
      for (key, count) in run.counts.sorted(by: { $0.key < $1.key }) {
        sheet.rows.append(head + [.text("count"), .text(key), .count(count), .number(Double(count) / Double(max(1, run.shots)))])
      }
      for (key, value) in (run.probabilities ?? [:]).sorted(by: { $0.key < $1.key }) {
        sheet.rows.append(head + [.text("probability"), .text(key), .number(value), .number(value)])
      }
      let last = sheet.rows.count - 1
      if last >= first, last - first < 64, sheet.charts.count < 4 {
        sheet.charts.append(
          Sheet.Chart(
            .column, title: title(run), horizontal: "outcome", vertical: run.shots > 0 ? "counts" : "probability",
            labels: 5, values: 6, rows: first...last))
      }
      for value in run.expectations ?? [] {
        sheet.rows.append(
          head + [.text("expectation"), .text(value.observable), .number(value.value), .optional(value.standardError)])
      }
      if let amplitude = run.amplitude0 {
        sheet.rows.append(head + [.text("amplitude of |0...0>"), .text("re"), .number(amplitude.re)])
        sheet.rows.append(head + [.text("amplitude of |0...0>"), .text("im"), .number(amplitude.im)])
      }
    }
    return sheet
  }

  private func title(_ run: Run) -> String { (run.label.map { "\($0) on " } ?? "") + "\(run.backend) \(run.method.rawValue)" }

  private var backendComparison: Sheet {
    var sheet = Sheet("Backend Comparison")
    sheet.heading([
      "Run", "Seconds", "Simulating", "Peak bytes", "Predicted bytes", "Version", "Method", "Host", "Truncation error", "Status",
    ])
    let first = sheet.rows.count
    for run in report.runs {
      sheet.rows.append([
        .text(title(run)), .number(run.timing.totalSeconds), .number(run.timing.simulateSeconds),
        .count(run.memory.peakBytes), .count(run.memory.predictedBytes), .text(run.backendVersion),
        .text(run.method.rawValue), .text(run.host), .optional(run.truncationError), .text(run.status.rawValue),
      ])
    }
    if report.runs.count > 1 {
      let rows = first...(sheet.rows.count - 1)
      sheet.charts.append(
        Sheet.Chart(.bar, title: "Time", horizontal: "run", vertical: "seconds", labels: 0, values: 1, rows: rows))
      sheet.charts.append(
        Sheet.Chart(.bar, title: "Memory", horizontal: "run", vertical: "bytes", labels: 0, values: 3, rows: rows))
    }
    addPairs(&sheet)
    addBenchmark(&sheet)
    return sheet
  }

  private func addBenchmark(_ sheet: inout Sheet) {
    guard let benchmark = report.benchmark else { return }
    sheet.rows.append([])
    let rounds = (0..<benchmark.repeats).map { "Round \($0 + 1)" }
    sheet.heading(
      ["Timed", "At", "Median", "Lower quartile", "Upper quartile", "Spread", "Least", "Most", "Peak bytes", "Ratio"] + rounds)
    for entry in benchmark.entries {
      sheet.rows.append(
        [
          .text(entry.name), .text(entry.label ?? ""), .number(entry.median), .number(entry.lower), .number(entry.upper),
          .number(entry.spread), .number(entry.minimum), .number(entry.maximum), .count(entry.peakBytes),
          .number(entry.ratio),
        ] + entry.seconds.map(Sheet.Cell.number))
    }
  }

  private func addPairs(_ sheet: inout Sheet) {
    guard let comparison = report.comparison else { return }
    sheet.rows.append([])
    sheet.heading([
      "A", "B", "Verdict", "Total variation", "By chance", "Hellinger", "Chi-square", "p", "p corrected", "Fidelity",
      "Trace distance", "Time ratio", "Memory ratio",
    ])
    for pair in comparison.pairs {
      sheet.rows.append([
        .text(pair.a), .text(pair.b), .text(pair.verdict?.rawValue ?? ""), .number(pair.totalVariation),
        .optional(pair.byChance), .number(pair.hellinger), .number(pair.chiSquare), .number(pair.pValue),
        .optional(pair.correctedPValue), .optional(pair.fidelity), .optional(pair.traceDistance),
        .number(pair.timeRatio), .optional(pair.memoryRatio),
      ])
    }
    for note in comparison.notes { sheet.rows.append([.text(note)]) }
  }

  private var insights: Sheet {
    var sheet = Sheet("Insights")
    sheet.heading(["Kind", "Text", "Value"])
    guard let insight = report.insight else { return sheet }
    sheet.rows.append([.text("summary"), .text(insight.summary)])
    for text in insight.findings { sheet.rows.append([.text("finding"), .text(text)]) }
    for text in insight.anomalies { sheet.rows.append([.text("anomaly"), .text(text)]) }
    for text in insight.recommendations { sheet.rows.append([.text("recommendation"), .text(text)]) }
    for (name, value) in insight.statistics.sorted(by: { $0.key < $1.key }) {
      sheet.rows.append([.text("statistic"), .text(name), .number(value)])
    }
    return sheet
  }

  private var metadata: Sheet {
    var sheet = Sheet("Metadata")
    sheet.heading(["Name", "Value"])
    for (name, value) in ReportMetadata(report).entries { sheet.rows.append([.text(name), .text(value)]) }
    return sheet
  }
}
