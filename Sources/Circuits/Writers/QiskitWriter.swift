/// Writing circuits as Python scripts for Qiskit.
public enum Qiskit {
  /// A complete script: builds `circuit`, runs it on Aer with shots and seed, prints the counts.
  ///
  /// - Throws: `script.unsupported` for classical arithmetic that Qiskit has no words for.
  public static func script(_ circuit: Circuit, options: ScriptOptions = ScriptOptions()) throws(CircuitError) -> String
  {
    var writer = QiskitWriter(circuit.measured)
    return try writer.script(options)
  }
}

private struct QiskitWriter {
  let circuit: Circuit
  let names: CircuitNames
  let qubits: [String]
  let clbits: [String]
  private var lines: [String] = []
  private var imports = Set<String>()
  private var usesPi = false
  private var usesExpr = false

  init(_ circuit: Circuit) {
    self.circuit = circuit
    names = CircuitNames(circuit, reserved: Python.reserved)
    qubits = CircuitNames.places(circuit.quantumRegisters, names.quantum)
    clbits = CircuitNames.places(circuit.classicalRegisters, names.classical)
  }

  mutating func script(_ options: ScriptOptions) throws(CircuitError) -> String {
    for variable in circuit.variables { throw refused("the classical variable '\(variable.name)'") }
    for (register, name) in zip(circuit.quantumRegisters, names.quantum) {
      lines.append("\(name) = QuantumRegister(\(register.size), \"\(name)\")")
    }
    for (register, name) in zip(circuit.classicalRegisters, names.classical) {
      lines.append("\(name) = ClassicalRegister(\(register.size), \"\(name)\")")
    }
    let registers = (names.quantum + names.classical).joined(separator: ", ")
    lines.append(
      "circuit = QuantumCircuit(\(registers), name=\"\(circuit.name.filter { $0 != "\"" && $0 != "\\" && $0 != "\n" })\")"
    )
    for operation in circuit.operations { try write(operation, "") }
    var head = ["from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister, transpile"]
    if !imports.isEmpty {
      head.append("from qiskit.circuit.library import \(imports.sorted().joined(separator: ", "))")
    }
    if usesExpr { head.append("from qiskit.circuit.classical import expr") }
    head.append("from qiskit_aer import AerSimulator")
    if usesPi { head.insert("from math import pi\n", at: 0) }
    let tail = [
      "", "simulator = AerSimulator()",
      "program = transpile(circuit, simulator, optimization_level=0)",
      "result = simulator.run(program, shots=\(options.shots), seed_simulator=\(options.pythonSeed)).result()",
      "counts = {key.replace(\" \", \"\"): value for key, value in result.get_counts().items()}",
      "for key, value in sorted(counts.items()):", "    print(key, value)",
    ]
    return (head + [""] + lines + tail).joined(separator: "\n") + "\n"
  }

  private func refused(_ what: String) -> CircuitError {
    CircuitError("script.unsupported", "\(what) cannot be written for Qiskit: write OpenQASM 3")
  }

  private mutating func write(_ operation: Operation, _ indent: String) throws(CircuitError) {
    switch operation {
    case .gate(let gate): write(gate, indent)
    case .unitary(let gate): write(gate, indent)
    case .measure(let qubit, let clbit): lines.append("\(indent)circuit.measure(\(qubits[qubit]), \(clbits[clbit]))")
    case .reset(let qubit): lines.append("\(indent)circuit.reset(\(qubits[qubit]))")
    case .barrier(let wires): lines.append("\(indent)circuit.barrier(\(list(wires)))")
    case .delay(let wires, let time):
      for wire in wires {
        lines.append(
          "\(indent)circuit.delay(\(AngleText.decimal(time.unit == .dt ? time.value.rounded() : time.value)), \(qubits[wire]), unit=\"\(time.unit.rawValue)\")"
        )
      }
    case .conditional(let condition, let then, let otherwise):
      let test = try self.test(condition)
      lines.append("\(indent)with circuit.if_test(\(test))\(otherwise.isEmpty ? "" : " as otherwise"):")
      try block(then, indent)
      if !otherwise.isEmpty {
        lines.append("\(indent)with otherwise:")
        try block(otherwise, indent)
      }
    case .whileLoop(let condition, let body):
      lines.append("\(indent)with circuit.while_loop(\(try test(condition))):")
      try block(body, indent)
    case .breakLoop: lines.append("\(indent)circuit.break_loop()")
    case .continueLoop: lines.append("\(indent)circuit.continue_loop()")
    case .assign: throw refused("an assignment")
    case .end: throw refused("an early end")
    }
  }

  private mutating func block(_ operations: [Operation], _ indent: String) throws(CircuitError) {
    if operations.isEmpty { lines.append("\(indent)    pass") }
    for operation in operations { try write(operation, indent + "    ") }
  }

  private func list(_ wires: [Int]) -> String { wires.map { qubits[$0] }.joined(separator: ", ") }

  private mutating func numbers(_ values: [Double]) -> [String] {
    let written = values.map(Python.number)
    if written.contains(where: { $0.contains("pi") }) { usesPi = true }
    return written
  }

  /// The method of QuantumCircuit and the class of the library for each gate, parameters beyond the table's own.
  private static func spelling(_ kind: GateKind) -> (method: String?, type: String, extra: [Double]) {
    switch kind {
    case .u1: ("p", "PhaseGate", [])
    case .u2: ("u", "UGate", [])
    case .u3: ("u", "UGate", [])
    case .u0, .id: ("id", "IGate", [])
    case .cu1: ("cp", "CPhaseGate", [])
    case .cu3: ("cu", "CUGate", [0])
    case .cu: ("cu", "CUGate", [])
    case .p: ("p", "PhaseGate", [])
    case .cp: ("cp", "CPhaseGate", [])
    case .iswap: ("iswap", "iSwapGate", [])
    case .xxPlusYY: (nil, "XXPlusYYGate", [])
    case .xxMinusYY: (nil, "XXMinusYYGate", [])
    case .rc3x: ("rcccx", "RC3XGate", [])
    case .c3sqrtx: (nil, "C3SXGate", [])
    case .c3x: (nil, "C3XGate", [])
    case .c4x: (nil, "C4XGate", [])
    case .cs: ("cs", "CSGate", [])
    case .csdg: ("csdg", "CSdgGate", [])
    case .csx: ("csx", "CSXGate", [])
    case .sdg: ("sdg", "SdgGate", [])
    case .tdg: ("tdg", "TdgGate", [])
    case .sxdg: ("sxdg", "SXdgGate", [])
    default: (kind.rawValue, kind.rawValue.uppercased() + "Gate", [])
    }
  }

  private static let types: [GateKind: String] = [.swap: "SwapGate", .cswap: "CSwapGate"]

  private mutating func write(_ gate: Gate, _ indent: String) {
    if gate.kind == .gphase { return writePhase(gate, indent) }
    let (method, spelled, extra) = Self.spelling(gate.kind)
    let type = Self.types[gate.kind] ?? spelled
    let values = gate.kind == .u0 ? [] : gate.kind == .u2 ? [.pi / 2] + gate.parameters : gate.parameters + extra
    let parameters = numbers(values)
    if gate.controlStates.isEmpty, let method {
      lines.append(
        "\(indent)circuit.\(method)(\((parameters + gate.qubits.map { qubits[$0] }).joined(separator: ", ")))")
      return
    }
    imports.insert(type)
    var made = "\(type)(\(parameters.joined(separator: ", ")))"
    if !gate.controlStates.isEmpty { made += Self.control(gate.controlStates) }
    lines.append("\(indent)circuit.append(\(made), [\(list(gate.qubits))])")
  }

  /// `.control(2, ctrl_state="01")`; the first control is the rightmost character.
  private static func control(_ states: [Bool]) -> String {
    if states.allSatisfy({ $0 }) { return ".control(\(states.count))" }
    return ".control(\(states.count), ctrl_state=\"\(String(states.reversed().map { $0 ? "1" : "0" }))\")"
  }

  private mutating func writePhase(_ gate: Gate, _ indent: String) {
    guard let target = gate.qubits.last, let state = gate.controlStates.last else {
      lines.append("\(indent)circuit.global_phase += \(numbers(gate.parameters)[0])")
      return
    }
    // A phase under controls is a phase gate on the last of them.
    let flip = "\(indent)circuit.x(\(qubits[target]))"
    if !state { lines.append(flip) }
    write(Gate(.p, gate.parameters, on: gate.qubits, controlStates: Array(gate.controlStates.dropLast())), indent)
    if !state { lines.append(flip) }
  }

  private mutating func write(_ gate: UnitaryGate, _ indent: String) {
    imports.insert("UnitaryGate")
    let n = gate.matrix.dimension
    let rows = (0..<n).map { row in
      "["
        + (0..<n).map { column in
          let value = gate.matrix[row, column]
          return "complex(\(value.re), \(value.im))"
        }.joined(separator: ", ") + "]"
    }
    let control = gate.controlStates.isEmpty ? "" : Self.control(gate.controlStates)
    lines.append(
      "\(indent)circuit.append(UnitaryGate([\(rows.joined(separator: ", "))])\(control), [\(list(gate.qubits))])")
  }

  /// A condition as Qiskit takes it: a pair, or an expression.
  private mutating func test(_ condition: ClassicalExpression) throws(CircuitError) -> String {
    switch condition {
    case .bit(let bit): return "(\(clbits[bit]), True)"
    case .unary(.not, .bit(let bit)): return "(\(clbits[bit]), False)"
    case .binary(.equal, .bit(let bit), .value(let value)):
      return "(\(clbits[bit]), \(value.isTrue ? "True" : "False"))"
    case .binary(.equal, .bits(let bits), .value(.int(let value))):
      if let name = register(bits), value >= 0, bits.count >= 62 || value < 1 << bits.count {
        return "(\(name), \(value))"
      }
    default: break
    }
    usesExpr = true
    return try expression(condition)
  }

  private func register(_ bits: [Int]) -> String? {
    zip(circuit.classicalRegisters, names.classical).first { Array($0.0.indices) == bits }?.1
  }

  private func expression(_ value: ClassicalExpression) throws(CircuitError) -> String {
    switch value {
    case .bit(let bit): return "expr.lift(\(clbits[bit]))"
    case .bits(let bits):
      guard let name = register(bits) else { throw refused("a part of a register as a number") }
      return "expr.lift(\(name))"
    case .value(.bool(let bool)): return "expr.lift(\(bool ? "True" : "False"))"
    case .value(.int(let number)) where number >= 0: return "\(number)"
    case .unary(.not, let operand): return "expr.logic_not(\(try expression(operand)))"
    case .unary(.complement, let operand): return "expr.bit_not(\(try expression(operand)))"
    case .binary(let operation, let a, let b):
      let functions: [ClassicalExpression.BinaryOperator: String] = [
        .and: "logic_and", .or: "logic_or", .bitAnd: "bit_and", .bitOr: "bit_or", .bitXor: "bit_xor", .equal: "equal",
        .notEqual: "not_equal", .less: "less", .lessOrEqual: "less_equal", .greater: "greater",
        .greaterOrEqual: "greater_equal",
      ]
      guard let function = functions[operation] else { throw refused("the operator '\(operation.rawValue)'") }
      return "expr.\(function)(\(try expression(a)), \(try expression(b)))"
    default: throw refused("this expression")
    }
  }
}
