import TestKit

/// A terminal's screen as an SVG picture: what a person sees, drawn cell by cell.
struct ScreenPicture {
  private static let cell = (width: 8.4, height: 18.0)
  private static let paper = "#11151c"
  private static let ink = "#d5dae3"

  /// How a run of cells looks.
  private struct Look {
    var foreground = ScreenPicture.ink
    var background: String?
    var bold = false
    var dim = false
    var underline = false

    /// From the parameters of SGR, as `TerminalScreen` keeps them.
    init(_ text: String) {
      var reverse = false
      for part in text.split(separator: " ") {
        switch part {
        case "1": bold = true
        case "2": dim = true
        case "4": underline = true
        case "7": reverse = true
        default:
          if let color = ScreenPicture.color(part) {
            if part.hasPrefix("48") || part.hasPrefix("4") && !part.contains(";") {
              background = color
            } else {
              foreground = color
            }
          }
        }
      }
      if reverse { (foreground, background) = (background ?? ScreenPicture.paper, foreground) }
    }
  }

  /// The picture of `screen`.
  static func svg(_ screen: TerminalScreen) -> String {
    let (width, height) = (Double(screen.width) * cell.width + 16, Double(screen.height) * cell.height + 16)
    var out = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)">
      <rect width="100%" height="100%" rx="8" fill="\(paper)"/>
      <g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" xml:space="preserve">

      """
    for y in 0..<screen.height {
      var x = 0
      while x < screen.width {
        let look = screen.cells[y * screen.width + x].look
        var end = x
        var text = ""
        while end < screen.width, screen.cells[y * screen.width + end].look == look {
          text += screen.cells[y * screen.width + end].text
          end += 1
        }
        out += run(text, Look(look), x, y, end - x)
        x = end
      }
    }
    return out + "</g>\n</svg>\n"
  }

  private static func run(_ text: String, _ look: Look, _ x: Int, _ y: Int, _ columns: Int) -> String {
    let (left, top, width) = (8 + Double(x) * cell.width, 8 + Double(y) * cell.height, Double(columns) * cell.width)
    var out = ""
    if let background = look.background {
      out +=
        "<rect x=\"\(number(left))\" y=\"\(number(top))\" width=\"\(number(width))\" height=\"\(cell.height)\" fill=\"\(background)\"/>\n"
    }
    guard text.contains(where: { $0 != " " }) else { return out }
    let style =
      (look.bold ? " font-weight=\"bold\"" : "") + (look.dim ? " opacity=\"0.6\"" : "")
      + (look.underline ? " text-decoration=\"underline\"" : "")
    let escaped = text.map { $0 == "&" ? "&amp;" : $0 == "<" ? "&lt;" : $0 == ">" ? "&gt;" : String($0) }.joined()
    return out
      + "<text x=\"\(number(left))\" y=\"\(number(top + 13.5))\" textLength=\"\(number(width))\" fill=\"\(look.foreground)\"\(style)>\(escaped)</text>\n"
  }

  private static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  /// `#rrggbb` of `38;5;N`, `38;2;R;G;B` or one of the sixteen colours.
  private static func color(_ part: Substring) -> String? {
    let numbers = part.split(whereSeparator: { $0 == ";" || $0 == ":" }).compactMap { Int($0) }
    guard let first = numbers.first else { return nil }
    if numbers.count >= 5, numbers[1] == 2 { return hex(numbers.suffix(3).map(\.self)) }
    if numbers.count == 3, numbers[1] == 5 { return palette(numbers[2]) }
    switch first {
    case 30...37: return palette(first - 30)
    case 40...47: return palette(first - 40)
    case 90...97: return palette(first - 82)
    case 100...107: return palette(first - 92)
    default: return nil
    }
  }

  private static let sixteen = [
    "#1c2028", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#c8ccd4", "#5c6370", "#ff7b86",
    "#b5e08f", "#ffd68a",
    "#7cc4ff", "#dd8ff5", "#6fd3e0", "#ffffff",
  ]

  private static func palette(_ number: Int) -> String? {
    switch number {
    case 0..<16: return sixteen[number]
    case 16..<232:
      let levels = [0, 95, 135, 175, 215, 255]
      let at = number - 16
      return hex([levels[at / 36], levels[at / 6 % 6], levels[at % 6]])
    case 232..<256: return hex([Int](repeating: 8 + (number - 232) * 10, count: 3))
    default: return nil
    }
  }

  private static func hex(_ parts: [Int]) -> String {
    "#" + parts.map { part in (part < 16 ? "0" : "") + String(max(0, min(255, part)), radix: 16) }.joined()
  }
}
