import Glibc

extension Lowering {
  typealias Expression = Syntax.Expression

  /// A number known now, as a real one.
  mutating func real(_ expression: Expression, what: String) throws(CircuitError) -> Double {
    // The commonest forms need no detour.
    switch expression {
    case .real(let value, _): return value
    case .integer(let value, _): return Double(value)
    default: break
    }
    let value = try known(expression, what: what)
    guard let number = value.value?.double, number.isFinite else {
      throw error("\(what) must be a finite number", code: "qasm.value", at: expression.place)
    }
    return number
  }

  /// A whole number known now.
  mutating func integer(_ expression: Expression, what: String) throws(CircuitError) -> Int {
    if case .integer(let value, _) = expression { return value }
    switch try known(expression, what: what) {
    case .int(let value): return value
    case .bool(let value): return value ? 1 : 0
    case .bits(let bits): return Constant.bits(bits).value?.int ?? 0
    case .real(let value):
      if let whole = Int(exactly: value) { return whole }
      fallthrough
    case .duration: throw error("\(what) must be a whole number", code: "qasm.type", at: expression.place)
    }
  }

  private mutating func known(_ expression: Expression, what: String) throws(CircuitError) -> Constant {
    guard case .known(let constant) = try evaluate(expression) else {
      throw error(
        "\(what) must be known before the program runs; a value computed while it runs is not supported here",
        code: "qasm.unsupported", at: expression.place)
    }
    return constant
  }

  /// The value of an expression as far as it is known.
  mutating func evaluate(_ expression: Expression) throws(CircuitError) -> Evaluated {
    switch expression {
    case .integer(let value, _): return .known(version == 2 ? .real(Double(value)) : .int(value))
    case .real(let value, _): return .known(.real(value))
    case .bool(let value, _): return .known(.bool(value))
    case .bitString(let text, _): return .known(.bits(text.reversed().map { $0 == "1" }))
    case .duration(let value, let unit, _): return .known(.duration(value, unit))
    case .name(let name, let place): return try evaluate(name: name, place)
    case .unary(let operation, let operand, let place): return try evaluate(operation, operand, place)
    case .binary(let operation, let a, let b, let place): return try evaluate(operation, a, b, place)
    case .call(let name, let arguments, let place): return try evaluate(call: name, arguments, place)
    case .index(let base, let items, let place): return try evaluate(base, items, place)
    case .cast(let type, let operand, let place): return try cast(try evaluate(operand), type, place)
    case .concat(_, _, let place): throw unsupported("concatenation inside an expression is", place)
    case .measure(_, let place): throw unsupported("a measurement inside an expression is", place)
    }
  }

  private func evaluate(name: String, _ place: Place) throws(CircuitError) -> Evaluated {
    switch lookup(name) {
    case .constant(let constant): return .known(constant)
    case .variable(let index):
      let state = variables[index]
      if let known = state.known { return .known(Constant(known)) }
      return .runtime(.variable(state.slot ?? 0))
    case .bits(let wires): return .runtime(wires.isRegister ? .bits(wires.all) : .bit(wires[0]))
    case .qubits: throw error("'\(name)' is a quantum register, not a value", code: "qasm.type", at: place)
    case .gate, .subroutine: throw error("'\(name)' is not a value", code: "qasm.type", at: place)
    case nil:
      if let value = Self.constants[name], version == 3 || name == "pi" { return .known(.real(value)) }
      throw undefined(name, version == 2 ? "parameter" : "variable or constant", place)
    }
  }

  static let constants: [String: Double] = [
    "pi": .pi, "π": .pi, "tau": 2 * .pi, "τ": 2 * .pi, "euler": M_E, "ℇ": M_E,
  ]

  private mutating func evaluate(
    _ operation: Syntax.UnaryOperator, _ operand: Expression, _ place: Place
  ) throws(CircuitError) -> Evaluated {
    let value = try evaluate(operand)
    if case .known(.duration(let time, let unit)) = value, operation == .negate {
      return .known(.duration(-time, unit))
    }
    let applied: ClassicalExpression.UnaryOperator
    switch operation {
    case .negate: applied = .negate
    case .not: applied = .not
    case .complement: applied = .complement(width: width(of: value))
    }
    switch value {
    case .known(.bits(let bits)) where operation == .complement: return .known(.bits(bits.map { !$0 }))
    case .known(let constant):
      guard let number = constant.value else { throw error("no operator on durations", code: "qasm.type", at: place) }
      return .known(Constant(applied.apply(number)))
    case .runtime(let expression):
      if case .bit(let bit) = expression, operation == .complement { return .runtime(.unary(.not, .bit(bit))) }
      return .runtime(.unary(applied, expression))
    }
  }

  /// How many bits the complement of a value turns.
  private func width(of value: Evaluated) -> Int {
    guard case .runtime(let expression) = value else { return 64 }
    switch expression {
    case .bits(let bits): return bits.count
    case .bit: return 1
    case .variable(let slot):
      if case .uint(let width) = circuit.variables[slot].type { return width }
      return 64
    case .cast(.uint(let width), _): return width
    default: return 64
    }
  }

  private mutating func evaluate(
    _ operation: ClassicalExpression.BinaryOperator, _ a: Expression, _ b: Expression, _ place: Place
  ) throws(CircuitError) -> Evaluated {
    let (left, right) = (try evaluate(a), try evaluate(b))
    if case .known(let x) = left, case .known(let y) = right { return .known(try fold(operation, x, y, place)) }
    guard let x = left.expression, let y = right.expression else {
      throw error("durations are only known before the program runs", code: "qasm.type", at: place)
    }
    // What is beyond 62 bits can be compared for equality alone.
    for side in [x, y] {
      if case .bits(let bits) = side, bits.count > 62, operation != .equal, operation != .notEqual {
        throw unsupported("arithmetic on a register of more than 62 bits is", place)
      }
    }
    return .runtime(.binary(operation, x, y))
  }

  private func fold(
    _ operation: ClassicalExpression.BinaryOperator, _ a: Constant, _ b: Constant, _ place: Place
  ) throws(CircuitError) -> Constant {
    guard let x = a.value, let y = b.value else { return try foldDurations(operation, a, b, place) }
    if operation == .divide || operation == .remainder, y.double == 0 {
      throw error("division by zero", code: "qasm.value", at: place)
    }
    if case .bits(let bits) = a, case .int(let shift) = y, operation == .shiftLeft || operation == .shiftRight {
      return .bits(
        bits.indices.map { index in
          let from = operation == .shiftLeft ? index - max(0, shift) : index + max(0, shift)
          return bits.indices.contains(from) && bits[from]
        })
    }
    return Constant(operation.apply(x, y))
  }

  private func foldDurations(
    _ operation: ClassicalExpression.BinaryOperator, _ a: Constant, _ b: Constant, _ place: Place
  ) throws(CircuitError) -> Constant {
    switch (a, b, operation) {
    case (.duration(let x, let unit), .duration(let y, let other), .add) where unit == other:
      return .duration(x + y, unit)
    case (.duration(let x, let unit), .duration(let y, let other), .subtract) where unit == other:
      return .duration(x - y, unit)
    case (.duration(let x, let unit), _, .multiply):
      if let factor = b.value?.double { return .duration(x * factor, unit) }
    case (_, .duration(let y, let unit), .multiply):
      if let factor = a.value?.double { return .duration(y * factor, unit) }
    case (.duration(let x, let unit), _, .divide):
      if let divisor = b.value?.double, divisor != 0 { return .duration(x / divisor, unit) }
    default: break
    }
    throw unsupported("this arithmetic with durations is", place)
  }

  /// An element or part of a register, or a bit of a number.
  private mutating func evaluate(
    _ base: Expression, _ items: [Syntax.IndexItem], _ place: Place
  ) throws(CircuitError) -> Evaluated {
    if let wires = try bits(base) {
      let picked = try select(wires, items, name: "this register", place)
      return .runtime(picked.isRegister ? .bits(picked.all) : .bit(picked[0]))
    }
    guard items.count == 1, case .at(let index) = items[0] else {
      throw unsupported("this index into a number is", place)
    }
    let position = try integer(index, what: "an index")
    switch try evaluate(base) {
    case .known(.bits(let bits)):
      let wrapped = position < 0 ? position + bits.count : position
      guard bits.indices.contains(wrapped) else {
        throw error("index \(position) is outside a string of \(bits.count) bits", code: "qasm.index", at: place)
      }
      return .known(.bool(bits[wrapped]))
    case .known(.int(let value)) where (0..<64).contains(position): return .known(.bool(value >> position & 1 == 1))
    case .runtime(let value) where (0..<64).contains(position):
      return .runtime(.binary(.bitAnd, .binary(.shiftRight, value, .value(.int(position))), .value(.int(1))))
    default: throw error("this value has no bits to index", code: "qasm.type", at: place)
    }
  }

  /// The bits that an expression names; nil where it is something else.
  mutating func bits(_ expression: Expression) throws(CircuitError) -> Wires? {
    switch expression {
    case .name(let name, _):
      if case .bits(let wires) = lookup(name) { return wires }
      return nil
    case .index(let base, let items, let place):
      guard let wires = try bits(base) else { return nil }
      return try select(wires, items, name: "this register", place)
    default: return nil
    }
  }
}
