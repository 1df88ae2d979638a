import Glibc

extension GateKind {
  /// The matrix on all qubits of the gate, controls being the least significant; parameters in radians, one for each
  /// that the table names.
  public func matrix(_ parameters: [Double] = []) -> Matrix {
    targetMatrix(parameters).controlled(by: Array(repeating: true, count: controls))
  }

  /// The matrix on the target qubits alone, where all controls hold.
  public func targetMatrix(_ parameters: [Double] = []) -> Matrix {
    func p(_ index: Int) -> Double { index < parameters.count ? parameters[index] : 0 }
    switch self {
    case .gphase: return Matrix(rows: [[.phase(p(0))]])
    case .id, .u0: return .identity(2)
    case .x, .cx, .ccx, .c3x, .c4x: return Matrix(rows: [[.zero, .one], [.one, .zero]])
    case .y, .cy: return Matrix(rows: [[.zero, -.i], [.i, .zero]])
    case .z, .cz, .ccz: return Matrix(diagonal: [.one, -.one])
    case .h, .ch:
      let half = Complex(0.5.squareRoot())
      return Matrix(rows: [[half, half], [half, -half]])
    case .s, .cs: return Matrix(diagonal: [.one, .i])
    case .sdg, .csdg: return Matrix(diagonal: [.one, -.i])
    case .t: return Matrix(diagonal: [.one, .phase(.pi / 4)])
    case .tdg: return Matrix(diagonal: [.one, .phase(-.pi / 4)])
    case .sx, .csx, .c3sqrtx:
      return Matrix(rows: [[Complex(0.5, 0.5), Complex(0.5, -0.5)], [Complex(0.5, -0.5), Complex(0.5, 0.5)]])
    case .sxdg: return GateKind.sx.targetMatrix().adjoint
    case .p, .u1, .cp, .cu1: return Matrix(diagonal: [.one, .phase(p(0))])
    case .u2: return Self.euler(.pi / 2, p(0), p(1))
    case .u, .u3, .cu3: return Self.euler(p(0), p(1), p(2))
    case .cu: return Self.euler(p(0), p(1), p(2)).scaled(by: .phase(p(3)))
    case .r: return Self.euler(p(0), p(1) - .pi / 2, .pi / 2 - p(1))
    case .rx, .crx:
      let (c, s) = (Complex(cosine(p(0) / 2)), Complex(0, -sine(p(0) / 2)))
      return Matrix(rows: [[c, s], [s, c]])
    case .ry, .cry:
      let (c, s) = (Complex(cosine(p(0) / 2)), Complex(sine(p(0) / 2)))
      return Matrix(rows: [[c, -s], [s, c]])
    case .rz, .crz: return Matrix(diagonal: [.phase(-p(0) / 2), .phase(p(0) / 2)])
    default: return multiQubitMatrix(p(0), p(1))
    }
  }

  private func multiQubitMatrix(_ theta: Double, _ beta: Double) -> Matrix {
    let (c, s) = (Complex(cosine(theta / 2)), Complex(0, -sine(theta / 2)))
    let (o, l) = (Complex.zero, Complex.one)
    switch self {
    case .swap, .cswap: return Matrix(rows: [[l, o, o, o], [o, o, l, o], [o, l, o, o], [o, o, o, l]])
    case .iswap: return Matrix(rows: [[l, o, o, o], [o, o, .i, o], [o, .i, o, o], [o, o, o, l]])
    case .dcx: return Matrix(rows: [[l, o, o, o], [o, o, o, l], [o, l, o, o], [o, o, l, o]])
    case .ecr:
      let (h, j) = (Complex(0.5.squareRoot()), Complex(0, 0.5.squareRoot()))
      return Matrix(rows: [[o, h, o, j], [h, o, -j, o], [o, j, o, h], [-j, o, h, o]])
    case .rxx: return Matrix(rows: [[c, o, o, s], [o, c, s, o], [o, s, c, o], [s, o, o, c]])
    case .ryy: return Matrix(rows: [[c, o, o, -s], [o, c, s, o], [o, s, c, o], [-s, o, o, c]])
    case .rzz: return Matrix(diagonal: [.phase(-theta / 2), .phase(theta / 2), .phase(theta / 2), .phase(-theta / 2)])
    case .rzx: return Matrix(rows: [[c, o, s, o], [o, c, o, -s], [s, o, c, o], [o, -s, o, c]])
    case .xxPlusYY:
      return Matrix(rows: [[l, o, o, o], [o, c, s * .phase(-beta), o], [o, s * .phase(beta), c, o], [o, o, o, l]])
    case .xxMinusYY:
      return Matrix(rows: [[c, o, o, s * .phase(-beta)], [o, l, o, o], [o, o, l, o], [s * .phase(beta), o, o, c]])
    case .rccx:
      var matrix = Matrix(diagonal: [l, l, l, o, l, -l, l, o])
      matrix[3, 7] = -.i
      matrix[7, 3] = .i
      return matrix
    case .rc3x:
      var matrix = Matrix.identity(16)
      (matrix[7, 7], matrix[15, 15], matrix[7, 15], matrix[15, 7]) = (o, o, l, -l)
      (matrix[3, 3], matrix[11, 11]) = (.i, -.i)
      return matrix
    default: return .identity(1 << (qubits - controls))
    }
  }

  /// Qiskit's U(θ, φ, λ).
  static func euler(_ theta: Double, _ phi: Double, _ lambda: Double) -> Matrix {
    let (c, s) = (cosine(theta / 2), sine(theta / 2))
    return Matrix(rows: [[Complex(c), -s * .phase(lambda)], [s * .phase(phi), c * .phase(phi + lambda)]])
  }
}

/// cos, exact at multiples of π/2.
private func cosine(_ angle: Double) -> Double { Complex.phase(angle).re }
/// sin, exact at multiples of π/2.
private func sine(_ angle: Double) -> Double { Complex.phase(angle).im }
