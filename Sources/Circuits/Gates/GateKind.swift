/// The gates of the table, each by its OpenQASM name.
public enum GateKind: String, CaseIterable, Hashable, Sendable, Codable {
  // No qubit: a phase of the whole state, which matters under a control.
  case gphase
  // One qubit.
  case id, x, y, z, h, s, sdg, t, tdg, sx, sxdg
  case p, u0, u1, u2, u3, u, r, rx, ry, rz
  // Two qubits.
  case cx, cy, cz, ch, cs, csdg, csx, cp, cu1, cu3, cu, crx, cry, crz
  case swap, iswap, dcx, ecr, rxx, ryy, rzz, rzx
  case xxPlusYY = "xx_plus_yy"
  case xxMinusYY = "xx_minus_yy"
  // Three and more.
  case ccx, ccz, cswap, rccx, c3x, c3sqrtx, rc3x, c4x
}

/// What the table says about one gate.
public struct GateDescription: Sendable {
  public var kind: GateKind
  /// How many qubits it is written with, controls first.
  public var qubits: Int
  /// Names of its parameters, angles in radians.
  public var parameters: [String]
  /// How many of its qubits are controls; they come first and act on state 1.
  public var controls: Int
  /// The gate under the controls; `cu` is `u` with a phase and has none.
  public var base: GateKind?
  /// Diagonal in the computational basis for all parameters.
  public var isDiagonal: Bool
  /// Maps each basis state to a basis state, without a phase.
  public var isPermutation: Bool
  /// In the Clifford group for all parameters; particular angles are answered by `Gate.isClifford`.
  public var isClifford: Bool
  /// What undoes it.
  public var inverse: Inverse
  /// One phrase for people.
  public var summary: String

  /// How the inverse of a gate is written.
  public enum Inverse: Sendable, Hashable {
    /// The gate is its own inverse.
    case itself
    /// Another gate of the table with the same parameters.
    case kind(GateKind)
    /// The same gate with every angle negated.
    case negated
    /// A rule of its own, in `Gate.inverse()`.
    case rule
  }
}

extension GateKind {
  /// What the table says about this gate.
  public var description: GateDescription { GateTable.rows[index] }
  /// How many qubits it is written with, controls included.
  public var qubits: Int { GateTable.rows[index].qubits }
  /// How many parameters it takes.
  public var parameterCount: Int { GateTable.rows[index].parameters.count }
  /// How many of its qubits are controls.
  public var controls: Int { GateTable.rows[index].controls }

  private var index: Int { GateTable.position[self] ?? 0 }
}
