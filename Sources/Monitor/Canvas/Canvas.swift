/// One cell of the screen: a grapheme, the columns it takes, and how it looks.
public struct Cell: Hashable, Sendable {
  /// Empty in the second column of a wide grapheme.
  public var text: String
  /// 0 (the right half of a wide grapheme), 1 or 2.
  public var width: UInt8
  public var style: Style

  public init(_ text: String, width: UInt8 = 1, style: Style = .text) {
    self.text = text
    self.width = width
    self.style = style
  }

  public static let blank = Cell(" ")
}

/// What a view draws on: cells, and what a click on them means. Pure: it knows no terminal.
public struct Canvas: Hashable, Sendable {
  public let width: Int
  public let height: Int
  public private(set) var cells: [Cell]
  /// What a click means, the last drawn on top.
  public private(set) var hits: [HitArea] = []
  /// Where the cursor stands while something is typed.
  public var cursor: (x: Int, y: Int)? {
    get { cursorCell.map { ($0 % max(width, 1), $0 / max(width, 1)) } }
    set { cursorCell = newValue.map { $0.y * width + $0.x } }
  }
  private var cursorCell: Int?

  /// A blank canvas of at least no cells.
  public init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
    cells = Array(repeating: .blank, count: self.width * self.height)
  }

  public var bounds: Rect { Rect(x: 0, y: 0, width: width, height: height) }

  public subscript(_ x: Int, _ y: Int) -> Cell {
    x >= 0 && y >= 0 && x < width && y < height ? cells[y * width + x] : .blank
  }

  /// Puts one glyph; a wide one whose half is overwritten becomes a blank.
  mutating func set(_ x: Int, _ y: Int, _ text: String, width columns: Int = 1, _ style: Style) {
    guard x >= 0, y >= 0, y < height, x + columns <= width else { return }
    let at = y * width + x
    heal(at, x)
    cells[at] = Cell(text, width: UInt8(columns), style: style)
    if columns == 2 {
      heal(at + 1, x + 1)
      cells[at + 1] = Cell("", width: 0, style: style)
    }
  }

  private mutating func heal(_ at: Int, _ x: Int) {
    if cells[at].width == 0, x > 0 { cells[at - 1] = Cell(" ", style: cells[at - 1].style) }
    if cells[at].width == 2, x + 1 < width { cells[at + 1] = Cell(" ", style: cells[at + 1].style) }
  }

  /// Gives the cells of `area` another style and keeps what they show.
  mutating func restyle(_ area: Rect, _ change: (Style) -> Style) {
    for y in max(0, area.y)..<max(max(0, area.y), min(height, area.maxY)) {
      for x in max(0, area.x)..<max(max(0, area.x), min(width, area.maxX)) {
        cells[y * width + x].style = change(cells[y * width + x].style)
      }
    }
  }

  /// Blanks `area`.
  mutating func clear(_ area: Rect, _ style: Style = .text) {
    for y in area.y..<area.maxY { for x in area.x..<area.maxX { set(x, y, " ", style) } }
  }

  /// A click inside `area` means `hit`.
  mutating func hit(_ area: Rect, _ hit: Hit) { if !area.isEmpty { hits.append(HitArea(area: area, hit: hit)) } }

  /// What lies under the cell, the topmost first; a line between panels is above the panels whose frames it is.
  public func hit(at x: Int, _ y: Int) -> Hit? {
    let under = hits.filter { $0.area.contains(x, y) }
    guard case .panel? = under.last?.hit else { return under.last?.hit }
    return (under.last { if case .divider = $0.hit { true } else { false } } ?? under.last)?.hit
  }

  /// The rows as text, without styles and without trailing blanks: what golden frames are made of.
  public var rows: [String] {
    (0..<height).map { y in
      var row = ""
      for x in 0..<width { row += cells[y * width + x].text }
      while row.last == " " { row.removeLast() }
      return row
    }
  }
}

/// An area that can be clicked.
public struct HitArea: Hashable, Sendable {
  public var area: Rect
  public var hit: Hit
}

/// What a click or the wheel is about.
public enum Hit: Hashable, Sendable {
  case screen(ScreenID)
  /// A line of a list, counted from its first.
  case row(PanelID, Int)
  /// A panel as such: it gets the focus, the wheel scrolls it.
  case panel(PanelID)
  /// The line between two panels; `total` is the length that it divides, from `start` on.
  case divider(DividerID, vertical: Bool, start: Int, total: Int)
  /// How far back Resources looks.
  case range(HistoryRange)
  /// A button of the dialog that is open.
  case button(Int)
}
