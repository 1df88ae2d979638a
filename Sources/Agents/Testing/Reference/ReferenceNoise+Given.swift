import Core

extension ReferenceNoise {
  /// The operators of a `pauli` or `kraus` entry. The rightmost letter, and the lowest bit of a row's number, are the
  /// gate's first qubit.
  static func given(_ entry: NoiseEntry) -> [SquareMatrix] {
    if entry.channel == .kraus {
      return (entry.kraus ?? []).map { SquareMatrix($0.rows.map { $0.map { ComplexNumber($0.re, $0.im) } }) }
    }
    let products = (entry.paulis ?? [:]).sorted { $0.key < $1.key }
    let idle = 1 - products.filter { !$0.key.allSatisfy { $0 == "I" } }.reduce(0) { $0 + $1.value }
    let letters = products.first?.key.count ?? 1
    return [idle.squareRoot() * SquareMatrix.identity(1 << letters)]
      + products.filter { $0.value > 0 && !$0.key.allSatisfy { $0 == "I" } }
      .map { $0.value.squareRoot() * product($0.key) }
  }

  private static func product(_ letters: String) -> SquareMatrix {
    let factors = letters.reversed().map { matrices[$0] ?? ReferenceGates.identity }
    return factors.dropFirst().reduce(factors[0]) { $0.below($1) }
  }

  private static let matrices: [Character: SquareMatrix] = [
    "I": ReferenceGates.identity, "X": ReferenceGates.x, "Y": ReferenceGates.y, "Z": ReferenceGates.z,
  ]

  static func checkPaulis(_ entry: NoiseEntry) throws(ReferenceRefusal) {
    let products = entry.paulis ?? [:]
    let widths = Set(products.keys.map(\.count))
    guard widths.count == 1, let width = widths.first, 1...3 ~= width,
      products.keys.allSatisfy({ $0.allSatisfy { "IXYZ".contains($0) } })
    else { throw ReferenceRefusal("Pauli noise that is not products of one length, up to 3") }
    guard products.values.allSatisfy({ $0 >= 0 }), products.values.reduce(0, +) <= 1 + 1e-12 else {
      throw ReferenceRefusal("Pauli noise with probabilities that exceed 1")
    }
  }

  static func checkOperators(_ entry: NoiseEntry) throws(ReferenceRefusal) {
    let operators = entry.kraus ?? []
    guard let dimension = operators.first?.rows.count, [2, 4, 8].contains(dimension),
      operators.allSatisfy({ $0.rows.count == dimension && $0.rows.allSatisfy { $0.count == dimension } })
    else { throw ReferenceRefusal("Kraus operators that are not square matrices of one size, up to 3 qubits") }
    let matrices = given(entry)
    let sum = matrices.dropFirst().reduce(matrices[0].adjoint * matrices[0]) { $0 + $1.adjoint * $1 }
    let isComplete = sum.rows.indices.allSatisfy { row in
      sum.rows.indices.allSatisfy { column in
        (sum.rows[row][column] - (row == column ? .one : .zero)).squaredMagnitude < 1e-16
      }
    }
    guard isComplete else { throw ReferenceRefusal("Kraus operators whose K†K do not sum to the identity") }
  }
}
