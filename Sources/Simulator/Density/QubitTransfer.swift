import Circuits

/// A channel on one qubit as a real matrix over I, X, Y, Z.
struct QubitTransfer {
  /// The rows.
  var rows: (SIMD4<Double>, SIMD4<Double>, SIMD4<Double>, SIMD4<Double>)

  init(_ i: SIMD4<Double>, _ x: SIMD4<Double>, _ y: SIMD4<Double>, _ z: SIMD4<Double>) { rows = (i, x, y, z) }

  static func diagonal(_ x: Double, _ y: Double, _ z: Double) -> QubitTransfer {
    QubitTransfer([1, 0, 0, 0], [0, x, 0, 0], [0, 0, y, 0], [0, 0, 0, z])
  }

  /// |0> whatever was.
  static let reset = QubitTransfer([1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [1, 0, 0, 0])

  /// The qubit found at `one`, divided by the probability of that.
  static func projection(one: Bool, probability: Double) -> QubitTransfer {
    let (half, sign) = (0.5 / probability, one ? -1.0 : 1.0)
    return QubitTransfer([half, 0, 0, sign * half], [0, 0, 0, 0], [0, 0, 0, 0], [sign * half, 0, 0, half])
  }

  /// Amplitude damping.
  static func damping(_ gamma: Double) -> QubitTransfer {
    let root = (1 - gamma).squareRoot()
    return QubitTransfer([1, 0, 0, 0], [0, root, 0, 0], [0, 0, root, 0], [gamma, 0, 0, 1 - gamma])
  }

  /// ρ → Σ K ρ K†.
  init(kraus: [Matrix]) {
    self.init(.zero, .zero, .zero, .zero)
    for matrix in kraus { add(Matrix2(matrix)) }
  }

  /// ρ → U ρ U†.
  init(_ unitary: Matrix2) {
    self.init(.zero, .zero, .zero, .zero)
    add(unitary)
    // Unitaries keep the trace and the identity; rounding is taken away, since the kernels are faster then.
    rows.0 = [1, 0, 0, 0]
    rows.1[0] = 0
    rows.2[0] = 0
    rows.3[0] = 0
  }

  /// Adds the columns K P K†: of each only the diagonal and the upper right are needed.
  private mutating func add(_ k: Matrix2) {
    let paulis: [(p: Complex, q: Complex, r: Complex, s: Complex)] = [
      (.one, .zero, .zero, .one), (.zero, .one, .one, .zero), (.zero, -.i, .i, .zero), (.one, .zero, .zero, -.one),
    ]
    for (column, m) in paulis.enumerated() {
      // K P, then its rows times those of K, conjugated.
      let (a, b) = (k.a * m.p + k.b * m.r, k.a * m.q + k.b * m.s)
      let (c, d) = (k.c * m.p + k.d * m.r, k.c * m.q + k.d * m.s)
      let upper = (a * k.a.conjugate + b * k.b.conjugate).re
      let lower = (c * k.c.conjugate + d * k.d.conjugate).re
      let right = a * k.c.conjugate + b * k.d.conjugate
      rows.0[column] += (upper + lower) / 2
      rows.1[column] += right.re
      rows.2[column] -= right.im
      rows.3[column] += (upper - lower) / 2
    }
  }

  /// `a` after `b`.
  static func * (a: QubitTransfer, b: QubitTransfer) -> QubitTransfer {
    func row(_ r: SIMD4<Double>) -> SIMD4<Double> {
      r[0] * b.rows.0 + r[1] * b.rows.1 + r[2] * b.rows.2 + r[3] * b.rows.3
    }
    return QubitTransfer(row(a.rows.0), row(a.rows.1), row(a.rows.2), row(a.rows.3))
  }

  /// Sixteen numbers, row by row.
  var elements: [Double] { [rows.0, rows.1, rows.2, rows.3].flatMap { row in (0..<4).map { row[$0] } } }
}
