/// The words of one line of Python.
struct PythonTokens {
  enum Token: Hashable {
    case name(String)
    case number(Double)
    case text(String)
    case symbol(String)
  }

  private(set) var tokens: [Token] = []
  private var position = 0

  init(_ line: String) throws(PythonRefusal) {
    let text = Array(line)
    var at = 0
    while at < text.count {
      let character = text[at]
      if character == "#" { break }
      if character.isWhitespace {
        at += 1
      } else if character.isLetter || character == "_" {
        let start = at
        while at < text.count, text[at].isLetter || text[at].isNumber || text[at] == "_" { at += 1 }
        tokens.append(.name(String(text[start..<at])))
      } else if character.isNumber || (character == "." && at + 1 < text.count && text[at + 1].isNumber) {
        let start = at
        while at < text.count, text[at].isNumber || text[at] == "." || text[at] == "e" || Self.isExponentSign(text, at) {
          at += 1
        }
        guard let value = Double(String(text[start..<at])) else {
          throw PythonRefusal("`\(String(text[start..<at]))` is no number")
        }
        tokens.append(.number(value))
      } else if character == "\"" || character == "'" {
        guard let end = text[(at + 1)...].firstIndex(of: character) else { throw PythonRefusal("a text is not closed") }
        tokens.append(.text(String(text[(at + 1)..<end])))
        at = end + 1
      } else {
        let pair = at + 1 < text.count ? String(text[at...(at + 1)]) : ""
        let symbol = ["**", "==", "+=", "!="].contains(pair) ? pair : String(character)
        tokens.append(.symbol(symbol))
        at += symbol.count
      }
    }
  }

  private static func isExponentSign(_ text: [Character], _ at: Int) -> Bool {
    (text[at] == "-" || text[at] == "+") && at > 0 && text[at - 1] == "e"
  }

  var current: Token? { position < tokens.count ? tokens[position] : nil }
  var next: Token? { position + 1 < tokens.count ? tokens[position + 1] : nil }
  var atEnd: Bool { position >= tokens.count }

  mutating func advance() { position += 1 }

  mutating func take(_ symbol: String) -> Bool {
    guard current == .symbol(symbol) || current == .name(symbol) else { return false }
    advance()
    return true
  }

  mutating func expect(_ symbol: String) throws(PythonRefusal) {
    if !take(symbol) { throw PythonRefusal("`\(symbol)` is missing") }
  }

  mutating func name() throws(PythonRefusal) -> String {
    guard case .name(let name) = current else { throw PythonRefusal("a name is missing") }
    advance()
    return name
  }
}

extension PythonTokens {
  /// An expression up to where none goes on.
  mutating func expression() throws(PythonRefusal) -> PythonExpression {
    var left = try product()
    while true {
      if take("+") {
        left = .binary("+", left, try product())
      } else if take("-") {
        left = .binary("-", left, try product())
      } else {
        return left
      }
    }
  }

  private mutating func product() throws(PythonRefusal) -> PythonExpression {
    var left = try signed()
    while true {
      if take("*") {
        left = .binary("*", left, try signed())
      } else if take("/") {
        left = .binary("/", left, try signed())
      } else {
        return left
      }
    }
  }

  private mutating func signed() throws(PythonRefusal) -> PythonExpression {
    if take("-") { return .negative(try signed()) }
    let base = try trailed()
    if take("**") { return .binary("**", base, try signed()) }
    return base
  }

  /// An atom with its attributes, calls and elements.
  private mutating func trailed() throws(PythonRefusal) -> PythonExpression {
    var value = try atom()
    while true {
      if take(".") {
        value = .attribute(value, try name())
      } else if take("(") {
        let (arguments, named) = try self.arguments()
        value = .call(value, arguments, named)
      } else if take("[") {
        value = .element(value, try expression())
        try expect("]")
      } else {
        return value
      }
    }
  }

  private mutating func arguments() throws(PythonRefusal) -> ([PythonExpression], [String: PythonExpression]) {
    var plain: [PythonExpression] = []
    var named: [String: PythonExpression] = [:]
    while !take(")") {
      if case .name(let name) = current, next == .symbol("=") {
        advance()
        advance()
        named[name] = try expression()
      } else {
        plain.append(try expression())
      }
      if !take(","), current != .symbol(")") { throw PythonRefusal("`)` is missing") }
    }
    return (plain, named)
  }

  private mutating func atom() throws(PythonRefusal) -> PythonExpression {
    switch current {
    case .number(let value):
      advance()
      return .number(value)
    case .text(let text):
      advance()
      return .text(text)
    case .name(let name):
      advance()
      return .name(name)
    case .symbol("("):
      advance()
      let values = try sequence(")")
      return values.count == 1 ? values[0] : .tuple(values)
    case .symbol("["):
      advance()
      return .list(try sequence("]"))
    default: throw PythonRefusal("an expression is missing")
    }
  }

  private mutating func sequence(_ end: String) throws(PythonRefusal) -> [PythonExpression] {
    var values: [PythonExpression] = []
    while !take(end) {
      values.append(try expression())
      if !take(","), current != .symbol(end) { throw PythonRefusal("`\(end)` is missing") }
    }
    return values
  }
}
