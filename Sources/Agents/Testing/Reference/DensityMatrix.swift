/// A density matrix as a vector over twice the qubits: bits 0..<n of the index are the row, the next n the column.
struct DensityMatrix: Sendable {
  var vector: StateVector
  let qubits: Int

  /// |0…0⟩⟨0…0|.
  init(qubits: Int) {
    self.qubits = qubits
    vector = StateVector(qubits: 2 * qubits)
  }

  /// ρ → Σ K ρ K†.
  mutating func apply(_ kraus: [SquareMatrix], _ targets: [Int]) {
    var sum: StateVector?
    for operation in kraus {
      var part = vector
      part.apply(operation, targets)
      part.apply(operation.conjugate, targets.map { $0 + qubits })
      guard var total = sum else {
        sum = part
        continue
      }
      for index in total.amplitudes.indices {
        total.amplitudes[index] = total.amplitudes[index] + part.amplitudes[index]
      }
      sum = total
    }
    if let sum { vector = sum }
  }

  /// Keeps the part where `qubit` is `value`.
  func projected(_ qubit: Int, _ value: Int) -> DensityMatrix {
    var result = self
    result.vector = vector.projected(qubit, value).projected(qubit + qubits, value)
    return result
  }

  /// ⟨index|ρ|index⟩.
  func probability(_ index: Int) -> Double { max(0, vector.amplitudes[index | index << qubits].re) }

  var weight: Double { (0..<(1 << qubits)).reduce(0) { $0 + probability($1) } }

  static func + (a: Self, b: Self) -> Self {
    var sum = a
    for index in sum.vector.amplitudes.indices {
      sum.vector.amplitudes[index] = a.vector.amplitudes[index] + b.vector.amplitudes[index]
    }
    return sum
  }
}
