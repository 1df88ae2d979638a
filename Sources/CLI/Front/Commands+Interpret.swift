import Core
import Reports

extension Commands {
  /// Explains results that came from elsewhere: reads them here, and lets the analysis agent say what they mean.
  static func interpret(_ context: Context) throws(ProximaError) -> ExitCode {
    let path = context.invocation.argument("FILE") ?? ""
    let runs = try foreignRuns(path, context)
    var request = Request(request: "interpret \(path)", intent: runs.count > 1 ? .compare : .explain)
    request.understood = "Explain the results in \(path)."
    let verification = Verification(
      status: .unverified, route: "none", reason: "the results came from elsewhere, and the circuit is not known")
    let asked = AnalysisRequest(plan: Plan(request: request), runs: runs, verification: verification)
    let analysis = try context.crew("asking the analysis agent") { link throws(ProximaError) in
      try await link.call(AgentName.analysisExpert, AnalysisRequest.action, asked, as: Analysis.self)
    }
    var report = TaskReport(task: newTaskID(context), status: .completed, plan: asked.plan)
    (report.runs, report.insight, report.comparison) = (runs, analysis.insight, analysis.comparison)
    report.verification = verification
    if let output = context.invocation.text(.output) {
      guard try OutputFile.write(report, to: output, view: reportView(report, context), context) else {
        throw OutputFile.nothing(output)
      }
      context.console.say([Line("proxima: written to \(output)", .dim)])
    }
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let file: String
      let runs: [Run]
      let comparison: Comparison?
      let insight: Insight
    }
    try context.answer(
      Answer(file: path, runs: runs, comparison: analysis.comparison, insight: analysis.insight),
      lines(path, runs, analysis, context.console.width))
    return .done
  }

  private static func foreignRuns(_ path: String, _ context: Context) throws(ProximaError) -> [Run] {
    do throws(ForeignResults.Fault) {
      if path.lowercased().hasSuffix(".xlsx") {
        let sheets: [ReportAnswer.Sheet]
        do throws(ProximaError) { sheets = try ReportTool(context).perform(ReportJob(.sheets, path: path)).sheets ?? [] }
        catch { throw ForeignResults.Fault(error) }
        return try ForeignResults.read(sheets, name: path)
      }
      let text: String
      do throws(ProximaError) { text = try Files.read(path) } catch { throw ForeignResults.Fault(error) }
      return try ForeignResults.read(text, name: path)
    } catch { throw error.proxima }
  }

  private static func lines(_ path: String, _ runs: [Run], _ analysis: Analysis, _ width: Int) -> [Line] {
    var lines: [Line] = []
    func entry(_ title: String, _ text: String, _ style: Style = .plain) {
      lines += WordWrap.definition(Span(title, .dim), text, indent: 13, width: width, style: style)
    }
    func bullet(_ text: String, _ style: Style = .plain) {
      lines += WordWrap.definition(Span("•", .dim), text, indent: 15, left: 13, width: width, style: style)
    }
    entry("read", "\(path): \(runs.count) result\(runs.count == 1 ? "" : "s"), \(runs[0].qubits) bits")
    for run in runs.prefix(8) {
      lines.append(.empty)
      entry("result", "\(run.label.map { "\($0) on " } ?? "")\(run.backend)" + (run.shots > 0 ? ", \(run.shots) shots" : ", exact"))
      if !run.counts.isEmpty {
        lines += Histogram.lines(run.counts, width: width)
      } else if let probabilities = run.probabilities {
        lines += Histogram.lines(probabilities: probabilities, width: width)
      }
      for value in run.expectations ?? [] { entry("⟨\(value.observable)⟩", Numbers.short(value.value)) }
    }
    lines.append(.empty)
    if let comparison = analysis.comparison {
      lines += ComparisonView(comparison: comparison, runs: runs, width: width).lines + [.empty]
    }
    entry("means", analysis.insight.summary)
    for finding in analysis.insight.findings { bullet(finding) }
    for anomaly in analysis.insight.anomalies { bullet(anomaly, .warning) }
    for advice in analysis.insight.recommendations { entry("next", advice) }
    return lines
  }
}
