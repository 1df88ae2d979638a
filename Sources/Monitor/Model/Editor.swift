/// A line of text that is being typed.
struct Editor: Hashable, Sendable {
  private(set) var letters: [Character] = []
  private(set) var cursor = 0
  /// Which of the earlier lines is shown; nil for the one being typed.
  var recalled: Int?

  init(_ text: String = "") {
    letters = Array(text)
    cursor = letters.count
  }

  var text: String { String(letters) }
  /// Columns before the cursor.
  var column: Int { Glyphs.width(String(letters[..<cursor])) }

  /// Takes a key; false where it means nothing to a line.
  mutating func take(_ key: Key) -> Bool {
    switch key {
    case .character(let letter):
      guard letters.count < 2000 else { return true }
      letters.insert(letter, at: cursor)
      cursor += 1
    case .backspace:
      guard cursor > 0 else { return true }
      cursor -= 1
      letters.remove(at: cursor)
    case .delete: if cursor < letters.count { letters.remove(at: cursor) }
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(letters.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = letters.count
    case .control("u"):
      letters.removeFirst(cursor)
      cursor = 0
    case .control("k"): letters.removeSubrange(cursor...)
    case .control("w"):
      while cursor > 0, letters[cursor - 1] == " " { dropLetter() }
      while cursor > 0, letters[cursor - 1] != " " { dropLetter() }
    default: return false
    }
    return true
  }

  private mutating func dropLetter() {
    cursor -= 1
    letters.remove(at: cursor)
  }
}
