extension Parser {
  /// Declarations of OpenQASM 3; nil where the statement is something else.
  mutating func declaration3(_ place: Place) throws(CircuitError) -> Statement? {
    var role = Syntax.DeclarationRole.plain
    if acceptWord("const") { role = .constant }
    if acceptWord("input") { role = .input }
    if acceptWord("output") { role = .output }
    if isWord("array") { throw error("arrays are not supported", code: "qasm.unsupported") }
    if acceptWord("let") {
      let name = try identifier("an alias")
      try expect(.assign, "'='")
      let value = try expression()
      try semicolon()
      return .alias(name: name, value, place)
    }
    guard let type = try typeName() else {
      if role == .plain { return nil }
      throw expected("a type")
    }
    if role == .plain, accept(.leftParen) {
      let value = try expression()
      try expect(.rightParen, "')' of a cast")
      try semicolon()
      return .expression(.cast(type, value, place), place)
    }
    let named = self.place
    let name = try identifier("a name")
    if type.kind == .qubit {
      if role != .plain { throw error("qubits cannot be const, input or output", at: place) }
      try semicolon()
      return .qubits(name: name, size: type.size, named)
    }
    var initial: Expression?
    if role == .output || role == .input, token.kind == .assign {
      throw error("an input or output variable has no value of its own")
    }
    if accept(.assign) { initial = try expression() }
    if role == .constant, initial == nil { throw expected("'=' and a value") }
    try semicolon()
    return .declaration(type, name: name, role, initial, named)
  }

  /// Control flow, subroutines and timing; nil where the statement is something else.
  mutating func control3(_ place: Place) throws(CircuitError) -> Statement? {
    if acceptWord("if") { return try conditional(place) }
    if acceptWord("for") { return try forLoop(place) }
    if acceptWord("while") {
      try expect(.leftParen, "'('")
      let condition = try expression()
      try expect(.rightParen, "')'")
      return .whileLoop(condition, try body(), place)
    }
    if acceptWord("switch") { return try switchCase(place) }
    if acceptWord("def") { return .subroutine(try subroutine(place)) }
    if acceptWord("return") {
      let value: Expression? = token.kind == .semicolon ? nil : try expression()
      try semicolon()
      return .returnValue(value, place)
    }
    if acceptWord("break") {
      try semicolon()
      return .breakLoop(place)
    }
    if acceptWord("continue") {
      try semicolon()
      return .continueLoop(place)
    }
    if acceptWord("end") {
      try semicolon()
      return .end(place)
    }
    if acceptWord("delay") {
      try expect(.leftBracket, "'['")
      let time = try expression()
      try expect(.rightBracket, "']'")
      let targets = token.kind == .semicolon ? [] : try operands()
      try semicolon()
      return .delay(time, targets, place)
    }
    if acceptWord("nop") {
      if token.kind != .semicolon { _ = try operands() }
      try semicolon()
      return .block([], place)
    }
    if acceptWord("box") {
      if accept(.leftBracket) {
        _ = try expression()
        try expect(.rightBracket, "']'")
      }
      return .block(try block(), place)
    }
    return nil
  }

  private mutating func conditional(_ place: Place) throws(CircuitError) -> Statement {
    try expect(.leftParen, "'('")
    let condition = try expression()
    try expect(.rightParen, "')'")
    let then = try body()
    let otherwise = acceptWord("else") ? try body() : []
    return .conditional(condition, then, otherwise, place)
  }

  private mutating func forLoop(_ place: Place) throws(CircuitError) -> Statement {
    let declared = try typeName()
    let type = declared ?? Syntax.TypeName(kind: .int, size: nil, place: place)
    let name = try identifier("a loop variable")
    guard acceptWord("in") else { throw expected("'in'") }
    let values: Syntax.IterationSet
    if token.kind == .leftBrace {
      values = .values(try braced())
    } else if accept(.leftBracket) {
      let first = try expression()
      try expect(.colon, "':'")
      let second = try expression()
      if accept(.colon) {
        values = .range(first, step: second, try expression())
      } else {
        values = .range(first, step: nil, second)
      }
      try expect(.rightBracket, "']'")
    } else {
      values = .register(try expression())
    }
    return .forLoop(type, name: name, values, try body(), place)
  }

  private mutating func switchCase(_ place: Place) throws(CircuitError) -> Statement {
    try expect(.leftParen, "'('")
    let subject = try expression()
    try expect(.rightParen, "')'")
    try expect(.leftBrace, "'{'")
    var cases: [Syntax.SwitchCase] = []
    while !accept(.rightBrace) {
      if acceptWord("default") {
        cases.append(Syntax.SwitchCase(labels: [], body: try block()))
        try expect(.rightBrace, "'}' after default")
        break
      }
      guard acceptWord("case") else { throw expected("'case', 'default' or '}'") }
      var labels = [try expression()]
      while accept(.comma), token.kind != .leftBrace { labels.append(try expression()) }
      cases.append(Syntax.SwitchCase(labels: labels, body: try block()))
    }
    return .switchCase(subject, cases, place)
  }

  private mutating func subroutine(_ place: Place) throws(CircuitError) -> Syntax.Subroutine {
    let name = try identifier("the name of a subroutine")
    try expect(.leftParen, "'('")
    var arguments: [(type: Syntax.TypeName, name: String)] = []
    while token.kind != .rightParen {
      if isWord("readonly") || isWord("mutable") || isWord("array") {
        throw error("arrays are not supported", code: "qasm.unsupported")
      }
      var type: Syntax.TypeName
      if isWord("qreg") || isWord("creg") {
        type = Syntax.TypeName(kind: isWord("qreg") ? .qubit : .bit, size: nil, place: self.place)
        advance()
      } else {
        guard let declared = try typeName() else { throw expected("a type") }
        type = declared
      }
      let argument = try identifier("an argument")
      if type.size == nil, accept(.leftBracket) {
        type.size = try expression()
        try expect(.rightBracket, "']'")
      }
      arguments.append((type, argument))
      if !accept(.comma) { break }
    }
    try expect(.rightParen, "',' or ')'")
    var result: Syntax.TypeName?
    if accept(.arrow) {
      guard let declared = try typeName(), declared.kind != .qubit else { throw expected("a classical type") }
      result = declared
    }
    return Syntax.Subroutine(name: name, arguments: arguments, result: result, body: try block(), place: place)
  }

  /// Statements of OpenQASM 3 that are no part of circuits: named, not passed over. Pragmas are.
  mutating func refused(_ place: Place) throws(CircuitError) -> Statement? {
    for (word, what) in [
      ("defcal", "pulse calibrations"), ("cal", "pulse calibrations"), ("defcalgrammar", "pulse calibrations"),
      ("extern", "extern functions"), ("opaque", "opaque gates in OpenQASM 3"),
    ] where text == word {
      throw error("\(what) are not supported", code: "qasm.unsupported")
    }
    if isWord("OPENQASM") { throw error("the version must be the first statement") }
    guard isWord("pragma") else { return nil }
    while token.kind != .end, !source.bytes[lastEnd..<token.start].contains(0x0A) || isWord("pragma") { advance() }
    return .block([], place)
  }

  /// A statement that begins with a name: gate call, assignment, or call of a subroutine.
  mutating func named3(_ place: Place) throws(CircuitError) -> Statement {
    let modifiers = try modifiers()
    if !modifiers.isEmpty || isWord("gphase") { return try gateCall(modifiers, place) }
    switch peek().kind {
    case .assign, .compound, .leftBracket: return try assignment(place)
    case .leftParen: break
    case .identifier, .hardwareQubit, .semicolon: return try gateCall([], place)
    case .plus, .minus, .star, .slash, .percent, .power, .shiftLeft, .shiftRight, .equal, .notEqual, .less,
      .lessOrEqual, .greater, .greaterOrEqual, .doubleAmpersand, .doubleBar, .ampersand, .bar, .caret, .concat:
      return try expressionStatement()
    default: return try gateCall([], place)
    }
    let name = try identifier("a gate or subroutine")
    advance()
    let values = try arguments()
    if accept(.semicolon) { return .expression(.call(name, values, place), place) }
    let operands = try operands()
    try semicolon()
    return .call(Syntax.GateCall(modifiers: [], name: name, parameters: values, operands: operands, place: place))
  }

  private mutating func assignment(_ place: Place) throws(CircuitError) -> Statement {
    let before = self
    let target = try operand()
    var operation: ClassicalExpression.BinaryOperator?
    if token.kind != .compound, token.kind != .assign, precedence != nil || token.kind == .concat {
      self = before
      return try expressionStatement()
    }
    if token.kind == .compound {
      let spelled = String(text.dropLast())
      guard let known = ClassicalExpression.BinaryOperator(rawValue: spelled) else { throw expected("'='") }
      operation = known
      advance()
    } else {
      try expect(.assign, "'='")
    }
    let value = try expression()
    try semicolon()
    return .assign(target, operation: operation, value, place)
  }

  /// `ctrl(2) @ inv @ …`.
  private mutating func modifiers() throws(CircuitError) -> [Syntax.Modifier] {
    var list: [Syntax.Modifier] = []
    while true {
      let place = place
      let kind: Syntax.Modifier.Kind
      if acceptWord("ctrl") {
        kind = .control
      } else if acceptWord("negctrl") {
        kind = .negativeControl
      } else if acceptWord("inv") {
        kind = .inverse
      } else if acceptWord("pow") {
        kind = .power
      } else {
        return list
      }
      var argument: Expression?
      if kind != .inverse, accept(.leftParen) {
        argument = try expression()
        try expect(.rightParen, "')'")
      }
      if kind == .power, argument == nil { throw expected("'(' and the exponent") }
      try expect(.at, "'@'")
      list.append(Syntax.Modifier(kind: kind, argument: argument, place: place))
      if list.count > 64 { throw error("more than 64 modifiers on one gate", code: "qasm.limit") }
    }
  }
}
