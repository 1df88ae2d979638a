import Circuits

/// A small, slow simulator by dense matrices, written apart from everything that it checks.
enum DenseReference {
  /// The matrix of `gate` on a state of `qubits`, by summing over all basis states.
  static func operatorMatrix(_ gate: Gate, qubits: Int) -> Matrix { embed(gate.matrix, on: gate.qubits, qubits: qubits) }

  /// `matrix` on the listed qubits, the identity on the rest.
  static func embed(_ matrix: Matrix, on places: [Int], qubits: Int) -> Matrix {
    let size = 1 << qubits
    var result = Matrix(dimension: size, elements: Array(repeating: .zero, count: size * size))
    for column in 0..<size {
      var inner = 0
      for (bit, place) in places.enumerated() where column >> place & 1 == 1 { inner |= 1 << bit }
      var rest = column
      for place in places { rest &= ~(1 << place) }
      for row in 0..<matrix.dimension {
        var target = rest
        for (bit, place) in places.enumerated() where row >> bit & 1 == 1 { target |= 1 << place }
        result[target, column] = matrix[row, inner]
      }
    }
    return result
  }
}
