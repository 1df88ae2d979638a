import Core

/// Writes a report as one HTML file that loads nothing and runs nothing.
enum HTMLWriter {
  static func write(_ document: ReportDocument) -> String {
    var body = "<h1>\(Markup.escaped(document.title))</h1>\n"
    for block in document.blocks { body += html(block) + "\n" }
    return HTMLPage.page(title: document.title, body: body)
  }

  private static func html(_ block: ReportDocument.Block) -> String {
    switch block {
    case .heading(let title): return "<h2>\(Markup.escaped(title))</h2>"
    case .paragraph(let words): return "<p>\(Markup.escaped(words))</p>"
    case .list(let items): return "<ul>" + items.map { "<li>\(Markup.escaped($0))</li>" }.joined() + "</ul>"
    case .table(let header, let rows):
      let head = header.allSatisfy(\.isEmpty) ? "" : row(header, "th")
      return "<table>" + head + rows.map { row($0, "td") }.joined() + "</table>"
    case .bars(let bars, let total):
      let rows = bars.map {
        "<tr><td><code>\(Markup.escaped($0.label))</code></td><td>\($0.count)</td>"
          + "<td><meter min=\"0\" max=\"\(total)\" value=\"\($0.count)\"></meter></td></tr>"
      }
      return "<table>" + rows.joined() + "</table>"
    case .code(_, let text): return "<pre><code>\(Markup.escaped(text))</code></pre>"
    }
  }

  private static func row(_ cells: [String], _ tag: String) -> String {
    "<tr>" + cells.map { "<\(tag)>\(Markup.escaped($0))</\(tag)>" }.joined() + "</tr>"
  }
}
