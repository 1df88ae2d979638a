/// Amplitudes of all basis states; qubit q is bit q of the index. Not normalised after a projection.
struct StateVector: Sendable {
  var amplitudes: [ComplexNumber]

  /// The basis state `basis` of `qubits` qubits.
  init(qubits: Int, basis: Int = 0) {
    amplitudes = Array(repeating: .zero, count: 1 << qubits)
    amplitudes[basis] = .one
  }

  /// Applies `matrix` to `qubits`, the first of them being the lowest bit of its index.
  mutating func apply(_ matrix: SquareMatrix, _ qubits: [Int]) {
    let mask = qubits.reduce(0) { $0 | 1 << $1 }
    // The offset of each of the matrix's basis states from an index where all its qubits are 0.
    let offsets = (0..<matrix.dimension).map { state in
      qubits.indices.reduce(0) { $0 | (state >> $1 & 1) << qubits[$1] }
    }
    let entries = matrix.rows.flatMap { $0 }
    var old = [ComplexNumber](repeating: .zero, count: matrix.dimension)
    for base in amplitudes.indices where base & mask == 0 {
      for state in old.indices { old[state] = amplitudes[base + offsets[state]] }
      for row in old.indices {
        var sum = ComplexNumber.zero
        for column in old.indices { sum = sum + entries[row * old.count + column] * old[column] }
        amplitudes[base + offsets[row]] = sum
      }
    }
  }

  /// Keeps the part where `qubit` is `value`.
  func projected(_ qubit: Int, _ value: Int) -> StateVector {
    var result = self
    for index in amplitudes.indices where index >> qubit & 1 != value { result.amplitudes[index] = .zero }
    return result
  }

  /// Probability that is left after projections.
  var weight: Double { amplitudes.reduce(0) { $0 + $1.squaredMagnitude } }
}
