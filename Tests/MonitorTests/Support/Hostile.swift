import Core
import FoundationEssentials

@testable import Monitor

/// Texts that try to drive a terminal, to look like a frame, or to break what reads them.
enum Hostile {
  /// Sequences that this program never sends: if one arrives, it came from outside.
  static let sequences = [
    "\u{1B}]52;c;cHduZWQ=\u{7}", "\u{1B}]0;pwned\u{7}", "\u{1B}c", "\u{1B}P+q544e\u{1B}\\", "\u{1B}[6n",
    "\u{1B}[?1047h", "\u{1B}[21t",
    "\u{9B}6n", "\u{9D}0;pwned\u{9C}", "\u{1B}#8", "\u{1B}[5i", "\u{E}\u{F}",
  ]
  static let texts =
    sequences + [
      "", " ", "\r\n\t\u{8}\u{7F}\u{0}", "\u{85}\u{2028}\u{2029}", "\u{202E}drow\u{2066}", "\u{200B}\u{FEFF}\u{AD}",
      "量子ビット", "👍🏽👩‍👩‍👧",
      "e" + String(repeating: "\u{301}", count: 40), "╔═ ⚠ YOUR APPROVAL IS NEEDED ═╗", "┃▶ ┏━━┓",
      String(repeating: "long ", count: 1000),
      String(decoding: [0xFF, 0xC3, 0x28, 0x80, 0xED, 0xA0, 0x80] as [UInt8], as: UTF8.self),
      "\u{10FFFF}\u{E000}\u{FFFE}",
    ]

  static func text(_ generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: 1...3, using: &generator)).map { _ in texts[Int.random(in: 0..<texts.count, using: &generator)]
    }.joined(separator: "x")
  }

  /// The bytes of `value` with some that are no UTF-8 among them.
  static func broken(_ value: some Encodable, _ generator: inout SeededGenerator) throws -> Data {
    var bytes = Array(try JSON.encode(value))
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      bytes.insert(
        UInt8.random(in: 0x80...0xFF, using: &generator), at: Int.random(in: 0...bytes.count, using: &generator))
    }
    return Data(bytes)
  }
}

/// Puts hostile texts into every field of what a crew tells that can hold one.
struct HostileWriter {
  private var generator: SeededGenerator
  /// Fields by their place in the value, and whether any text may stand there.
  private var free: [String: Bool] = [:]

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// `event` with its free texts made hostile.
  mutating func spoil(_ event: FeedEvent) throws -> FeedEvent {
    let value = try JSON.decode(JSONValue.self, from: JSON.encode(event))
    var paths: Set<String> = []
    Self.collect(value, "", &paths)
    for path in paths.sorted() where free[path] == nil {
      let probe = Self.replace(value, "", path) { _ in "\u{1B}c" }
      free[path] = (try? JSON.decode(FeedEvent.self, from: JSON.encode(probe))) != nil
    }
    var result = value
    for path in paths.sorted() where free[path] == true {
      result = Self.replace(result, "", path) { text in
        Bool.random(using: &generator) ? text : Hostile.text(&generator)
      }
    }
    return try JSON.decode(FeedEvent.self, from: JSON.encode(result))
  }

  private static func collect(_ value: JSONValue, _ path: String, _ paths: inout Set<String>) {
    switch value {
    case .string: paths.insert(path)
    case .array(let items): for item in items { collect(item, path + "[]", &paths) }
    case .object(let fields): for (key, item) in fields { collect(item, path + "." + key, &paths) }
    default: break
    }
  }

  private static func replace(_ value: JSONValue, _ path: String, _ wanted: String, _ text: (String) -> String)
    -> JSONValue
  {
    guard wanted.hasPrefix(path) else { return value }
    switch value {
    case .string(let old): return path == wanted ? .string(text(old)) : value
    case .array(let items): return .array(items.map { replace($0, path + "[]", wanted, text) })
    case .object(let fields):
      return .object(fields.reduce(into: [:]) { $0[$1.key] = replace($1.value, path + "." + $1.key, wanted, text) })
    default: return value
    }
  }
}
