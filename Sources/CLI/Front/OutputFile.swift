import Core
import Reports

/// What `-o FILE` writes: the format follows from the ending.
enum OutputFile {
  enum Format: String, CaseIterable {
    case json, csv, qasm, svg, md, html, qiskit, txt, xlsx, pdf, zip, npy
  }

  /// The format of `path`. Throws `feature.not_there_yet` for one that comes later, a usage error for any other.
  static func format(of path: String) throws(ProximaError) -> Format {
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else {
      throw ProximaError(
        "usage.output_format", "\(path) has no ending that chooses a format", remedy: "end it in .json, .csv, .xlsx, .html, .svg, .pdf, .qasm, .md or .txt",
        exit: .usage)
    }
    let ending = path[path.index(after: dot)...].lowercased()
    switch ending {
    case "json": return .json
    case "csv": return .csv
    case "qasm": return .qasm
    case "svg": return .svg
    case "md", "markdown": return .md
    case "html", "htm": return .html
    case "py": return .qiskit
    case "txt": return .txt
    case "xlsx": return .xlsx
    case "pdf": return .pdf
    case "zip": return .zip
    case "npy": return .npy
    case "png": throw ProximaError.notThereYet("writing .\(ending) files")
    default:
      throw ProximaError(
        "usage.output_format", ".\(ending) is no format that can be written", remedy: "end it in .json, .csv, .xlsx, .html, .svg, .pdf, .qasm, .md or .txt",
        exit: .usage)
    }
  }

  /// The content of the file for a finished task; nil where the task has nothing of that kind.
  static func content(_ report: TaskReport, _ format: Format, view: ReportView) throws(ProximaError) -> String? {
    switch format {
    case .json:
      do { return try JSON.text(report, pretty: true) + "\n" } catch { throw ProximaError.bug("\(error)") }
    case .csv: return csv(report)
    case .txt: return Renderer(color: false, unicode: true).render(view.lines)
    case .qasm: return CircuitText.source(of: report)
    case .svg: return SVGReport.write(report, drawing: CircuitText.picture(of: report))
    case .md: return document(report, ["markdown", "md"])
    case .html: return HTMLReport.write(report, drawing: CircuitText.picture(of: report))
    case .xlsx, .pdf, .zip, .npy: return nil
    case .qiskit: return report.artifacts.first { $0.dialect == "qiskit" && $0.text != nil }?.text
    }
  }

  /// Writes `report` to `path` in the format that its ending chooses; false where the task has nothing of that kind.
  static func write(
    _ report: TaskReport, to path: String, view: ReportView, _ context: Context
  ) throws(ProximaError) -> Bool {
    try check(path)
    let format = try format(of: path)
    switch format {
    case .xlsx, .pdf:
      let job = ReportJob(format == .pdf ? .pdf : .xlsx, path: path, report: report)
      _ = try context.undoably("written", file: path) { () throws(ProximaError) in try ReportTool(context).perform(job) }
    case .zip:
      let archive = TaskArchive(submission: try Commands.submission(of: report.task, context), report: report)
      let job = ReportJob(.pack, path: path, files: try archive.files(view: view))
      _ = try context.undoably("written", file: path) { () throws(ProximaError) in try ReportTool(context).perform(job) }
    case .npy:
      // The executor wrote it, where the state was.
      guard report.status == .completed, context.invocation.text(.output) == path, Submissions.writesState(context) else {
        return false
      }
    default:
      guard let content = try content(report, format, view: view) else { return false }
      try context.undoably("written", file: path) { () throws(ProximaError) in try Files.write(content, to: path) }
    }
    return true
  }

  /// What is said where a task has nothing of a kind.
  static func nothing(_ path: String) -> ProximaError {
    ProximaError(
      "output.nothing", "the task has nothing to write as \(path)", remedy: "write it as .json, .csv, .html or .txt",
      exit: .unavailable)
  }

  private static func document(_ report: TaskReport, _ dialects: [String]) -> String? {
    report.artifacts.first { $0.kind == .document && dialects.contains($0.dialect) && $0.text != nil }?.text
  }

  /// One line an outcome, the insight as comments above (RFC 4180, `#` lines before the header).
  static func csv(_ report: TaskReport) -> String {
    var out = ""
    func comment(_ name: String, _ text: String) { out += "# \(name): \(text.map { $0.isNewline ? " " : String($0) }.joined())\n" }
    comment("task", report.task.text)
    comment("request", report.plan.request.request)
    if let insight = report.insight {
      comment("insight", insight.summary)
      insight.findings.forEach { comment("finding", $0) }
    }
    comment("verification", "\(report.verification.status.rawValue) by \(report.verification.route)")
    out += "run,label,backend,method,shots,seed,quantity,key,value\n"
    for run in report.runs {
      let head = [run.id, run.label ?? "", run.backend, run.method.rawValue, String(run.shots), String(run.seed)]
      func row(_ quantity: String, _ key: String, _ value: String) {
        out += (head + [quantity, key, value]).map(field).joined(separator: ",") + "\n"
      }
      for (key, count) in run.counts.sorted(by: { $0.key < $1.key }) { row("count", key, String(count)) }
      for (key, value) in (run.probabilities ?? [:]).sorted(by: { $0.key < $1.key }) { row("probability", key, "\(value)") }
      for value in run.expectations ?? [] { row("expectation", value.observable, "\(value.value)") }
    }
    return out
  }

  /// A field, quoted where it must be; one that a spreadsheet would take for a formula is made text.
  private static func field(_ text: String) -> String {
    let harmless = text.first.map { "=+@\t".contains($0) || ($0 == "-" && Double(text) == nil) } == true ? "'" + text : text
    guard harmless.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return harmless }
    return "\"" + harmless.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }
}
