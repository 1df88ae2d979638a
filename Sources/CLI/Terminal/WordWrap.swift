/// Breaks text into lines at spaces.
enum WordWrap {
  /// `text` in lines of at most `width` columns; a word that is longer is broken. Line ends in the text are kept.
  static func lines(_ text: String, width: Int) -> [String] {
    let width = max(width, 10)
    return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph($0, width) }
  }

  private static func paragraph(_ text: Substring, _ width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ") {
      var word = String(word)
      let columns = TextWidth.of(word)
      if used > 0, used + 1 + columns > width {
        lines.append(line)
        line = ""
        used = 0
      }
      while TextWidth.of(word) > width {
        let head = String(word.prefix(width))
        lines.append(head)
        word = String(word.dropFirst(head.count))
      }
      if used > 0 {
        line += " "
        used += 1
      }
      line += word
      used += TextWidth.of(word)
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }

  /// A definition: `term` in a column of `indent` columns, `text` beside it.
  static func definition(
    _ term: Span, _ text: String, indent: Int, left: Int = 2, width: Int, style: Style = .plain
  ) -> [Line] {
    let room = max(width - indent, 20)
    var wrapped = lines(text, width: room)[...]
    let columns = left + TextWidth.of(term.text)
    var head = Line(Span(String(repeating: " ", count: left)), term)
    var out: [Line] = []
    if columns < indent, let first = wrapped.popFirst() {
      head.spans.append(Span(String(repeating: " ", count: indent - columns)))
      head.spans.append(Span(first, style))
    }
    out.append(head)
    let margin = Span(String(repeating: " ", count: indent))
    return out + wrapped.map { Line(margin, Span($0, style)) }
  }
}
