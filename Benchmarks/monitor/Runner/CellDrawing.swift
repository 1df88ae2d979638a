/// Frames, bars and dots of a run of cells as shapes, so that no font has to have them.
struct CellDrawing {
  private var thin = ""
  private var thick = ""
  private var filled = ""
  private var shaded = ""

  /// Which of left, right, up and down a frame character reaches, as the bits 1, 2, 4 and 8.
  private static let lines: [String: Int] = [
    "─": 3, "│": 12, "╭": 10, "╮": 9, "╰": 6, "╯": 5, "├": 14, "┤": 13, "┬": 11, "┴": 7, "┼": 15, "╌": 3,
  ]
  private static let heavy: [String: Int] = [
    "━": 3, "┃": 12, "┏": 10, "┓": 9, "┗": 6, "┛": 5, "═": 3, "║": 12, "╔": 10, "╗": 9, "╚": 6, "╝": 5,
  ]
  private static let widths = Array("▏▎▍▌▋▊▉█").map(String.init)
  private static let heights = Array("▁▂▃▄▅▆▇█").map(String.init)

  /// Draws `letter` into the cell at `x` and `y`; false where it is text.
  mutating func take(_ letter: String, _ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Bool {
    if let reach = Self.lines[letter] {
      thin += Self.path(reach, x, y, width, height)
    } else if let reach = Self.heavy[letter] {
      thick += Self.path(reach, x, y, width, height)
    } else if let eighths = Self.widths.firstIndex(of: letter) {
      filled += Self.box(x, y + 1, width * Double(eighths + 1) / 8, height - 2)
    } else if let eighths = Self.heights.firstIndex(of: letter) {
      let part = height * Double(eighths + 1) / 8
      filled += Self.box(x, y + height - part, width, part)
    } else if letter == "░" || letter == "▒" {
      shaded += Self.box(x, y + 1, width, height - 2)
    } else if let scalar = letter.unicodeScalars.first, (0x2800...0x28FF).contains(scalar.value) {
      dots(scalar.value - 0x2800, x, y, width, height)
    } else {
      return false
    }
    return true
  }

  private mutating func dots(_ bits: UInt32, _ x: Double, _ y: Double, _ width: Double, _ height: Double) {
    let order: [(column: Int, row: Int)] = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
    for (bit, dot) in order.enumerated() where bits & (1 << UInt32(bit)) != 0 {
      filled += Self.box(x + 0.9 + Double(dot.column) * width / 2, y + 0.9 + Double(dot.row) * height / 4, 2.6, 2.9)
    }
  }

  private static func path(_ reach: Int, _ x: Double, _ y: Double, _ width: Double, _ height: Double) -> String {
    let n = ScreenPicture.number
    let (cx, cy) = (x + width / 2, y + height / 2)
    var path = ""
    if reach & 3 != 0 { path += "M\(n(reach & 1 != 0 ? x : cx)) \(n(cy))H\(n(reach & 2 != 0 ? x + width : cx))" }
    if reach & 12 != 0 { path += "M\(n(cx)) \(n(reach & 4 != 0 ? y : cy))V\(n(reach & 8 != 0 ? y + height : cy))" }
    return path
  }

  private static func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> String {
    let n = ScreenPicture.number
    return "M\(n(x)) \(n(y))h\(n(width))v\(n(height))h-\(n(width))z"
  }

  /// The shapes in one colour.
  func svg(_ color: String, _ style: String) -> String {
    var out = ""
    for (path, width) in [(thin, "1.2"), (thick, "2.4")] where !path.isEmpty {
      out += "<path d=\"\(path)\" stroke=\"\(color)\" stroke-width=\"\(width)\" fill=\"none\"\(style)/>\n"
    }
    if !filled.isEmpty { out += "<path d=\"\(filled)\" fill=\"\(color)\"\(style)/>\n" }
    if !shaded.isEmpty { out += "<path d=\"\(shaded)\" fill=\"\(color)\" opacity=\"0.35\"/>\n" }
    return out
  }
}
