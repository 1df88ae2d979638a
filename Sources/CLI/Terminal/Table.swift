/// A table of text: columns as wide as they need, the flexible one cut to what is left.
struct Table: Sendable, Hashable {
  struct Column: Sendable, Hashable {
    var title: String
    /// Numbers stand at the right.
    var right = false
    /// Gives way where the terminal is too narrow.
    var flexible = false

    init(_ title: String, right: Bool = false, flexible: Bool = false) {
      self.title = title
      self.right = right
      self.flexible = flexible
    }
  }

  var columns: [Column]
  var rows: [[Span]] = []

  init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row; missing cells are empty.
  mutating func add(_ cells: [Span]) {
    rows.append(cells + Array(repeating: Span(""), count: max(0, columns.count - cells.count)))
  }

  /// The table within `width` columns: a heading and one line a row.
  func lines(width: Int) -> [Line] {
    var widths = columns.indices.map { column in
      ([columns[column].title] + rows.map { Escape.outside($0[column].text) }).map(TextWidth.of).max() ?? 0
    }
    let excess = widths.reduce(0, +) + 2 * (columns.count - 1) - width
    if excess > 0, let give = columns.firstIndex(where: \.flexible) { widths[give] = max(8, widths[give] - excess) }
    let heading = columns.map { Span($0.title, .dim) }
    return ([heading] + rows).map { line($0, widths) }
  }

  private func line(_ cells: [Span], _ widths: [Int]) -> Line {
    var spans: [Span] = []
    for (index, column) in columns.enumerated() {
      if index > 0 { spans.append("  ") }
      let text = TextWidth.cut(Escape.outside(cells[index].text), to: widths[index])
      let padded =
        column.right
        ? TextWidth.flushed(text, to: widths[index])
        : index == columns.count - 1 ? text : TextWidth.padded(text, to: widths[index])
      spans.append(Span(padded, cells[index].style))
    }
    while let last = spans.last, last.text.allSatisfy({ $0 == " " }) { spans.removeLast() }
    return Line(spans: spans)
  }
}
