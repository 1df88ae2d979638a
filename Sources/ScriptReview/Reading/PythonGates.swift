import Circuits

/// The gates as Qiskit and Cirq call them.
enum PythonGates {
  /// Methods of Qiskit's QuantumCircuit.
  static let qiskitMethods: [String: GateKind] = {
    let same: [GateKind] = [
      .id, .x, .y, .z, .h, .s, .sdg, .t, .tdg, .sx, .sxdg, .p, .u, .r, .rx, .ry, .rz, .cx, .cy, .cz, .ch, .cs, .csdg, .csx,
      .cp, .cu, .crx, .cry, .crz, .swap, .iswap, .dcx, .ecr, .rxx, .ryy, .rzz, .rzx, .ccx, .ccz, .cswap, .rccx,
    ]
    var methods = Dictionary(uniqueKeysWithValues: same.map { ($0.rawValue, $0) })
    methods["rcccx"] = .rc3x
    return methods
  }()

  /// Classes of Qiskit's circuit library.
  static let qiskitClasses: [String: GateKind] = {
    let special: [GateKind: String] = [
      .id: "IGate", .p: "PhaseGate", .cp: "CPhaseGate", .iswap: "iSwapGate", .xxPlusYY: "XXPlusYYGate",
      .xxMinusYY: "XXMinusYYGate", .rc3x: "RC3XGate", .c3sqrtx: "C3SXGate", .sdg: "SdgGate", .tdg: "TdgGate",
      .sxdg: "SXdgGate", .csdg: "CSdgGate", .swap: "SwapGate", .cswap: "CSwapGate",
    ]
    let named = GateKind.allCases.filter { $0 != .gphase && $0 != .u0 }
    return Dictionary(named.map { (special[$0] ?? $0.rawValue.uppercased() + "Gate", $0) }) { first, _ in first }
  }()

  /// Cirq's gates without parameters.
  static let cirq: [String: GateKind] = [
    "cirq.I": .id, "cirq.X": .x, "cirq.Y": .y, "cirq.Z": .z, "cirq.H": .h, "cirq.S": .s, "cirq.T": .t, "cirq.CNOT": .cx,
    "cirq.CX": .cx, "cirq.CZ": .cz, "cirq.CCNOT": .ccx, "cirq.CCX": .ccx, "cirq.CCZ": .ccz, "cirq.SWAP": .swap,
    "cirq.ISWAP": .iswap, "cirq.CSWAP": .cswap,
  ]

  /// Cirq's powers that generated scripts use.
  static let cirqPowers: [String: [Double: GateKind]] = [
    "cirq.S": [-1: .sdg], "cirq.T": [-1: .tdg], "cirq.X": [0.5: .sx, -0.5: .sxdg],
  ]

  /// Cirq's rotations by an angle.
  static let cirqRotations: [String: GateKind] = ["cirq.rx": .rx, "cirq.ry": .ry, "cirq.rz": .rz]

  /// Cirq's rotations by an exponent in half turns, with the shift that makes them symmetric.
  static let cirqExponents: [String: (kind: GateKind, shift: Double?)] = [
    "cirq.ZPowGate": (.p, nil), "cirq.XXPowGate": (.rxx, -0.5), "cirq.YYPowGate": (.ryy, -0.5),
    "cirq.ZZPowGate": (.rzz, -0.5),
  ]

  /// A matrix written as nested lists of `complex(re, im)`.
  static func matrix(_ expression: PythonExpression?) -> Matrix? {
    guard let rows = expression?.elements, !rows.isEmpty, rows.count & (rows.count - 1) == 0, rows.count <= 64 else { return nil }
    var numbers: [[Complex]] = []
    for row in rows {
      guard let cells = row.elements, cells.count == rows.count else { return nil }
      var line: [Complex] = []
      for cell in cells {
        if case .call(.name("complex"), let parts, _) = cell, parts.count == 2, let re = parts[0].value, let im = parts[1].value {
          line.append(Complex(re, im))
        } else if let re = cell.value {
          line.append(Complex(re))
        } else {
          return nil
        }
      }
      numbers.append(line)
    }
    return Matrix(rows: numbers)
  }
}
