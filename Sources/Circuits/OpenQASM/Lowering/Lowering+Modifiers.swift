/// What stands before a gate, worked out: controls, and powers from the innermost out.
struct Modifiers {
  var states: [Bool] = []
  /// -1 for `inv`.
  var powers: [Double] = []
  var isEmpty: Bool { states.isEmpty && powers.isEmpty }
}

extension Lowering {
  /// Works out the arguments of modifiers.
  mutating func resolve(_ modifiers: [Syntax.Modifier]) throws(CircuitError) -> Modifiers {
    var result = Modifiers()
    for modifier in modifiers {
      switch modifier.kind {
      case .control, .negativeControl:
        let count =
          try modifier.argument.map { value throws(CircuitError) in
            try integer(value, what: "the number of controls")
          } ?? 1
        guard count > 0, count <= 1000 else {
          throw error("the number of controls must be 1 to 1000", code: "qasm.value", at: modifier.place)
        }
        result.states += Array(repeating: modifier.kind == .control, count: count)
      case .inverse: result.powers.insert(-1, at: 0)
      case .power:
        guard let argument = modifier.argument else { continue }
        result.powers.insert(try real(argument, what: "an exponent"), at: 0)
      }
    }
    return result
  }

  /// Gates raised to the powers of `modifiers`, controls not yet applied.
  mutating func raise(
    _ operations: [Operation], _ modifiers: Modifiers, _ place: Place
  ) throws(CircuitError) -> [Operation] {
    var result = operations
    var exponent = 1
    for power in modifiers.powers {
      if let whole = Int(exactly: power), abs(whole) <= 1 << 20, abs(exponent * whole) <= 1 << 20 {
        exponent *= whole
        continue
      }
      result = try repeated(result, exponent, place)
      exponent = 1
      guard result.count == 1, case .gate(let gate) = result[0], let roots = gate.raised(to: power) else {
        throw unsupported("a power that is not a whole number of this gate is", place)
      }
      result = roots.map { .gate($0) }
    }
    return try repeated(result, exponent, place)
  }

  private mutating func repeated(
    _ operations: [Operation], _ exponent: Int, _ place: Place
  ) throws(CircuitError) -> [Operation] {
    if exponent == 1 { return operations }
    // A rotation turns further instead of more often.
    if operations.count == 1, case .gate(let gate) = operations[0], gate.kind.description.inverse == .negated {
      return [
        .gate(
          Gate(
            gate.kind, gate.parameters.map { $0 * Double(exponent) }, on: gate.qubits, controlStates: gate.controlStates
          ))
      ]
    }
    let turn = exponent < 0 ? try inverted(operations, place) : operations
    try step(place, abs(exponent) * max(1, turn.count))
    var result: [Operation] = []
    for _ in 0..<abs(exponent) { result += turn }
    return result
  }

  private func inverted(_ operations: [Operation], _ place: Place) throws(CircuitError) -> [Operation] {
    var result: [Operation] = []
    for operation in operations.reversed() {
      switch operation {
      case .gate(let gate): result += gate.inverse().map { .gate($0) }
      case .barrier: result.append(operation)
      default: throw unsupported("the inverse of this operation is", place)
      }
    }
    return result
  }
}
