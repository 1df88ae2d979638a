import Circuits

/// Writes a Clifford matrix as gates of the kernels, up to a global phase.
struct CliffordSynthesis {
  /// One gate on the matrix's own qubits.
  struct Gate: Hashable {
    var kind: CliffordProgram.Kind
    var a: Int
    var b = 0
  }

  /// What X or Z on a qubit becomes: (-1)^sign times i^|x & z| X^x Z^z.
  private struct Image {
    var x = 0
    var z = 0
    var sign = false
  }

  private var xs: [Image]
  private var zs: [Image]
  private var applied: [Gate] = []

  /// The gates of `matrix`; nil where it is not Clifford within 1e-9.
  static func gates(of matrix: Matrix) -> [Gate]? {
    guard matrix.isUnitary() else { return nil }
    let qubits = matrix.qubits
    var xs: [Image] = [], zs: [Image] = []
    for qubit in 0..<qubits {
      guard let x = image(of: matrix, x: 1 << qubit, z: 0), let z = image(of: matrix, x: 0, z: 1 << qubit) else { return nil }
      xs.append(x)
      zs.append(z)
    }
    var synthesis = CliffordSynthesis(xs: xs, zs: zs)
    for qubit in 0..<qubits { synthesis.clear(qubit, of: qubits) }
    for qubit in 0..<qubits {
      if synthesis.xs[qubit].sign { synthesis.apply(.z, qubit) }
      if synthesis.zs[qubit].sign { synthesis.apply(.x, qubit) }
    }
    return synthesis.applied.reversed().map { gate in
      switch gate.kind {
      case .s: Gate(kind: .sdg, a: gate.a)
      case .sx: Gate(kind: .sxdg, a: gate.a)
      default: gate
      }
    }
  }

  /// U P U† as a signed Pauli; nil where it is none.
  private static func image(of u: Matrix, x: Int, z: Int) -> Image? {
    let size = u.dimension
    var column = u
    // U P: column k of the product is column k ^ x of U, with the sign of Z.
    for row in 0..<size {
      for k in 0..<size {
        let source = u[row, k ^ x]
        column[row, k] = (k & z).nonzeroBitCount & 1 == 1 ? -source : source
      }
    }
    let image = column * u.adjoint
    guard let flip = (0..<size).first(where: { image[$0, 0].magnitude > 0.5 }) else { return nil }
    var sign = 0
    let first = image[flip, 0]
    for qubit in 0..<u.qubits {
      let entry = image[(1 << qubit) ^ flip, 1 << qubit]
      if (entry + first).magnitude < 0.5 { sign |= 1 << qubit }
    }
    // i^|x & z| X^x Z^z takes |0> to that power of i times |x>.
    var power = Complex.one
    for _ in 0..<(flip & sign).nonzeroBitCount { power *= .i }
    let negative = (first + power).magnitude < 0.5
    var expected = Matrix(dimension: size, elements: Array(repeating: .zero, count: size * size))
    for k in 0..<size {
      let odd = ((k & sign).nonzeroBitCount & 1 == 1) != negative
      expected[k ^ flip, k] = odd ? -power : power
    }
    return image.distance(to: expected) < 1e-9 ? Image(x: flip, z: sign, sign: negative) : nil
  }

  /// Turns the images of X and Z on `qubit` into X and Z, signs aside.
  private mutating func clear(_ qubit: Int, of qubits: Int) {
    for other in 0..<qubits where xs[qubit].z >> other & 1 == 1 {
      apply(xs[qubit].x >> other & 1 == 1 ? .s : .h, other)
    }
    if xs[qubit].x >> qubit & 1 == 0, let other = (0..<qubits).first(where: { xs[qubit].x >> $0 & 1 == 1 }) {
      apply(.cx, other, qubit)
    }
    for other in 0..<qubits where other != qubit && xs[qubit].x >> other & 1 == 1 { apply(.cx, qubit, other) }
    if zs[qubit].x >> qubit & 1 == 1 { apply(.sx, qubit) }
    for other in 0..<qubits where other != qubit && zs[qubit].x >> other & 1 == 1 {
      apply(zs[qubit].z >> other & 1 == 1 ? .sx : .h, other)
    }
    for other in 0..<qubits where other != qubit && zs[qubit].z >> other & 1 == 1 { apply(.cx, other, qubit) }
  }

  private mutating func apply(_ kind: CliffordProgram.Kind, _ a: Int, _ b: Int = 0) {
    applied.append(Gate(kind: kind, a: a, b: b))
    for index in xs.indices {
      Self.conjugate(&xs[index], kind, a, b)
      Self.conjugate(&zs[index], kind, a, b)
    }
  }

  /// g P g†.
  private static func conjugate(_ p: inout Image, _ kind: CliffordProgram.Kind, _ a: Int, _ b: Int) {
    let (xa, za) = (p.x >> a & 1 == 1, p.z >> a & 1 == 1)
    switch kind {
    case .h:
      if xa && za { p.sign.toggle() }
      if xa != za { (p.x, p.z) = (p.x ^ 1 << a, p.z ^ 1 << a) }
    case .s:  // X to Y, Y to -X
      if xa && za { p.sign.toggle() }
      if xa { p.z ^= 1 << a }
    case .sx:  // Z to -Y, Y to Z
      if za && !xa { p.sign.toggle() }
      if za { p.x ^= 1 << a }
    case .x: if za { p.sign.toggle() }
    case .z: if xa { p.sign.toggle() }
    case .cx:
      let (xb, zb) = (p.x >> b & 1 == 1, p.z >> b & 1 == 1)
      if xa && zb && xb == za { p.sign.toggle() }
      if xa { p.x ^= 1 << b }
      if zb { p.z ^= 1 << a }
    default: break
    }
  }
}
