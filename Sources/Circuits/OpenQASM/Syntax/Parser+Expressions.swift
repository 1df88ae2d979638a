extension Parser {
  typealias Expression = Syntax.Expression

  /// An expression, whole.
  mutating func expression() throws(CircuitError) -> Expression {
    if expressionDepth == 0 { operators = 0 }
    expressionDepth += 1
    defer { expressionDepth -= 1 }
    return try nested { parser throws(CircuitError) in try parser.binary(minimum: 0) }
  }

  /// How tightly a binary operator binds; nil where none stands.
  var precedence: (level: Int, operation: ClassicalExpression.BinaryOperator)? {
    switch token.kind {
    case .doubleBar: (1, .or)
    case .doubleAmpersand: (2, .and)
    case .bar: (3, .bitOr)
    case .caret: version == 2 ? (11, .power) : (4, .bitXor)
    case .ampersand: (5, .bitAnd)
    case .equal: (6, .equal)
    case .notEqual: (6, .notEqual)
    case .less: (7, .less)
    case .lessOrEqual: (7, .lessOrEqual)
    case .greater: (7, .greater)
    case .greaterOrEqual: (7, .greaterOrEqual)
    case .shiftLeft: (8, .shiftLeft)
    case .shiftRight: (8, .shiftRight)
    case .plus: (9, .add)
    case .minus: (9, .subtract)
    case .star: (10, .multiply)
    case .slash: (10, .divide)
    case .percent: (10, .remainder)
    case .power: (11, .power)
    default: nil
    }
  }

  private mutating func countOperator() throws(CircuitError) {
    operators += 1
    if operators > Self.maximumOperators {
      throw error("more than \(Self.maximumOperators) operators in one expression", code: "qasm.limit")
    }
  }

  private mutating func binary(minimum: Int) throws(CircuitError) -> Expression {
    var left = try unary()
    while let (level, operation) = precedence, level >= minimum {
      let place = place
      advance()
      try countOperator()
      // Power alone groups to the right.
      let right = try nested { parser throws(CircuitError) in
        try parser.binary(minimum: operation == .power ? level : level + 1)
      }
      left = .binary(operation, left, right, place)
    }
    return left
  }

  private mutating func unary() throws(CircuitError) -> Expression {
    let place = place
    let operation: Syntax.UnaryOperator
    switch token.kind {
    case .minus: operation = .negate
    case .bang: operation = .not
    case .tilde: operation = .complement
    case .plus:
      advance()
      try countOperator()
      return try nested { parser throws(CircuitError) in try parser.unary() }
    default: return try postfix()
    }
    advance()
    try countOperator()
    // -a ** b is -(a ** b).
    let operand = try nested { parser throws(CircuitError) in try parser.binary(minimum: 11) }
    return .unary(operation, operand, place)
  }

  private mutating func postfix() throws(CircuitError) -> Expression {
    var value = try primary()
    while token.kind == .leftBracket {
      let place = place
      try countOperator()
      value = .index(value, try indexItems(), place)
    }
    while version == 3, token.kind == .concat {
      let place = place
      advance()
      try countOperator()
      let right = try nested { parser throws(CircuitError) in try parser.concatOperand() }
      value = .concat(value, right, place)
    }
    return value
  }

  private mutating func concatOperand() throws(CircuitError) -> Expression {
    var value = try primary()
    while token.kind == .leftBracket {
      let place = place
      value = .index(value, try indexItems(), place)
    }
    return value
  }

  /// `[i]`, `[a:b]`, `[a:s:b]`, `[{i, j}]`, `[i, j]`.
  mutating func indexItems() throws(CircuitError) -> [Syntax.IndexItem] {
    try expect(.leftBracket, "'['")
    var items: [Syntax.IndexItem] = []
    repeat {
      if items.count > 0, token.kind == .rightBracket { break }
      items.append(try indexItem())
    } while accept(.comma)
    try expect(.rightBracket, "']'")
    return items
  }

  private mutating func indexItem() throws(CircuitError) -> Syntax.IndexItem {
    if token.kind == .leftBrace { return .set(try braced()) }
    let first: Expression? = token.kind == .colon ? nil : try expression()
    guard accept(.colon) else {
      guard let first else { throw expected("an index") }
      return .at(first)
    }
    let second: Expression? = token.kind == .colon || token.kind == .rightBracket ? nil : try expression()
    if accept(.colon) {
      return .range(first, step: second, token.kind == .rightBracket ? nil : try expression())
    }
    return .range(first, step: nil, second)
  }

  /// `{a, b, c}`.
  mutating func braced() throws(CircuitError) -> [Expression] {
    try expect(.leftBrace, "'{'")
    var values: [Expression] = []
    while token.kind != .rightBrace {
      values.append(try expression())
      if !accept(.comma) { break }
    }
    try expect(.rightBrace, "'}'")
    return values
  }

  /// Comma-separated expressions up to a closing parenthesis, which is taken; a trailing comma is allowed.
  mutating func arguments() throws(CircuitError) -> [Expression] {
    var values: [Expression] = []
    while token.kind != .rightParen {
      values.append(try expression())
      if !accept(.comma) { break }
    }
    try expect(.rightParen, "',' or ')'")
    return values
  }

  private mutating func primary() throws(CircuitError) -> Expression {
    let place = place
    switch token.kind {
    case .integer: return .integer(try integer(), place)
    case .real:
      let spelled = text.filter { $0 != "_" }
      guard let value = Double(spelled), value.isFinite else { throw error("this number is out of range") }
      advance()
      return .real(value, place)
    case .timing: return try duration()
    case .imaginary: throw error("complex numbers are not supported", code: "qasm.unsupported")
    case .string:
      let digits = String(text.dropFirst().dropLast()).filter { $0 != "_" }
      guard version == 3, !digits.isEmpty, digits.allSatisfy({ $0 == "0" || $0 == "1" }) else {
        throw error("a bit string holds only 0 and 1")
      }
      advance()
      return .bitString(digits, place)
    case .leftParen:
      advance()
      let value = try expression()
      try expect(.rightParen, "')'")
      return value
    case .identifier: return try named()
    default: throw expected("a value")
    }
  }

  private mutating func named() throws(CircuitError) -> Expression {
    let place = place
    if version == 3 {
      if acceptWord("true") { return .bool(true, place) }
      if acceptWord("false") { return .bool(false, place) }
      if isWord("measure") {
        advance()
        return .measure(try operand(), place)
      }
      if let type = try typeName() {
        try expect(.leftParen, "'(' of a cast")
        let value = try expression()
        try expect(.rightParen, "')'")
        return .cast(type, value, place)
      }
    }
    if version == 2, Self.reserved.contains(text) { throw expected("a value") }
    let name = version == 3 ? try identifier("a value") : text
    if version == 2 { advance() }
    if accept(.leftParen) { return .call(name, try arguments(), place) }
    return .name(name, place)
  }

  /// A whole number in any of its bases.
  mutating func integer() throws(CircuitError) -> Int {
    guard token.kind == .integer else { throw expected("a whole number") }
    var digits = text.filter { $0 != "_" }
    var radix = 10
    if digits.hasPrefix("0x") || digits.hasPrefix("0X") { radix = 16 }
    if digits.hasPrefix("0b") || digits.hasPrefix("0B") { radix = 2 }
    if digits.hasPrefix("0o") || digits.hasPrefix("0O") { radix = 8 }
    if radix != 10 { digits = String(digits.dropFirst(2)) }
    guard !text.hasSuffix("_"), !text.contains("__"), let value = Int(digits, radix: radix) else {
      throw error("this number is malformed or larger than 63 bits")
    }
    advance()
    return value
  }

  /// A whole number of any length: one of more than 62 bits as its bits, for registers as wide.
  mutating func largeInteger(_ place: Place) throws(CircuitError) -> Expression {
    let digits = text
    guard token.kind == .integer, digits.count > 18, digits.count <= 4000, digits.allSatisfy(\.isWholeNumber) else {
      return .integer(try integer(), place)
    }
    advance()
    // Halving the decimal number gives its bits, the least significant first.
    var decimal = digits.utf8.map { Int($0) - 48 }
    var bits: [Character] = []
    while let first = decimal.firstIndex(where: { $0 != 0 }) {
      decimal.removeFirst(first)
      var carry = 0
      for index in decimal.indices {
        let value = carry * 10 + decimal[index]
        (decimal[index], carry) = (value / 2, value % 2)
      }
      bits.append(carry == 1 ? "1" : "0")
    }
    return .bitString(String(bits.reversed()), place)
  }

  private mutating func duration() throws(CircuitError) -> Expression {
    let place = place
    let spelled = text.filter { $0 != "_" }
    let digits = spelled.prefix { "0123456789.+-eE".contains($0) }
    let name = spelled.dropFirst(digits.count)
    guard version == 3, let value = Double(digits), value.isFinite else { throw expected("a value") }
    let unit =
      name.hasSuffix("s") && name.unicodeScalars.count == 2 && !name.utf8.allSatisfy({ $0 < 0x80 })
      ? DelayTime.Unit.us : DelayTime.Unit(rawValue: String(name))
    guard let unit else { throw expected("a unit of time: ns, us, ms, s or dt") }
    advance()
    return .duration(value, unit, place)
  }

  /// A classical type or `qubit`, with its size; nil where the word is none.
  mutating func typeName() throws(CircuitError) -> Syntax.TypeName? {
    guard token.kind == .identifier, token.end - token.start <= 8, let kind = Syntax.TypeName.Kind(rawValue: text),
      version == 3, kind != .creg
    else { return nil }
    let place = place
    advance()
    if kind == .complex { throw error("complex numbers are not supported", code: "qasm.unsupported", at: place) }
    if kind == .stretch { throw error("stretch is not supported", code: "qasm.unsupported", at: place) }
    var size: Expression?
    if kind != .bool, kind != .duration, accept(.leftBracket) {
      size = try expression()
      try expect(.rightBracket, "']'")
    }
    return Syntax.TypeName(kind: kind, size: size, place: place)
  }
}
