/// Cuts text into what fills cells, and makes text from outside harmless on the way.
///
/// Nothing that a task, a model or an agent wrote reaches a cell but through here: control characters, marks that turn
/// the direction of writing and invisible characters are written out, and drawing characters (which our own frames are
/// made of) become letters, so that no text can look like a frame, a dialog or an escape sequence.
enum Glyphs {
  /// One grapheme as cells hold it.
  struct Glyph: Hashable {
    var text: String
    /// 1 or 2 columns.
    var width: Int
  }

  /// The glyphs of `text`; `trusted` text may hold drawing characters.
  static func of(_ text: String, trusted: Bool) -> [Glyph] {
    var glyphs: [Glyph] = []
    glyphs.reserveCapacity(text.utf8.count)
    each(text, trusted: trusted) { glyphs.append($0) }
    return glyphs
  }

  /// Columns that `text` takes.
  static func width(_ text: String, trusted: Bool = false) -> Int {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
    var columns = 0
    each(text, trusted: trusted) { columns += $0.width }
    return columns
  }

  /// Calls `body` with each glyph.
  static func each(_ text: String, trusted: Bool, _ body: (Glyph) -> Void) {
    for character in text {
      if let ascii = character.asciiValue, ascii >= 0x20, ascii < 0x7F {
        body(Glyph(text: String(character), width: 1))
      } else {
        cluster(character, trusted: trusted, body)
      }
    }
  }

  private static func cluster(_ character: Character, trusted: Bool, _ body: (Glyph) -> Void) {
    var kept = ""
    var columns = 0
    var marks = 0
    func finish() {
      if columns > 0 { body(Glyph(text: kept, width: columns)) }
      (kept, columns, marks) = ("", 0, 0)
    }
    for scalar in character.unicodeScalars {
      switch Scalars.kind(scalar) {
      case .hidden: continue
      case .dangerous:
        finish()
        for letter in written(scalar) { body(Glyph(text: String(letter), width: 1)) }
      case .mark:
        // A letter may carry three marks; what comes on top of them would reach into other lines.
        if columns == 0 { (kept, columns) = (" ", 1) }
        marks += 1
        if marks <= 3 { kept.unicodeScalars.append(scalar) }
      case .drawing where !trusted:
        finish()
        body(Glyph(text: likeness(scalar), width: 1))
      case .narrow, .drawing:
        finish()
        (kept, columns) = (String(scalar), 1)
      case .wide:
        finish()
        (kept, columns) = (String(scalar), 2)
      }
    }
    finish()
  }

  /// A dangerous character in letters: `\n`, `\x1b`, `\u{202e}`.
  private static func written(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return " "
    default:
      let digits = String(scalar.value, radix: 16)
      return scalar.value < 0x100 ? "\\x" + (digits.count < 2 ? "0" : "") + digits : "\\u{\(digits)}"
    }
  }

  /// A drawing character as a letter.
  static func likeness(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x254C, 0x254D: "-"
    case 0x2502, 0x2503, 0x2506, 0x2507, 0x250A, 0x250B, 0x254E, 0x254F, 0x2551: "|"
    case 0x2550: "="
    case 0x2500...0x257F: "+"
    case 0x2580...0x259F: "#"
    case 0x25A0...0x25FF: "*"
    default: "?"
    }
  }
}
