/// A list of lines under headings, with one line chosen; the list scrolls so that it stays in sight.
struct TableView {
  struct Column {
    var title: String
    /// Columns; a flexible one takes what is left beyond them.
    var width: Int
    var right = false
    var flexible = false

    init(_ title: String, _ width: Int, right: Bool = false, flexible: Bool = false) {
      (self.title, self.width, self.right, self.flexible) = (title, width, right, flexible)
    }
  }

  var panel: PanelID
  var columns: [Column]
  var count: Int
  /// Said where there are no lines.
  var empty: String

  /// The first line in sight where `visible` lines fit.
  static func top(_ selected: Int, count: Int, visible: Int) -> Int {
    max(0, min(selected - visible / 2, count - visible))
  }

  /// The chosen line of a list of `count` lines.
  static func selected(_ panel: PanelID, _ model: MonitorModel, count: Int) -> Int {
    let state = model.list(panel)
    return state.follows && Rows.grows(panel) ? max(0, count - 1) : min(max(0, count - 1), state.selected)
  }

  /// Draws the lines; `cells` gives the cells of one.
  func draw(_ canvas: inout Canvas, _ area: Rect, _ model: MonitorModel, _ cells: (Int) -> [Span]) {
    canvas.hit(area, .panel(panel))
    guard area.height > 0 else { return }
    let widths = fitted(area.width)
    let (head, body) = area.splitTop(1)
    var x = head.x
    for (at, column) in columns.enumerated() where widths[at] > 0 {
      let cell = Rect(x: x, y: head.y, width: widths[at], height: 1)
      if column.right {
        canvas.putRight(column.title, cell.maxX, head.y, Style(.dim, .underline), in: cell)
      } else {
        canvas.put(column.title, x, head.y, Style(.dim, .underline), in: cell)
      }
      x += widths[at] + 1
    }
    if count == 0 {
      canvas.put(
        model.list(panel).filter.isEmpty ? empty : "nothing matches \(model.list(panel).filter)", body.x, body.y, .dim,
        in: body)
      return
    }
    let chosen = Self.selected(panel, model, count: count)
    let top = Self.top(chosen, count: count, visible: body.height)
    for row in top..<max(top, min(count, top + body.height)) {
      let line = Rect(x: body.x, y: body.y + row - top, width: body.width, height: 1)
      canvas.hit(line, .row(panel, row))
      put(cells(row), widths, line, &canvas)
      if row == chosen { select(line, &canvas, focused: model.focused == panel) }
    }
  }

  private func put(_ cells: [Span], _ widths: [Int], _ line: Rect, _ canvas: inout Canvas) {
    var x = line.x
    for (at, column) in columns.enumerated() where widths[at] > 0 && at < cells.count {
      let cell = Rect(x: x, y: line.y, width: min(widths[at], line.maxX - x), height: 1)
      if column.right {
        canvas.putRight(cells[at].text, cell.maxX, line.y, cells[at].style, in: cell)
      } else {
        canvas.put([cells[at]], x, line.y, in: cell)
      }
      x += widths[at] + 1
    }
  }

  private func select(_ line: Rect, _ canvas: inout Canvas, focused: Bool) {
    canvas.restyle(line) { style in
      focused ? Style(.selection, style.attributes) : Style(style.role, style.attributes.union(.bold))
    }
  }

  /// The widths that fit: the last columns are left out where there is no room for them.
  private func fitted(_ total: Int) -> [Int] {
    var widths = columns.map(\.width)
    func used() -> Int { widths.filter { $0 > 0 }.reduce(0) { $0 + $1 + 1 } - 1 }
    for at in columns.indices.reversed() where used() > total && at > 0 && !columns[at].flexible { widths[at] = 0 }
    if let flexible = columns.firstIndex(where: \.flexible), widths[flexible] > 0 {
      widths[flexible] += max(0, total - used())
    }
    return widths
  }
}

extension Canvas {
  /// A frame with a list inside: title, filter and place in the list stand on its border. Gives what is inside.
  mutating func panel(_ area: Rect, _ title: String, _ panel: PanelID?, _ model: MonitorModel, count: Int? = nil)
    -> Rect
  {
    let focused = panel != nil && model.focused == panel && model.dialog == nil
    var title = title
    if let panel, !model.list(panel).filter.isEmpty { title += " /" + model.list(panel).filter }
    box(area, title: title, focused: focused)
    if let panel { hit(area, .panel(panel)) }
    if let panel, let count, count > 0, area.height > 2, area.width > 20 {
      let place = " \(TableView.selected(panel, model, count: count) + 1)/\(count) "
      putRight(place, area.maxX - 2, area.maxY - 1, .dim, in: area)
    }
    return area.inset()
  }
}
