import Core

/// A finished task as one HTML file that loads nothing and runs nothing; plots are drawn in it as SVG.
public enum HTMLReport {
  /// The file's content. `drawing` is the circuit as an SVG document, where there is one.
  public static func write(_ report: TaskReport, drawing: String? = nil) -> String {
    let request = report.plan.request.request
    let title = request.isEmpty ? "Task \(report.task)" : request
    var body = "<h1>\(Markup.escaped(title))</h1>\n"
    body += paragraph("Task \(report.task.text): \(report.status.rawValue).")
    if let error = report.error { body += paragraph(error.message + (error.remedy.isEmpty ? "" : " (\(error.remedy))")) }
    if let insight = report.insight { body += meaning(insight) }
    if let drawing { body += heading("Circuit") + "<figure>\(element(drawing))</figure>\n" }
    let pictures = ReportPlots(report).pictures
    if !pictures.isEmpty { body += heading("Results") }
    for picture in pictures { body += "<figure>\(SVGRenderer.render(picture, standalone: false))</figure>\n" }
    body += checks(report)
    for sheet in ReportSheets(report).sheets where sheet.name != "Insights" { body += heading(sheet.name) + table(sheet) }
    body += work(report)
    return HTMLPage.page(title: title, body: body)
  }

  private static func meaning(_ insight: Insight) -> String {
    var text = heading("What it means") + paragraph(insight.summary) + list(insight.findings)
    if !insight.anomalies.isEmpty { text += heading("What is odd") + list(insight.anomalies) }
    if !insight.recommendations.isEmpty { text += heading("What to do next") + list(insight.recommendations) }
    return text
  }

  private static func checks(_ report: TaskReport) -> String {
    let check = report.verification
    var lines = ["\(check.status.rawValue) by \(check.route)"]
    if let reference = check.reference { lines.append("held against: \(reference)") }
    if let reason = check.reason { lines.append(reason) }
    if let p = check.pValue { lines.append("p = \(Figures.significant(p))") }
    for review in report.reviews {
      lines.append("\(review.subject): \(review.approved ? "approved" : "not approved") by \(review.reviewer), round \(review.round)")
    }
    return heading("How it was checked") + list(lines)
  }

  private static func work(_ report: TaskReport) -> String {
    var text = ""
    for artifact in report.artifacts where artifact.kind == .code || artifact.kind == .circuit || artifact.kind == .tests {
      guard let content = artifact.text else { continue }
      text += "<details><summary>\(Markup.escaped("\(artifact.kind.rawValue) \(artifact.dialect) by \(artifact.by)"))</summary>"
      text += "<pre><code>\(Markup.escaped(content))</code></pre></details>\n"
    }
    return text.isEmpty ? "" : heading("What the crew wrote") + text
  }

  private static func table(_ sheet: Sheet) -> String {
    var text = "<div class=\"wide\"><table>"
    // Long results stand whole in the other formats; a page shows as much as somebody reads.
    for (index, row) in sheet.rows.prefix(400).enumerated() where !row.isEmpty {
      let tag = sheet.headings.contains(index) ? "th" : "td"
      text += "<tr>" + row.map { "<\(tag)>\(Markup.escaped($0.plain))</\(tag)>" }.joined() + "</tr>\n"
    }
    text += "</table></div>\n"
    if sheet.rows.count > 400 { text += paragraph("\(sheet.rows.count - 400) more rows are in the record.") }
    return text
  }

  /// An SVG document without its XML declaration, as HTML takes it.
  private static func element(_ document: String) -> Substring {
    var rest = Substring(document)
    while rest.hasPrefix("<?") || rest.hasPrefix("<!") || rest.first?.isWhitespace == true {
      guard rest.first == "<" else {
        rest.removeFirst()
        continue
      }
      guard let end = rest.firstIndex(of: ">") else { return "" }
      rest = rest[rest.index(after: end)...]
    }
    return rest
  }

  private static func heading(_ text: String) -> String { "<h2>\(Markup.escaped(text))</h2>\n" }
  private static func paragraph(_ text: String) -> String { "<p>\(Markup.escaped(text))</p>\n" }

  private static func list(_ items: [String]) -> String {
    items.isEmpty ? "" : "<ul>" + items.map { "<li>\(Markup.escaped($0))</li>" }.joined() + "</ul>\n"
  }
}
