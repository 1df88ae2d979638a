extension OpenQASM {
  /// The circuit in OpenQASM 2 over `qelib1.inc`; gates beyond it are defined, further controls decomposed, global phases
  /// and delays left out.
  ///
  /// - Throws: `qasm.unsupported` for what the language cannot say: loops, assignments, conditions over several registers.
  public static func write2(_ circuit: Circuit) throws(CircuitError) -> String {
    var writer = try Writer2(circuit)
    return try writer.text()
  }

  /// Gates that Qiskit's `qelib1.inc` defines.
  static let library2: Set<GateKind> = [
    .u3, .u2, .u1, .cx, .id, .u0, .u, .p, .x, .y, .z, .h, .s, .sdg, .t, .tdg, .rx, .ry, .rz, .sx, .sxdg, .cz, .cy,
    .swap,
    .ch, .ccx, .cswap, .crx, .cry, .crz, .cu1, .cp, .cu3, .csx, .cu, .rxx, .rzz, .rccx, .rc3x, .c3x, .c3sqrtx, .c4x,
  ]
}

/// Writes one circuit in OpenQASM 2.
private struct Writer2 {
  let circuit: Circuit
  let names: CircuitNames
  let qubits: [String]
  let clbits: [String]
  private var defined: Set<GateKind> = OpenQASM.library2
  private var lines: [String] = []

  init(_ circuit: Circuit) throws(CircuitError) {
    self.circuit = try circuit.decomposed { $0.controlStates.isEmpty }
    let words = [
      "gate", "opaque", "qreg", "creg", "measure", "reset", "barrier", "if", "include", "pi", "sin", "cos", "tan",
      "exp", "ln", "sqrt",
    ]
    names = CircuitNames(circuit, reserved: Set(words + GateKind.allCases.map(\.rawValue)))
    qubits = CircuitNames.places(circuit.quantumRegisters, names.quantum)
    clbits = CircuitNames.places(circuit.classicalRegisters, names.classical)
  }

  mutating func text() throws(CircuitError) -> String {
    lines = ["OPENQASM 2.0;", "include \"qelib1.inc\";"]
    for kind in GateKind.allCases where circuit.kinds.contains(kind) { define(kind) }
    for (register, name) in zip(circuit.quantumRegisters, names.quantum) {
      lines.append("qreg \(name)[\(register.size)];")
    }
    for (register, name) in zip(circuit.classicalRegisters, names.classical) {
      lines.append("creg \(name)[\(register.size)];")
    }
    for operation in circuit.operations { try write(operation, prefix: "") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Defines a gate that the library does not have, after those that it is made of.
  private mutating func define(_ kind: GateKind) {
    guard kind != .gphase, defined.insert(kind).inserted else { return }
    let sample = Gate(kind, Array(repeating: 0.3, count: kind.parameterCount), on: Array(0..<kind.qubits))
    for part in sample.decomposed() ?? [] { define(part.kind) }
    if let text = GateDefinitions.text(kind) { lines.append(text) }
  }

  private mutating func write(_ operation: Operation, prefix: String) throws(CircuitError) {
    switch operation {
    case .gate(let gate):
      if gate.kind == .gphase { return }
      // Qiskit knows no matrix of u0: as an operation it is the identity.
      if gate.kind == .u0 {
        lines.append("\(prefix)id \(list(gate.qubits));")
        return
      }
      let parameters =
        gate.parameters.isEmpty ? "" : "(" + gate.parameters.map { AngleText.write($0) }.joined(separator: ",") + ")"
      lines.append("\(prefix)\(gate.kind.rawValue)\(parameters) \(list(gate.qubits));")
    case .unitary(let gate):
      guard let gates = gate.gates else { throw refused("a matrix on several qubits") }
      for part in gates { try write(.gate(part), prefix: prefix) }
    case .measure(let qubit, let clbit): lines.append("\(prefix)measure \(qubits[qubit]) -> \(clbits[clbit]);")
    case .reset(let qubit): lines.append("\(prefix)reset \(qubits[qubit]);")
    case .barrier(let wires): if !wires.isEmpty { lines.append("\(prefix)barrier \(list(wires));") }
    case .delay: break
    case .conditional(let condition, let then, let otherwise):
      guard prefix.isEmpty else { throw refused("a condition inside another") }
      try writeConditional(condition, then, otherwise)
    case .whileLoop, .breakLoop, .continueLoop: throw refused("a loop")
    case .assign: throw refused("an assignment")
    case .end: throw refused("an early end")
    }
  }

  private func list(_ wires: [Int]) -> String { wires.map { qubits[$0] }.joined(separator: ",") }

  private func refused(_ what: String) -> CircuitError {
    CircuitError("qasm.unsupported", "OpenQASM 2 cannot say \(what): write OpenQASM 3")
  }

  /// The values of one register for which the condition holds, one `if` each.
  private mutating func writeConditional(
    _ condition: ClassicalExpression, _ then: [Operation], _ otherwise: [Operation]
  ) throws(CircuitError) {
    let read = Set(condition.places(bits: circuit.clbitCount))
    guard
      let index = circuit.classicalRegisters.firstIndex(where: { register in read.allSatisfy(register.indices.contains)
        })
    else { throw refused("a condition over several registers or variables") }
    let register = circuit.classicalRegisters[index]
    let writes = (then + otherwise).contains(where: \.measuresAnything)
    guard !writes || then.count + otherwise.count == 1 else { throw refused("measurements in a longer block") }
    let name = names.classical[index]
    if case .binary(.equal, .bits(let bits), .value(let value)) = condition, bits == Array(register.indices),
      otherwise.isEmpty
    {
      for operation in then { try write(operation, prefix: "if(\(name)==\(value.int)) ") }
      return
    }
    guard register.size <= 8 else { throw refused("this condition on a register of \(register.size) bits") }
    var memory = ClassicalMemory(for: circuit)
    for number in 0..<(1 << register.size) {
      for (place, bit) in register.indices.enumerated() { memory.bits[bit] = number >> place & 1 == 1 }
      let body = memory.holds(condition) ? then : otherwise
      // A measurement that changes the register would be asked again by the next condition.
      guard !writes || body.isEmpty || register.size == 1 else { throw refused("a measurement under this condition") }
      for operation in body { try write(operation, prefix: "if(\(name)==\(number)) ") }
    }
  }
}

extension UnitaryGate {
  /// The same by gates of the table: a matrix on one qubit, with or without controls; nil for more.
  public var gates: [Gate]? {
    guard matrix.dimension == 2, let target = qubits.last else { return nil }
    let parts = EulerAngles(matrix)
    let plain = [
      Gate(.gphase, [parts.phase], on: []), Gate(.u, [parts.theta, parts.phi, parts.lambda], on: [target]),
    ]
    let controls = Array(qubits.prefix(controlStates.count))
    return plain.map { $0.controlled(by: controls, states: controlStates) }
      .flatMap { gate in gate.decomposed { $0.controlStates.isEmpty } ?? [gate] }
  }
}
