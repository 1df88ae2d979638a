/// A drawing as data: made once, and rendered as SVG or on a page of a PDF. Lengths in points, y downwards.
public struct Picture: Hashable, Sendable {
  public var width: Double
  public var height: Double
  public var items: [Item]

  public init(width: Double, height: Double) {
    self.width = width
    self.height = height
    items = []
  }

  /// A colour by its parts, 0 to 1.
  public struct Colour: Hashable, Sendable {
    public var red: Double
    public var green: Double
    public var blue: Double

    public init(_ red: Double, _ green: Double, _ blue: Double) { (self.red, self.green, self.blue) = (red, green, blue) }

    public static let ink = Colour(0.13, 0.13, 0.15)
    public static let grey = Colour(0.45, 0.45, 0.48)
    public static let faint = Colour(0.85, 0.85, 0.87)
    public static let paper = Colour(1, 1, 1)
    /// Colours of series that people with colour blindness can tell apart (Okabe and Ito).
    public static let series = [
      Colour(0, 0.447, 0.698), Colour(0.902, 0.624, 0), Colour(0, 0.62, 0.451), Colour(0.8, 0.475, 0.655),
      Colour(0.835, 0.369, 0), Colour(0.337, 0.706, 0.914),
    ]
  }

  /// Where text stands relative to its point.
  public enum Anchor: String, Hashable, Sendable { case start, middle, end }

  public enum Item: Hashable, Sendable {
    case rectangle(x: Double, y: Double, width: Double, height: Double, fill: Colour)
    case line(x1: Double, y1: Double, x2: Double, y2: Double, colour: Colour, width: Double)
    case text(x: Double, y: Double, String, size: Double, anchor: Anchor, bold: Bool, colour: Colour)
    case dot(x: Double, y: Double, radius: Double, fill: Colour)
  }

  public mutating func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ fill: Colour) {
    items.append(.rectangle(x: x, y: y, width: width, height: height, fill: fill))
  }

  public mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ colour: Colour = .ink, width: Double = 1
  ) {
    items.append(.line(x1: x1, y1: y1, x2: x2, y2: y2, colour: colour, width: width))
  }

  public mutating func text(
    _ x: Double, _ y: Double, _ text: String, size: Double = 11, anchor: Anchor = .start, bold: Bool = false,
    colour: Colour = .ink
  ) {
    items.append(.text(x: x, y: y, text, size: size, anchor: anchor, bold: bold, colour: colour))
  }

  public mutating func dot(_ x: Double, _ y: Double, _ radius: Double, _ fill: Colour) {
    items.append(.dot(x: x, y: y, radius: radius, fill: fill))
  }

  /// Puts `other` into this picture with its corner at (x, y).
  public mutating func place(_ other: Picture, x: Double, y: Double) {
    for item in other.items { items.append(item.moved(x, y)) }
  }
}

extension Picture.Item {
  func moved(_ dx: Double, _ dy: Double) -> Picture.Item {
    switch self {
    case .rectangle(let x, let y, let width, let height, let fill):
      .rectangle(x: x + dx, y: y + dy, width: width, height: height, fill: fill)
    case .line(let x1, let y1, let x2, let y2, let colour, let width):
      .line(x1: x1 + dx, y1: y1 + dy, x2: x2 + dx, y2: y2 + dy, colour: colour, width: width)
    case .text(let x, let y, let text, let size, let anchor, let bold, let colour):
      .text(x: x + dx, y: y + dy, text, size: size, anchor: anchor, bold: bold, colour: colour)
    case .dot(let x, let y, let radius, let fill): .dot(x: x + dx, y: y + dy, radius: radius, fill: fill)
    }
  }
}
