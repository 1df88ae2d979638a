/// What a gate's name resolves to.
enum Callee {
  case table(GateKind)
  case defined(Int)
}

extension Lowering {
  /// The gate that `name` stands for: the program's own first, then the library's.
  func gate(named name: String) -> Callee? {
    if case .gate(let index) = lookup(name) { return .defined(index) }
    if version == 2, name == "U" || name == "CX" { return GateTable.kind(named: name).map { .table($0) } }
    if version == 3, name == "U" || name == "gphase" { return GateTable.kind(named: name).map { .table($0) } }
    guard libraryIncluded, name != "gphase", name != "i", let kind = GateTable.kind(named: name) else { return nil }
    return .table(kind)
  }

  /// Carries out a gate call: operands resolved, registers broadcast, modifiers applied.
  mutating func lower(_ call: Syntax.GateCall) throws(CircuitError) {
    guard let callee = gate(named: call.name) else { throw unknownGate(call) }
    var parameters: [Double] = []
    for parameter in call.parameters { parameters.append(try real(parameter, what: "a parameter of '\(call.name)'")) }
    let modifiers = try resolve(call.modifiers)
    try check(call, callee, controls: modifiers.states.count)
    var operands: [Wires] = []
    for operand in call.operands { operands.append(try qubits(operand)) }
    let width = try broadcastWidth(operands, call)
    for turn in 0..<width {
      try step(call.place)
      let wires = operands.map { $0.isRegister ? $0[turn] : $0[0] }
      try refuseRepeats(wires, call)
      let controls = Array(wires.prefix(modifiers.states.count))
      let targets = controls.isEmpty ? wires : Array(wires.dropFirst(controls.count))
      if modifiers.isEmpty {
        try apply(callee, parameters, targets, call.place)
        continue
      }
      controlled += controls.isEmpty ? 0 : 1
      defer { controlled -= controls.isEmpty ? 0 : 1 }
      let plain = try captured { lowering throws(CircuitError) in
        try lowering.apply(callee, parameters, targets, call.place)
      }
      for operation in try raise(plain, modifiers, call.place) {
        try emit(operation.controlled(by: controls, states: modifiers.states), call.place)
      }
    }
  }

  private func unknownGate(_ call: Syntax.GateCall) -> CircuitError {
    if GateTable.kind(named: call.name) != nil, !libraryIncluded {
      let file = version == 2 ? "qelib1.inc" : "stdgates.inc"
      return error(
        "gate '\(call.name)' is not defined: include \"\(file)\" first", code: "qasm.undefined", at: call.place)
    }
    return undefined(call.name, "gate", call.place)
  }

  private func check(_ call: Syntax.GateCall, _ callee: Callee, controls: Int) throws(CircuitError) {
    let (parameters, qubits, isOpaque): (Int, Int, Bool)
    switch callee {
    case .table(let kind): (parameters, qubits, isOpaque) = (kind.parameterCount, kind.qubits, false)
    case .defined(let index):
      let definition = definitions[index]
      (parameters, qubits, isOpaque) = (definition.parameters.count, definition.qubits.count, definition.body == nil)
    }
    func plural(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
    guard call.parameters.count == parameters else {
      throw error(
        "gate '\(call.name)' takes \(plural(parameters, "parameter")), not \(call.parameters.count)",
        code: "qasm.arity", at: call.place)
    }
    guard call.operands.count == qubits + controls else {
      throw error(
        "gate '\(call.name)' acts on \(plural(qubits + controls, "qubit")), not \(call.operands.count)",
        code: "qasm.arity", at: call.place)
    }
    if isOpaque {
      throw unsupported("gate '\(call.name)' is opaque: it has no definition to run, which is", call.place)
    }
  }

  private func broadcastWidth(_ operands: [Wires], _ call: Syntax.GateCall) throws(CircuitError) -> Int {
    var width: Int?
    for (index, operand) in operands.enumerated() where operand.isRegister {
      if let width, width != operand.count {
        throw error(
          "registers of different sizes, \(width) and \(operand.count), in one gate", code: "qasm.size",
          at: call.operands[index].place)
      }
      width = operand.count
    }
    return width ?? 1
  }

  private func refuseRepeats(_ wires: [Int], _ call: Syntax.GateCall) throws(CircuitError) {
    guard wires.count > 1 else { return }
    for index in 1..<wires.count where wires[..<index].contains(wires[index]) {
      throw error(
        "gate '\(call.name)' uses one qubit twice", code: "qasm.repeat",
        at: index < call.operands.count ? call.operands[index].place : call.place)
    }
  }

  /// Emits a gate on particular qubits: one of the table, or the expansion of a definition.
  mutating func apply(
    _ callee: Callee, _ parameters: [Double], _ wires: [Int], _ place: Place
  ) throws(CircuitError) {
    switch callee {
    case .table(let kind):
      if controlled > 0, version == 3 { try emitPhase(of: kind, parameters, place) }
      try emit(.gate(Gate(kind, parameters, on: wires)), place)
    case .defined(let index):
      let definition = definitions[index]
      try nested(place) { lowering throws(CircuitError) in
        try lowering.expand(definition, parameters, wires)
      }
    }
  }

  /// The phase by which OpenQASM 3's own U, u2 and u3 differ from the table's, which is Qiskit's: seen under controls only.
  private mutating func emitPhase(of kind: GateKind, _ parameters: [Double], _ place: Place) throws(CircuitError) {
    let phase: Double
    switch kind {
    case .u: phase = parameters[0] / 2
    case .u2: phase = -(parameters[0] + parameters[1]) / 2
    case .u3: phase = -(parameters[1] + parameters[2]) / 2
    default: return
    }
    if phase != 0 { try emit(.gate(Gate(.gphase, [phase], on: [])), place) }
  }

  mutating func expand(
    _ definition: Syntax.GateDefinition, _ parameters: [Double], _ wires: [Int]
  ) throws(CircuitError) {
    guard let body = definition.body else { return }
    var scope: [String: Symbol] = [:]
    for (name, value) in zip(definition.parameters, parameters) { scope[name] = .constant(.real(value)) }
    for (name, wire) in zip(definition.qubits, wires) {
      scope[name] = .qubits(Wires(wire..<wire + 1, isRegister: false))
    }
    let hidden = scopes
    scopes = [hidden[0], scope]
    defer { scopes = hidden }
    for statement in body { _ = try lower(statement) }
  }
}

extension Operation {
  /// The operation with controls before it; barriers stay as they are.
  func controlled(by controls: [Int], states: [Bool]) -> Operation {
    if controls.isEmpty { return self }
    switch self {
    case .gate(let gate): return .gate(gate.controlled(by: controls, states: states))
    case .unitary(var gate):
      gate.qubits = controls + gate.qubits
      gate.controlStates = states + gate.controlStates
      return .unitary(gate)
    default: return self
    }
  }
}
