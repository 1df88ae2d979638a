import Glibc

extension Gate {
  /// Gates whose product is the principal power `exponent` of this one, its eigenvalues' arguments taken in (-π, π];
  /// nil where none is known.
  public func raised(to exponent: Double) -> [Gate]? {
    let matrix = kind.targetMatrix(parameters)
    let controls = Array(qubits.prefix(controlStates.count + kind.controls))
    let targets = Array(qubits.dropFirst(controls.count))
    let states = controlStates + Array(repeating: true, count: kind.controls)
    guard let plain = Self.root(kind, parameters, matrix, exponent, targets) else { return nil }
    return controls.isEmpty ? plain : plain.map { $0.controlled(by: controls, states: states) }
  }

  private static func root(
    _ kind: GateKind, _ parameters: [Double], _ matrix: Matrix, _ exponent: Double, _ targets: [Int]
  ) -> [Gate]? {
    switch kind {
    // Their eigenvalues are e^(±iθ/2): principal while |θ| is below 2π.
    case .rx, .ry, .rz, .rxx, .ryy, .rzz, .rzx, .crx, .cry, .crz:
      if let base = kind.description.base ?? (kind.controls == 0 ? kind : nil), abs(parameters[0]) < 2 * .pi {
        return [Gate(base, [parameters[0] * exponent], on: targets)]
      }
      return kind.qubits - kind.controls == 1 ? singleQubitRoot(matrix, exponent, targets[0]) : nil
    case .swap, .cswap, .ecr:
      // U² = 1: U^r = e^(iπr/2) · exp(-iπr/2 · U), and a swap is half of 1 + XX + YY + ZZ.
      guard kind != .ecr else { return nil }
      let angle = Double.pi / 2 * exponent
      return [
        Gate(.gphase, [angle / 2], on: []), Gate(.rxx, [angle], on: targets), Gate(.ryy, [angle], on: targets),
        Gate(.rzz, [angle], on: targets),
      ]
    case .iswap:
      let angle = -Double.pi / 2 * exponent
      return [Gate(.rxx, [angle], on: targets), Gate(.ryy, [angle], on: targets)]
    case .gphase:
      return [Gate(.gphase, [remainder(parameters[0], 2 * .pi) * exponent], on: [])]
    default:
      return targets.count == 1 ? singleQubitRoot(matrix, exponent, targets[0]) : nil
    }
  }

  private static func singleQubitRoot(_ matrix: Matrix, _ exponent: Double, _ target: Int) -> [Gate] {
    let parts = EulerAngles(matrix.power(exponent))
    var gates: [Gate] = []
    if abs(parts.phase) > 1e-15 { gates.append(Gate(.gphase, [parts.phase], on: [])) }
    if matrix.isDiagonal(tolerance: 1e-15) {
      gates.append(Gate(.p, [parts.phi + parts.lambda], on: [target]))
    } else {
      gates.append(Gate(.u, [parts.theta, parts.phi, parts.lambda], on: [target]))
    }
    return gates
  }
}

/// A one-qubit unitary as e^(i·phase)·u(theta, phi, lambda).
public struct EulerAngles: Hashable, Sendable {
  public var theta, phi, lambda, phase: Double

  /// The angles of a 2 by 2 unitary; theta is in [0, π].
  public init(_ matrix: Matrix) {
    let (a, b, c, d) = (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1])
    theta = 2 * atan2(hypot(b.magnitude, c.magnitude), hypot(a.magnitude, d.magnitude))
    if a.magnitude > 1e-12, c.magnitude > 1e-12 {
      phase = a.argument
      phi = c.argument - phase
      // What is small off the diagonal is rounding in part, and so are its phases: both must give d together.
      lambda = a.magnitude > c.magnitude ? d.argument - phase - phi : (-b).argument - phase
    } else if a.magnitude > 1e-12 {
      phase = a.argument
      phi = 0
      lambda = d.argument - phase
      theta = 0
    } else {
      phase = (-b).argument
      lambda = 0
      phi = c.argument - phase
      theta = .pi
    }
  }
}

extension Matrix {
  /// The principal power of a 2 by 2 unitary: its eigenvalues' arguments, in (-π, π], are multiplied by `exponent`.
  func power(_ exponent: Double) -> Matrix {
    let (a, b, c, d) = (self[0, 0], self[0, 1], self[1, 0], self[1, 1])
    let half = 0.5 * (a + d)
    let root = (half * half - (a * d - b * c)).squareRoot
    let (first, second) = (half + root, half - root)
    // An eigenvalue a rounding error below -1 belongs to +π.
    func raised(_ value: Complex) -> Complex {
      let angle = abs(value.argument + .pi) < 1e-9 ? Double.pi : value.argument
      return .phase(angle * exponent)
    }
    let (p, q) = (raised(first), raised(second))
    if (first - second).magnitude < 1e-9 { return Matrix(diagonal: [p, p]) }
    // U^r = (p (U - second) - q (U - first)) / (first - second).
    let scale = Complex.one / (first - second)
    var result = self
    for row in 0..<2 {
      for column in 0..<2 {
        let diagonal = row == column ? Complex.one : .zero
        let element = self[row, column]
        result[row, column] = scale * (p * (element - second * diagonal) - q * (element - first * diagonal))
      }
    }
    return result
  }
}

extension Complex {
  /// The principal square root.
  var squareRoot: Complex {
    let size = magnitude.squareRoot()
    return Complex(size * cos(argument / 2), size * sin(argument / 2))
  }
}
