import Glibc

/// A two-qubit unitary as one-qubit gates around an interaction (Cartan's KAK decomposition):
/// U ∝ (left.high ⊗ left.low) · exp(i(a XX + b YY + c ZZ)) · (right.high ⊗ right.low), with π/4 ≥ a ≥ b ≥ |c|.
struct WeylDecomposition {
  /// One-qubit matrices; `low` belongs to the less significant qubit.
  struct Locals {
    var low: Matrix
    var high: Matrix

    /// Both on two qubits.
    var matrix: Matrix { low.tensor(high) }
  }

  var a, b, c: Double
  var left: Locals
  var right: Locals

  /// The decomposition; nil where rounding spoilt it, which a caller takes as "leave it as it is".
  init?(_ unitary: Matrix) {
    guard unitary.dimension == 4 else { return nil }
    let up = MagicBasis.enter(unitary.scaled(by: Self.rootOfDeterminant(unitary)))
    let found = SymmetricPair.diagonalize(up.transposed * up)
    var phases = found.values.map { -$0.argument / 2 }
    phases[3] = -phases[0] - phases[1] - phases[2]
    var angles = (0..<3).map { Self.modulo((phases[$0] + phases[3]) / 2, 2 * .pi) }
    let folded = angles.map { angle in
      let rest = Self.modulo(angle, .pi / 2)
      return min(rest, .pi / 2 - rest)
    }
    let sorted = [0, 1, 2].sorted { folded[$0] < folded[$1] }
    let order = [sorted[1], sorted[2], sorted[0]]
    angles = order.map { angles[$0] }
    phases = order.map { phases[$0] } + [phases[3]]
    var columns = order.map { found.vectors[$0] } + [found.vectors[3]]
    if SymmetricPair.determinant(columns) < 0 { columns[3] = columns[3].map { -$0 } }
    let p = Matrix(rows: (0..<4).map { row in columns.map { Complex($0[row]) } })
    guard
      let first = Self.factors(MagicBasis.leave(up * p * Matrix(diagonal: phases.map { Complex.phase($0) }))),
      let second = Self.factors(MagicBasis.leave(p.transposed))
    else { return nil }
    (left, right) = (first, second)
    (a, b, c) = (0, 0, 0)
    moveIntoChamber(&angles)
    (a, b, c) = (angles[1], angles[0], angles[2])
    if a > .pi / 4 - 1e-9, c < 0 { flipSignOfC() }
    guard matrix.distanceUpToPhase(to: unitary) < 1e-9 else { return nil }
  }

  /// What was decomposed, up to a phase.
  var matrix: Matrix { left.matrix * Self.interaction(a, b, c) * right.matrix }

  /// exp(i(a XX + b YY + c ZZ)).
  static func interaction(_ a: Double, _ b: Double, _ c: Double) -> Matrix {
    GateKind.rzz.matrix([-2 * c]) * GateKind.ryy.matrix([-2 * b]) * GateKind.rxx.matrix([-2 * a])
  }

  private mutating func moveIntoChamber(_ angles: inout [Double]) {
    let (x, y, z) = (
      GateKind.x.matrix().scaled(by: .i), GateKind.y.matrix().scaled(by: .i), GateKind.z.matrix().scaled(by: .i)
    )
    func both(_ pauli: Matrix) {
      left.high = left.high * pauli
      left.low = left.low * pauli
    }
    func across(_ pauli: Matrix) {
      left.high = left.high * pauli
      right.low = pauli * right.low
    }
    var conjugations = 0
    for (place, pauli) in [(0, y), (1, x)] where angles[place] > .pi / 2 {
      angles[place] -= 3 * .pi / 2
      both(pauli)
    }
    for (place, pauli) in [(0, y), (1, x)] where angles[place] > .pi / 4 {
      angles[place] = .pi / 2 - angles[place]
      across(pauli)
      conjugations += 1
    }
    if angles[2] > .pi / 2 {
      angles[2] -= 3 * .pi / 2
      both(z)
    }
    if conjugations == 1 {
      angles[2] = .pi / 2 - angles[2]
      across(z)
    }
    if angles[2] > .pi / 4 {
      angles[2] -= .pi / 2
      both(z)
    }
  }

  /// N(a, b, c) = i XX · Y₁ · N(π/2 - a, b, -c) · Y₁: at a = π/4 both signs of c stand for the same.
  private mutating func flipSignOfC() {
    let (x, y) = (GateKind.x.matrix(), GateKind.y.matrix())
    left.high = left.high * x * y
    left.low = left.low * x
    right.high = y * right.high
    (a, c) = (.pi / 2 - a, -c)
  }

  /// The factors of a product of one-qubit unitaries; nil where it is none.
  private static func factors(_ product: Matrix) -> Locals? {
    func block(_ row: Int) -> Matrix {
      Matrix(rows: [[product[row, 0], product[row, 1]], [product[row + 1, 0], product[row + 1, 1]]])
    }
    var low = block(0)
    if low.determinant2.magnitude < 0.1 { low = block(2) }
    guard low.determinant2.magnitude >= 0.1 else { return nil }
    low = low.scaled(by: Complex.one / low.determinant2.squareRoot)
    let rest = product * low.adjoint.tensor(.identity(2))
    var high = Matrix(rows: [[rest[0, 0], rest[0, 2]], [rest[2, 0], rest[2, 2]]])
    guard high.determinant2.magnitude >= 0.1 else { return nil }
    high = high.scaled(by: Complex.one / high.determinant2.squareRoot)
    return Locals(low: low, high: high)
  }

  /// det(U)^(-1/4).
  private static func rootOfDeterminant(_ matrix: Matrix) -> Complex {
    .phase(-matrix.determinant.argument / 4)
  }

  private static func modulo(_ value: Double, _ period: Double) -> Double {
    let rest = fmod(value, period)
    // A rounding error below 0 or below the period is 0.
    let positive = rest < -1e-12 ? rest + period : max(0, rest)
    return period - positive < 1e-12 ? 0 : positive
  }
}

/// The basis in which products of one-qubit gates are real.
private enum MagicBasis {
  private static let root = Complex(0.5.squareRoot())
  private static let imaginary = Complex(0, 0.5.squareRoot())
  private static let basis = Matrix(rows: [
    [root, imaginary, .zero, .zero], [.zero, .zero, imaginary, root], [.zero, .zero, imaginary, -root],
    [root, -imaginary, .zero, .zero],
  ])
  private static let adjoint = basis.adjoint

  static func enter(_ matrix: Matrix) -> Matrix { adjoint * matrix * basis }
  static func leave(_ matrix: Matrix) -> Matrix { basis * matrix * adjoint }
}

extension Matrix {
  /// The transpose, without conjugation.
  var transposed: Matrix {
    var result = self
    for row in 0..<dimension {
      for column in 0..<dimension { result[row, column] = self[column, row] }
    }
    return result
  }

  fileprivate var determinant2: Complex { self[0, 0] * self[1, 1] - self[0, 1] * self[1, 0] }

  /// By elimination with pivots.
  fileprivate var determinant: Complex {
    var work = self
    var result = Complex.one
    for column in 0..<dimension {
      guard let pivot = (column..<dimension).max(by: { work[$0, column].squaredMagnitude < work[$1, column].squaredMagnitude }),
        work[pivot, column].magnitude > 0
      else { return .zero }
      if pivot != column {
        for place in 0..<dimension {
          (work[pivot, place], work[column, place]) = (work[column, place], work[pivot, place])
        }
        result = -result
      }
      result *= work[column, column]
      for row in (column + 1)..<max(column + 1, dimension) {
        let factor = work[row, column] / work[column, column]
        for place in column..<dimension { work[row, place] = work[row, place] - factor * work[column, place] }
      }
    }
    return result
  }
}
