/// Reads OpenQASM 2 and 3, one statement at a time, by recursive descent.
struct Parser {
  let source: SourceText
  let file: Int32
  var version: Int
  private var lexer: Lexer
  private(set) var token: Token
  /// Where the token before the present one ended.
  private(set) var lastEnd = 0
  /// Blocks and parentheses that are open, operators of the expression so far: a deep tree would overflow the stack.
  var depth = 0
  var expressionDepth = 0
  var operators = 0

  static let maximumDepth = 96
  static let maximumOperators = 500

  init(_ source: SourceText, file: Int32, version: Int) {
    self.source = source
    self.file = file
    self.version = version
    lexer = Lexer(source.bytes)
    token = lexer.next()
  }

  var place: Place { Place(file: file, offset: Int32(clamping: token.start)) }

  mutating func advance() {
    lastEnd = token.end
    token = lexer.next()
  }

  /// The characters of the present token.
  var text: String { String(decoding: source.bytes[token.start..<token.end], as: UTF8.self) }

  func isWord(_ word: StaticString) -> Bool {
    guard token.kind == .identifier, token.end - token.start == word.utf8CodeUnitCount else { return false }
    for index in 0..<word.utf8CodeUnitCount where source.bytes[token.start + index] != word.utf8Start[index] {
      return false
    }
    return true
  }

  /// The token after the present one, without moving.
  func peek() -> Token {
    var copy = lexer
    return copy.next()
  }

  func error(_ message: String, code: String = "qasm.syntax", at place: Place? = nil) -> CircuitError {
    CircuitError(code, message, at: source.location(Int(place?.offset ?? Int32(clamping: token.start))))
  }

  /// Says what was expected and what stands there instead.
  func expected(_ what: String) -> CircuitError {
    switch token.kind {
    case .end: return error("expected \(what), but the file ends here")
    case .unterminated: return error("this string or comment is not closed")
    case .unknown: return error("unknown symbol '\(String(text.prefix(20)))', expected \(what)")
    default: break
    }
    // A missing semicolon is best shown where it is missing.
    if what == "';'" {
      return error(
        "expected ';' before '\(String(text.prefix(30)))'", at: Place(file: file, offset: Int32(clamping: lastEnd)))
    }
    return error("expected \(what), found '\(String(text.prefix(30)))'")
  }

  mutating func accept(_ kind: Token.Kind) -> Bool {
    guard token.kind == kind else { return false }
    advance()
    return true
  }

  mutating func expect(_ kind: Token.Kind, _ what: String) throws(CircuitError) {
    guard token.kind == kind else { throw expected(what) }
    advance()
  }

  mutating func acceptWord(_ word: StaticString) -> Bool {
    guard isWord(word) else { return false }
    advance()
    return true
  }

  mutating func identifier(_ what: String) throws(CircuitError) -> String {
    guard token.kind == .identifier else { throw expected(what) }
    let name = text
    if Self.reserved.contains(name) || version == 3 && Self.reserved3.contains(name) {
      throw error("'\(name)' is a keyword and cannot be \(what)")
    }
    advance()
    return name
  }

  static let reserved: Set<String> = [
    "gate", "opaque", "qreg", "creg", "measure", "reset", "barrier", "if", "include", "OPENQASM",
  ]
  static let reserved3: Set<String> = [
    "qubit", "bit", "int", "uint", "float", "angle", "bool", "complex", "duration", "stretch", "array", "const", "let",
    "def", "extern", "cal", "defcal", "box", "for", "in", "while", "else", "switch", "case", "default", "return",
    "break", "continue", "end", "input", "output", "ctrl", "negctrl", "inv", "pow", "gphase", "delay", "true", "false",
    "pragma", "mutable", "readonly", "void", "nop",
  ]

  /// Runs `body` one level deeper, refusing programs that nest too far.
  mutating func nested<Value>(_ body: (inout Parser) throws(CircuitError) -> Value) throws(CircuitError) -> Value {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.maximumDepth {
      throw error("nested more than \(Self.maximumDepth) deep", code: "qasm.limit")
    }
    return try body(&self)
  }
}
