import Core
import Testing

@testable import CLI

@Suite struct RenderingTests {
  @Test("no control character of an outside text reaches the terminal")
  func escaping() {
    var all = ""
    for value in (0..<0x300).map(UInt32.init) + [0x2028, 0x202E, 0x2066, 0x200B, 0xFEFF, 0xE0041] {
      if let scalar = Unicode.Scalar(value) { all.unicodeScalars.append(scalar) }
    }
    for color in [false, true] {
      let text = Renderer(color: color, unicode: true).render(Line(Span(all)))
      #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) })
      #expect(!text.unicodeScalars.contains("\u{202E}"))
    }
    #expect(Escape.outside("a\u{1B}[2Jb\n") == "a\\x1b[2Jb\\n")
    #expect(Escape.outside("\u{202E}") == "\\u{202e}")
  }

  @Test("colour stands only where it is allowed, and every style ends")
  func color() {
    let line = Line(Span("good", .good), Span(" plain"))
    #expect(Renderer(color: false, unicode: true).render(line) == "good plain")
    #expect(Renderer(color: true, unicode: true).render(line) == "\u{1B}[32mgood\u{1B}[0m plain")
  }

  @Test("a terminal without Unicode gets ASCII only")
  func ascii() {
    let text = Renderer(color: false, unicode: false).render(Line(Span("─■─⊕│ ψ █▌ 3 µs…")))
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
    #expect(text.hasPrefix("-@-+|"))
  }

  @Test("the terminal is what facts, environment and flags make of it")
  func detection() {
    let facts = Terminal.Facts(stdin: true, stdout: true, stderr: true, columns: 120)
    let plain = Terminal.detect(facts, environment: ["LANG": "en_US.UTF-8"])
    #expect(plain.color && plain.animates && plain.unicode && plain.width == 120)
    #expect(!Terminal.detect(facts, environment: ["NO_COLOR": "1"]).color)
    #expect(Terminal.detect(facts, environment: ["NO_COLOR": ""]).color)
    #expect(!Terminal.detect(facts, environment: ["TERM": "dumb"]).animates)
    #expect(!Terminal.detect(facts, environment: ["LC_ALL": "C"]).unicode)
    #expect(!Terminal.detect(facts, environment: [:], plain: true).unicode)
    let piped = Terminal.detect(Terminal.Facts(stdin: false, stdout: false, stderr: false, columns: 0), environment: [:])
    #expect(!piped.color && !piped.animates && piped.width == 80)
  }

  @Test("a histogram shows sixteen outcomes and the rest as one line that sums up")
  func histogram() {
    var counts: [String: Int] = [:]
    for value in 0..<32 {
      let digits = String(value, radix: 2)
      counts[String(repeating: "0", count: 5 - digits.count) + digits] = value == 7 ? 1000 : value + 1
    }
    let lines = Histogram.lines(counts, width: 80)
    #expect(lines.count == 17)
    #expect(lines[0].text.contains("00111"))
    #expect(lines[16].text.contains("others"))
    #expect(lines[16].text.contains("16 outcomes"))
    #expect(Histogram.lines([:], width: 80).isEmpty)
    let few = Histogram.lines(["11": 500, "00": 524], width: 80)
    #expect(few.map(\.text) == few.map(\.text).sorted())
    #expect(few[0].text.contains("51.2 %"))
  }

  @Test("a bar is as long as its share, and anything above nothing is seen")
  func bars() {
    #expect(Histogram.bar(10, of: 10, width: 4) == "████")
    #expect(Histogram.bar(5, of: 10, width: 5) == "██▌")
    #expect(Histogram.bar(1, of: 1_000_000, width: 10) == "▏")
    #expect(Histogram.bar(0, of: 10, width: 10) == "")
  }

  @Test("numbers are short and right", arguments: [
    (0.0, "0"), (0.5, "0.5"), (1.0 / 3.0, "0.33333"), (1024.0, "1024"), (0.00001, "1e-5"), (2.5e7, "2.5e7"), (-0.25, "-0.25"),
  ])
  func numbers(value: Double, text: String) { #expect(Numbers.short(value) == text) }

  @Test("times, bytes and groups are as people read them")
  func units() {
    #expect(Numbers.seconds(12e-6) == "12 µs")
    #expect(Numbers.seconds(0.0034) == "3.4 ms")
    #expect(Numbers.seconds(1.25) == "1.3 s" || Numbers.seconds(1.25) == "1.2 s")
    #expect(Numbers.seconds(125) == "2 min 5 s")
    #expect(Numbers.bytes(1536) == "1.5 KiB")
    #expect(Numbers.bytes(1 << 31) == "2 GiB")
    #expect(Numbers.grouped(1_234_567) == "1,234,567")
    #expect(Numbers.fixed(0.005, 2) == "0.01")
    #expect(Numbers.fixed(-0.0001, 2) == "0.00")
  }

  @Test("words are wrapped at spaces, long ones broken, none lost")
  func wrapping() {
    let lines = WordWrap.lines("a quantum circuit on three qubits", width: 12)
    #expect(lines.allSatisfy { $0.count <= 12 })
    #expect(lines.joined(separator: " ") == "a quantum circuit on three qubits")
    #expect(WordWrap.lines("abcdefghijklmnopqrstuvwxyz", width: 10).count == 3)
  }

  @Test("wide letters and combining marks are counted as they are shown")
  func widths() {
    #expect(TextWidth.of("abc") == 3)
    #expect(TextWidth.of("量子") == 4)
    #expect(TextWidth.of("e\u{301}") == 1)
    #expect(TextWidth.cut("abcdef", to: 4) == "abc…")
  }

  @Test("a table gives way in its flexible column")
  func tables() {
    var table = Table([.init("id"), .init("n", right: true), .init("text", flexible: true)])
    table.add([Span("a"), Span("12"), Span("a long text that does not fit in here")])
    let lines = table.lines(width: 24)
    #expect(lines.allSatisfy { $0.width <= 24 })
    #expect(lines[1].text.hasSuffix("…"))
  }
}
