/// The gate table as data: one row a gate, in the order of `GateKind.allCases`.
public enum GateTable {
  /// One row for each gate.
  public static let rows: [GateDescription] = GateKind.allCases.map(row)

  /// Where each gate's row stands.
  static let position: [GateKind: Int] = Dictionary(
    uniqueKeysWithValues: GateKind.allCases.enumerated().map { ($1, $0) })

  /// The gate that OpenQASM calls `name`, other spellings of common files included.
  public static func kind(named name: String) -> GateKind? { names[name] }

  private static let names: [String: GateKind] = {
    var names: [String: GateKind] = [:]
    for kind in GateKind.allCases { names[kind.rawValue] = kind }
    for (name, kind) in synonyms { names[name] = kind }
    return names
  }()

  /// Other spellings: OpenQASM's own and those of Qiskit's circuits.
  static let synonyms: [(String, GateKind)] = [
    ("U", .u), ("CX", .cx), ("cnot", .cx), ("phase", .p), ("cphase", .cp), ("toffoli", .ccx), ("fredkin", .cswap),
    ("i", .id),
  ]

  private struct Flags: OptionSet {
    let rawValue: Int
    static let diagonal = Flags(rawValue: 1)
    static let permutation = Flags(rawValue: 2)
    static let clifford = Flags(rawValue: 4)
  }

  private static func make(
    _ kind: GateKind, _ qubits: Int, _ parameters: [String] = [], controls: Int = 0, of base: GateKind? = nil,
    flags: Flags = [], inverse: GateDescription.Inverse = .itself, _ summary: String
  ) -> GateDescription {
    GateDescription(
      kind: kind, qubits: qubits, parameters: parameters, controls: controls, base: base,
      isDiagonal: flags.contains(.diagonal), isPermutation: flags.contains(.permutation),
      isClifford: flags.contains(.clifford), inverse: inverse, summary: summary)
  }

  // A gate without a row would fail the tests of its matrix.
  private static func row(_ kind: GateKind) -> GateDescription {
    let euler = ["theta", "phi", "lambda"]
    return switch kind {
    case .gphase: make(kind, 0, ["gamma"], flags: .diagonal, inverse: .negated, "global phase")
    case .id: make(kind, 1, flags: [.diagonal, .permutation, .clifford], "identity")
    case .x: make(kind, 1, flags: [.permutation, .clifford], "Pauli X, bit flip")
    case .y: make(kind, 1, flags: .clifford, "Pauli Y")
    case .z: make(kind, 1, flags: [.diagonal, .clifford], "Pauli Z, phase flip")
    case .h: make(kind, 1, flags: .clifford, "Hadamard")
    case .s: make(kind, 1, flags: [.diagonal, .clifford], inverse: .kind(.sdg), "square root of Z")
    case .sdg: make(kind, 1, flags: [.diagonal, .clifford], inverse: .kind(.s), "inverse of S")
    case .t: make(kind, 1, flags: .diagonal, inverse: .kind(.tdg), "fourth root of Z")
    case .tdg: make(kind, 1, flags: .diagonal, inverse: .kind(.t), "inverse of T")
    case .sx: make(kind, 1, flags: .clifford, inverse: .kind(.sxdg), "square root of X")
    case .sxdg: make(kind, 1, flags: .clifford, inverse: .kind(.sx), "inverse of the square root of X")
    case .p: make(kind, 1, ["lambda"], flags: .diagonal, inverse: .negated, "phase")
    case .u0: make(kind, 1, ["gamma"], flags: [.diagonal, .permutation, .clifford], "identity with a length")
    case .u1: make(kind, 1, ["lambda"], flags: .diagonal, inverse: .negated, "phase, by its old name")
    case .u2: make(kind, 1, ["phi", "lambda"], inverse: .rule, "one-pulse gate, u(pi/2, phi, lambda)")
    case .u3: make(kind, 1, euler, inverse: .rule, "any one-qubit gate, by its old name")
    case .u: make(kind, 1, euler, inverse: .rule, "any one-qubit gate")
    case .r: make(kind, 1, ["theta", "phi"], inverse: .rule, "rotation about an axis in the XY plane")
    case .rx: make(kind, 1, ["theta"], inverse: .negated, "rotation about X")
    case .ry: make(kind, 1, ["theta"], inverse: .negated, "rotation about Y")
    case .rz: make(kind, 1, ["phi"], flags: .diagonal, inverse: .negated, "rotation about Z")
    default: several(kind)
    }
  }

  private static func several(_ kind: GateKind) -> GateDescription {
    let euler = ["theta", "phi", "lambda"]
    return switch kind {
    case .cx: make(kind, 2, controls: 1, of: .x, flags: [.permutation, .clifford], "controlled X")
    case .cy: make(kind, 2, controls: 1, of: .y, flags: .clifford, "controlled Y")
    case .cz: make(kind, 2, controls: 1, of: .z, flags: [.diagonal, .clifford], "controlled Z")
    case .ch: make(kind, 2, controls: 1, of: .h, "controlled Hadamard")
    case .cs: make(kind, 2, controls: 1, of: .s, flags: .diagonal, inverse: .kind(.csdg), "controlled S")
    case .csdg: make(kind, 2, controls: 1, of: .sdg, flags: .diagonal, inverse: .kind(.cs), "controlled inverse of S")
    case .csx: make(kind, 2, controls: 1, of: .sx, inverse: .rule, "controlled square root of X")
    case .cp: make(kind, 2, ["lambda"], controls: 1, of: .p, flags: .diagonal, inverse: .negated, "controlled phase")
    case .cu1:
      make(
        kind, 2, ["lambda"], controls: 1, of: .u1, flags: .diagonal, inverse: .negated,
        "controlled phase, by its old name")
    case .cu3: make(kind, 2, euler, controls: 1, of: .u3, inverse: .rule, "controlled u3")
    case .cu: make(kind, 2, euler + ["gamma"], controls: 1, inverse: .rule, "controlled u with a phase")
    case .crx: make(kind, 2, ["theta"], controls: 1, of: .rx, inverse: .negated, "controlled rotation about X")
    case .cry: make(kind, 2, ["theta"], controls: 1, of: .ry, inverse: .negated, "controlled rotation about Y")
    case .crz:
      make(kind, 2, ["theta"], controls: 1, of: .rz, flags: .diagonal, inverse: .negated, "controlled rotation about Z")
    case .swap: make(kind, 2, flags: [.permutation, .clifford], "swap")
    case .iswap: make(kind, 2, flags: .clifford, inverse: .rule, "swap with a phase of i")
    case .dcx: make(kind, 2, flags: [.permutation, .clifford], inverse: .rule, "two controlled X, back and forth")
    case .ecr: make(kind, 2, flags: .clifford, "echoed cross resonance")
    case .rxx: make(kind, 2, ["theta"], inverse: .negated, "rotation about XX")
    case .ryy: make(kind, 2, ["theta"], inverse: .negated, "rotation about YY")
    case .rzz: make(kind, 2, ["theta"], flags: .diagonal, inverse: .negated, "rotation about ZZ")
    case .rzx: make(kind, 2, ["theta"], inverse: .negated, "rotation about ZX")
    case .xxPlusYY: make(kind, 2, ["theta", "beta"], inverse: .rule, "rotation about XX + YY")
    case .xxMinusYY: make(kind, 2, ["theta", "beta"], inverse: .rule, "rotation about XX - YY")
    case .ccx: make(kind, 3, controls: 2, of: .x, flags: .permutation, "Toffoli")
    case .ccz: make(kind, 3, controls: 2, of: .z, flags: .diagonal, "doubly controlled Z")
    case .cswap: make(kind, 3, controls: 1, of: .swap, flags: .permutation, "Fredkin")
    case .rccx: make(kind, 3, [], "Toffoli up to relative phases")
    case .c3x: make(kind, 4, controls: 3, of: .x, flags: .permutation, "X with three controls")
    case .c3sqrtx: make(kind, 4, controls: 3, of: .sx, inverse: .rule, "square root of X with three controls")
    case .rc3x: make(kind, 4, inverse: .rule, "X with three controls up to relative phases")
    case .c4x: make(kind, 5, controls: 4, of: .x, flags: .permutation, "X with four controls")
    default: make(kind, 1, [], "unknown")
    }
  }
}
