/// A rectangle of cells; `x` and `y` count from the top left corner of the screen.
public struct Rect: Hashable, Sendable, Codable {
  public var x: Int
  public var y: Int
  public var width: Int
  public var height: Int

  /// A rectangle; negative sizes become zero.
  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  public var maxX: Int { x + width }
  public var maxY: Int { y + height }
  public var isEmpty: Bool { width == 0 || height == 0 }

  /// Whether the cell lies inside.
  public func contains(_ column: Int, _ row: Int) -> Bool {
    column >= x && column < maxX && row >= y && row < maxY
  }

  /// The rectangle without `amount` cells at each side.
  func inset(_ amount: Int = 1) -> Rect {
    Rect(x: x + amount, y: y + amount, width: width - 2 * amount, height: height - 2 * amount)
  }

  /// The upper `rows` rows and the rest.
  func splitTop(_ rows: Int) -> (top: Rect, rest: Rect) {
    let rows = min(max(0, rows), height)
    return (
      Rect(x: x, y: y, width: width, height: rows), Rect(x: x, y: y + rows, width: width, height: height - rows)
    )
  }

  /// The left `columns` columns and the rest.
  func splitLeft(_ columns: Int) -> (left: Rect, rest: Rect) {
    let columns = min(max(0, columns), width)
    return (
      Rect(x: x, y: y, width: columns, height: height),
      Rect(x: x + columns, y: y, width: width - columns, height: height)
    )
  }

  /// Two rectangles side by side, the left one with `percent` of the width.
  func columns(_ percent: Int) -> (left: Rect, right: Rect) {
    let parts = splitLeft(width * percent / 100)
    return (parts.left, parts.rest)
  }

  /// Two rectangles one above the other, the upper one with `percent` of the height.
  func rows(_ percent: Int) -> (top: Rect, bottom: Rect) {
    let parts = splitTop(height * percent / 100)
    return (parts.top, parts.rest)
  }
}
