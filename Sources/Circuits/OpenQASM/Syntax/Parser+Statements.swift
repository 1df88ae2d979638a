extension Parser {
  typealias Statement = Syntax.Statement

  /// The next statement, nil at the end of the text. Empty statements and annotations are passed over.
  mutating func statement() throws(CircuitError) -> Statement? {
    while token.kind == .semicolon || token.kind == .annotation && version == 3 { advance() }
    switch token.kind {
    case .end: return nil
    case .identifier: break
    case .leftBrace where version == 3:
      let place = place
      return .block(try block(), place)
    case .integer, .real, .timing, .string, .leftParen, .minus, .bang, .tilde, .plus:
      guard version == 3 else { throw expected("a statement") }
      return try expressionStatement()
    default: throw expected("a statement")
    }
    let place = place
    if version == 2 { return try statement2(place) }
    if let statement = try common(place) { return statement }
    if let statement = try declaration3(place) { return statement }
    if let statement = try control3(place) { return statement }
    if let statement = try refused(place) { return statement }
    return try named3(place)
  }

  /// `{ … }`, or one statement.
  mutating func body() throws(CircuitError) -> [Statement] {
    if token.kind == .leftBrace { return try block() }
    return try nested { parser throws(CircuitError) -> [Statement] in
      guard let one = try parser.statement() else { throw parser.expected("a statement") }
      return [one]
    }
  }

  mutating func block() throws(CircuitError) -> [Statement] {
    try nested { parser throws(CircuitError) -> [Statement] in
      try parser.expect(.leftBrace, "'{'")
      var statements: [Statement] = []
      while true {
        while parser.token.kind == .semicolon { parser.advance() }
        if parser.accept(.rightBrace) { return statements }
        guard let next = try parser.statement() else { throw parser.expected("'}'") }
        statements.append(next)
      }
    }
  }

  mutating func semicolon() throws(CircuitError) { try expect(.semicolon, "';'") }

  /// What both versions write alike; nil where the statement is something else.
  private mutating func common(_ place: Place) throws(CircuitError) -> Statement? {
    if acceptWord("include") {
      guard token.kind == .string else { throw expected("a file name in quotes") }
      let name = String(text.dropFirst().dropLast())
      advance()
      try semicolon()
      return .include(name, place)
    }
    if acceptWord("gate") { return .gate(try gateDefinition(place)) }
    if acceptWord("barrier") {
      let operands = token.kind == .semicolon && version == 3 ? [] : try operands()
      try semicolon()
      return .barrier(operands, place)
    }
    if acceptWord("reset") {
      let target = try operand()
      try semicolon()
      return .reset(target, place)
    }
    if acceptWord("measure") {
      let source = try operand()
      var target: Syntax.Operand?
      if accept(.arrow) { target = try operand() } else if version == 2 { throw expected("'->'") }
      try semicolon()
      return .measure(source, into: target, place)
    }
    if isWord("qreg") || isWord("creg") {
      let quantum = isWord("qreg")
      advance()
      let named = self.place
      let name = try identifier("the name of a register")
      var size: Expression?
      if version == 2 || token.kind == .leftBracket {
        try expect(.leftBracket, "'['")
        let sized = self.place
        size = version == 2 ? .integer(try integer(), sized) : try expression()
        try expect(.rightBracket, "']'")
      }
      try semicolon()
      if quantum { return .qubits(name: name, size: size, named) }
      let type = Syntax.TypeName(kind: .creg, size: size ?? .integer(1, named), place: place)
      return .declaration(type, name: name, .plain, nil, named)
    }
    return nil
  }

  private mutating func statement2(_ place: Place) throws(CircuitError) -> Statement {
    if let statement = try common(place) { return statement }
    if acceptWord("opaque") {
      var definition = try gateHead(place)
      definition.body = nil
      try semicolon()
      return .gate(definition)
    }
    if acceptWord("if") {
      try expect(.leftParen, "'('")
      let named = self.place
      let name = try identifier("a classical register")
      try expect(.equal, "'=='")
      let valued = self.place
      let value = try largeInteger(valued)
      try expect(.rightParen, "')'")
      if isWord("if") || isWord("gate") || isWord("qreg") || isWord("creg") || isWord("include") {
        throw expected("a quantum operation")
      }
      guard token.kind == .identifier, let then = try statement() else { throw expected("a quantum operation") }
      return .conditional(.binary(.equal, .name(name, named), value, place), [then], [], place)
    }
    if isWord("OPENQASM") { throw error("the version must be the first statement") }
    return try gateCall([], place)
  }

  /// `name(params) operands;` after its modifiers.
  mutating func gateCall(_ modifiers: [Syntax.Modifier], _ place: Place) throws(CircuitError) -> Statement {
    let name: String
    if version == 3, acceptWord("gphase") { name = "gphase" } else { name = try identifier("a gate") }
    var parameters: [Expression] = []
    if accept(.leftParen) { parameters = try arguments() }
    let operands = token.kind == .semicolon && version == 3 ? [] : try operands()
    try semicolon()
    return .call(
      Syntax.GateCall(modifiers: modifiers, name: name, parameters: parameters, operands: operands, place: place))
  }

  /// Operands with commas between them; OpenQASM 3 allows one more comma at the end.
  mutating func operands() throws(CircuitError) -> [Syntax.Operand] {
    var list = [try operand()]
    while accept(.comma) {
      if version == 3, token.kind == .semicolon { break }
      list.append(try operand())
    }
    return list
  }

  /// `2 + 2;`: allowed by the grammar, checked, and without effect.
  mutating func expressionStatement() throws(CircuitError) -> Statement {
    let place = place
    let value = try expression()
    try semicolon()
    return .expression(value, place)
  }

  /// `q`, `q[3]`, `q[0:2]`, `$3`.
  mutating func operand() throws(CircuitError) -> Syntax.Operand {
    let place = place
    if version == 3, token.kind == .hardwareQubit {
      let name = text
      advance()
      return Syntax.Operand(name: name, index: .none, place: place)
    }
    let name = try identifier("a qubit or register")
    guard token.kind == .leftBracket else { return Syntax.Operand(name: name, index: .none, place: place) }
    if version == 2 {
      advance()
      let index = try integer()
      try expect(.rightBracket, "']'")
      return Syntax.Operand(name: name, index: .number(index), place: place)
    }
    var items: [[Syntax.IndexItem]] = []
    while token.kind == .leftBracket { items.append(try indexItems()) }
    if items.count == 1, items[0].count == 1, case .at(.integer(let index, _)) = items[0][0] {
      return Syntax.Operand(name: name, index: .number(index), place: place)
    }
    return Syntax.Operand(name: name, index: .items(items), place: place)
  }

  private mutating func gateHead(_ place: Place) throws(CircuitError) -> Syntax.GateDefinition {
    let name = try identifier("the name of a gate")
    var parameters: [String] = []
    if accept(.leftParen) {
      while token.kind != .rightParen {
        parameters.append(try identifier("a parameter"))
        if !accept(.comma) { break }
      }
      try expect(.rightParen, "',' or ')'")
    }
    var qubits: [String] = []
    if version == 2 || token.kind != .leftBrace {
      repeat {
        if version == 3, !qubits.isEmpty, token.kind == .leftBrace { break }
        qubits.append(try identifier("a qubit"))
      } while accept(.comma)
    }
    let names = parameters + qubits
    if Set(names).count != names.count {
      throw error("gate '\(name)' uses one name for two of its parameters or qubits", code: "qasm.duplicate", at: place)
    }
    return Syntax.GateDefinition(name: name, parameters: parameters, qubits: qubits, body: [], place: place)
  }

  private mutating func gateDefinition(_ place: Place) throws(CircuitError) -> Syntax.GateDefinition {
    var definition = try gateHead(place)
    definition.body = try block()
    return definition
  }
}
