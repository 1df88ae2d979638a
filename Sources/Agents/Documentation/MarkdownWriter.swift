/// Writes a report as CommonMark with tables.
enum MarkdownWriter {
  static func write(_ document: ReportDocument) -> String {
    var parts = ["# " + inline(document.title)]
    for block in document.blocks { parts.append(text(block)) }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func text(_ block: ReportDocument.Block) -> String {
    switch block {
    case .heading(let title): "## " + inline(title)
    case .paragraph(let words): inline(words)
    case .list(let items): items.map { "- " + inline($0) }.joined(separator: "\n")
    case .table(let header, let rows): table(header, rows)
    case .bars(let bars, let total): table(["Outcome", "Count", ""], bars.map { [$0.label, "\($0.count)", bar($0.count, total)] })
    case .code(let language, let text): fenced(language, text)
    }
  }

  private static func table(_ header: [String], _ rows: [[String]]) -> String {
    func line(_ cells: [String]) -> String { "| " + cells.map(inline).joined(separator: " | ") + " |" }
    return ([line(header), "|" + String(repeating: " --- |", count: header.count)] + rows.map(line)).joined(separator: "\n")
  }

  private static func bar(_ count: Int, _ total: Int) -> String { String(repeating: "█", count: max(0, min(40, count * 40 / total))) }

  /// A fence longer than any run of backticks in the text.
  private static func fenced(_ language: String, _ text: String) -> String {
    var longest = 2
    var run = 0
    for character in text {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    return fence + language + "\n" + (text.hasSuffix("\n") ? text : text + "\n") + fence
  }

  /// Text with everything that Markdown or HTML would take as markup made plain, on one line.
  static func inline(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\r", "\u{2028}", "\u{2029}": result += " "
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\\", "`", "*", "_", "[", "]", "|", "#", "!", "~": result += "\\" + String(scalar)
      case _ where scalar.value < 32 || scalar.value == 127: continue
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
