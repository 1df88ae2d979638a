extension Lowering {
  /// Carries out an assignment to a variable, bits or an element of a register.
  mutating func assign(
    _ target: Syntax.Operand, _ operation: ClassicalExpression.BinaryOperator?, _ value: Expression, _ place: Place
  ) throws(CircuitError) {
    switch lookup(target.name) {
    case .variable(let index):
      guard case .none = target.index else { throw unsupported("assigning to one bit of a number is", target.place) }
      var result = try evaluate(value, place)
      if let operation { result = try combine(target, operation, result, place) }
      try write(result, to: index, place)
    case .bits:
      let wires = try classicalBits(target)
      guard let operation else { return try assign(value, toBits: wires, place) }
      let result = try combine(target, operation, try evaluate(value, place), place)
      try emit(assignment(result, wires, place), place)
    case .constant: throw error("'\(target.name)' is constant", code: "qasm.type", at: target.place)
    case nil: throw undefined(target.name, "variable", target.place)
    default: throw error("'\(target.name)' cannot be assigned to", code: "qasm.type", at: target.place)
    }
  }

  private mutating func combine(
    _ target: Syntax.Operand, _ operation: ClassicalExpression.BinaryOperator, _ value: Evaluated, _ place: Place
  ) throws(CircuitError) -> Evaluated {
    var present = try evaluate(.name(target.name, target.place))
    if case .bits = lookup(target.name) {
      let wires = try classicalBits(target)
      present = .runtime(wires.isRegister ? .bits(wires.all) : .bit(wires[0]))
    }
    if case .known(let a) = present, case .known(let b) = value, let x = a.value, let y = b.value {
      if operation == .divide || operation == .remainder, y.double == 0 {
        throw error("division by zero", code: "qasm.value", at: place)
      }
      return .known(Constant(operation.apply(x, y)))
    }
    guard let x = present.expression, let y = value.expression else {
      throw error("a duration is no number", code: "qasm.type", at: place)
    }
    return .runtime(.binary(operation, x, y))
  }

  /// Assigns to bits: a measurement, a bit string, another register, or a number.
  mutating func assign(_ value: Expression, toBits wires: Wires, _ place: Place) throws(CircuitError) {
    if case .measure(let operand, _) = value {
      let qubits = try qubits(operand)
      guard qubits.count == wires.count else {
        throw error("measures \(qubits.count) qubits into \(wires.count) bits", code: "qasm.size", at: place)
      }
      for index in 0..<wires.count { try emit(.measure(qubit: qubits[index], clbit: wires[index]), place) }
      return
    }
    let result = try evaluate(value, place)
    switch result {
    case .known(.bits(let bits)) where bits.count != wires.count:
      throw error("\(bits.count) bits do not fit into \(wires.count)", code: "qasm.size", at: place)
    case .known(.bits(let bits)) where bits.count > 62:
      for (index, bit) in bits.enumerated() { try emit(.assign(.bit(wires[index]), .value(.bool(bit))), place) }
    case .runtime(.bits(let bits)) where bits.count != wires.count:
      throw error("\(bits.count) bits do not fit into \(wires.count)", code: "qasm.size", at: place)
    default: try emit(assignment(result, wires, place), place, cost: 1 + wires.count)
    }
  }

  private func assignment(_ value: Evaluated, _ wires: Wires, _ place: Place) throws(CircuitError) -> Operation {
    guard let expression = value.expression else {
      throw error("a duration is no number", code: "qasm.type", at: place)
    }
    return .assign(wires.isRegister ? .bits(wires.all) : .bit(wires[0]), expression)
  }
}
