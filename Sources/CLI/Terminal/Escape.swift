/// Makes text from outside harmless: a file name or an agent's message must not drive the terminal.
enum Escape {
  /// `text` with control characters, line ends and marks that turn the direction of writing made visible.
  static func outside(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isDangerous) else { return text }
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isDangerous(scalar) { out.append(contentsOf: visible(scalar).unicodeScalars) } else { out.append(scalar) }
    }
    return String(out)
  }

  /// `text` in ASCII: the drawing characters of our own as their likenesses, everything else by its number.
  static func ascii(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.value > 0x7E }) else { return text }
    var out = ""
    for scalar in text.unicodeScalars {
      if scalar.value <= 0x7E { out.unicodeScalars.append(scalar) } else { out += likeness(scalar) }
    }
    return out
  }

  private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF, 0xFFF9...0xFFFB, 0x061C: true
    case 0xE0000...0xE007F: true
    default: false
    }
  }

  private static func visible(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default:
      let digits = String(scalar.value, radix: 16)
      return scalar.value < 0x100
        ? "\\x" + String(repeating: "0", count: 2 - digits.count) + digits : "\\u{\(digits)}"
    }
  }

  private static let likenesses: [Unicode.Scalar: String] = [
    "─": "-", "│": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "+",
    "═": "=", "║": "|", "╥": "+", "╨": "+", "╫": "+", "╬": "+", "╪": "+", "╩": "+", "╦": "+", "■": "@", "●": "@",
    "○": "o", "⊕": "+", "█": "#", "▉": "#", "▊": "#", "▋": "#", "▌": "#", "▍": "-", "▎": "-", "▏": "-", "•": "*",
    "·": "-", "…": "...", "⟩": ">", "⟨": "<", "π": "pi", "θ": "theta", "φ": "phi", "λ": "lambda", "≤": "<=", "≥": ">=",
    "±": "+/-", "×": "x", "√": "sqrt", "µ": "u", "’": "'", "‘": "'", "“": "\"", "”": "\"", "–": "-", "—": "-", "→": "->",
    "†": "dg", "⊗": "(x)", "≈": "~", "Δ": "delta",
  ]

  private static func likeness(_ scalar: Unicode.Scalar) -> String {
    likenesses[scalar] ?? "\\u{\(String(scalar.value, radix: 16))}"
  }
}
