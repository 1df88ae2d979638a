@testable import Monitor

/// Reads the edges of a task's graph from a frame, and from nothing else.
enum GraphReader {
  struct Glyphs {
    var marks: Set<Character>
    var line: Character
    var passing: Character
    /// Joins: the lane goes on below, or ends.
    var joinsOn: Set<Character>
    var joinsEnd: Set<Character>
    /// Joins at the end of the line.
    var ends: Set<Character>
    var border: Character

    static let unicode = Glyphs(
      marks: Set("○◇▶●✗⊘⚠■"), line: "─", passing: "│", joinsOn: Set("├┤┼"), joinsEnd: Set("╰╯┴"), ends: Set("├┤╰╯"),
      border: "┃")
    static let ascii = Glyphs(
      marks: Set("o>*x0!#"), line: "-", passing: "|", joinsOn: Set("+"), joinsEnd: Set("`'^"), ends: Set("`'"),
      border: "|")
  }

  /// Pairs of step names, from what is needed to what needs it; nil where the frame cannot be read.
  static func edges(_ rows: [String], _ glyphs: Glyphs) -> Set<String>? {
    let cells = rows.map(Array.init)
    guard
      let head = cells.firstIndex(where: {
        String($0).contains("step ") && String($0).contains("done") && String($0).contains("elapsed")
      }),
      let place = cells[head].indices.first(where: { String(cells[head][$0...]).hasPrefix("step ") })
    else { return nil }
    guard let left = cells[head][..<place].lastIndex(of: glyphs.border) else { return nil }
    var owner: [Int: String] = [:]
    var edges: Set<String> = []
    for row in cells[(head + 1)...] {
      guard row.count > place else { break }
      let name = String(row[place...].prefix { $0 != " " })
      guard !name.isEmpty, let mark = (left + 1..<place).first(where: { glyphs.marks.contains(row[$0]) }) else { break }
      if let above = owner[mark] { edges.insert("\(above)>\(name)") }
      for direction in [-1, 1] { walk(row, mark, direction, left, place, glyphs, name, owner, &edges) }
      for x in (left + 1)..<place where row[x] == " " || row[x] == glyphs.line || glyphs.joinsEnd.contains(row[x]) {
        owner[x] = nil
      }
      owner[mark] = name
    }
    return edges
  }

  private static func walk(
    _ row: [Character], _ mark: Int, _ direction: Int, _ left: Int, _ right: Int, _ glyphs: Glyphs, _ name: String,
    _ owner: [Int: String], _ edges: inout Set<String>
  ) {
    var x = mark + direction
    guard x > left, x < right, row[x] == glyphs.line else { return }
    while x > left, x < right {
      let glyph = row[x]
      if glyphs.joinsOn.contains(glyph) || glyphs.joinsEnd.contains(glyph) {
        if let source = owner[x] { edges.insert("\(source)>\(name)") }
        if x + direction <= left || x + direction >= right || row[x + direction] != glyphs.line { return }
      } else if glyph != glyphs.line && glyph != glyphs.passing {
        return
      }
      x += direction
    }
  }
}
