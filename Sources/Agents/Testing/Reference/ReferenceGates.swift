import Glibc

/// The gates by name, each from its formula in the literature and not from the project's gate table.
enum ReferenceGates {
  private typealias C = ComplexNumber
  static let x = SquareMatrix([[.zero, .one], [.one, .zero]])
  static let y = SquareMatrix([[.zero, -.i], [.i, .zero]])
  static let z = SquareMatrix([[.one, .zero], [.zero, -.one]])
  static let identity = SquareMatrix.identity(2)
  static let h = 0.5.squareRoot() * SquareMatrix([[.one, .one], [.one, -.one]])
  static let sx = 0.5 * SquareMatrix([[C(1, 1), C(1, -1)], [C(1, -1), C(1, 1)]])
  static let swap = permutation([0, 2, 1, 3])

  /// How many parameters and qubits gate `name` takes, nil where the reference does not know it.
  static func shape(_ name: String) -> (parameters: Int, qubits: Int)? { shapes[name] }

  private static let shapes: [String: (parameters: Int, qubits: Int)] = {
    var shapes: [String: (parameters: Int, qubits: Int)] = [:]
    func add(_ names: String, _ parameters: Int, _ qubits: Int) {
      for name in names.split(separator: " ") { shapes[String(name)] = (parameters, qubits) }
    }
    add("gphase", 1, 0)
    add("id i x y z h s sdg t tdg sx sxdg", 0, 1)
    add("p phase u0 u1 rx ry rz", 1, 1)
    add("u2 r", 2, 1)
    add("u3 u U", 3, 1)
    add("cx CX cnot cy cz ch cs csdg csx swap iswap dcx ecr", 0, 2)
    add("cp cphase cu1 crx cry crz rxx ryy rzz rzx", 1, 2)
    add("xx_plus_yy xx_minus_yy", 2, 2)
    add("cu3", 3, 2)
    add("cu", 4, 2)
    add("ccx toffoli ccz cswap fredkin rccx", 0, 3)
    add("c3x c3sqrtx rc3x", 0, 4)
    add("c4x", 0, 5)
    return shapes
  }()

  /// The matrix of gate `name`; nil where the reference does not know it with so many parameters.
  static func matrix(_ name: String, _ a: [Double]) -> SquareMatrix? {
    guard let shape = shapes[name], shape.parameters == a.count else { return nil }
    return fixed(name) ?? turned(name, a) ?? controlled(name, a)
  }

  private static func fixed(_ name: String) -> SquareMatrix? {
    switch name {
    case "id", "i": identity
    case "x": x
    case "y": y
    case "z": z
    case "h": h
    case "s": diagonal(.pi / 2)
    case "sdg": diagonal(-.pi / 2)
    case "t": diagonal(.pi / 4)
    case "tdg": diagonal(-.pi / 4)
    case "sx": sx
    case "sxdg": sx.adjoint
    case "swap": swap
    case "iswap":
      SquareMatrix([
        [.one, .zero, .zero, .zero], [.zero, .zero, .i, .zero], [.zero, .i, .zero, .zero], [.zero, .zero, .zero, .one],
      ])
    // First cx with the first qubit as control, then with the second.
    case "dcx": (x.controlled().exchanged) * x.controlled()
    // (X on the first - Y on the first and X on the second) / √2.
    case "ecr": 0.5.squareRoot() * (x.below(identity) + (-1.0) * y.below(x))
    default: nil
    }
  }

  private static func turned(_ name: String, _ a: [Double]) -> SquareMatrix? {
    switch name {
    case "gphase": SquareMatrix([[.phase(a[0])]])
    case "u0": identity
    case "p", "phase", "u1": diagonal(a[0])
    case "u2": euler(.pi / 2, a[0], a[1])
    case "u3", "u", "U": euler(a[0], a[1], a[2])
    case "rx": rotation(a[0], x)
    case "ry": rotation(a[0], y)
    case "rz": rotation(a[0], z)
    case "r": rotation(a[0], cos(a[1]) * x + sin(a[1]) * y)
    case "rxx": rotation(a[0], x.below(x))
    case "ryy": rotation(a[0], y.below(y))
    case "rzz": rotation(a[0], z.below(z))
    case "rzx": rotation(a[0], z.below(x))
    case "xx_plus_yy": mixing(a[0], a[1], between: 1, and: 2)
    case "xx_minus_yy": mixing(a[0], a[1], between: 0, and: 3)
    default: nil
    }
  }

  private static func controlled(_ name: String, _ a: [Double]) -> SquareMatrix? {
    switch name {
    case "cx", "CX", "cnot": x.controlled()
    case "cy": y.controlled()
    case "cz": z.controlled()
    case "ch": h.controlled()
    case "cs": diagonal(.pi / 2).controlled()
    case "csdg": diagonal(-.pi / 2).controlled()
    case "csx": sx.controlled()
    case "cp", "cphase", "cu1": diagonal(a[0]).controlled()
    case "crx": rotation(a[0], x).controlled()
    case "cry": rotation(a[0], y).controlled()
    case "crz": rotation(a[0], z).controlled()
    case "cu3": euler(a[0], a[1], a[2]).controlled()
    case "cu": (C.phase(a[3]) * euler(a[0], a[1], a[2])).controlled()
    case "ccx", "toffoli": x.controlled().controlled()
    case "ccz": z.controlled().controlled()
    case "cswap", "fredkin": swap.controlled()
    case "c3x": x.controlled().controlled().controlled()
    case "c3sqrtx": sx.controlled().controlled().controlled()
    case "c4x": x.controlled().controlled().controlled().controlled()
    case "rccx": RelativePhaseGates.rccx
    case "rc3x": RelativePhaseGates.rc3x
    default: nil
    }
  }

  /// diag(1, e^{i angle}).
  static func diagonal(_ angle: Double) -> SquareMatrix { SquareMatrix([[.one, .zero], [.zero, .phase(angle)]]) }

  /// exp(-i angle/2 P) for P with P² = 1.
  static func rotation(_ angle: Double, _ p: SquareMatrix) -> SquareMatrix {
    cos(angle / 2) * SquareMatrix.identity(p.dimension) + C(0, -sin(angle / 2)) * p
  }

  /// The general one-qubit gate in Qiskit's phase convention.
  static func euler(_ theta: Double, _ phi: Double, _ lambda: Double) -> SquareMatrix {
    let (c, s) = (cos(theta / 2), sin(theta / 2))
    return SquareMatrix([[C(c), -s * C.phase(lambda)], [s * C.phase(phi), c * C.phase(phi + lambda)]])
  }

  /// Rotates two of four basis states into each other: Qiskit's XXPlusYY and XXMinusYY.
  private static func mixing(_ theta: Double, _ beta: Double, between a: Int, and b: Int) -> SquareMatrix {
    var matrix = SquareMatrix.identity(4)
    matrix.rows[a][a] = C(cos(theta / 2))
    matrix.rows[b][b] = C(cos(theta / 2))
    matrix.rows[a][b] = C(0, -sin(theta / 2)) * .phase(-beta)
    matrix.rows[b][a] = C(0, -sin(theta / 2)) * .phase(beta)
    return matrix
  }

  private static func permutation(_ image: [Int]) -> SquareMatrix {
    SquareMatrix(image.indices.map { row in image.indices.map { image[$0] == row ? .one : .zero } })
  }
}

extension SquareMatrix {
  /// A two-qubit matrix with its qubits exchanged.
  var exchanged: SquareMatrix { ReferenceGates.swap * self * ReferenceGates.swap }
}

/// Toffoli gates up to relative phases, multiplied out from their definitions in `qelib1.inc`.
enum RelativePhaseGates {
  static let rccx = product(3, [
    .h(2), .p(2, 1), .cx(1, 2), .p(2, -1), .cx(0, 2), .p(2, 1), .cx(1, 2), .p(2, -1), .h(2),
  ])
  static let rc3x = product(4, [
    .h(3), .p(3, 1), .cx(2, 3), .p(3, -1), .h(3), .cx(0, 3), .p(3, 1), .cx(1, 3), .p(3, -1), .cx(0, 3), .p(3, 1),
    .cx(1, 3), .p(3, -1), .h(3), .p(3, 1), .cx(2, 3), .p(3, -1), .h(3),
  ])

  private enum Part {
    case h(Int)
    /// A phase of so many eighths of a turn.
    case p(Int, Int)
    case cx(Int, Int)
  }

  private static func product(_ qubits: Int, _ parts: [Part]) -> SquareMatrix {
    var columns = (0..<(1 << qubits)).map { StateVector(qubits: qubits, basis: $0) }
    for part in parts {
      for index in columns.indices {
        switch part {
        case .h(let q): columns[index].apply(ReferenceGates.h, [q])
        case .p(let q, let eighths): columns[index].apply(ReferenceGates.diagonal(Double(eighths) * .pi / 4), [q])
        case .cx(let a, let b): columns[index].apply(ReferenceGates.x.controlled(), [a, b])
        }
      }
    }
    return SquareMatrix((0..<(1 << qubits)).map { row in columns.map { $0.amplitudes[row] } })
  }
}
