extension Lowering {
  /// Takes up a gate definition after checking that its body can be carried out.
  mutating func define(_ definition: Syntax.GateDefinition) throws(CircuitError) {
    guard scopes.count == 1 else {
      throw error("a gate is defined outside blocks only", code: "qasm.syntax", at: definition.place)
    }
    if version == 2, definition.name == "U" || definition.name == "CX" {
      throw error("gate '\(definition.name)' is built in", code: "qasm.duplicate", at: definition.place)
    }
    if let body = definition.body {
      try step(definition.place, 1 + body.count)
      try check(body, qubits: Set(definition.qubits), parameters: Set(definition.parameters))
    }
    definitions.append(definition)
    try declare(definition.name, .gate(definitions.count - 1), definition.place)
  }

  private func check(
    _ body: [Syntax.Statement], qubits: Set<String>, parameters: Set<String>
  ) throws(CircuitError) {
    for statement in body {
      switch statement {
      case .call(let call):
        try check(call, qubits: qubits)
        for parameter in call.parameters { try check(parameter, parameters) }
      case .barrier(let operands, _): for operand in operands { try check(operand, qubits: qubits) }
      case .forLoop(_, let name, let values, let inner, _) where version == 3:
        if case .range(let from, let step, let to) = values {
          for border in [from, step, to] { if let border { try check(border, parameters) } }
        }
        try check(inner, qubits: qubits, parameters: parameters.union([name]))
      case .block(let inner, _) where version == 3: try check(inner, qubits: qubits, parameters: parameters)
      default:
        throw error(
          "a gate's body holds only gates and barriers", code: "qasm.syntax", at: Self.place(of: statement))
      }
    }
  }

  private func check(_ call: Syntax.GateCall, qubits: Set<String>) throws(CircuitError) {
    guard let callee = gate(named: call.name) else {
      if GateTable.kind(named: call.name) != nil, !libraryIncluded {
        let file = version == 2 ? "qelib1.inc" : "stdgates.inc"
        throw error(
          "gate '\(call.name)' is not defined: include \"\(file)\" first", code: "qasm.undefined", at: call.place)
      }
      throw undefined(call.name, "gate", call.place)
    }
    let (parameters, width): (Int, Int)
    switch callee {
    case .table(let kind): (parameters, width) = (kind.parameterCount, kind.qubits)
    case .defined(let index):
      (parameters, width) = (definitions[index].parameters.count, definitions[index].qubits.count)
    }
    guard call.parameters.count == parameters else {
      throw error(
        "gate '\(call.name)' takes \(parameters) parameters, not \(call.parameters.count)", code: "qasm.arity",
        at: call.place)
    }
    let hasControls = call.modifiers.contains { $0.kind == .control || $0.kind == .negativeControl }
    guard hasControls ? call.operands.count > width : call.operands.count == width else {
      throw error(
        "gate '\(call.name)' acts on \(width) qubits, not \(call.operands.count)", code: "qasm.arity", at: call.place)
    }
    var seen = Set<String>()
    for operand in call.operands {
      try check(operand, qubits: qubits)
      guard seen.insert(operand.name).inserted else {
        throw error("gate '\(call.name)' uses one qubit twice", code: "qasm.repeat", at: operand.place)
      }
    }
  }

  private func check(_ operand: Syntax.Operand, qubits: Set<String>) throws(CircuitError) {
    guard qubits.contains(operand.name) else {
      throw error("'\(operand.name)' is not a qubit of this gate", code: "qasm.undefined", at: operand.place)
    }
    if case .none = operand.index { return }
    throw error("'\(operand.name)' has no elements", code: "qasm.type", at: operand.place)
  }

  private func check(_ expression: Expression, _ parameters: Set<String>) throws(CircuitError) {
    switch expression {
    case .name(let name, let place):
      if parameters.contains(name) || Self.constants[name] != nil { return }
      if case .constant = lookup(name) { return }
      throw undefined(name, "parameter", place)
    case .unary(_, let operand, _), .cast(_, let operand, _), .index(let operand, _, _): try check(operand, parameters)
    case .binary(_, let a, let b, _), .concat(let a, let b, _):
      try check(a, parameters)
      try check(b, parameters)
    case .call(let name, let arguments, let place):
      if Self.functions[name] == nil, version == 2 { throw undefined(name, "function", place) }
      for argument in arguments { try check(argument, parameters) }
    default: break
    }
  }

  static func place(of statement: Syntax.Statement) -> Place {
    switch statement {
    case .include(_, let place), .qubits(_, _, let place), .declaration(_, _, _, _, let place),
      .measure(_, _, let place),
      .reset(_, let place), .barrier(_, let place), .delay(_, _, let place), .conditional(_, _, _, let place),
      .forLoop(_, _, _, _, let place), .whileLoop(_, _, let place), .switchCase(_, _, let place),
      .assign(_, _, _, let place), .alias(_, _, let place), .expression(_, let place), .returnValue(_, let place),
      .breakLoop(let place), .continueLoop(let place), .end(let place), .block(_, let place):
      place
    case .gate(let definition): definition.place
    case .subroutine(let subroutine): subroutine.place
    case .call(let call): call.place
    }
  }
}
