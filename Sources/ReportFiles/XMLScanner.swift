/// Reads XML from front to back: enough for what spreadsheets write. Entities of documents are not expanded.
struct XMLScanner {
  enum Token: Equatable {
    case open(String, [String: String])
    case close(String)
    case text(String)
  }

  private var rest: Substring

  init(_ text: String) { rest = Substring(text) }

  /// The next piece; nil at the end or where the text is no XML any more. An element without content opens and closes.
  mutating func next() -> Token? {
    if let pending = closing {
      closing = nil
      return .close(pending)
    }
    guard let first = rest.first else { return nil }
    guard first == "<" else {
      let text = rest.prefix { $0 != "<" }
      rest = rest.dropFirst(text.count)
      return .text(Self.unescaped(text))
    }
    if rest.hasPrefix("<?") || rest.hasPrefix("<!") {
      guard let end = rest.firstIndex(of: ">") else { return nil }
      rest = rest[rest.index(after: end)...]
      return next()
    }
    guard let end = rest.firstIndex(of: ">") else { return nil }
    var inner = rest[rest.index(after: rest.startIndex)..<end]
    rest = rest[rest.index(after: end)...]
    if inner.first == "/" { return .close(Self.local(inner.dropFirst())) }
    let empty = inner.last == "/"
    if empty { inner = inner.dropLast() }
    let name = Self.local(inner.prefix { !$0.isWhitespace })
    if empty { closing = name }
    return .open(name, Self.attributes(inner.drop { !$0.isWhitespace }))
  }

  private var closing: String?

  /// A name without its namespace.
  private static func local(_ name: Substring) -> String {
    String(name.split(separator: ":").last ?? name).filter { !$0.isWhitespace }
  }

  private static func attributes(_ text: Substring) -> [String: String] {
    var result: [String: String] = [:]
    var rest = text
    while let equals = rest.firstIndex(of: "=") {
      let name = rest[..<equals].filter { !$0.isWhitespace }
      rest = rest[rest.index(after: equals)...].drop { $0.isWhitespace }
      guard let quote = rest.first, quote == "\"" || quote == "'" else { break }
      rest = rest.dropFirst()
      guard let end = rest.firstIndex(of: quote) else { break }
      result[String(name)] = unescaped(rest[..<end])
      rest = rest[rest.index(after: end)...]
    }
    return result
  }

  static func unescaped(_ text: Substring) -> String {
    guard text.contains("&") else { return String(text) }
    var result = ""
    var rest = text
    while let start = rest.firstIndex(of: "&") {
      result += rest[..<start]
      rest = rest[rest.index(after: start)...]
      guard let end = rest.firstIndex(of: ";") else { return result + "&" + rest }
      result += entity(rest[..<end])
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  private static func entity(_ name: Substring) -> String {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      let hexadecimal = name.hasPrefix("#x")
      guard name.hasPrefix("#"), let code = UInt32(name.dropFirst(hexadecimal ? 2 : 1), radix: hexadecimal ? 16 : 10),
        let scalar = Unicode.Scalar(code)
      else { return "&\(name);" }
      return String(Character(scalar))
    }
  }
}
