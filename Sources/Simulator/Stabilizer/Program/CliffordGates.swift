import Circuits

/// Finds the kernels' gates for gates of a circuit, matrices and multiples of π/2 included; remembers what it found.
struct CliffordGates {
  private struct Key: Hashable {
    var kind: GateKind
    var parameters: [Double]
    var states: [Bool]
  }

  private var known: [Key: [CliffordSynthesis.Gate]?] = [:]

  /// Appends `gate` to `program`; false where it is not Clifford.
  mutating func append(_ gate: Gate, to program: inout CliffordProgram) -> Bool {
    if gate.controlStates.isEmpty, let kind = Self.direct[gate.kind] {
      program.gate(kind, gate.qubits[0], gate.qubits.count > 1 ? gate.qubits[1] : 0)
      return true
    }
    if gate.controlStates.isEmpty, gate.kind == .id || gate.kind == .u0 || gate.kind == .gphase { return true }
    // Beyond four qubits no gate of the table is Clifford but by vanishing angles.
    guard gate.qubits.count <= 4 else { return false }
    let key = Key(kind: gate.kind, parameters: gate.parameters, states: gate.controlStates)
    let found: [CliffordSynthesis.Gate]?
    if let entry = known[key] {
      found = entry
    } else {
      found = gate.isClifford || gate.qubits.count <= 3 ? CliffordSynthesis.gates(of: gate.matrix) : nil
      known[key] = .some(found)
    }
    return Self.append(found, on: gate.qubits, to: &program)
  }

  /// The same for a matrix.
  func append(_ gate: UnitaryGate, to program: inout CliffordProgram) -> Bool {
    guard gate.qubits.count <= 4 else { return false }
    let matrix = gate.matrix.controlled(by: gate.controlStates)
    return Self.append(CliffordSynthesis.gates(of: matrix), on: gate.qubits, to: &program)
  }

  private static func append(
    _ gates: [CliffordSynthesis.Gate]?, on qubits: [Int], to program: inout CliffordProgram
  ) -> Bool {
    guard let gates else { return false }
    for one in gates { program.gate(one.kind, qubits[one.a], one.kind == .cx ? qubits[one.b] : 0) }
    return true
  }

  private static let direct: [GateKind: CliffordProgram.Kind] = [
    .x: .x, .y: .y, .z: .z, .h: .h, .s: .s, .sdg: .sdg, .sx: .sx, .sxdg: .sxdg, .cx: .cx, .cy: .cy, .cz: .cz, .swap: .swap,
  ]
}
