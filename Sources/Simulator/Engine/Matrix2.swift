import Circuits

/// A 2 × 2 complex matrix.
struct Matrix2 {
  var a, b, c, d: Complex

  init(_ a: Complex, _ b: Complex, _ c: Complex, _ d: Complex) {
    self.a = a
    self.b = b
    self.c = c
    self.d = d
  }

  /// Of a `Matrix` of two rows.
  init(_ matrix: Matrix) { self.init(matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]) }

  static let x = Matrix2(.zero, .one, .one, .zero)
  static let h = Matrix2(GateKind.h.targetMatrix())
  static let sqrtX = Matrix2(GateKind.sx.targetMatrix())

  static func rotation(cosine: Double, sine: Double) -> Matrix2 {
    Matrix2(Complex(cosine), Complex(-sine), Complex(sine), Complex(cosine))
  }

  static func * (m: Matrix2, n: Matrix2) -> Matrix2 {
    Matrix2(m.a * n.a + m.b * n.c, m.a * n.b + m.b * n.d, m.c * n.a + m.d * n.c, m.c * n.b + m.d * n.d)
  }

  var adjoint: Matrix2 { Matrix2(a.conjugate, c.conjugate, b.conjugate, d.conjugate) }

  /// Nothing off the diagonal but rounding.
  var isDiagonal: Bool { b.squaredMagnitude < 1e-32 && c.squaredMagnitude < 1e-32 }

  /// global · diag(1, after) · [[c, -s], [s, c]] · diag(1, before), for a unitary; a diagonal may have any magnitudes.
  var parts: (global: Complex, before: Complex, after: Complex, cosine: Double, sine: Double) {
    let cosine = a.magnitude, sine = c.magnitude
    if isDiagonal || sine < 1e-16 { return (a, .one, d / a, 1, 0) }
    if cosine < 1e-16 {
      let global = (1 / sine) * c
      return (global, (1 / b.magnitude) * -b / global, .one, 0, 1)
    }
    let global = (1 / cosine) * a
    let norm = (cosine * cosine + sine * sine).squareRoot()
    if cosine > sine {
      // What is small off the diagonal is rounding in part, and so are its phases: before and after must give d together.
      let (after, both) = ((1 / sine) * c / global, d / a)
      return (global, (1 / both.magnitude) * both / after, after, cosine / norm, sine / norm)
    }
    return (
      global, (1 / b.magnitude) * -b / global, (1 / sine) * c / global, cosine / norm, sine / norm
    )
  }
}

extension Double {
  /// Cosine and sine of half the angle (in [0, π]) that has this cosine and sine.
  static func halfAngle(cosine: Double, sine: Double) -> (cosine: Double, sine: Double) {
    let c = ((1 + cosine) / 2).squareRoot()
    // sin(θ/2) = sin θ / (2 cos(θ/2)), stable away from θ = π.
    return cosine > -0.5 ? (c, sine / (2 * c)) : (sine / (2 * ((1 - cosine) / 2).squareRoot()), ((1 - cosine) / 2).squareRoot())
  }
}
