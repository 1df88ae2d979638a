extension Canvas {
  /// Puts text from outside within `area`'s columns from `x`; cut with `…` where it is longer. Gives the column after it.
  @discardableResult
  mutating func put(_ text: String, _ x: Int, _ y: Int, _ style: Style = .text, in area: Rect) -> Int {
    write(text, x, y, style, area, trusted: false)
  }

  /// Puts text of our own, which may hold drawing characters.
  @discardableResult
  mutating func draw(_ text: String, _ x: Int, _ y: Int, _ style: Style = .text, in area: Rect) -> Int {
    write(text, x, y, style, area, trusted: true)
  }

  private mutating func write(
    _ text: String, _ x: Int, _ y: Int, _ style: Style, _ area: Rect, trusted: Bool
  ) -> Int {
    guard y >= area.y, y < area.maxY, y >= 0, y < height else { return x }
    let end = min(area.maxX, width)
    var column = x
    var last = x
    for glyph in Glyphs.of(Self.sample(text, end - x), trusted: trusted) {
      if column + glyph.width > end {
        if last >= area.x, last < end { set(last, y, "…", style) }
        return end
      }
      if column >= area.x { set(column, y, glyph.text, width: glyph.width, style) }
      last = column
      column += glyph.width
    }
    return column
  }

  /// The beginning of a text that is far longer than the columns it has.
  private static func sample(_ text: String, _ columns: Int) -> String {
    let most = max(0, columns) * 4 + 8
    return text.utf8.count <= most ? text : String(text.prefix(most))
  }

  /// Puts spans one after another.
  @discardableResult
  mutating func put(_ spans: [Span], _ x: Int, _ y: Int, in area: Rect) -> Int {
    var column = x
    for span in spans where column < area.maxX {
      column = write(span.text, column, y, span.style, area, trusted: span.trusted)
    }
    return column
  }

  /// Puts text so that it ends at `right` (exclusive).
  mutating func putRight(_ text: String, _ right: Int, _ y: Int, _ style: Style = .text, in area: Rect) {
    put(text, max(area.x, right - Glyphs.width(text)), y, style, in: area)
  }

  /// Puts a paragraph, wrapped at spaces; gives the rows used.
  @discardableResult
  mutating func paragraph(_ text: String, _ style: Style = .text, in area: Rect) -> Int {
    let lines = Wrap.lines(text, width: area.width)
    for (row, line) in lines.prefix(area.height).enumerated() { put(line, area.x, area.y + row, style, in: area) }
    return min(lines.count, area.height)
  }

  /// A frame around `area` with a title; the focused one is heavier, so that colour alone does not tell.
  mutating func box(_ area: Rect, title: String, focused: Bool = false) {
    guard area.width >= 2, area.height >= 2 else { return }
    let style = focused ? Style(.focus, .bold) : .border
    let glyphs = focused ? Array("┏━┓┃┗┛") : Array("╭─╮│╰╯")
    frame(area, glyphs, style)
    if !title.isEmpty, area.width > 6 {
      let inside = Rect(x: area.x + 2, y: area.y, width: area.width - 4, height: 1)
      let end = put(" " + title, inside.x, area.y, Style(.title, .bold), in: inside)
      if end < inside.maxX { put(" ", end, area.y, .text, in: inside) }
    }
  }

  /// The six glyphs are: top left, horizontal, top right, vertical, bottom left, bottom right.
  mutating func frame(_ area: Rect, _ glyphs: [Character], _ style: Style) {
    guard area.width >= 2, area.height >= 2, glyphs.count == 6 else { return }
    for x in (area.x + 1)..<(area.maxX - 1) {
      set(x, area.y, String(glyphs[1]), style)
      set(x, area.maxY - 1, String(glyphs[1]), style)
    }
    for y in (area.y + 1)..<(area.maxY - 1) {
      set(area.x, y, String(glyphs[3]), style)
      set(area.maxX - 1, y, String(glyphs[3]), style)
    }
    set(area.x, area.y, String(glyphs[0]), style)
    set(area.maxX - 1, area.y, String(glyphs[2]), style)
    set(area.x, area.maxY - 1, String(glyphs[4]), style)
    set(area.maxX - 1, area.maxY - 1, String(glyphs[5]), style)
  }
}

/// Breaks text from outside into lines.
enum Wrap {
  /// Lines of at most `width` columns, broken at spaces; a longer word is folded. Line ends in the text are kept.
  static func lines(_ text: String, width: Int) -> [String] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      var used = 0
      for word in paragraph.split(separator: " ") {
        let columns = Glyphs.width(String(word))
        if used > 0, used + 1 + columns > width {
          lines.append(line)
          (line, used) = ("", 0)
        } else if used > 0 {
          line += " "
          used += 1
        }
        (line, used) = fold(word, line, used, columns, width, &lines)
      }
      lines.append(line)
    }
    return lines
  }

  private static func fold(
    _ word: Substring, _ line: String, _ used: Int, _ columns: Int, _ width: Int, _ lines: inout [String]
  ) -> (String, Int) {
    if used + columns <= width { return (line + word, used + columns) }
    var (line, used) = (line, used)
    for character in word {
      let one = Glyphs.width(String(character))
      if used + one > width, used > 0 {
        lines.append(line)
        (line, used) = ("", 0)
      }
      line.append(character)
      used += one
    }
    return (line, used)
  }
}
