/// Cuts OpenQASM into tokens, one at a time.
struct Lexer: Sendable {
  let bytes: [UInt8]
  var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next token; `end` for ever once the text is over.
  mutating func next() -> Token {
    if let unterminated = skipBlanks() { return unterminated }
    let start = offset
    guard start < bytes.count else { return Token(kind: .end, start: bytes.count, end: bytes.count) }
    let byte = bytes[start]
    if Self.isLetter(byte) {
      while offset < bytes.count, Self.isLetter(bytes[offset]) || Self.isDigit(bytes[offset]) { offset += 1 }
      return Token(kind: .identifier, start: start, end: offset)
    }
    if Self.isDigit(byte) || (byte == 0x2E && Self.isDigit(peek(1))) { return number(start) }
    switch byte {
    case 0x22, 0x27: return string(start, quote: byte)  // " '
    case 0x24 where Self.isDigit(peek(1)):  // $0
      offset += 1
      while Self.isDigit(peek(0)) { offset += 1 }
      return Token(kind: .hardwareQubit, start: start, end: offset)
    case 0x23 where lineStarts(start) && bytes[start...].starts(with: Array("#pragma".utf8)), 0x40
    where Self.isLetter(peek(1)) && lineStarts(start):  // #pragma and @word at the start of a line
      while offset < bytes.count, bytes[offset] != 0x0A { offset += 1 }
      return Token(kind: .annotation, start: start, end: offset)
    default: return symbol(start)
    }
  }

  /// The byte `ahead` of the present one, 0 past the end.
  private func peek(_ ahead: Int) -> UInt8 { offset + ahead < bytes.count ? bytes[offset + ahead] : 0 }

  private func lineStarts(_ start: Int) -> Bool {
    var index = start - 1
    while index >= 0, bytes[index] == 0x20 || bytes[index] == 0x09 || bytes[index] == 0x0D { index -= 1 }
    return index < 0 || bytes[index] == 0x0A
  }

  /// Skips blanks and comments; a comment without its end comes back.
  private mutating func skipBlanks() -> Token? {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x09, 0x0A, 0x0D: offset += 1
      case 0xEF where offset == 0 && peek(1) == 0xBB && peek(2) == 0xBF: offset += 3  // byte order mark
      case 0x2F where peek(1) == 0x2F:
        while offset < bytes.count, bytes[offset] != 0x0A { offset += 1 }
      case 0x2F where peek(1) == 0x2A:
        let start = offset
        offset += 2
        while offset < bytes.count, !(bytes[offset] == 0x2A && peek(1) == 0x2F) { offset += 1 }
        if offset >= bytes.count { return Token(kind: .unterminated, start: start, end: bytes.count) }
        offset += 2
      default: return nil
      }
    }
    return nil
  }

  private mutating func string(_ start: Int, quote: UInt8) -> Token {
    offset += 1
    while offset < bytes.count, bytes[offset] != quote, bytes[offset] != 0x0A { offset += 1 }
    guard peek(0) == quote else { return Token(kind: .unterminated, start: start, end: offset) }
    offset += 1
    return Token(kind: .string, start: start, end: offset)
  }

  private mutating func number(_ start: Int) -> Token {
    var kind = Token.Kind.integer
    if bytes[offset] == 0x30, [0x78, 0x58, 0x62, 0x42, 0x6F, 0x4F].contains(peek(1)) {  // 0x 0b 0o
      offset += 2
      while Self.isDigit(peek(0)) || Self.isLetter(peek(0)) { offset += 1 }
      return Token(kind: .integer, start: start, end: offset)
    }
    digits()
    if peek(0) == 0x2E {
      kind = .real
      offset += 1
      digits()
    }
    if peek(0) | 0x20 == 0x65 {  // e
      let sign = peek(1) == 0x2B || peek(1) == 0x2D ? 1 : 0
      if Self.isDigit(peek(1 + sign)) {
        kind = .real
        offset += 1 + sign
        digits()
      }
    }
    let unit = offset
    while Self.isLetter(peek(0)) || Self.isDigit(peek(0)) { offset += 1 }
    if offset > unit {
      switch String(decoding: bytes[unit..<offset], as: UTF8.self) {
      case "ns", "us", "µs", "μs", "ms", "s", "dt": kind = .timing
      case "im": kind = .imaginary
      default: kind = .unknown
      }
    }
    return Token(kind: kind, start: start, end: offset)
  }

  private mutating func digits() { while Self.isDigit(peek(0)) || peek(0) == 0x5F { offset += 1 } }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// Letters, the underscore, and every byte of a character beyond ASCII.
  static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == 0x5F || byte >= 0x80
  }
}

extension Lexer {
  private mutating func symbol(_ start: Int) -> Token {
    let (a, b, c) = (bytes[start], peek(1), peek(2))
    // The commonest ones begin no longer symbol.
    switch a {
    case 0x28, 0x29, 0x2C, 0x3B, 0x5B, 0x5D, 0x7B, 0x7D:
      offset = start + 1
      return Token(kind: Self.single(a), start: start, end: offset)
    default: break
    }
    func token(_ kind: Token.Kind, _ length: Int) -> Token { Token(kind: kind, start: start, end: start + length) }
    let found: Token
    switch (Character(Unicode.Scalar(a)), Character(Unicode.Scalar(b)), Character(Unicode.Scalar(c))) {
    case ("*", "*", "="), ("<", "<", "="), (">", ">", "="): found = token(.compound, 3)
    case ("+", "=", _), ("-", "=", _), ("*", "=", _), ("/", "=", _), ("%", "=", _), ("&", "=", _), ("|", "=", _),
      ("^", "=", _), ("~", "=", _):
      found = token(.compound, 2)
    case ("-", ">", _): found = token(.arrow, 2)
    case ("*", "*", _): found = token(.power, 2)
    case ("+", "+", _): found = token(.concat, 2)
    case ("&", "&", _): found = token(.doubleAmpersand, 2)
    case ("|", "|", _): found = token(.doubleBar, 2)
    case ("<", "<", _): found = token(.shiftLeft, 2)
    case (">", ">", _): found = token(.shiftRight, 2)
    case ("=", "=", _): found = token(.equal, 2)
    case ("!", "=", _): found = token(.notEqual, 2)
    case ("<", "=", _): found = token(.lessOrEqual, 2)
    case (">", "=", _): found = token(.greaterOrEqual, 2)
    default: found = token(Self.single(a), 1)
    }
    offset = found.end
    return found
  }

  private static func single(_ byte: UInt8) -> Token.Kind {
    switch Character(Unicode.Scalar(byte)) {
    case "(": .leftParen
    case ")": .rightParen
    case "[": .leftBracket
    case "]": .rightBracket
    case "{": .leftBrace
    case "}": .rightBrace
    case ",": .comma
    case ";": .semicolon
    case ":": .colon
    case ".": .dot
    case "@": .at
    case "=": .assign
    case "+": .plus
    case "-": .minus
    case "*": .star
    case "/": .slash
    case "%": .percent
    case "^": .caret
    case "~": .tilde
    case "!": .bang
    case "&": .ampersand
    case "|": .bar
    case "<": .less
    case ">": .greater
    default: .unknown
    }
  }
}
