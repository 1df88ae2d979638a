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
        var letters: [String] = []
        while end < screen.width, screen.cells[y * screen.width + end].look == look {
          letters.append(screen.cells[y * screen.width + end].text)
          end += 1
        }
        out += run(letters, Look(look), x, y)
        x = end
      }
    }
    return out + "</g>\n</svg>\n"
  }

  private static func run(_ letters: [String], _ look: Look, _ x: Int, _ y: Int) -> String {
    let (left, top) = (8 + Double(x) * cell.width, 8 + Double(y) * cell.height)
    var out = ""
    if let background = look.background {
      out += rect(left, top, Double(letters.count) * cell.width, cell.height, background)
    }
    var drawing = CellDrawing()
    var words: [(at: Int, text: String, columns: Int)] = []
    for (at, letter) in letters.enumerated() where letter != " " {
      if drawing.take(letter, left + Double(at) * cell.width, top, cell.width, cell.height) { continue }
      if let last = words.last, last.at + last.columns == at {
        words[words.count - 1].text += letter
        words[words.count - 1].columns += 1
      } else if !letter.isEmpty || !words.isEmpty {
        words.append((at, letter, 1))
      }
    }
    let dim = look.dim ? " opacity=\"0.6\"" : ""
    out += drawing.svg(look.foreground, dim)
    let style =
      (look.bold ? " font-weight=\"bold\"" : "") + dim + (look.underline ? " text-decoration=\"underline\"" : "")
    for word in words where !word.text.isEmpty {
      let escaped = word.text.map { $0 == "&" ? "&amp;" : $0 == "<" ? "&lt;" : $0 == ">" ? "&gt;" : String($0) }
        .joined()
      let place = "x=\"\(number(left + Double(word.at) * cell.width))\" y=\"\(number(top + 13.5))\""
      out +=
        "<text \(place) textLength=\"\(number(Double(word.columns) * cell.width))\" fill=\"\(look.foreground)\"\(style)>\(escaped)</text>\n"
    }
    return out
  }

  private static func rect(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ fill: String) -> String {
    "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" height=\"\(number(height))\" fill=\"\(fill)\"/>\n"
  }

  static func number(_ value: Double) -> String {
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
