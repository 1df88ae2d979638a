import Circuits
import Glibc

/// The 24 Clifford gates of one qubit as words of `h` and `s`, found by their matrices.
enum CliffordWords {
  struct Word: Sendable {
    var names: [String]
    /// What the gate has beyond the word: e^(i phase).
    var phase: Double
  }

  /// `ecr`, whose definition in the gate table leaves the Clifford group on its way.
  static func steps(_ gate: Gate) -> [Gate]? {
    guard gate.controlStates.isEmpty, gate.kind == .ecr else { return nil }
    let (a, b) = (gate.qubits[0], gate.qubits[1])
    return [
      Gate(.gphase, [-.pi / 4], on: []), Gate(.s, [], on: [a]), Gate(.sx, [], on: [b]), Gate(.cx, [], on: [a, b]),
      Gate(.x, [], on: [a]),
    ]
  }

  private static let words: [(names: [String], matrix: Matrix)] = {
    let steps: [(String, Matrix)] = [
      ("h", GateKind.h.matrix([])), ("s", GateKind.s.matrix([])),
    ]
    var found: [(names: [String], matrix: Matrix)] = [([], Matrix.identity(2))]
    var next = 0
    while next < found.count, found.count < 24 {
      let (names, matrix) = found[next]
      next += 1
      for (name, step) in steps {
        let product = step * matrix
        if !found.contains(where: { angle(from: $0.matrix, to: product) != nil }) {
          found.append((names + [name], product))
        }
      }
    }
    return found
  }()

  /// The word of `gate`, or nil where it is no Clifford gate of one qubit.
  static func word(_ gate: Gate) -> Word? {
    guard gate.controlStates.isEmpty, gate.kind.qubits == 1 else { return nil }
    let matrix = gate.kind.matrix(gate.parameters)
    for word in words { if let phase = angle(from: word.matrix, to: matrix) { return Word(names: word.names, phase: phase) } }
    return nil
  }

  /// The angle by which `b` is `a` turned; nil where they differ otherwise.
  private static func angle(from a: Matrix, to b: Matrix) -> Double? {
    guard let pivot = a.elements.indices.first(where: { a.elements[$0].re * a.elements[$0].re + a.elements[$0].im * a.elements[$0].im > 0.1 })
    else { return nil }
    let x = a.elements[pivot], y = b.elements[pivot]
    let phase = atan2(y.im * x.re - y.re * x.im, y.re * x.re + y.im * x.im)
    let turn = Complex(cos(phase), sin(phase))
    let turned = a.scaled(by: turn)
    for (u, v) in zip(turned.elements, b.elements) where abs(u.re - v.re) > 1e-9 || abs(u.im - v.im) > 1e-9 { return nil }
    return phase
  }
}
