import Glibc

/// The Pauli axis along which a gate acts on one of its qubits.
enum PauliAxis: Sendable { case x, y, z }

extension Gate {
  /// The axis of the gate on each of its qubits: it is a sum of products in which that qubit sees only the identity and
  /// this Pauli. nil on a qubit where there is none.
  ///
  /// Gates that agree in the axis on every qubit they share commute.
  var axes: [PauliAxis?] {
    let controls = [PauliAxis?](repeating: .z, count: controlStates.count + kind.controls)
    let targets = qubits.count - controls.count
    let base = kind.description.base ?? kind
    switch base {
    case .id, .u0: return controls + [.z]
    case .x, .sx, .sxdg, .rx: return controls + [.x]
    case .y, .ry: return controls + [.y]
    case .z, .s, .sdg, .t, .tdg, .p, .u1, .rz: return controls + [.z]
    case .rxx: return controls + [.x, .x]
    case .ryy: return controls + [.y, .y]
    case .rzz: return controls + [.z, .z]
    case .rzx: return controls + [.z, .x]
    default: return controls + [PauliAxis?](repeating: nil, count: targets)
    }
  }

  /// Whether the two commute, as far as their axes tell.
  func commutes(with other: Gate) -> Bool {
    let (mine, theirs) = (axes, other.axes)
    for (place, qubit) in qubits.enumerated() {
      guard let there = other.qubits.firstIndex(of: qubit) else { continue }
      guard let axis = mine[place], axis == theirs[there] else { return false }
    }
    return true
  }

  /// The gate as a turn: which family of rotations it belongs to, on which qubits in a fixed order, and by what angle.
  /// Turns of one family on the same qubits add; 0 is the identity, up to a global phase where there are no controls.
  var turn: (family: String, qubits: [Int], states: [Bool], angle: Double, period: Double)? {
    let base = kind.description.base ?? kind
    let states = controlStates + Array(repeating: true, count: kind.controls)
    let bare = states.isEmpty
    func named(_ family: String, _ angle: Double, _ period: Double, symmetric: Bool = false) -> (
      String, [Int], [Bool], Double, Double
    ) {
      (family, symmetric && states.allSatisfy { $0 } ? qubits.sorted() : qubits, states, angle, period)
    }
    let full = 2 * Double.pi
    switch base {
    case .z: return named("p", .pi, full, symmetric: true)
    case .s: return named("p", .pi / 2, full, symmetric: true)
    case .sdg: return named("p", -.pi / 2, full, symmetric: true)
    case .t: return named("p", .pi / 4, full, symmetric: true)
    case .tdg: return named("p", -.pi / 4, full, symmetric: true)
    case .p, .u1: return named("p", parameters[0], full, symmetric: true)
    // Without controls a turn by 2π is a phase of the whole state, and rz is p.
    case .rz: return bare ? named("p", parameters[0], full, symmetric: true) : named("rz", parameters[0], 2 * full)
    case .rx: return named("rx", parameters[0], bare ? full : 2 * full)
    case .ry: return named("ry", parameters[0], bare ? full : 2 * full)
    case .x where bare: return named("rx", .pi, full)
    case .sx where bare: return named("rx", .pi / 2, full)
    case .sxdg where bare: return named("rx", -.pi / 2, full)
    case .y where bare: return named("ry", .pi, full)
    case .rxx, .ryy, .rzz: return named(base.rawValue, parameters[0], bare ? full : 2 * full, symmetric: bare)
    case .rzx: return named(base.rawValue, parameters[0], bare ? full : 2 * full)
    default: return nil
    }
  }
}

extension CircuitOptimizer {
  /// An angle brought to (-period/2, period/2], 0 where it is within 1e-12 of it.
  static func normalized(_ angle: Double, period: Double) -> Double {
    let rest = remainder(angle, period)
    if abs(rest) < 1e-12 { return 0 }
    return abs(rest + period / 2) < 1e-12 ? period / 2 : rest
  }

  private static let namedPhases: [(GateKind, Double)] = [
    (.z, .pi), (.s, .pi / 2), (.sdg, -.pi / 2), (.t, .pi / 4), (.tdg, -.pi / 4),
  ]
  private static let namedFlips: [(GateKind, Double)] = [(.x, .pi), (.sx, .pi / 2), (.sxdg, -.pi / 2)]

  /// The gate of a family turned by an angle, by its own name where it has one; nil for the identity.
  static func gate(_ family: String, _ qubits: [Int], _ states: [Bool], _ angle: Double, _ period: Double) -> Gate? {
    let turned = normalized(angle, period: period)
    if turned == 0 { return nil }
    func near(_ value: Double) -> Bool { abs(turned - value) < 1e-12 }
    let kind: GateKind
    switch (family, states.isEmpty) {
    case ("p", _):
      for (fixed, value) in namedPhases where near(value) {
        return Gate(fixed, [], on: Array(qubits.suffix(1))).controlled(by: Array(qubits.dropLast()), states: states)
      }
      kind = .p
    case ("rx", true):
      for (fixed, value) in namedFlips where near(value) { return Gate(fixed, [], on: qubits) }
      kind = .rx
    case ("ry", true):
      if near(.pi) { return Gate(.y, [], on: qubits) }
      kind = .ry
    default:
      guard let known = GateKind(rawValue: family) else { return nil }
      kind = known
    }
    let own = Array(qubits.suffix(kind.qubits))
    return Gate(kind, [turned], on: own).controlled(by: Array(qubits.dropLast(own.count)), states: states)
  }
}
