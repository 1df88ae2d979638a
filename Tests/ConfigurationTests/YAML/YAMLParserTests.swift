import Core
import FoundationEssentials
import Testing

@testable import Configuration

@Suite struct YAMLParserTests {
  func parse(_ text: String) throws -> JSONValue? { try YAMLParser.parse(text, name: "a.yaml")?.json }

  func failure(_ text: String) -> ConfigurationError? {
    do { _ = try YAMLParser.parse(text, name: "a.yaml") } catch { return error }
    return nil
  }

  @Test(
    "plain scalars are typed as YAML 1.2 says",
    arguments: [
      ("null", .null), ("~", .null), ("", .null), ("true", .bool(true)), ("False", .bool(false)),
      ("yes", .string("yes")),
      ("no", .string("no")), ("on", .string("on")), ("12", .int(12)), ("-3", .int(-3)), ("+7", .int(7)),
      ("0o17", .int(15)),
      ("0xFF", .int(255)), ("017", .int(17)), ("1_000", .string("1_000")), ("0b1", .string("0b1")),
      ("1e3", .double(1000)),
      (".5", .double(0.5)), ("1.", .double(1)), ("-1.5e-2", .double(-0.015)), ("1e", .string("1e")),
      (".", .string(".")),
      ("-", .string("-")), ("12:30", .string("12:30")), (".inf", .double(.infinity)), ("inf", .string("inf")),
      ("nan", .string("nan")), ("'12'", .string("12")), ("\"true\"", .string("true")),
      ("2026-11-21", .string("2026-11-21")),
      ("99999999999999999999", .double(1e20)), ("0x-1", .string("0x-1")), ("!!str 12", .string("12")),
      ("!!int '12'", .int(12)),
    ] as [(String, JSONValue)])
  func scalars(text: String, value: JSONValue) throws {
    let document = text == "-" ? "a: \"\(text)\"" : "a: \(text)"
    #expect(try parse(document) == .object(["a": value]))
  }

  @Test("mappings, sequences, anchors and block text are read")
  func structure() throws {
    let text = """
      a: &base {x: 1, y: [2, three]}
      b: *base
      c:
        - |
          two
          lines
        - >-
          one
          line
      """
    let base: JSONValue = ["x": 1, "y": [2, "three"]]
    #expect(try parse(text) == ["a": base, "b": base, "c": ["two\nlines\n", "one line"]])
  }

  @Test("an empty document is nothing", arguments: ["", "# only a comment\n", "---\n", "~", "\u{FEFF}"])
  func empty(text: String) throws { #expect(try YAMLParser.parse(text, name: "a.yaml") == nil) }

  @Test("every value knows its line and column, in characters")
  func places() throws {
    let root = try #require(try YAMLParser.parse("ψ: 1\nb:\n  c: 'ü' # x\n", name: "a.yaml"))
    let c = try #require(root["b"]?["c"])
    #expect(c.start == YAMLNode.Mark(line: 3, column: 6))
    #expect(c.end == YAMLNode.Mark(line: 3, column: 9))
    #expect(root["ψ"]?.start == YAMLNode.Mark(line: 1, column: 4))
  }

  @Test(
    "what is no YAML is an error with its place and exit 78",
    arguments: [
      ("a: [1, 2", "yaml.syntax", "a.yaml:2:1"), ("a:\n\tb: 1\n", "yaml.syntax", "a.yaml:2:1"),
      ("a: 1\na: 2\n", "yaml.duplicate_key", "a.yaml:2:1"), ("a: *nowhere\n", "yaml.unknown_alias", "a.yaml:1:4"),
      ("a: !!python/object:os.system x\n", "yaml.tag", "a.yaml:1:4"), ("? [a]\n: 1\n", "yaml.key", "a.yaml:1:3"),
      ("a: 1\n---\nb: 2\n", "yaml.several_documents", "a.yaml:2:1"), ("a: @x\n", "yaml.syntax", "a.yaml:1:4"),
      ("a: \"x\n", "yaml.syntax", "a.yaml:2:1"),
    ])
  func errors(text: String, code: String, place: String) throws {
    let error = try #require(failure(text))
    #expect(error.code == code)
    #expect(error.place?.description == place)
    #expect(error.exit == .configuration)
    #expect(error.proxima.message.hasPrefix(place + ": "))
  }

  @Test("what is not closed is told with where it begins")
  func unclosed() { #expect(failure("a: [1, 2")?.message.hasSuffix("that begins at 1:4") == true) }

  @Test("a tab is named as what is wrong")
  func tabs() { #expect(failure("a:\n\tb: 1\n")?.remedy.contains("tabs") == true) }

  @Test("bytes that are no UTF-8 are an error with their place")
  func encoding() {
    let bytes = Data("a: 1\nbü: ".utf8) + Data([0xFF, 0xFE]) + Data("\n".utf8)
    let error = #expect(throws: ConfigurationError.self) { try YAMLParser.parse(bytes, name: "a.yaml") }
    #expect(error?.code == "yaml.encoding")
    #expect(error?.place?.description == "a.yaml:2:5")
    #expect(throws: ConfigurationError.self) { try YAMLParser.parse(Data([0x61, 0x3A, 0x20, 0x00]), name: "a.yaml") }
  }

  @Test(
    "hostile documents are refused early",
    arguments: [
      ("yaml.too_deep", String(repeating: "[", count: 100_000)),
      ("yaml.too_deep", String(repeating: "- ", count: 100_000)),
      ("yaml.too_deep", String(repeating: "{a: ", count: 100_000)),
      ("yaml.too_many", "[" + String(repeating: "a,", count: 400_000) + "]"),
      ("yaml.too_large", String(repeating: "a", count: 1 << 20) + "b"),
    ])
  func hostile(code: String, text: String) { #expect(failure(text)?.code == code) }

  @Test("a bomb of aliases is refused before it is unfolded")
  func bomb() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<12 {
      text += "a\(level): &a\(level) [" + (0..<9).map { _ in "*a\(level - 1)" }.joined(separator: ", ") + "]\n"
    }
    #expect(failure(text)?.code == "yaml.too_many")
    #expect(failure("a: &a [*a]\n")?.code == "yaml.unknown_alias")
  }

  @Test("random bytes are read or refused, never more")
  func fuzz() {
    var generator = SeededGenerator(seed: 11)
    let alphabet = Array("ab:-[]{},&*!|>'\"%@`#? \n\t~.0é".unicodeScalars)
    for _ in 0..<3000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int(generator.next() % 60) { text.append(alphabet[Int(generator.next() % UInt64(alphabet.count))]) }
      _ = failure(String(text))
      var bytes = Data(String(text).utf8)
      if !bytes.isEmpty {
        bytes[Int(generator.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: generator.next())
      }
      _ = try? YAMLParser.parse(bytes, name: "a.yaml")
    }
  }
}
