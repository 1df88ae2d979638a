extension Lowering {
  /// Carries out control flow, assignments and definitions' ends.
  mutating func lowerControl(_ statement: Syntax.Statement) throws(CircuitError) -> Flow {
    switch statement {
    case .conditional(let condition, let then, let otherwise, let place):
      return try lowerConditional(condition, then, otherwise, place)
    case .whileLoop(let condition, let body, let place): return try lowerWhile(condition, body, place)
    case .forLoop(let type, let name, let values, let body, let place):
      return try lowerFor(type, name, values, body, place)
    case .switchCase(let subject, let cases, let place): return try lowerSwitch(subject, cases, place)
    case .assign(let target, let operation, let value, let place):
      try assign(target, operation, value, place)
      return .normal
    case .expression(.call(let name, let arguments, let place), _) where Self.functions[name] == nil:
      guard case .subroutine(let index) = lookup(name) else { throw undefined(name, "subroutine", place) }
      _ = try call(index, arguments, place)
      return .normal
    case .expression(let value, let place):
      _ = try evaluate(value, place)
      return .normal
    case .returnValue(let value, let place):
      guard dynamicDepth == returnDepth else { throw unsupported("a return inside a block that may not run is", place) }
      return .returns(try value.map { value throws(CircuitError) in try evaluate(value, place) })
    case .breakLoop(let place), .continueLoop(let place): return try leaveLoop(statement, place)
    case .end(let place):
      if dynamicDepth == 0 { return .ends }
      try emit(.end, place)
      return .normal
    case .block(let body, _): return try lower(block: body)
    default: return .normal
    }
  }

  /// An expression that may be a measurement, as assignments and returns allow.
  mutating func evaluate(_ expression: Expression, _ place: Place) throws(CircuitError) -> Evaluated {
    guard case .measure(let operand, _) = expression else { return try evaluate(expression) }
    let wires = try qubits(operand)
    let bits = try localRegister(wires.count, place)
    for index in 0..<wires.count { try emit(.measure(qubit: wires[index], clbit: bits[index]), place) }
    return .runtime(wires.isRegister ? .bits(bits.all) : .bit(bits[0]))
  }

  private mutating func leaveLoop(_ statement: Syntax.Statement, _ place: Place) throws(CircuitError) -> Flow {
    let breaks = if case .breakLoop = statement { true } else { false }
    if dynamicLoops > 0 {
      try emit(breaks ? .breakLoop : .continueLoop, place)
      return .normal
    }
    guard staticLoops > 0 else {
      throw error("\(breaks ? "break" : "continue") outside a loop", code: "qasm.syntax", at: place)
    }
    guard dynamicDepth == loopDepth else {
      throw unsupported("leaving an unrolled loop from a block that may not run is", place)
    }
    return breaks ? .breaks : .continues
  }

  private mutating func lowerConditional(
    _ condition: Expression, _ then: [Syntax.Statement], _ otherwise: [Syntax.Statement], _ place: Place
  ) throws(CircuitError) -> Flow {
    if version == 2 { return try lowerConditional2(condition, then, place) }
    let value = try evaluate(condition)
    if case .known(let constant) = value { return try lower(block: constant.value?.isTrue == true ? then : otherwise) }
    guard let expression = value.expression else { throw error("not a condition", code: "qasm.type", at: place) }
    let pinned = try pin(then + otherwise, place)
    defer { unpin(pinned) }
    let first = try dynamicBlock(then)
    let second = try dynamicBlock(otherwise)
    try emit(.conditional(expression, then: first, otherwise: second), place)
    return .normal
  }

  /// `if (c == n)` of OpenQASM 2, one condition for each measurement of a broadcast one, as in Qiskit.
  private mutating func lowerConditional2(
    _ condition: Expression, _ then: [Syntax.Statement], _ place: Place
  ) throws(CircuitError) -> Flow {
    guard case .binary(.equal, .name(let name, let named), let number, _) = condition,
      case .bits(let wires) = lookup(name)
    else {
      if case .binary(_, .name(let name, let named), _, _) = condition {
        if lookup(name) == nil { throw undefined(name, "classical register", named) }
        throw error("'\(name)' is not a classical register", code: "qasm.type", at: named)
      }
      throw error("not a condition", code: "qasm.type", at: place)
    }
    _ = named
    guard let test = Self.equality(wires.all, number) else {
      throw error("this number does not fit into '\(name)', which has \(wires.count) bits", code: "qasm.value", at: number.place)
    }
    let body = try dynamicBlock(then)
    if body.contains(where: \.measuresAnything) {
      for operation in body { try emit(.conditional(test, then: [operation], otherwise: []), place) }
    } else {
      try emit(.conditional(test, then: body, otherwise: []), place, cost: 1 + wires.count)
    }
    return .normal
  }

  /// Whether a register holds a number, 62 bits at a time; nil where the number is wider than the register.
  private static func equality(_ bits: [Int], _ number: Expression) -> ClassicalExpression? {
    if case .integer(let value, _) = number, bits.count <= 62 { return .binary(.equal, .bits(bits), .value(.int(value))) }
    var digits: [Bool] = []
    switch number {
    case .integer(let value, _): digits = (0..<63).map { value >> $0 & 1 == 1 }
    case .bitString(let text, _): digits = text.reversed().map { $0 == "1" }
    default: return nil
    }
    while digits.last == false { digits.removeLast() }
    guard digits.count <= bits.count else { return nil }
    var result: ClassicalExpression?
    for start in stride(from: 0, to: bits.count, by: 62) {
      let part = start..<min(bits.count, start + 62)
      let value = part.reduce(0) { $1 < digits.count && digits[$1] ? $0 | 1 << ($1 - start) : $0 }
      let test = ClassicalExpression.binary(.equal, .bits(Array(bits[part])), .value(.int(value)))
      result = result.map { .binary(.and, $0, test) } ?? test
    }
    return result
  }

  /// The operations of a block that may or may not run.
  private mutating func dynamicBlock(_ body: [Syntax.Statement]) throws(CircuitError) -> [Operation] {
    dynamicDepth += 1
    defer { dynamicDepth -= 1 }
    return try captured { lowering throws(CircuitError) in
      if lowering.version == 2 {
        for statement in body { _ = try lowering.lower(statement) }
      } else {
        _ = try lowering.lower(block: body)
      }
    }
  }

  /// How often a loop whose condition is known is unrolled: one that never ends is refused well within a second.
  private static let mostTurns = 50_000

  private mutating func lowerWhile(
    _ condition: Expression, _ body: [Syntax.Statement], _ place: Place
  ) throws(CircuitError) -> Flow {
    var turns = 0
    while true {
      try step(place)
      turns += 1
      guard turns <= Self.mostTurns else {
        throw error("this loop is unrolled more than \(Self.mostTurns) times", code: "qasm.limit", at: place)
      }
      guard case .known(let constant) = try evaluate(condition) else { break }
      guard constant.value?.isTrue == true else { return .normal }
      let flow = try inStaticLoop { lowering throws(CircuitError) in try lowering.lower(block: body) }
      switch flow {
      case .normal, .continues: continue
      case .breaks: return .normal
      case .ends, .returns: return flow
      }
    }
    let pinned = try pin(body, place)
    defer { unpin(pinned) }
    guard let test = try evaluate(condition).expression else {
      throw error("not a condition", code: "qasm.type", at: place)
    }
    dynamicLoops += 1
    defer { dynamicLoops -= 1 }
    let operations = try dynamicBlock(body)
    try emit(.whileLoop(test, body: operations), place)
    return .normal
  }

  private mutating func inStaticLoop(
    _ body: (inout Lowering) throws(CircuitError) -> Flow
  ) throws(CircuitError) -> Flow {
    let (loops, depth, dynamic) = (staticLoops, loopDepth, dynamicLoops)
    (staticLoops, loopDepth, dynamicLoops) = (loops + 1, dynamicDepth, 0)
    defer { (staticLoops, loopDepth, dynamicLoops) = (loops, depth, dynamic) }
    return try body(&self)
  }

  private mutating func lowerFor(
    _ type: Syntax.TypeName, _ name: String, _ values: Syntax.IterationSet, _ body: [Syntax.Statement], _ place: Place
  ) throws(CircuitError) -> Flow {
    var turns: [Constant] = []
    switch values {
    case .values(let list):
      for value in list {
        guard case .known(let constant) = try cast(try evaluate(value), type, place) else {
          throw unsupported("a loop over values computed while the program runs is", place)
        }
        turns.append(constant)
      }
    case .range(let from, let step, let to):
      return try lowerRange(name, (from, step, to), body, place)
    case .register(let expression):
      guard case .known(.bits(let bits)) = try evaluate(expression) else {
        throw unsupported("a loop over bits computed while the program runs is", place)
      }
      turns = bits.map { .bool($0) }
    }
    for turn in turns {
      if let flow = try lowerTurn(name, turn, body, place) { return flow }
    }
    return .normal
  }

  private mutating func lowerRange(
    _ name: String, _ bounds: (Expression, Expression?, Expression), _ body: [Syntax.Statement], _ place: Place
  ) throws(CircuitError) -> Flow {
    var value = try integer(bounds.0, what: "a loop's border")
    let stride = try bounds.1.map { step throws(CircuitError) in try integer(step, what: "a loop's step") } ?? 1
    let last = try integer(bounds.2, what: "a loop's border")
    guard stride != 0 else { throw error("a step of 0", code: "qasm.value", at: place) }
    while stride > 0 ? value <= last : value >= last {
      if let flow = try lowerTurn(name, .int(value), body, place) { return flow }
      let (next, overflow) = value.addingReportingOverflow(stride)
      if overflow { break }
      value = next
    }
    return .normal
  }

  /// One turn of an unrolled loop; nil where the next is to follow.
  private mutating func lowerTurn(
    _ name: String, _ value: Constant, _ body: [Syntax.Statement], _ place: Place
  ) throws(CircuitError) -> Flow? {
    try step(place)
    scopes.append([name: .constant(value)])
    defer { scopes.removeLast() }
    let flow = try inStaticLoop { lowering throws(CircuitError) in try lowering.lower(block: body) }
    switch flow {
    case .normal, .continues: return nil
    case .breaks: return .normal
    case .ends, .returns: return flow
    }
  }

  private mutating func lowerSwitch(
    _ subject: Expression, _ cases: [Syntax.SwitchCase], _ place: Place
  ) throws(CircuitError) -> Flow {
    let value = try evaluate(subject)
    guard case .known(let constant) = value else { return try lowerRuntimeSwitch(value, cases[...], place) }
    for one in cases {
      var matches = one.labels.isEmpty
      for label in one.labels where try integer(label, what: "a case") == constant.value?.int { matches = true }
      if matches { return try lower(block: one.body) }
    }
    return .normal
  }

  /// A switch over a value of the running program: conditions one inside the other.
  private mutating func lowerRuntimeSwitch(
    _ value: Evaluated, _ cases: ArraySlice<Syntax.SwitchCase>, _ place: Place
  ) throws(CircuitError) -> Flow {
    guard cases.count <= 64 else { throw error("more than 64 cases", code: "qasm.limit", at: place) }
    guard let subject = value.expression else { throw error("not a number", code: "qasm.type", at: place) }
    let pinned = try pin(cases.flatMap(\.body), place)
    defer { unpin(pinned) }
    var chain: [(ClassicalExpression?, [Operation])] = []
    for one in cases {
      var test: ClassicalExpression?
      for label in one.labels {
        let equal = ClassicalExpression.binary(.equal, subject, .value(.int(try integer(label, what: "a case"))))
        test = test.map { .binary(.or, $0, equal) } ?? equal
      }
      chain.append((test, try dynamicBlock(one.body)))
    }
    var rest: [Operation] = []
    for (test, body) in chain.reversed() {
      rest = test.map { [.conditional($0, then: body, otherwise: rest)] } ?? body
    }
    for operation in rest { try emit(operation, place) }
    return .normal
  }
}
