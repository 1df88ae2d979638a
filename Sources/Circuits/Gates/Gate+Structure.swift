import Glibc

extension Gate {
  /// What undoes this gate, to be applied in order.
  public func inverse() -> [Gate] {
    func with(_ kind: GateKind, _ parameters: [Double] = [], swapped: Bool = false) -> Gate {
      let own = swapped ? Array(ownQubits.reversed()) : ownQubits
      return Gate(kind, parameters, on: Array(qubits.prefix(controlStates.count)) + own, controlStates: controlStates)
    }
    switch kind.description.inverse {
    case .itself: return [self]
    case .kind(let other): return [with(other, parameters)]
    case .negated: return [with(kind, parameters.map { -$0 })]
    case .rule: break
    }
    switch kind {
    case .u2: return [with(.u2, [-parameters[1] - .pi, .pi - parameters[0]])]
    case .u, .u3, .cu3: return [with(kind, [-parameters[0], -parameters[2], -parameters[1]])]
    case .cu: return [with(.cu, [-parameters[0], -parameters[2], -parameters[1], -parameters[3]])]
    case .r, .xxPlusYY, .xxMinusYY: return [with(kind, [-parameters[0], parameters[1]])]
    case .dcx: return [with(.dcx, swapped: true)]
    // exp(iπ/4 (XX + YY)), whose two parts commute.
    case .iswap: return [with(.rxx, [.pi / 2]), with(.ryy, [.pi / 2])]
    case .csx, .c3sqrtx:
      return [
        Gate(
          .sxdg, on: qubits, controlStates: controlStates + Array(repeating: true, count: kind.controls))
      ]
    case .rc3x:
      // The gate's fourth power is the identity: i and -i on the diagonal, a square root of -1 beside them.
      return [self, self, self]
    default: return [self]
    }
  }

  /// Diagonal in the computational basis, as far as kind and controls tell.
  public var isDiagonal: Bool { kind.description.isDiagonal }

  /// Maps basis states to basis states without a phase, as far as kind and controls tell.
  public var isPermutation: Bool { kind.description.isPermutation }

  /// In the Clifford group, up to a global phase: particular angles are recognised within 1e-10.
  public var isClifford: Bool {
    let base = kind.description.base ?? kind
    let controls = kind.controls + controlStates.count
    if controls == 0 { return kind.description.isClifford || isCliffordAngle }
    if kind == .id || kind == .u0 { return true }
    if controls == 1, kind != .cu {
      switch base {
      case .x, .y, .z: return true
      case .p, .u1: return Self.isMultiple(parameters[0], of: .pi)
      case .rx, .ry, .rz: return Self.isMultiple(parameters[0], of: .pi)
      case .gphase: return Self.isMultiple(parameters[0], of: .pi / 2)
      default: return false
      }
    }
    return kind == .gphase && controls == 2 && Self.isMultiple(parameters[0], of: .pi)
  }

  private var isCliffordAngle: Bool {
    switch kind {
    case .gphase: true
    case .p, .u1, .rx, .ry, .rz, .rxx, .ryy, .rzz, .rzx, .u2, .u, .u3, .r:
      parameters.allSatisfy { Self.isMultiple($0, of: .pi / 2) }
    case .xxPlusYY, .xxMinusYY:
      Self.isMultiple(parameters[0], of: .pi) && Self.isMultiple(parameters[1], of: .pi / 2)
    default: false
    }
  }

  static func isMultiple(_ angle: Double, of unit: Double) -> Bool {
    let ratio = angle / unit
    return abs(ratio - ratio.rounded()) < 1e-10
  }
}
