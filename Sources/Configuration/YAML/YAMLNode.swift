import Core

/// A value of a YAML document, with where it stands.
public struct YAMLNode: Hashable, Sendable {
  public var content: Content
  /// Where it begins.
  public var start: Mark
  /// Just behind its end.
  public var end: Mark

  public indirect enum Content: Hashable, Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode], isFlow: Bool)
    case mapping([Entry], isFlow: Bool)
  }

  /// A key of a mapping with its value; keys are scalars.
  public struct Entry: Hashable, Sendable {
    public var key: String
    public var keyStart: Mark
    public var value: YAMLNode
  }

  /// A place in the text: line and column counted from 1, in Unicode code points.
  public struct Mark: Hashable, Sendable, Comparable {
    public var line: Int
    public var column: Int

    public static func < (a: Mark, b: Mark) -> Bool { (a.line, a.column) < (b.line, b.column) }
  }

  /// The value of `key` in a mapping, or nil.
  public subscript(key: String) -> YAMLNode? {
    guard case .mapping(let entries, _) = content else { return nil }
    return entries.first { $0.key == key }?.value
  }

  /// The same value without places.
  public var json: JSONValue {
    switch content {
    case .scalar(let scalar): scalar.value
    case .sequence(let nodes, _): .array(nodes.map(\.json))
    case .mapping(let entries, _):
      .object(Dictionary(entries.map { ($0.key, $0.value.json) }, uniquingKeysWith: { first, _ in first }))
    }
  }
}

/// A scalar as written, and what it means under the core schema of YAML 1.2 (section 10.3.2).
public struct YAMLScalar: Hashable, Sendable {
  public var text: String
  /// Whether it is written without quotes: only then it can be anything but text.
  public var isPlain: Bool

  public var value: JSONValue {
    guard isPlain else { return .string(text) }
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .double(.infinity)
    case "-.inf", "-.Inf", "-.INF": return .double(-.infinity)
    case ".nan", ".NaN", ".NAN": return .double(.nan)
    default: return Self.number(text) ?? .string(text)
    }
  }

  /// Integers in decimal, `0o17` and `0xFF`; decimal fractions with an exponent. Nothing else is a number: `1_000`,
  /// `0b1` and `12:30` are text.
  private static func number(_ text: String) -> JSONValue? {
    if text.hasPrefix("0o"), let value = Int(text.dropFirst(2), radix: 8),
      !"+-".contains(text.dropFirst(2).first ?? "-")
    {
      return .int(value)
    }
    if text.hasPrefix("0x"), let value = Int(text.dropFirst(2), radix: 16),
      !"+-".contains(text.dropFirst(2).first ?? "-")
    {
      return .int(value)
    }
    guard isDecimal(text) else { return nil }
    if let value = Int(text) { return .int(value) }
    return Double(text).map(JSONValue.double)
  }

  /// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
  private static func isDecimal(_ text: String) -> Bool {
    var rest = Substring(text)
    func digits() -> Int {
      let count = rest.prefix { $0.isASCII && $0.isNumber }.count
      rest = rest.dropFirst(count)
      return count
    }
    if let sign = rest.first, sign == "-" || sign == "+" { rest = rest.dropFirst() }
    let whole = digits()
    var fraction = 0
    if rest.first == "." {
      rest = rest.dropFirst()
      fraction = digits()
    }
    guard whole + fraction > 0 else { return false }
    if let mark = rest.first, mark == "e" || mark == "E" {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == "-" || sign == "+" { rest = rest.dropFirst() }
      guard digits() > 0 else { return false }
    }
    return rest.isEmpty
  }
}
