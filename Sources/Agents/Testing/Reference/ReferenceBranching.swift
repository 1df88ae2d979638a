/// A channel as a sampler takes it: its operators, and how likely each is where that does not depend on the state.
struct ReferenceBranching: Sendable {
  var kraus: [SquareMatrix]
  var qubits: [Int]
  /// For a mixture of unitaries, where every K†K is a multiple of the identity: the probabilities.
  var mixture: [Double]?
  /// Which operators are multiples of the identity: they leave the state as it is.
  var isIdle: [Bool]

  init(_ kraus: [SquareMatrix], _ qubits: [Int]) {
    self.kraus = kraus
    self.qubits = qubits
    let weights = kraus.map { Self.multiple($0.adjoint * $0)?.re }
    mixture = weights.contains(nil) ? nil : weights.compactMap { $0 }
    isIdle = kraus.map { Self.multiple($0) != nil }
  }

  /// c where `matrix` is c times the identity.
  private static func multiple(_ matrix: SquareMatrix) -> ComplexNumber? {
    let first = matrix.rows[0][0]
    for row in matrix.rows.indices {
      for column in matrix.rows.indices {
        let expected = row == column ? first : .zero
        if (matrix.rows[row][column] - expected).squaredMagnitude > 1e-24 { return nil }
      }
    }
    return first
  }
}
