/// The words of an OpenQASM program, comments dropped.
struct TokenStream {
  struct Token: Hashable {
    enum Kind { case word, number, text, symbol, end }
    var kind: Kind
    var text: String
    var line: Int
  }

  private var tokens: [Token] = []
  private var position = 0

  init(_ source: String) throws(ReferenceRefusal) {
    var scanner = Scanner(source)
    while let token = try scanner.next() { tokens.append(token) }
    tokens.append(Token(kind: .end, text: "end of program", line: scanner.line))
  }

  init(_ tokens: [Token]) {
    self.tokens = tokens + [Token(kind: .end, text: "end", line: tokens.last?.line ?? 0)]
  }

  var current: Token { tokens[position] }
  var following: Token { tokens[min(position + 1, tokens.count - 1)] }
  var atEnd: Bool { current.kind == .end }

  @discardableResult
  mutating func advance() -> Token {
    let token = tokens[position]
    if position < tokens.count - 1 { position += 1 }
    return token
  }

  /// Takes `text` where it stands next.
  mutating func take(_ text: String) -> Bool {
    guard current.text == text, current.kind != .text else { return false }
    advance()
    return true
  }

  mutating func expect(_ text: String) throws(ReferenceRefusal) {
    if !take(text) { throw ReferenceRefusal("`\(text)` expected, `\(current.text)` found", line: current.line) }
  }

  mutating func word() throws(ReferenceRefusal) -> String {
    guard current.kind == .word else {
      throw ReferenceRefusal("a name expected, `\(current.text)` found", line: current.line)
    }
    return advance().text
  }

  mutating func whole() throws(ReferenceRefusal) -> Int {
    guard current.kind == .number, let value = Int(current.text.filter { $0 != "_" }) else {
      throw ReferenceRefusal("a whole number expected, `\(current.text)` found", line: current.line)
    }
    advance()
    return value
  }

  /// Takes the tokens of a block up to its closing brace; the opening one was taken before.
  mutating func block() throws(ReferenceRefusal) -> [Token] {
    var depth = 1
    var body: [Token] = []
    while !atEnd {
      let token = advance()
      if token.text == "{" { depth += 1 }
      if token.text == "}" { depth -= 1 }
      if depth == 0 { return body }
      body.append(token)
    }
    throw ReferenceRefusal("a block is not closed", line: current.line)
  }
}

private struct Scanner {
  private let bytes: [UInt8]
  private var at = 0
  private(set) var line = 1

  init(_ source: String) { bytes = Array(source.utf8) }

  mutating func next() throws(ReferenceRefusal) -> TokenStream.Token? {
    try skip()
    guard at < bytes.count else { return nil }
    let start = at
    let first = bytes[at]
    if isLetter(first) || first >= 0x80 {
      while at < bytes.count, isLetter(bytes[at]) || isDigit(bytes[at]) || bytes[at] >= 0x80 { at += 1 }
      return token(.word, start)
    }
    if isDigit(first) || (first == UInt8(ascii: ".") && at + 1 < bytes.count && isDigit(bytes[at + 1])) {
      return number(start)
    }
    if first == UInt8(ascii: "\"") {
      at += 1
      while at < bytes.count, bytes[at] != first { at += 1 }
      at += 1
      return TokenStream.Token(kind: .text, text: slice(start + 1, min(at - 1, bytes.count)), line: line)
    }
    for pair in ["->", "==", "!=", "**"] where bytes[at...].starts(with: pair.utf8) {
      at += 2
      return token(.symbol, start)
    }
    at += 1
    return token(.symbol, start)
  }

  private mutating func number(_ start: Int) -> TokenStream.Token {
    while at < bytes.count {
      let byte = bytes[at]
      let isExponentSign =
        (byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")) && (bytes[at - 1] | 0x20) == UInt8(ascii: "e")
      let isDot = byte == UInt8(ascii: ".")
      let isExponent = (byte | 0x20) == UInt8(ascii: "e")
      guard isDigit(byte) || isDot || isExponent || isExponentSign || byte == UInt8(ascii: "_") else { break }
      at += 1
    }
    return token(.number, start)
  }

  private mutating func skip() throws(ReferenceRefusal) {
    while at < bytes.count {
      if bytes[at] == 10 { line += 1 }
      if bytes[at] == 10 || bytes[at] == 13 || bytes[at] == 32 || bytes[at] == 9 {
        at += 1
      } else if bytes[at...].starts(with: "//".utf8) {
        while at < bytes.count, bytes[at] != 10 { at += 1 }
      } else if bytes[at...].starts(with: "/*".utf8) {
        at += 2
        while at < bytes.count, !bytes[at...].starts(with: "*/".utf8) {
          if bytes[at] == 10 { line += 1 }
          at += 1
        }
        if at >= bytes.count { throw ReferenceRefusal("a comment is not closed", line: line) }
        at += 2
      } else {
        return
      }
    }
  }

  private func token(_ kind: TokenStream.Token.Kind, _ start: Int) -> TokenStream.Token {
    TokenStream.Token(kind: kind, text: slice(start, at), line: line)
  }

  private func slice(_ from: Int, _ to: Int) -> String {
    from < to ? String(decoding: bytes[from..<to], as: UTF8.self) : ""
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z") || byte == UInt8(ascii: "_")
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
