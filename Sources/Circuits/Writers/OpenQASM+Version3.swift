extension OpenQASM {
  /// The circuit in OpenQASM 3 over `stdgates.inc`; gates beyond it are defined, further controls are modifiers.
  ///
  /// - Throws: `qasm.unsupported` for a matrix on several qubits.
  public static func write3(_ circuit: Circuit) throws(CircuitError) -> String {
    var writer = Writer3(circuit)
    return try writer.text()
  }

  /// The circuit in OpenQASM 2 where that says the same gates, in OpenQASM 3 elsewhere: what keeps every gate as it is
  /// written, for noise follows gates.
  public static func write(_ circuit: Circuit) throws(CircuitError) -> String {
    circuit.fitsVersion2 ? try write2(circuit) : try write3(circuit)
  }
}

extension Circuit {
  /// Whether OpenQASM 2 can say it gate by gate.
  fileprivate var fitsVersion2: Bool {
    func fits(_ operation: Operation, inside: Bool) -> Bool {
      switch operation {
      case .gate(let gate): return gate.controlStates.isEmpty && gate.kind != .gphase
      case .measure, .reset, .barrier: return true
      case .conditional(.binary(.equal, .bits(let bits), .value(.int)), let then, let otherwise):
        return !inside && otherwise.isEmpty && classicalRegisters.contains { Array($0.indices) == bits }
          && then.allSatisfy { fits($0, inside: true) }
          && (then.count == 1 || !then.contains(where: \.measuresAnything))
      default: return false
      }
    }
    return variables.isEmpty && classicalRegisters.allSatisfy(\.isOutput)
      && operations.allSatisfy { fits($0, inside: false) }
  }
}

/// Writes one circuit in OpenQASM 3.
private struct Writer3 {
  let circuit: Circuit
  let names: CircuitNames
  let qubits: [String]
  let clbits: [String]
  let expressions: ExpressionText
  private var lines: [String] = []
  private var defined = Set<GateKind>()

  init(_ circuit: Circuit) {
    self.circuit = circuit
    let words =
      Parser.reserved.union(Parser.reserved3).union(GateKind.allCases.map(\.rawValue)).union(Lowering.constants.keys)
      .union(["phase", "cphase", "sizeof", "rotl", "rotr"]).union(Lowering.functions.keys)
    names = CircuitNames(circuit, reserved: words)
    qubits = CircuitNames.places(circuit.quantumRegisters, names.quantum)
    clbits = CircuitNames.places(circuit.classicalRegisters, names.classical)
    expressions = ExpressionText(circuit: circuit, names: names, clbits: clbits)
  }

  /// How a gate is written: with gates of `stdgates.inc` and modifiers, or nil where it has to be defined.
  private static func spelling(_ kind: GateKind) -> (modifiers: String, name: String, extra: [Double])? {
    switch kind {
    case .gphase: ("", "gphase", [])
    case .p, .x, .y, .z, .h, .s, .sdg, .t, .tdg, .sx, .rx, .ry, .rz, .cx, .cy, .cz, .cp, .crx, .cry, .crz, .ch, .swap,
      .ccx, .cswap, .cu, .id, .u1, .u2, .u3:
      ("", kind.rawValue, [])
    case .u: ("", "U", [])
    case .u0: ("", "id", [])
    case .sxdg: ("inv @ ", "sx", [])
    case .cs: ("ctrl @ ", "s", [])
    case .csdg: ("ctrl @ ", "sdg", [])
    case .csx: ("ctrl @ ", "sx", [])
    case .cu1: ("", "cp", [])
    case .cu3: ("", "cu", [0])
    case .ccz: ("ctrl @ ", "cz", [])
    case .c3x: ("ctrl(3) @ ", "x", [])
    case .c4x: ("ctrl(4) @ ", "x", [])
    case .c3sqrtx: ("ctrl(3) @ ", "sx", [])
    default: nil
    }
  }

  mutating func text() throws(CircuitError) -> String {
    lines = ["OPENQASM 3.0;", "include \"stdgates.inc\";"]
    for kind in GateKind.allCases where circuit.kinds.contains(kind) { define(kind) }
    for (register, name) in zip(circuit.quantumRegisters, names.quantum) {
      lines.append("qubit[\(register.size)] \(name);")
    }
    // Where some bits are no result, those that are say so.
    let selective =
      circuit.classicalRegisters.contains { !$0.isOutput } && circuit.classicalRegisters.contains(where: \.isOutput)
    for (register, name) in zip(circuit.classicalRegisters, names.classical) {
      lines.append("\(selective && register.isOutput ? "output " : "")bit[\(register.size)] \(name);")
    }
    for (variable, name) in zip(circuit.variables, names.variables) {
      let initial = try expressions.write(.value(variable.initial))
      lines.append("\(ExpressionText.type(variable.type)) \(name) = \(initial);")
    }
    for operation in circuit.operations { try write(operation, indent: "") }
    return lines.joined(separator: "\n") + "\n"
  }

  private mutating func define(_ kind: GateKind) {
    guard Self.spelling(kind) == nil, defined.insert(kind).inserted else { return }
    let sample = Gate(kind, Array(repeating: 0.3, count: kind.parameterCount), on: Array(0..<kind.qubits))
    for part in sample.decomposed() ?? [] { define(part.kind) }
    guard let body = GateDefinitions.body(kind) else { return }
    // `u` is the table's, U the language's: the same but for a phase, which a defined gate must not lose.
    let exact = body.replacingCalls(of: "u")
    let row = kind.description
    let parameters = row.parameters.isEmpty ? "" : "(" + row.parameters.joined(separator: ", ") + ")"
    let wires = ["a", "b", "c", "d", "e"].prefix(row.qubits).joined(separator: ", ")
    lines.append("gate \(kind.rawValue)\(parameters) \(wires) { \(exact) }")
  }

  private mutating func write(_ operation: Operation, indent: String) throws(CircuitError) {
    switch operation {
    case .gate(let gate): try write(gate, indent: indent)
    case .unitary(let gate):
      guard let gates = gate.gates else {
        throw CircuitError("qasm.unsupported", "a matrix on several qubits cannot be written in OpenQASM")
      }
      for part in gates { try write(part, indent: indent) }
    case .measure(let qubit, let clbit): lines.append("\(indent)\(clbits[clbit]) = measure \(qubits[qubit]);")
    case .reset(let qubit): lines.append("\(indent)reset \(qubits[qubit]);")
    case .barrier(let wires): if !wires.isEmpty { lines.append("\(indent)barrier \(list(wires));") }
    case .delay(let wires, let time):
      if !wires.isEmpty {
        lines.append("\(indent)delay[\(AngleText.decimal(time.value))\(time.unit.rawValue)] \(list(wires));")
      }
    case .conditional(let condition, let then, let otherwise):
      lines.append("\(indent)if (\(try expressions.write(condition))) {")
      for inner in then { try write(inner, indent: indent + "  ") }
      if !otherwise.isEmpty {
        lines.append("\(indent)} else {")
        for inner in otherwise { try write(inner, indent: indent + "  ") }
      }
      lines.append("\(indent)}")
    case .whileLoop(let condition, let body):
      lines.append("\(indent)while (\(try expressions.write(condition))) {")
      for inner in body { try write(inner, indent: indent + "  ") }
      lines.append("\(indent)}")
    case .assign(let target, let value): try write(target, value, indent)
    case .breakLoop: lines.append("\(indent)break;")
    case .continueLoop: lines.append("\(indent)continue;")
    case .end: lines.append("\(indent)end;")
    }
  }

  private mutating func write(
    _ target: ClassicalTarget, _ value: ClassicalExpression, _ indent: String
  ) throws(CircuitError) {
    let left: String
    switch target {
    case .bit(let bit): left = clbits[bit]
    case .bits(let bits): left = try expressions.register(bits)
    case .variable(let index): left = names.variables[index]
    }
    lines.append("\(indent)\(left) = \(try expressions.write(value));")
  }

  private mutating func write(_ gate: Gate, indent: String) throws(CircuitError) {
    // U under controls would carry its own phase: cu says it whole.
    if gate.kind == .u, !gate.controlStates.isEmpty {
      let flips = gate.controlStates[gate.controlStates.count - 1] ? [] : [gate.qubits[gate.controlStates.count - 1]]
      for qubit in flips { lines.append("\(indent)x \(qubits[qubit]);") }
      let inner = Gate(.cu, gate.parameters + [0], on: gate.qubits, controlStates: Array(gate.controlStates.dropLast()))
      try write(inner, indent: indent)
      for qubit in flips { lines.append("\(indent)x \(qubits[qubit]);") }
      return
    }
    if [.u2, .u3, .u0].contains(gate.kind), !gate.controlStates.isEmpty,
      let plain = Gate(gate.kind, gate.parameters, on: gate.ownQubits).decomposed()
    {
      let controls = Array(gate.qubits.prefix(gate.controlStates.count))
      for part in plain { try write(part.controlled(by: controls, states: gate.controlStates), indent: indent) }
      return
    }
    let (modifiers, name, extra) = Self.spelling(gate.kind) ?? ("", gate.kind.rawValue, [])
    let parameters = gate.kind == .u0 ? [] : gate.parameters + extra
    let written = parameters.isEmpty ? "" : "(" + parameters.map { AngleText.write($0) }.joined(separator: ", ") + ")"
    let wires = list(gate.qubits)
    lines.append(
      "\(indent)\(Self.controls(gate.controlStates))\(modifiers)\(name)\(written)\(wires.isEmpty ? "" : " ")\(wires);")
  }

  /// `ctrl(2) @ negctrl @ ` for runs of states.
  private static func controls(_ states: [Bool]) -> String {
    var text = ""
    var index = 0
    while index < states.count {
      var end = index
      while end < states.count, states[end] == states[index] { end += 1 }
      let count = end - index
      text += (states[index] ? "ctrl" : "negctrl") + (count == 1 ? "" : "(\(count))") + " @ "
      index = end
    }
    return text
  }

  private func list(_ wires: [Int]) -> String { wires.map { qubits[$0] }.joined(separator: ", ") }
}

extension String {
  /// A definition's body with the table's names put into the language's: `u(θ, φ, λ)` as `gphase(-θ/2); U(θ, φ, λ)`,
  /// gates beyond the library by modifiers.
  fileprivate func replacingCalls(of name: String) -> String {
    split(separator: ";").map { statement -> String in
      let text = String(statement.split(separator: "\n").joined(separator: " ").drop(while: { $0 == " " }))
      if text.hasPrefix("\(name)("), let comma = text.firstIndex(of: ",") {
        let theta = text[text.index(text.startIndex, offsetBy: name.count + 1)..<comma]
        return "gphase(-(\(theta))/2); U" + text.dropFirst(name.count)
      }
      if text.hasPrefix("cu3("), let close = text.lastIndex(of: ")") {
        return "cu" + text[text.index(text.startIndex, offsetBy: 3)..<close] + ", 0" + text[close...]
      }
      if text.hasPrefix("c3x ") { return "ctrl(3) @ x " + text.dropFirst(4) }
      if text.hasPrefix("c3sqrtx ") { return "ctrl(3) @ sx " + text.dropFirst(8) }
      return text
    }.filter { !$0.isEmpty }.map { $0 + ";" }.joined(separator: " ")
  }
}
