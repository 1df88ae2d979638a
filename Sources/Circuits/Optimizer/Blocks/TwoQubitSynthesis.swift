import Glibc

/// Any two-qubit unitary by as few controlled X as can be (Vatan and Williams, 2004).
enum TwoQubitSynthesis {
  /// Coordinates nearer than this are the same: what a gate is off by then is its square.
  static let tolerance = 1e-8

  /// How many controlled X a unitary needs: 0 to 3.
  static func cost(_ weyl: WeylDecomposition) -> Int {
    func near(_ value: Double, _ other: Double) -> Bool { abs(value - other) < tolerance }
    if !near(weyl.c, 0) { return 3 }
    if near(weyl.a, 0), near(weyl.b, 0) { return 0 }
    return near(weyl.a, .pi / 4) && near(weyl.b, 0) ? 1 : 2
  }

  /// Gates for `unitary` on `low` and `high` up to a global phase; nil where the decomposition failed.
  static func gates(_ weyl: WeylDecomposition, low: Int, high: Int) -> [Gate]? {
    let count = cost(weyl)
    if count == 0 {
      return locals(
        .init(low: weyl.left.low * weyl.right.low, high: weyl.left.high * weyl.right.high), low, high)
    }
    for core in cores(weyl, count) {
      let matrix = product(core)
      guard let inner = WeylDecomposition(matrix), abs(inner.a - weyl.a) + abs(inner.b - weyl.b) + abs(inner.c - weyl.c) < 4e-8
      else { continue }
      let places = [low, high]
      let middle = core.map { Gate($0.kind, $0.parameters, on: $0.qubits.map { places[$0] }) }
      return around(middle, inner, weyl, low, high)
    }
    return nil
  }

  /// The same by one gate of the table where one is enough, by controlled X elsewhere.
  static func table(_ weyl: WeylDecomposition, low: Int, high: Int) -> [Gate]? {
    func near(_ value: Double, _ other: Double) -> Bool { abs(value - other) < tolerance }
    let middle: Gate
    if cost(weyl) <= 1 { return gates(weyl, low: low, high: high) }
    if near(weyl.b, 0), near(weyl.c, 0) {
      middle = Gate(.rxx, [-2 * weyl.a], low, high)
    } else if near(weyl.a, .pi / 4), near(weyl.b, .pi / 4), near(abs(weyl.c), .pi / 4) {
      middle = Gate(.swap, [], low, high)
    } else if near(weyl.a, .pi / 4), near(weyl.b, .pi / 4), near(weyl.c, 0) {
      middle = Gate(.iswap, [], low, high)
    } else {
      return gates(weyl, low: low, high: high)
    }
    guard let inner = WeylDecomposition(middle.matrix), abs(inner.a - weyl.a) + abs(inner.b - weyl.b) < 4e-8 else { return nil }
    return around([middle], inner, weyl, low, high)
  }

  /// `core`, whose decomposition is `inner`, with one-qubit gates that make it the unitary of `weyl`:
  /// U = left · N · right and core = l · N · r, so U = (left · l†) · core · (r† · right).
  private static func around(
    _ core: [Gate], _ inner: WeylDecomposition, _ weyl: WeylDecomposition, _ low: Int, _ high: Int
  ) -> [Gate] {
    let before = WeylDecomposition.Locals(
      low: inner.right.low.adjoint * weyl.right.low, high: inner.right.high.adjoint * weyl.right.high)
    let after = WeylDecomposition.Locals(
      low: weyl.left.low * inner.left.low.adjoint, high: weyl.left.high * inner.left.high.adjoint)
    return locals(before, low, high) + core + locals(after, low, high)
  }

  /// Circuits on qubits 0 and 1 with the interaction of `weyl`, one of which has its very coordinates.
  private static func cores(_ weyl: WeylDecomposition, _ count: Int) -> [[Gate]] {
    let forth = Gate(.cx, [], 0, 1)
    switch count {
    case 1: return [[forth]]
    case 2: return [[forth, Gate(.rx, [-2 * weyl.a], 0), Gate(.rz, [-2 * weyl.b], 1), forth]]
    default:
      // The sign of c: at a = π/4 both stand for the same.
      return [-weyl.c, weyl.c].map { c in
        [
          Gate(.cx, [], 1, 0), Gate(.rz, [2 * c - .pi / 2], 0), Gate(.ry, [.pi / 2 - 2 * weyl.a], 1), forth,
          Gate(.ry, [2 * weyl.b - .pi / 2], 1), Gate(.cx, [], 1, 0),
        ]
      }
    }
  }

  private static func locals(_ pair: WeylDecomposition.Locals, _ low: Int, _ high: Int) -> [Gate] {
    [CircuitOptimizer.shortest(pair.low, low), CircuitOptimizer.shortest(pair.high, high)].compactMap(\.self)
  }

  /// The matrix of gates on qubits 0 and 1.
  static func product(_ gates: [Gate]) -> Matrix {
    gates.reduce(Matrix.identity(4)) { $0.applying($1.matrix, on: $1.qubits) }
  }
}

extension Matrix {
  /// This two-qubit matrix followed by a gate's matrix on `places`, out of 0 and 1.
  func applying(_ gate: Matrix, on places: [Int]) -> Matrix {
    switch places {
    case [0]: gate.tensor(.identity(2)) * self
    case [1]: Matrix.identity(2).tensor(gate) * self
    case [0, 1]: gate * self
    default: Matrix.swapped(gate) * self
    }
  }

  /// A two-qubit matrix with its qubits exchanged.
  static func swapped(_ matrix: Matrix) -> Matrix {
    var result = matrix
    let order = [0, 2, 1, 3]
    for row in 0..<4 {
      for column in 0..<4 { result[row, column] = matrix[order[row], order[column]] }
    }
    return result
  }
}
