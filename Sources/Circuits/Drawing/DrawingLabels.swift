/// What operations are called in drawings, as Qiskit calls them.
enum DrawingLabels {
  static func element(_ operation: Operation, _ circuit: Circuit, pi: String) -> DrawingElement? {
    switch operation {
    case .gate(let gate): return element(gate, pi: pi)
    case .unitary(let gate):
      let controls = zip(gate.qubits, gate.controlStates).map { (row: $0, state: $1) }
      return boxed(gate.label, Array(gate.qubits.dropFirst(controls.count)), controls)
    case .measure(let qubit, let clbit):
      guard let register = circuit.classicalRegisters.firstIndex(where: { $0.indices.contains(clbit) }) else {
        return nil
      }
      let place = clbit - circuit.classicalRegisters[register].start
      return DrawingElement(rows: qubit...qubit, content: .measure(qubit), classical: (register, "\(place)"))
    case .reset(let qubit): return DrawingElement(rows: qubit...qubit, content: .reset(qubit), classical: nil)
    case .barrier(let wires):
      guard let top = wires.min(), let bottom = wires.max() else { return nil }
      return DrawingElement(rows: top...bottom, content: .barrier(wires.sorted()), classical: nil)
    case .delay(let wires, let time):
      guard let first = wires.first else { return nil }
      let label = "Delay(\(AngleText.decimal(time.value))[\(time.unit.rawValue)])"
      return wires.count == 1 ? boxed(label, [first], []) : boxed(label, wires.sorted(), [])
    default: return nil
    }
  }

  private static func boxed(_ label: String, _ targets: [Int], _ controls: [(row: Int, state: Bool)]) -> DrawingElement
  {
    let all = targets + controls.map(\.row)
    return DrawingElement(
      rows: (all.min() ?? 0)...(all.max() ?? 0), content: .gate(label: label, targets: targets, controls: controls),
      classical: nil)
  }

  private static func element(_ gate: Gate, pi: String) -> DrawingElement? {
    guard !gate.qubits.isEmpty else { return nil }
    let count = gate.controlStates.count + gate.kind.controls
    let states = gate.controlStates + Array(repeating: true, count: gate.kind.controls)
    let controls = zip(gate.qubits, states).map { (row: $0, state: $1) }
    let targets = Array(gate.qubits.dropFirst(count))
    let base = gate.kind.description.base ?? gate.kind
    let parameters = gate.parameters.map { AngleText.short($0, pi: pi) }.joined(separator: ",")
    let rows = (gate.qubits.min() ?? 0)...(gate.qubits.max() ?? 0)
    let dots = controls.map { (row: $0.row, mark: $0.state ? DrawingElement.Mark.full : .empty) }
    switch base {
    case .z, .p, .u1:
      guard count > 0 else { break }
      let label = base == .z ? "" : "\(base == .p ? "P" : "U1")(\(parameters))"
      return DrawingElement(rows: rows, content: .marks(dots + [(targets[0], .full)], label: label), classical: nil)
    case .gphase:
      return DrawingElement(rows: rows, content: .marks(dots, label: "phase(\(parameters))"), classical: nil)
    case .swap:
      return DrawingElement(rows: rows, content: .marks(dots + targets.map { ($0, .cross) }, label: ""), classical: nil)
    case .rzz where count == 0:
      return DrawingElement(
        rows: rows, content: .marks(targets.map { ($0, .full) }, label: "ZZ(\(parameters))"), classical: nil)
    default: break
    }
    let name = gate.kind == .cu ? "U" : names[base] ?? base.rawValue.prefix(1).uppercased() + base.rawValue.dropFirst()
    return boxed(name + (parameters.isEmpty ? "" : "(\(parameters))"), targets, controls)
  }

  private static let names: [GateKind: String] = [
    .id: "I", .sdg: "Sdg", .tdg: "Tdg", .sx: "√X", .sxdg: "√Xdg", .iswap: "Iswap", .xxPlusYY: "{XX+YY}",
    .xxMinusYY: "{XX-YY}", .rccx: "Rccx", .rc3x: "Rcccx",
  ]

  static func target(_ target: ClassicalTarget, _ circuit: Circuit) -> String {
    switch target {
    case .bit(let bit): condition(.bit(bit), circuit)
    case .bits(let bits): condition(.bits(bits), circuit)
    case .variable(let index): condition(.variable(index), circuit)
    }
  }

  /// A condition in a few characters.
  static func condition(_ expression: ClassicalExpression, _ circuit: Circuit) -> String {
    switch expression {
    case .value(.bool(let value)): return value ? "1" : "0"
    case .value(.int(let value)): return "\(value)"
    case .value(.real(let value)): return AngleText.significant(value, 5)
    case .bit(let bit):
      guard let register = circuit.classicalRegisters.first(where: { $0.indices.contains(bit) }) else { return "?" }
      return register.size == 1 ? register.name : "\(register.name)[\(bit - register.start)]"
    case .bits(let bits):
      if let register = circuit.classicalRegisters.first(where: { Array($0.indices) == bits }) { return register.name }
      return "{" + bits.prefix(4).map { condition(.bit($0), circuit) }.joined(separator: ",") + "}"
    case .variable(let index): return circuit.variables.indices.contains(index) ? circuit.variables[index].name : "?"
    case .unary(let operation, let operand):
      let inner = condition(operand, circuit)
      switch operation {
      case .not: return "!" + inner
      case .negate: return "-" + inner
      case .complement: return "~" + inner
      }
    case .binary(let operation, let a, let b):
      let text = "\(condition(a, circuit)) \(operation.rawValue) \(condition(b, circuit))"
      return text.count > 24 ? String(text.prefix(23)) + "…" : text
    case .cast(_, let operand): return condition(operand, circuit)
    case .call(let function, _): return "\(function.rawValue)(…)"
    }
  }
}
