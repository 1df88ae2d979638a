import Circuits
import Core
import Executors
import Glibc
import Simulator

/// A slow, simple simulator of small noisy circuits: what every backend is compared with. A density matrix, row by row.
struct DenseReference {
  let qubits: Int
  private(set) var rho: [Complex]

  init(qubits: Int) {
    self.qubits = qubits
    rho = Array(repeating: .zero, count: 1 << (2 * qubits))
    rho[0] = .one
  }

  private var dimension: Int { 1 << qubits }

  mutating func apply(_ gate: Gate) { apply(kraus: [gate.matrix], on: gate.qubits) }

  mutating func apply(_ noise: NoiseOperation) {
    switch noise {
    case .flip(let qubit, let pauli, let p):
      let matrix = (pauli == .x ? GateKind.x : pauli == .y ? .y : .z).matrix([])
      apply(kraus: [Matrix.identity(2).scaled(by: Complex((1 - p).squareRoot())), matrix.scaled(by: Complex(p.squareRoot()))], on: [qubit])
    case .damping(let qubit, let gamma):
      apply(
        kraus: [
          Matrix(rows: [[.one, .zero], [.zero, Complex((1 - gamma).squareRoot())]]),
          Matrix(rows: [[.zero, Complex(gamma.squareRoot())], [.zero, .zero]]),
        ], on: [qubit])
    case .depolarizing(let list, let p):
      let paulis = [GateKind.id, .x, .y, .z].map { $0.matrix([]) }
      let count = 1 << (2 * list.count)
      var all: [Matrix] = []
      for index in 0..<count {
        // The first listed qubit is the least significant.
        var product = Matrix.identity(1)
        for place in list.indices { product = Self.kron(paulis[index >> (2 * place) & 3], product) }
        let weight = index == 0 ? 1 - p : p / Double(count - 1)
        all.append(product.scaled(by: Complex(weight.squareRoot())))
      }
      apply(kraus: all, on: list)
    }
  }

  /// Probabilities of the basis states, qubit 0 least significant.
  var probabilities: [Double] { (0..<dimension).map { rho[$0 * dimension + $0].re } }

  /// The value of a Pauli sum.
  func expectation(_ sum: PauliSum) -> Double {
    sum.terms.reduce(0) { total, term in
      var copy = self
      for factor in term.factors {
        let kind: GateKind = factor.pauli == .x ? .x : factor.pauli == .y ? .y : .z
        copy.multiply(kind.matrix([]), [factor.qubit], fromLeft: true)
      }
      return total + term.coefficient * copy.probabilitiesTrace
    }
  }

  private var probabilitiesTrace: Double { (0..<dimension).reduce(0) { $0 + rho[$1 * dimension + $1].re } }

  private mutating func apply(kraus: [Matrix], on list: [Int]) {
    var sum = [Complex](repeating: .zero, count: rho.count)
    for matrix in kraus {
      var copy = self
      copy.multiply(matrix, list, fromLeft: true)
      copy.multiply(matrix, list, fromLeft: false)
      for index in sum.indices { sum[index] += copy.rho[index] }
    }
    rho = sum
  }

  /// rho becomes M rho, or rho M†.
  private mutating func multiply(_ matrix: Matrix, _ list: [Int], fromLeft: Bool) {
    var result = [Complex](repeating: .zero, count: rho.count)
    let mask = list.reduce(0) { $0 | 1 << $1 }
    func local(_ state: Int) -> Int { list.enumerated().reduce(0) { $0 | (state >> $1.element & 1) << $1.offset } }
    func state(_ base: Int, _ local: Int) -> Int {
      list.enumerated().reduce(base & ~mask) { $0 | (local >> $1.offset & 1) << $1.element }
    }
    for row in 0..<dimension {
      for column in 0..<dimension {
        let place = fromLeft ? row : column
        for other in 0..<matrix.dimension {
          let element = matrix[local(place), other]
          let from = state(place, other)
          if fromLeft {
            result[row * dimension + column] += element * rho[from * dimension + column]
          } else {
            result[row * dimension + column] += rho[row * dimension + from] * Complex(element.re, -element.im)
          }
        }
      }
    }
    rho = result
  }

  /// `a` on the more significant places.
  private static func kron(_ a: Matrix, _ b: Matrix) -> Matrix {
    let n = a.dimension * b.dimension
    var result = Matrix(dimension: n, elements: Array(repeating: .zero, count: n * n))
    for row in 0..<n {
      for column in 0..<n {
        result[row, column] = a[row / b.dimension, column / b.dimension] * b[row % b.dimension, column % b.dimension]
      }
    }
    return result
  }

  /// The state after `circuit` with `noise`, measurements at the end left out.
  static func run(_ circuit: Circuit, noise: [NoiseEntry] = []) throws -> DenseReference {
    var reference = DenseReference(qubits: circuit.qubitCount)
    var model = try NoiseModel(noise)
    for operation in circuit.operations {
      guard case .gate(let gate) = operation else { continue }
      if gate.kind != .gphase { reference.apply(gate) }
      for one in model.after(gate.name, gate.qubits) { reference.apply(one) }
    }
    return reference
  }
}
