/// Reads text with separators as RFC 4180 has it; the separator may be a comma, a semicolon or a tab.
public enum CSVReader {
  /// A line's cells, and where it begins, counted from 1.
  public struct Row: Hashable, Sendable {
    public var line: Int
    public var cells: [String]

    public init(line: Int, cells: [String]) {
      self.line = line
      self.cells = cells
    }
  }

  /// The rows that are not empty and no comment (`#`).
  public static func rows(_ text: String) -> [Row] {
    let separator = separator(of: text)
    var rows: [Row] = []
    var cells: [String] = []
    var cell = ""
    var quoted = false
    var (line, begun) = (1, 1)
    var characters = Substring(text.unicodeScalars.first == "\u{FEFF}" ? text.dropFirst() : text[...])
    func isComment() -> Bool { cells.first.map { $0.hasPrefix("#") } ?? false }
    func finish() {
      cells.append(cell)
      cell = ""
      if !(cells.count == 1 && cells[0].allSatisfy(\.isWhitespace)), !isComment() {
        rows.append(Row(line: begun, cells: cells.map(trimmed)))
      }
      cells = []
    }
    while let character = characters.popFirst() {
      if character.isNewline { line += 1 }
      if quoted {
        if character != "\"" {
          cell.append(character)
        } else if characters.first == "\"" {
          cell.append("\"")
          characters.removeFirst()
        } else {
          quoted = false
        }
      } else if character == "\"", cell.allSatisfy(\.isWhitespace) {
        (quoted, cell) = (true, "")
      } else if character == separator {
        cells.append(cell)
        cell = ""
      } else if character.isNewline {
        finish()
        begun = line
      } else {
        cell.append(character)
      }
    }
    if !cell.isEmpty || !cells.isEmpty { finish() }
    return rows
  }

  private static func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  /// The separator that most lines have.
  private static func separator(of text: String) -> Character {
    let lines = text.prefix(20_000).split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }.prefix(50)
    let candidates: [Character] = [",", ";", "\t"]
    return candidates.max { a, b in
      lines.count { $0.contains(a) } < lines.count { $0.contains(b) }
    } ?? ","
  }
}
