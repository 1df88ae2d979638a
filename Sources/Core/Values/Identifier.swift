/// 128 random bits that name a message or a trace.
public struct Identifier: Hashable, Sendable, CustomStringConvertible {
  public var high: UInt64
  public var low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The absent identifier, all bits zero: what a header holds where nothing is answered.
  public static let none = Identifier(high: 0, low: 0)

  /// A fresh identifier from `generator`.
  public static func random(using generator: inout some RandomNumberGenerator) -> Identifier {
    Identifier(high: generator.next(), low: generator.next() | 1)
  }

  /// A fresh identifier from the system's generator.
  public static func random() -> Identifier {
    var generator = SystemRandomNumberGenerator()
    return random(using: &generator)
  }

  /// 32 hexadecimal digits.
  public var description: String { Self.hex(high) + Self.hex(low) }

  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == 32, let high = UInt64(text.prefix(16), radix: 16),
      let low = UInt64(text.suffix(16), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
  }

  private static func hex(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension Identifier: Codable {
  public init(from decoder: any Decoder) throws {
    let box = try decoder.singleValueContainer()
    guard let value = Identifier(try box.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: box, debugDescription: "not 32 hexadecimal digits")
    }
    self = value
  }

  public func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    try box.encode(description)
  }
}

/// Names a task: made by us (`t261121-k3f9x2ab`), or by the caller (`--task-id`), whose resubmission it makes idempotent.
public struct TaskID: Hashable, Sendable, Codable, CustomStringConvertible, Comparable {
  public let text: String

  /// 1 to 64 of letters, digits, `.`, `_` and `-`, beginning with a letter or digit; nil otherwise.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    func alphanumeric(_ c: UInt8) -> Bool {
      (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x5A) || (c >= 0x61 && c <= 0x7A)
    }
    guard let first = bytes.first, bytes.count <= 64, alphanumeric(first),
      bytes.allSatisfy({ alphanumeric($0) || $0 == 0x2E || $0 == 0x5F || $0 == 0x2D })
    else { return nil }
    self.text = text
  }

  /// A fresh name: the day in UTC, so that lists read well, and 40 random bits.
  public static func random(at time: WallTime, using generator: inout some RandomNumberGenerator) -> TaskID {
    let letters = Array("0123456789abcdefghjkmnpqrstvwxyz")
    var bits = generator.next()
    var suffix = ""
    for _ in 0..<8 {
      suffix.append(letters[Int(bits & 31)])
      bits >>= 5
    }
    let day = time.calendar
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return TaskID(unchecked: "t\(two(day.year % 100))\(two(day.month))\(two(day.day))-\(suffix)")
  }

  private init(unchecked text: String) { self.text = text }

  public var description: String { text }
  public static func < (a: TaskID, b: TaskID) -> Bool { a.text < b.text }

  public init(from decoder: any Decoder) throws {
    let box = try decoder.singleValueContainer()
    guard let value = TaskID(try box.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: box, debugDescription: "not a task id")
    }
    self = value
  }

  public func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    try box.encode(text)
  }
}
