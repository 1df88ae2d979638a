import Circuits
import Core

/// A gate and the channels around it as Kraus operators, the heaviest first: the first is close to a unitary where noise is
/// weak, and the others are what widens the density matrix.
struct KrausStep {
  let qubits: [Int]
  let operators: [Matrix]
  /// tr(K†K) / 2^k of each: its probability in the maximally mixed state. They sum to 1.
  let weights: [Double]

  init(_ qubits: [Int], kraus: [Matrix]) {
    self.qubits = qubits
    let all = kraus.map { matrix in
      (matrix, matrix.elements.reduce(0) { $0 + $1.squaredMagnitude } / Double(matrix.dimension))
    }
    let kept = all.filter { $0.1 > 1e-18 }.sorted { $0.1 > $1.1 }
    operators = kept.map(\.0)
    weights = kept.map(\.1)
  }

  /// Of a channel over Pauli products, by the eigenvectors of its Choi matrix.
  init(_ qubits: [Int], _ transfer: PauliTransfer) throws(SimulatorError) {
    let size = 1 << qubits.count
    let dimension = size * size
    let paulis = (0..<dimension).map { QuantumChannel.product($0, width: qubits.count, 1).matrix }
    // <a|E(|b><d|)|c> at row (a, b), column (c, d): Σ R_ij <a|P_i|c> <d|P_j|b> / 2^k.
    var choi = Array(repeating: Complex.zero, count: dimension * dimension)
    let entries = paulis.map { Self.entries($0) }
    for i in 0..<dimension {
      for j in 0..<dimension where transfer[i, j] != 0 {
        let factor = transfer[i, j] / Double(size)
        for (a, c, first) in entries[i] {
          for (d, b, second) in entries[j] {
            let value = factor * (first * second)
            let at = (a + size * b) + dimension * (c + size * d)
            choi[at] += value
          }
        }
      }
    }
    let (values, vectors) = try HermitianEigen.solve(choi, size: dimension)
    var operators: [Matrix] = []
    for (index, value) in values.enumerated() where value > 1e-15 {
      var matrix = Matrix(dimension: size, elements: Array(repeating: .zero, count: dimension))
      for a in 0..<size {
        for b in 0..<size {
          matrix[a, b] = value.squareRoot() * vectors[index * dimension + a + size * b]
        }
      }
      operators.append(matrix)
    }
    self.init(qubits, kraus: operators)
  }

  private static func entries(_ matrix: Matrix) -> [(Int, Int, Complex)] {
    (0..<matrix.dimension).flatMap { row in
      (0..<matrix.dimension).compactMap { column in
        matrix[row, column] == .zero ? nil : (row, column, matrix[row, column])
      }
    }
  }
}

extension PauliTransfer {
  /// Channels on single qubits side by side, the first qubit the least significant digit.
  init(_ singles: [QubitTransfer?]) {
    let count = 1 << (2 * singles.count)
    let parts = singles.map { $0?.elements }
    self.init(diagonal: Array(repeating: 0, count: count))
    for row in 0..<count {
      for column in 0..<count {
        var product = 1.0
        for (place, part) in parts.enumerated() {
          let (i, j) = (row >> (2 * place) & 3, column >> (2 * place) & 3)
          product *= part.map { $0[4 * i + j] } ?? (i == j ? 1 : 0)
        }
        self[row, column] = product
      }
    }
  }
}
