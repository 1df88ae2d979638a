/// A grid of characters in which lines that meet join.
struct DrawingCanvas {
  private(set) var cells: [[Character]]
  let width: Int

  init(width: Int, height: Int) {
    self.width = width
    cells = Array(repeating: Array(repeating: " ", count: width), count: height)
  }

  /// Puts a character down; box-drawing lines are joined with what is there.
  mutating func put(_ character: Character, _ row: Int, _ column: Int) {
    guard cells.indices.contains(row), column >= 0, column < width else { return }
    let present = cells[row][column]
    if let a = Self.arms[present], let b = Self.arms[character], let joined = Self.joins[a.union(b)] {
      cells[row][column] = joined
    } else {
      cells[row][column] = character
    }
  }

  /// Replaces whatever is there.
  mutating func set(_ text: String, _ row: Int, _ column: Int) {
    for (index, character) in text.enumerated()
    where cells.indices.contains(row) && column + index < width && column + index >= 0 {
      cells[row][column + index] = character
    }
  }

  mutating func horizontal(_ row: Int, _ columns: Range<Int>, _ character: Character = "─") {
    for column in columns { put(character, row, column) }
  }

  func line(_ row: Int) -> String { String(cells[row]) }

  private struct Arms: OptionSet, Hashable {
    let rawValue: Int
    static let up = Arms(rawValue: 1)
    static let down = Arms(rawValue: 2)
    static let left = Arms(rawValue: 4)
    static let right = Arms(rawValue: 8)
    /// A double line up or down, sideways.
    static let doubleUp = Arms(rawValue: 16)
    static let doubleDown = Arms(rawValue: 32)
    static let doubleSide = Arms(rawValue: 64)
  }

  private static let arms: [Character: Arms] = [
    "─": [.left, .right], "│": [.up, .down], "┌": [.down, .right], "┐": [.down, .left], "└": [.up, .right],
    "┘": [.up, .left], "├": [.up, .down, .right], "┤": [.up, .down, .left], "┬": [.left, .right, .down],
    "┴": [.left, .right, .up], "┼": [.up, .down, .left, .right],
    "║": [.doubleUp, .doubleDown], "═": [.doubleSide], "╫": [.left, .right, .doubleUp, .doubleDown],
    "╥": [.left, .right, .doubleDown], "╨": [.left, .right, .doubleUp], "╩": [.doubleSide, .doubleUp],
    "╬": [.doubleSide, .doubleUp, .doubleDown],
  ]

  private static let joins: [Arms: Character] = Dictionary(
    arms.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
}
