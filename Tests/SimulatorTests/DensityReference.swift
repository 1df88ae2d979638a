import Circuits
import Core

/// A density matrix as plain rows: the exact answer that trajectories must average to.
struct DensityReference {
  let qubits: Int
  var rho: Matrix

  init(qubits: Int) {
    self.qubits = qubits
    var start = Array(repeating: Complex.zero, count: 1 << qubits)
    start[0] = .one
    rho = Matrix(diagonal: start)
  }

  /// `matrix` on `targets` as a matrix over all qubits.
  func whole(_ matrix: Matrix, _ targets: [Int]) -> Matrix {
    let size = 1 << qubits
    var result = Matrix(dimension: size, elements: Array(repeating: .zero, count: size * size))
    for column in 0..<size {
      var reference = DenseReference(qubits: qubits)
      reference.amplitudes = (0..<size).map { $0 == column ? .one : .zero }
      reference.apply(matrix, targets)
      for row in 0..<size { result[row, column] = reference.amplitudes[row] }
    }
    return result
  }

  mutating func apply(_ gate: Gate) { apply(kraus: [gate.matrix], gate.qubits) }

  mutating func apply(kraus: [Matrix], _ targets: [Int]) {
    var next = rho.scaled(by: .zero)
    for matrix in kraus {
      let full = whole(matrix, targets)
      let term = full * rho * full.adjoint
      for index in next.elements.indices { next.elements[index] += term.elements[index] }
    }
    rho = next
  }

  /// The channel after a gate, by the contract's words, as Kraus matrices.
  mutating func apply(_ entry: NoiseEntry, _ targets: [Int], gateSeconds: Double) {
    let p = entry.probability ?? 0
    let (x, y, z) = (GateKind.x.matrix(), GateKind.y.matrix(), GateKind.z.matrix())
    func each(_ kraus: [Matrix]) { for target in targets { apply(kraus: kraus, [target]) } }
    func root(_ value: Double) -> Complex { Complex(value.squareRoot()) }
    switch entry.channel {
    case .bitFlip: each([Matrix.identity(2).scaled(by: root(1 - p)), x.scaled(by: root(p))])
    case .phaseFlip: each([Matrix.identity(2).scaled(by: root(1 - p)), z.scaled(by: root(p))])
    case .phaseDamping:
      each([Matrix(diagonal: [.one, root(1 - p)]), Matrix(diagonal: [.zero, root(p)])])
    case .amplitudeDamping: each(Self.damping(p))
    case .thermal:
      let t1 = entry.t1 ?? .infinity, t2 = entry.t2 ?? 2 * t1
      // ρ11 decays by e^(-t/T1), ρ01 by e^(-t/T2): damping, then phase damping for the rest.
      let gamma = 1 - exponential(-gateSeconds / t1)
      let rest = 1 - exponential(-2 * gateSeconds / t2) / (1 - gamma)
      each(Self.damping(gamma))
      each([Matrix(diagonal: [.one, root(1 - rest)]), Matrix(diagonal: [.zero, root(rest)])])
    case .depolarizing:
      let paulis = [Matrix.identity(2), x, y, z]
      let count = 1 << (2 * targets.count)
      let kraus = (0..<count).map { index in
        var product = paulis[index & 3]
        for place in 1..<max(1, targets.count) where targets.count > 1 { product = product.tensor(paulis[index >> (2 * place) & 3]) }
        return product.scaled(by: root(index == 0 ? 1 - p : p / Double(count - 1)))
      }
      apply(kraus: kraus, targets)
    case .readout, .pauli, .kraus: break
    }
  }

  static func damping(_ gamma: Double) -> [Matrix] {
    [
      Matrix(diagonal: [.one, Complex((1 - gamma).squareRoot())]),
      Matrix(rows: [[.zero, Complex(gamma.squareRoot())], [.zero, .zero]]),
    ]
  }

  /// The series of e^x, enough for small |x|.
  private func exponential(_ x: Double) -> Double {
    var term = 1.0, sum = 1.0
    for n in 1...40 {
      term *= x / Double(n)
      sum += term
    }
    return sum
  }

  var probabilities: [Double] { (0..<(1 << qubits)).map { rho[$0, $0].re } }
}
