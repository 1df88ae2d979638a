/// Canvases for terminals that show only ASCII.
enum Plain {
  /// The canvas with every other character replaced by its likeness; columns stay where they are.
  static func ascii(_ cell: Cell) -> Cell {
    guard cell.width > 0, let scalar = cell.text.unicodeScalars.first, scalar.value > 0x7E else {
      return cell.width == 0 ? Cell(" ", style: cell.style) : cell
    }
    return Cell(likenesses[scalar] ?? fallback(scalar), style: cell.style)
  }

  private static func fallback(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x2801...0x28FF: scalar.value.nonzeroBitCount > 10 ? "#" : ":"
    case 0x2800: " "
    case 0x2500...0x25FF: Glyphs.likeness(scalar)
    default: "?"
    }
  }

  private static let likenesses: [Unicode.Scalar: String] = [
    "…": "~", "●": "*", "○": "o", "◐": "%", "✓": "v", "✗": "x", "⚠": "!", "▶": ">", "⏸": "=", "■": "#", "→": ">",
    "←": "<", "↑": "^", "↓": "v", "µ": "u", "·": ".", "–": "-", "—": "-", "×": "x", "±": "~", "⟩": ">", "⟨": "<",
    "║": "|", "═": "=", "╔": "#", "╗": "#", "╚": "#", "╝": "#", "░": ".", "▒": ":", "▓": "%", "█": "#", "▼": "v",
    "▲": "^", "◀": "<", "◇": "o", "◆": "*", "▸": ">", "▁": "_", "▂": ".", "▃": "-", "▄": "=", "▅": "+", "▆": "*",
    "▇": "%",
    "├": "+", "┤": "+", "┼": "+", "╰": "`", "╯": "'", "┴": "^", "⊘": "0", "◌": "o", "⊕": "+", "≈": "~", "≤": "<",
    "≥": ">", "’": "'", "π": "p", "╌": "-", "┊": ":",
  ]
}
