/// What the reference needs of a state, pure or mixed; states are not normalised, their weight is a probability.
protocol ReferenceState: Sendable {
  /// Whether two states with the same classical memory may be added up: true of mixed states only.
  static var canMerge: Bool { get }
  init(qubits: Int)
  mutating func gate(_ matrix: SquareMatrix, _ qubits: [Int])
  mutating func channel(_ kraus: [SquareMatrix], _ qubits: [Int]) throws(ReferenceRefusal)
  func projected(_ qubit: Int, _ value: Int) -> Self
  /// With its weight multiplied by `factor`.
  func scaled(_ factor: Double) -> Self
  static func merged(_ a: Self, _ b: Self) -> Self
  var weight: Double { get }
  /// The probability of basis state `index`.
  func probability(_ index: Int) -> Double
  /// Tr(P ρ) for a string of Pauli matrices, one on each of `qubits`.
  func expectation(_ paulis: [SquareMatrix], _ qubits: [Int]) -> Double
  /// ⟨0…0|ψ⟩, where there is such a thing.
  var amplitude0: ComplexNumber? { get }
}

extension StateVector: ReferenceState {
  static let canMerge = false
  init(qubits: Int) { self.init(qubits: qubits, basis: 0) }
  mutating func gate(_ matrix: SquareMatrix, _ qubits: [Int]) { apply(matrix, qubits) }
  func channel(_ kraus: [SquareMatrix], _ qubits: [Int]) throws(ReferenceRefusal) {
    throw ReferenceRefusal("noise on a pure state")
  }

  func scaled(_ factor: Double) -> StateVector {
    var result = self
    for index in amplitudes.indices { result.amplitudes[index] = factor.squareRoot() * amplitudes[index] }
    return result
  }

  static func merged(_ a: StateVector, _ b: StateVector) -> StateVector { a }
  func probability(_ index: Int) -> Double { amplitudes[index].squaredMagnitude }

  func expectation(_ paulis: [SquareMatrix], _ qubits: [Int]) -> Double {
    var image = self
    for (pauli, qubit) in zip(paulis, qubits) { image.apply(pauli, [qubit]) }
    return zip(amplitudes, image.amplitudes).reduce(0) { $0 + ($1.0.conjugate * $1.1).re }
  }

  var amplitude0: ComplexNumber? { amplitudes[0] }
}

extension DensityMatrix: ReferenceState {
  static let canMerge = true
  mutating func gate(_ matrix: SquareMatrix, _ qubits: [Int]) { apply([matrix], qubits) }
  mutating func channel(_ kraus: [SquareMatrix], _ qubits: [Int]) throws(ReferenceRefusal) { apply(kraus, qubits) }

  func scaled(_ factor: Double) -> DensityMatrix {
    var result = self
    for index in vector.amplitudes.indices { result.vector.amplitudes[index] = factor * vector.amplitudes[index] }
    return result
  }

  static func merged(_ a: DensityMatrix, _ b: DensityMatrix) -> DensityMatrix { a + b }

  func expectation(_ paulis: [SquareMatrix], _ qubits: [Int]) -> Double {
    var image = self.vector
    for (pauli, qubit) in zip(paulis, qubits) { image.apply(pauli, [qubit]) }
    return (0..<(1 << self.qubits)).reduce(0) { $0 + image.amplitudes[$1 | $1 << self.qubits].re }
  }

  var amplitude0: ComplexNumber? { nil }
}
