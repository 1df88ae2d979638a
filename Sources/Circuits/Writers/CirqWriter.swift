/// Writing circuits as Python scripts for Cirq.
public enum Cirq {
  /// A complete script: builds `circuit`, runs it with shots and seed, prints the counts with bit 0 rightmost.
  ///
  /// - Throws: `script.unsupported` for loops, assignments and conditions that Cirq has no words for.
  public static func script(_ circuit: Circuit, options: ScriptOptions = ScriptOptions()) throws(CircuitError) -> String
  {
    var writer = CirqWriter(circuit.measured)
    return try writer.script(options)
  }
}

private struct CirqWriter {
  let circuit: Circuit
  private var lines: [String] = []
  private var helpers = Set<String>()
  private var usesPi = false
  private var usesSympy = false
  /// Bits that a measurement has written before the present operation.
  private var measured = Set<Int>()

  init(_ circuit: Circuit) { self.circuit = circuit }

  mutating func script(_ options: ScriptOptions) throws(CircuitError) -> String {
    for variable in circuit.variables { throw refused("the classical variable '\(variable.name)'") }
    for operation in circuit.operations { try write(operation) }
    var head = ["import cirq"]
    if !helpers.isEmpty { head.append("import numpy as np") }
    if usesSympy { head.append("import sympy") }
    if usesPi { head.insert("from math import pi\n", at: 0) }
    var text = head + [""]
    if helpers.contains("u") {
      text += [
        "", "def u(theta, phi, lam):", "    \"\"\"OpenQASM's one-qubit gate.\"\"\"",
        "    c, s = np.cos(theta / 2), np.sin(theta / 2)",
        "    return cirq.MatrixGate(np.array([[c, -np.exp(1j * lam) * s],",
        "                                     [np.exp(1j * phi) * s, np.exp(1j * (phi + lam)) * c]]))", "", "",
      ]
    }
    text.append("qubits = cirq.LineQubit.range(\(circuit.qubitCount))")
    text.append("circuit = cirq.Circuit()")
    text += lines
    let bits = circuit.outputClbits.reversed()
    let order = bits.map { measured.contains($0) ? "\"m\($0)\"" : "None" }.joined(separator: ", ")
    text += [
      "", "simulator = cirq.Simulator(seed=\(options.pythonSeed))",
      "result = simulator.run(circuit, repetitions=\(options.shots))",
      "# Leftmost bit first; a bit that was measured more than once keeps its last value.",
      "order = [\(order)]", "counts = {}", "for shot in range(\(options.shots)):",
      "    key = \"\".join(\"0\" if name is None else str(int(result.records[name][shot][-1][0])) for name in order)",
      "    counts[key] = counts.get(key, 0) + 1", "for key, value in sorted(counts.items()):", "    print(key, value)",
    ]
    return text.joined(separator: "\n") + "\n"
  }

  private func refused(_ what: String) -> CircuitError {
    CircuitError("script.unsupported", "\(what) cannot be written for Cirq")
  }

  private mutating func write(_ operation: Operation) throws(CircuitError) {
    switch operation {
    case .gate(let gate): for text in try self.operations(gate) { lines.append("circuit.append(\(text))") }
    case .unitary(let gate):
      helpers.insert("numpy")
      lines.append("circuit.append(\(matrix(gate.matrix))\(Self.control(gate.controlStates))(\(list(gate.qubits))))")
    case .measure(let qubit, let clbit):
      measured.insert(clbit)
      lines.append("circuit.append(cirq.measure(qubits[\(qubit)], key=\"m\(clbit)\"))")
    case .reset(let qubit): lines.append("circuit.append(cirq.reset(qubits[\(qubit)]))")
    case .barrier, .delay: break
    case .conditional(let condition, let then, let otherwise):
      try writeConditional(condition, then)
      if !otherwise.isEmpty { try writeConditional(.unary(.not, condition), otherwise) }
    case .whileLoop, .breakLoop, .continueLoop: throw refused("a loop")
    case .assign: throw refused("an assignment")
    case .end: throw refused("an early end")
    }
  }

  private func list(_ wires: [Int]) -> String { wires.map { "qubits[\($0)]" }.joined(separator: ", ") }

  private mutating func number(_ value: Double) -> String {
    let text = Python.number(value)
    if text.contains("pi") { usesPi = true }
    return text
  }

  private func matrix(_ matrix: Matrix) -> String {
    let rows = (0..<matrix.dimension).map { row in
      "["
        + (0..<matrix.dimension).map { column in
          let value = matrix[row, column]
          return "complex(\(value.re), \(value.im))"
        }.joined(separator: ", ") + "]"
    }
    return "cirq.MatrixGate(np.array([\(rows.joined(separator: ", "))]))"
  }

  private static func control(_ states: [Bool]) -> String {
    if states.isEmpty { return "" }
    if states.allSatisfy({ $0 }) { return ".controlled(\(states.count))" }
    return ".controlled(\(states.count), control_values=[\(states.map { $0 ? "1" : "0" }.joined(separator: ", "))])"
  }

  /// The gate under its controls, as Cirq calls it; nil where it is a matrix there.
  private mutating func name(_ kind: GateKind, _ parameters: [Double]) -> String? {
    switch kind {
    case .id, .u0: return "cirq.I"
    case .x: return "cirq.X"
    case .y: return "cirq.Y"
    case .z: return "cirq.Z"
    case .h: return "cirq.H"
    case .s: return "cirq.S"
    case .sdg: return "(cirq.S**-1)"
    case .t: return "cirq.T"
    case .tdg: return "(cirq.T**-1)"
    case .sx: return "(cirq.X**0.5)"
    case .sxdg: return "(cirq.X**-0.5)"
    case .p, .u1: return "cirq.ZPowGate(exponent=\(AngleText.decimal(parameters[0] / .pi)))"
    case .rx, .ry, .rz: return "cirq.\(kind.rawValue)(\(number(parameters[0])))"
    case .u, .u3, .u2:
      helpers.insert("u")
      let angles = kind == .u2 ? [.pi / 2] + parameters : parameters
      return "u(\(angles.map { number($0) }.joined(separator: ", ")))"
    case .swap: return "cirq.SWAP"
    case .iswap: return "cirq.ISWAP"
    case .rxx: return "cirq.XXPowGate(exponent=\(AngleText.decimal(parameters[0] / .pi)), global_shift=-0.5)"
    case .ryy: return "cirq.YYPowGate(exponent=\(AngleText.decimal(parameters[0] / .pi)), global_shift=-0.5)"
    case .rzz: return "cirq.ZZPowGate(exponent=\(AngleText.decimal(parameters[0] / .pi)), global_shift=-0.5)"
    default: return nil
    }
  }

  private mutating func operations(_ gate: Gate) throws(CircuitError) -> [String] {
    let states = gate.controlStates + Array(repeating: true, count: gate.kind.controls)
    let base = gate.kind.description.base ?? gate.kind
    switch gate.kind {
    case .gphase:
      guard let target = gate.qubits.last, let state = gate.controlStates.last else {
        let value = Complex.phase(gate.parameters[0])
        return ["cirq.global_phase_operation(complex(\(value.re), \(value.im)))"]
      }
      let inner = Gate(.p, gate.parameters, on: gate.qubits, controlStates: Array(gate.controlStates.dropLast()))
      let flip = "cirq.X(qubits[\(target)])"
      return state ? try operations(inner) : [flip] + (try operations(inner)) + [flip]
    case .cx where gate.controlStates.isEmpty: return ["cirq.CNOT(\(list(gate.qubits)))"]
    case .cz where gate.controlStates.isEmpty: return ["cirq.CZ(\(list(gate.qubits)))"]
    case .ccx where gate.controlStates.isEmpty: return ["cirq.CCNOT(\(list(gate.qubits)))"]
    case .ccz where gate.controlStates.isEmpty: return ["cirq.CCZ(\(list(gate.qubits)))"]
    case .cswap where gate.controlStates.isEmpty: return ["cirq.CSWAP(\(list(gate.qubits)))"]
    default: break
    }
    if gate.kind != .cu, let name = name(base, gate.parameters) {
      return ["\(name)\(Self.control(states))(\(list(gate.qubits)))"]
    }
    if gate.kind == .cu {
      helpers.insert("numpy")
      return ["\(matrix(gate.kind.targetMatrix(gate.parameters)))\(Self.control(states))(\(list(gate.qubits)))"]
    }
    // What Cirq has no name for is written by its definition.
    guard let parts = gate.decomposed() else { throw refused("gate '\(gate.name)'") }
    var result: [String] = []
    for part in parts { result += try operations(part) }
    return result
  }

  /// Gates under conditions on measured bits; a bit that nothing has measured is 0.
  private mutating func writeConditional(
    _ condition: ClassicalExpression, _ body: [Operation]
  ) throws(CircuitError) {
    guard let controls = try controls(condition) else { return }
    for operation in body {
      guard case .gate(let gate) = operation else {
        if case .barrier = operation { continue }
        throw refused("anything but gates under a condition")
      }
      for text in try operations(gate) {
        let suffix = controls.isEmpty ? "" : ".with_classical_controls(\(controls.joined(separator: ", ")))"
        lines.append("circuit.append(\(text)\(suffix))")
      }
    }
  }

  /// Conditions that must all hold; nil where they cannot.
  private mutating func controls(_ condition: ClassicalExpression) throws(CircuitError) -> [String]? {
    switch condition {
    case .bit(let bit): return measured.contains(bit) ? [equals(bit, true)] : nil
    case .unary(.not, .bit(let bit)): return measured.contains(bit) ? [equals(bit, false)] : []
    case .unary(.not, .unary(.not, let inner)): return try controls(inner)
    case .binary(.equal, .bit(let bit), .value(let value)):
      return try controls(value.isTrue ? .bit(bit) : .unary(.not, .bit(bit)))
    case .binary(.equal, .bits(let bits), .value(let value)):
      let number = value.int
      guard number >= 0, bits.count >= 62 || number < 1 << bits.count else { return nil }
      var list: [String] = []
      for (place, bit) in bits.enumerated() {
        guard let one = try controls(place < 62 && number >> place & 1 == 1 ? .bit(bit) : .unary(.not, .bit(bit)))
        else { return nil }
        list += one
      }
      return list
    case .unary(.not, .binary(.equal, .bits(let bits), .value(let value))) where bits.count == 1:
      return try controls(value.int == 1 ? .unary(.not, .bit(bits[0])) : .bit(bits[0]))
    case .binary(.and, let a, let b):
      guard let first = try controls(a), let second = try controls(b) else { return nil }
      return first + second
    default: throw refused("this condition")
    }
  }

  private mutating func equals(_ bit: Int, _ value: Bool) -> String {
    if value { return "\"m\(bit)\"" }
    usesSympy = true
    return "cirq.SympyCondition(sympy.Eq(sympy.Symbol(\"m\(bit)\"), 0))"
  }
}
