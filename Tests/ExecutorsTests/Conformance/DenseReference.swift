import Circuits
import Core
import Glibc

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

  mutating func apply(kraus: [Matrix], on list: [Int]) {
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

  /// The state after `circuit` with `noise`, measurements at the end left out.
  static func run(_ circuit: Circuit, noise: [NoiseEntry] = []) -> DenseReference {
    var reference = DenseReference(qubits: circuit.qubitCount)
    for operation in circuit.operations {
      guard case .gate(let gate) = operation else { continue }
      if gate.kind != .gphase { reference.apply(gate) }
      for entry in noise {
        for one in ReferenceNoise.channels(entry, after: gate) { reference.apply(kraus: one.operators, on: one.qubits) }
      }
    }
    return reference
  }
}
