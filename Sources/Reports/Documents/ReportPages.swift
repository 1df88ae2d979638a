import Core

/// A finished task as pages of A4, for a PDF.
public struct ReportPages {
  /// A4 in points.
  public static let width = 595.0
  public static let height = 842.0
  private static let margin = 48.0

  public private(set) var pages: [Picture] = []
  private var y = margin

  public init(_ report: TaskReport) {
    begin()
    let request = report.plan.request
    write(request.request.isEmpty ? "Task \(report.task)" : request.request, size: 17, bold: true)
    write("Task \(report.task.text): \(report.status.rawValue)", colour: .grey)
    if let error = report.error { write(error.message) }
    if let insight = report.insight { add(insight) }
    let pictures = ReportPlots(report).pictures
    if !pictures.isEmpty { heading("Results") }
    for picture in pictures { place(picture) }
    addRuns(report)
    if let comparison = report.comparison { add(comparison) }
    heading("How it was checked")
    bullet("\(report.verification.status.rawValue) by \(report.verification.route)")
    for line in [report.verification.reference, report.verification.reason].compactMap(\.self) { bullet(line) }
    heading("To run it again")
    for (name, value) in ReportMetadata(report).entries where name != "OpenQASM" { bullet("\(name): \(value)") }
    if let program = ReportMetadata.program(report) { add(program: program) }
    number()
  }

  private mutating func add(_ insight: Insight) {
    heading("What it means")
    write(insight.summary)
    for finding in insight.findings { bullet(finding) }
    for anomaly in insight.anomalies { bullet("Odd: " + anomaly) }
    for advice in insight.recommendations { bullet("Next: " + advice) }
  }

  private mutating func addRuns(_ report: TaskReport) {
    guard !report.runs.isEmpty else { return }
    heading("Runs")
    for run in report.runs {
      let outcomes = Outcomes(run).ranked.prefix(6).map { "\($0.key) \(Figures.percent($0.share))" }.joined(separator: ", ")
      bullet(
        "\(run.id): \(run.backend) \(run.backendVersion), \(run.method.rawValue), \(run.qubits) qubits, \(run.shots) shots,"
          + " \(Figures.seconds(run.timing.totalSeconds)), \(Figures.bytes(run.memory.peakBytes))"
          + (outcomes.isEmpty ? "" : ". \(outcomes)"))
      for value in run.expectations ?? [] { bullet("<\(value.observable)> = \(Figures.significant(value.value, 6))") }
    }
  }

  private mutating func add(_ comparison: Comparison) {
    heading("Comparison")
    write("Verdict: \(comparison.verdict.rawValue). " + (comparison.recommendation ?? ""))
    for pair in comparison.pairs {
      bullet(
        "\(pair.a) and \(pair.b): \(pair.verdict?.rawValue ?? ""), total variation \(Figures.significant(pair.totalVariation)),"
          + " p = \(Figures.significant(pair.correctedPValue ?? pair.pValue)), time ratio \(Figures.significant(pair.timeRatio))")
    }
    for note in comparison.notes { bullet(note) }
  }

  private mutating func add(program: String) {
    heading("OpenQASM")
    for line in program.split(separator: "\n", omittingEmptySubsequences: false).prefix(200) { write(String(line), size: 8) }
  }

  // MARK: Setting type

  private mutating func begin() {
    var page = Picture(width: Self.width, height: Self.height)
    page.rectangle(0, 0, Self.width, Self.height, .paper)
    pages.append(page)
    y = Self.margin
  }

  private mutating func room(_ needed: Double) { if y + needed > Self.height - Self.margin { begin() } }

  private mutating func heading(_ text: String) {
    room(60)
    y += 10
    write(text, size: 13, bold: true)
  }

  private mutating func bullet(_ text: String) { write(text, indent: 12, mark: "•") }

  private mutating func write(
    _ text: String, size: Double = 10, bold: Bool = false, colour: Picture.Colour = .ink, indent: Double = 0,
    mark: String? = nil
  ) {
    let lines = Self.folded(text, width: Self.width - 2 * Self.margin - indent, size: size)
    for (index, line) in lines.enumerated() {
      room(size * 1.4)
      y += size * 1.4
      if index == 0, let mark { pages[pages.count - 1].text(Self.margin, y, mark, size: size, colour: .grey) }
      pages[pages.count - 1].text(Self.margin + indent, y, line, size: size, bold: bold, colour: colour)
    }
    y += size * 0.25
  }

  private mutating func place(_ picture: Picture) {
    let scale = min(1, (Self.width - 2 * Self.margin) / picture.width)
    let fitted = scale < 1 ? picture.scaled(scale) : picture
    room(fitted.height + 8)
    pages[pages.count - 1].place(fitted, x: Self.margin, y: y)
    y += fitted.height + 8
  }

  private mutating func number() {
    for index in pages.indices {
      pages[index].text(
        Self.width - Self.margin, Self.height - 24, "\(index + 1) / \(pages.count)", size: 8, anchor: .end, colour: .grey)
      pages[index].text(Self.margin, Self.height - 24, "Proxima \(Version.program)", size: 8, colour: .grey)
    }
  }

  /// `text` in lines that fit, by the mean width of a letter; words that do not fit are cut.
  static func folded(_ text: String, width: Double, size: Double) -> [String] {
    let limit = max(8, Int(width / (size * 0.56)))
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
        var rest = word
        if !line.isEmpty, line.count + 1 + rest.count > limit {
          lines.append(line)
          line = ""
        }
        while rest.count > limit {
          lines.append(String(rest.prefix(limit)))
          rest = rest.dropFirst(limit)
        }
        line += (line.isEmpty ? "" : " ") + rest
      }
      lines.append(line)
    }
    return lines
  }
}

extension Picture {
  /// The same, every length multiplied by `factor`.
  func scaled(_ factor: Double) -> Picture {
    var other = Picture(width: width * factor, height: height * factor)
    other.items = items.map { item in
      switch item {
      case .rectangle(let x, let y, let width, let height, let fill):
        .rectangle(x: x * factor, y: y * factor, width: width * factor, height: height * factor, fill: fill)
      case .line(let x1, let y1, let x2, let y2, let colour, let width):
        .line(x1: x1 * factor, y1: y1 * factor, x2: x2 * factor, y2: y2 * factor, colour: colour, width: width * factor)
      case .text(let x, let y, let text, let size, let anchor, let bold, let colour):
        .text(x: x * factor, y: y * factor, text, size: size * factor, anchor: anchor, bold: bold, colour: colour)
      case .dot(let x, let y, let radius, let fill):
        .dot(x: x * factor, y: y * factor, radius: radius * factor, fill: fill)
      }
    }
    return other
  }
}
