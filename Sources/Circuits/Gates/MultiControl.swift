import Glibc

/// Gates with many controls, by gates with few and no further qubits (Barenco et al., 1995, lemmas 7.2 and 7.3).
enum MultiControl {
  /// `gate`, which has further controls, by gates of the table alone.
  static func decompose(_ gate: Gate) -> [Gate]? {
    let named = gate.canonical
    if named.controlStates.isEmpty { return [named] }
    // A control on 0 is one on 1 between two X.
    let negative = zip(gate.qubits, gate.controlStates).filter { !$1 }.map(\.0)
    if !negative.isEmpty {
      var positive = gate
      positive.controlStates = Array(repeating: true, count: gate.controlStates.count)
      let flips = negative.map { Gate(.x, [], on: [$0]) }
      return flips + [positive.canonical] + flips
    }
    let controls = Array(gate.qubits.prefix(gate.controlStates.count + gate.kind.controls))
    let targets = Array(gate.qubits.dropFirst(controls.count))
    let base = gate.kind.description.base ?? gate.kind
    switch base {
    case .gphase: return phase(gate.parameters[0], controls)
    case .id, .u0: return []
    case .x: return flip(controls, targets[0], spare: [])
    case .p, .u1: return phase(gate.parameters[0], controls + targets)
    case .z: return phase(.pi, controls + targets)
    default: break
    }
    if targets.count == 1 { return single(gate.kind.targetMatrix(gate.parameters), controls, targets[0]) }
    if base == .swap {
      return [
        Gate(.cx, [], on: [targets[1], targets[0]]),
        Gate(.x, [], on: [targets[1]]).controlled(by: controls + [targets[0]]),
        Gate(.cx, [], on: [targets[1], targets[0]]),
      ]
    }
    return Gate(base, gate.parameters, on: targets).decomposed()?.map { $0.controlled(by: controls) }
  }

  /// A one-qubit unitary under controls: diagonalised, its two phases under the controls, and turned back.
  private static func single(_ matrix: Matrix, _ controls: [Int], _ target: Int) -> [Gate] {
    let (basis, first, second) = matrix.eigenbasis
    let turn = EulerAngles(basis)
    let diagonal = phase(second - first, controls + [target]) + phase(first, controls)
    if basis.isDiagonal(tolerance: 1e-12) { return diagonal }
    let forth = Gate(.u, [turn.theta, turn.phi, turn.lambda], on: [target])
    return forth.inverse() + diagonal + [forth]
  }

  /// e^(i·angle) on the state in which all of `qubits` are 1.
  private static func phase(_ angle: Double, _ qubits: [Int]) -> [Gate] {
    if angle == 0 { return [] }
    guard let target = qubits.last, qubits.count > 1 else {
      return [qubits.isEmpty ? Gate(.gphase, [angle], on: []) : Gate(.p, [angle], on: qubits)]
    }
    if qubits.count == 2 { return [Gate(.cp, [angle], on: qubits)] }
    let controls = Array(qubits.dropLast())
    let middle = controls[controls.count - 1]
    let flips = flip(Array(controls.dropLast()), middle, spare: [target])
    return [Gate(.cp, [angle / 2], on: [middle, target])] + flips + [Gate(.cp, [-angle / 2], on: [middle, target])]
      + flips + phase(angle / 2, Array(controls.dropLast()) + [target])
  }

  /// X on `target` under `controls`; `spare` qubits are in any state and come back in it.
  static func flip(_ controls: [Int], _ target: Int, spare: [Int]) -> [Gate] {
    switch controls.count {
    case 0: return [Gate(.x, [], on: [target])]
    case 1: return [Gate(.cx, [], on: controls + [target])]
    case 2: return [Gate(.ccx, [], on: controls + [target])]
    case 3 where spare.isEmpty: return [Gate(.c3x, [], on: controls + [target])]
    case 4 where spare.isEmpty: return [Gate(.c4x, [], on: controls + [target])]
    default: break
    }
    if spare.count >= controls.count - 2 { return ladder(controls, target, spare) }
    if let middle = spare.first {
      let half = (controls.count + 2) / 2
      let (low, high) = (Array(controls.prefix(half)), Array(controls.dropFirst(half)) + [middle])
      let first = flip(low, middle, spare: Array(controls.dropFirst(half)) + [target])
      let second = flip(high, target, spare: low)
      return first + second + first + second
    }
    let turn = Gate(.h, [], on: [target])
    return [turn] + phase(.pi, controls + [target]) + [turn]
  }

  /// Lemma 7.2: 4(n - 2) Toffoli gates with n - 2 spare qubits.
  private static func ladder(_ controls: [Int], _ target: Int, _ spare: [Int]) -> [Gate] {
    let count = controls.count
    func toffoli(_ step: Int) -> Gate {
      // Step 0 writes the target, the last reads two controls.
      let to = step == 0 ? target : spare[step - 1]
      let from = step == count - 2 ? controls[0] : spare[step]
      return Gate(.ccx, [], on: [controls[count - 1 - step], from, to])
    }
    let down = (0..<(count - 1)).map(toffoli)
    let up = (0..<(count - 2)).reversed().map(toffoli)
    let again = (1..<(count - 1)).map(toffoli)
    return down + up + again + again.dropLast().reversed()
  }
}

extension Matrix {
  /// Eigenvectors of a 2 by 2 unitary as columns of a unitary, and the arguments of their eigenvalues.
  var eigenbasis: (basis: Matrix, first: Double, second: Double) {
    let (a, b, c, d) = (self[0, 0], self[0, 1], self[1, 0], self[1, 1])
    if b.magnitude < 1e-14, c.magnitude < 1e-14 { return (.identity(2), a.argument, d.argument) }
    let half = 0.5 * (a + d)
    let root = (half * half - (a * d - b * c)).squareRoot
    let (first, second) = (half + root, half - root)
    // (U - first)·v = 0, from the row that is farther from 0; the other eigenvector is perpendicular.
    var v = (b, first - a)
    if (first - a).magnitude + b.magnitude < (first - d).magnitude + c.magnitude { v = (first - d, c) }
    let norm = 1 / (v.0.squaredMagnitude + v.1.squaredMagnitude).squareRoot()
    let (x, y) = (norm * v.0, norm * v.1)
    return (Matrix(rows: [[x, -y.conjugate], [y, x.conjugate]]), first.argument, second.argument)
  }
}
