import Core

extension SettingType {
  /// The value that `text` stands for, or nil where it may not be that.
  func value(of text: String) -> JSONValue? {
    let text = Self.trimmed(text)
    switch self {
    case .bool:
      return switch text.lowercased() {
      case "true", "yes", "on", "1": .bool(true)
      case "false", "no", "off", "0": .bool(false)
      default: nil
      }
    case .int(let range): return Int(text).flatMap { range.contains($0) ? .int($0) : nil }
    case .number(let range): return Double(text).flatMap { range.contains($0) ? .double($0) : nil }
    case .seconds(let range, _):
      guard let seconds = Self.seconds(text), range.contains(seconds) else { return nil }
      return Int(exactly: seconds).map(JSONValue.int) ?? .double(seconds)
    case .bytes(let range): return Self.bytes(text).flatMap { range.contains($0) ? .int($0) : nil }
    case .choice(let words):
      let word = text.lowercased()
      return words.contains(word) ? .string(word) : nil
    case .name:
      let isName = text.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || $0.properties.numericType != nil || "._-:".unicodeScalars.contains($0))
      }
      return isName && (1...64).contains(text.count) ? .string(text.lowercased()) : nil
    case .seed:
      if text.lowercased() == "random" { return .string("random") }
      return Int(text).flatMap { $0 >= 0 ? .int($0) : nil }
    }
  }

  /// What it may be, in words.
  public var allowed: String {
    func number(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? String(value) }
    return switch self {
    case .bool: "true or false"
    case .int(let range): "an integer from \(range.lowerBound) to \(range.upperBound)"
    case .number(let range): "a number from \(number(range.lowerBound)) to \(number(range.upperBound))"
    case .seconds(let range, let zero):
      "seconds from \(number(range.lowerBound)) to \(number(range.upperBound)), also as 500ms, 30s, 5m or 1h"
        + (zero ? "; 0 is no limit" : "")
    case .bytes: "bytes, also as 512MiB, 1GiB or 2GB"
    case .choice(let words): words.joined(separator: ", ")
    case .name(let usual): "a name such as " + usual.joined(separator: ", ")
    case .seed: "random, or an integer from 0 to \(Int.max)"
    }
  }

  /// The nearest of the words that it may be.
  func nearest(to text: String) -> String? {
    if case .choice(let words) = self { return Nearest.name(to: text, among: words) }
    return nil
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }

  /// The number at the beginning of `text` and the unit behind it, in lower case.
  private static func measure(_ text: String) -> (Double, String)? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "_") }
    guard let value = Double(digits.filter { $0 != "_" }), value.isFinite else { return nil }
    return (value, trimmed(String(text.dropFirst(digits.count))).lowercased())
  }

  private static func seconds(_ text: String) -> Double? {
    guard let (value, unit) = measure(text) else { return nil }
    return switch unit {
    case "", "s", "sec", "second", "seconds": value
    case "ms": value / 1000
    case "m", "min", "minute", "minutes": value * 60
    case "h", "hour", "hours": value * 3600
    case "d", "day", "days": value * 86_400
    default: nil
    }
  }

  private static func bytes(_ text: String) -> Int? {
    guard let (value, unit) = measure(text) else { return nil }
    let factors: [String: Double] = [
      "": 1, "b": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12, "k": 1024, "m": 1_048_576, "g": 1_073_741_824,
      "kib": 1024, "mib": 1_048_576, "gib": 1_073_741_824, "tib": 1_099_511_627_776,
    ]
    guard let factor = factors[unit] else { return nil }
    return Int(exactly: (value * factor).rounded())
  }
}

extension Setting {
  /// The value that `text` stands for; throws `config.bad_value` with what would be right.
  public func value(of text: String, at place: Place? = nil) throws(ConfigurationError) -> JSONValue {
    if let value = type.value(of: text) { return value }
    let nearest = type.nearest(to: text).map { "did you mean \($0)? Allowed: " } ?? "allowed: "
    throw ConfigurationError(
      "config.bad_value", "\(key) cannot be \(text.isEmpty ? "empty" : "\"\(text.prefix(80))\"")",
      remedy: nearest + type.allowed, at: place)
  }

  /// Its value where nothing else is said.
  public var defaultValue: JSONValue { type.value(of: fallback) ?? .string(fallback) }

  /// Whether a project's file may give it `value`: nothing that is looser than the default.
  func allowsInProject(_ value: JSONValue) -> Bool {
    switch guardrail {
    case .free: return true
    case .onlyTrue: return value == .bool(true)
    case .onlyOff: return value == .bool(false) || value == .string("none") || value == defaultValue
    case .onlySmaller:
      func size(_ value: JSONValue) -> Double {
        let number = value.double ?? .infinity
        if case .seconds(_, zeroIsUnlimited: true) = type, number == 0 { return .infinity }
        return number
      }
      return size(value) <= size(defaultValue)
    }
  }
}
