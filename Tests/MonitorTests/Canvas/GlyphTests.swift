import Core
import Testing

@testable import Monitor

@Suite("Text from outside")
struct GlyphTests {
  static func shown(_ text: String) -> String { Glyphs.of(text, trusted: false).map(\.text).joined() }

  @Test("holds no control character, no mark that turns the direction, and no frame of ours")
  func harmless() {
    #expect(Self.shown("\u{1B}[2Jx") == "\\x1b[2Jx")
    #expect(Self.shown("a\nb\r\t\u{7}") == "a\\nb\\r \\x07")
    #expect(Self.shown("\u{9B}31m\u{85}") == "\\x9b31m\\x85")
    #expect(Self.shown("a\u{202E}b\u{200B}c\u{2066}") == "a\\u{202e}b\\u{200b}c\\u{2066}")
    #expect(Self.shown("╔══╗║ ┏━┓┃ ╭─╮│ █▓") == "+==+| +-+| +-+| ##")
    #expect(Self.shown("\u{E0041}\u{FEFF}\u{FFFE}").hasPrefix("\\u{e0041}"))
  }

  @Test("every code point becomes something that a terminal only shows")
  func every() {
    for value in stride(from: UInt32(0), through: 0x10FFFF, by: 7) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      for glyph in Glyphs.of(String(scalar), trusted: false) {
        for part in glyph.text.unicodeScalars { #expect(part.value >= 0x20 && !(0x7F..<0xA0).contains(part.value)) }
        #expect(glyph.width == 1 || glyph.width == 2)
      }
    }
  }

  @Test("wide letters take two columns, marks none, and a heap of marks is cut")
  func widths() {
    #expect(Glyphs.width("量子") == 4)
    #expect(Glyphs.width("e\u{301}") == 1)
    #expect(Glyphs.width("한글") == 4)
    #expect(Glyphs.width("👍") == 2)
    let heap = "a" + String(repeating: "\u{301}", count: 50)
    #expect(Glyphs.of(heap, trusted: false).first?.text.unicodeScalars.count == 4)
  }

  @Test("a wide letter that is half overwritten leaves no half behind")
  func halves() {
    var canvas = Canvas(width: 10, height: 1)
    canvas.put("量子量子", 0, 0, in: canvas.bounds)
    canvas.put("x", 1, 0, in: canvas.bounds)
    #expect(canvas.rows == [" x子量子"])
    #expect(canvas.cells.reduce(0) { $0 + Int($1.width) } == 10)
  }

  @Test("what does not fit is cut and says so")
  func cut() {
    var canvas = Canvas(width: 8, height: 1)
    canvas.put("abcdefghij", 0, 0, in: canvas.bounds)
    #expect(canvas.rows == ["abcdefg…"])
  }
}
