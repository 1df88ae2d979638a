import Circuits
import Core

/// Turns gates and channels into operations: whatever acts on one qubit is one 4 × 4 matrix until a gate of more qubits comes,
/// and a Pauli channel after such a gate costs nothing, since it scales the gate's rows.
struct DensityLowering {
  private(set) var operations: [DensityOperation] = []
  private var waiting: [QubitTransfer?]
  /// The transfer matrices of gates met before.
  private var known: [Matrix: PauliTransfer] = [:]

  /// The most qubits of a matrix that is not a gate of one target.
  static let mostMatrixQubits = 8

  init(qubits: Int) { waiting = Array(repeating: nil, count: qubits) }

  /// What was appended since the last call.
  mutating func take() -> [DensityOperation] {
    for qubit in waiting.indices { flush(qubit) }
    defer { operations = [] }
    return operations
  }

  /// A channel on one qubit.
  mutating func append(_ transfer: QubitTransfer, on qubit: Int) {
    waiting[qubit] = waiting[qubit].map { transfer * $0 } ?? transfer
  }

  /// A gate, with its controls around a matrix.
  mutating func append(_ form: Gate.ControlledForm, label: String) throws(SimulatorError) {
    let inverted = zip(form.controls, form.states).filter { !$0.1 }.map(\.0)
    for qubit in inverted { append(QubitTransfer(.x), on: qubit) }
    defer { for qubit in inverted { append(QubitTransfer(.x), on: qubit) } }
    let qubits = form.controls + form.targets
    if form.targets.isEmpty { return phases(form.matrix, targets: [], controls: form.controls) }
    switch qubits.count {
    case 1: append(QubitTransfer(Matrix2(form.matrix)), on: qubits[0])
    case 2, 3: sparse(form.matrix.controlled(by: form.controls.map { _ in true }), on: qubits)
    default: try wide(form, label: label)
    }
  }

  /// A channel.
  mutating func append(_ channel: QuantumChannel) throws(SimulatorError) {
    let qubits = channel.qubits
    if let factors = channel.pauliFactors {
      if qubits.count == 1 { return append(.diagonal(factors[1], factors[2], factors[3]), on: qubits[0]) }
      return diagonal(factors, on: qubits)
    }
    switch (channel.form, qubits.count) {
    case (.damping(let gamma), 1): append(.damping(gamma), on: qubits[0])
    case (_, 1): append(QubitTransfer(kraus: channel.kraus), on: qubits[0])
    case (_, 2), (_, 3):
      for qubit in qubits { flush(qubit) }
      operations.append(.sparse(qubits, PauliTransfer(kraus: channel.kraus)))
    default: try whole(channel.kraus, on: qubits, label: "a channel")
    }
  }

  private mutating func sparse(_ matrix: Matrix, on qubits: [Int]) {
    for qubit in qubits { flush(qubit) }
    let transfer = known[matrix] ?? PauliTransfer(kraus: [matrix])
    known[matrix] = transfer
    operations.append(.sparse(qubits, transfer))
  }

  private mutating func diagonal(_ factors: [Double], on qubits: [Int]) {
    // Joined to the gate just before, where nothing has come between.
    if case .sparse(let before, var transfer)? = operations.last, before == qubits, qubits.allSatisfy({ waiting[$0] == nil }) {
      transfer.scaleRows(factors)
      operations[operations.count - 1] = .sparse(qubits, transfer)
      return
    }
    for qubit in qubits { flush(qubit) }
    operations.append(qubits.count <= 3 ? .sparse(qubits, PauliTransfer(diagonal: factors)) : .diagonal(qubits, factors))
  }

  private mutating func whole(_ kraus: [Matrix], on qubits: [Int], label: String) throws(SimulatorError) {
    guard qubits.count <= Self.mostMatrixQubits else {
      throw .unsupportedGate("\(label) on \(qubits.count) qubits", limit: "\(Self.mostMatrixQubits) qubits")
    }
    for qubit in qubits { flush(qubit) }
    operations.append(.kraus(qubits, kraus))
  }

  private mutating func flush(_ qubit: Int) {
    guard let transfer = waiting[qubit] else { return }
    waiting[qubit] = nil
    operations.append(.single(qubit, transfer))
  }
}

extension DensityLowering {
  /// Gates on four or more qubits: diagonals as phases, one target in the basis where it is diagonal.
  private mutating func wide(_ form: Gate.ControlledForm, label: String) throws(SimulatorError) {
    if form.matrix.isDiagonal() { return phases(form.matrix, targets: form.targets, controls: form.controls) }
    guard form.targets.count == 1 else {
      return try whole([form.matrix.controlled(by: form.controls.map { _ in true })], on: form.controls + form.targets, label: label)
    }
    let (basis, values) = Matrix2(form.matrix).eigenbasis
    append(QubitTransfer(basis.adjoint), on: form.targets[0])
    phases(Matrix(diagonal: values), targets: form.targets, controls: form.controls)
    append(QubitTransfer(basis), on: form.targets[0])
  }

  /// A diagonal as phases over subsets of its targets (the Möbius transform of its logarithm, done on factors).
  private mutating func phases(_ matrix: Matrix, targets: [Int], controls: [Int]) {
    var factors = (0..<matrix.dimension).map { matrix[$0, $0] }
    for bit in 0..<targets.count {
      for index in factors.indices where index >> bit & 1 == 1 { factors[index] = factors[index] / factors[index ^ (1 << bit)] }
    }
    for (index, factor) in factors.enumerated() where (factor - .one).squaredMagnitude >= 1e-32 {
      let qubits = controls + targets.enumerated().filter { index >> $0.offset & 1 == 1 }.map(\.element)
      switch qubits.count {
      case 0: break
      case 1: append(QubitTransfer(Matrix2(.one, .zero, .zero, factor)), on: qubits[0])
      case 2, 3:
        var diagonal = Array(repeating: Complex.one, count: 1 << qubits.count)
        diagonal[diagonal.count - 1] = factor
        sparse(Matrix(diagonal: diagonal), on: qubits)
      default:
        for qubit in qubits { flush(qubit) }
        operations.append(.phase(qubits, factor - .one))
      }
    }
  }
}

extension Matrix2 {
  /// Of a unitary: V with the eigenvectors in its columns, and the eigenvalues.
  var eigenbasis: (basis: Matrix2, values: [Complex]) {
    if isDiagonal { return (Matrix2(.one, .zero, .zero, .one), [a, d]) }
    let half = 0.5 * (a + d)
    let root = (half * half - (a * d - b * c)).squareRoot
    let values = [half + root, half - root]
    func column(_ value: Complex) -> (Complex, Complex) {
      // Either row of (U - λ) gives the vector; the longer is the more exact.
      let (x, y) = b.squaredMagnitude >= c.squaredMagnitude ? (b, value - a) : (value - d, c)
      let norm = 1 / (x.squaredMagnitude + y.squaredMagnitude).squareRoot()
      return (norm * x, norm * y)
    }
    let (first, second) = (column(values[0]), column(values[1]))
    return (Matrix2(first.0, second.0, first.1, second.1), values)
  }
}

extension Complex {
  /// One of the two square roots.
  fileprivate var squareRoot: Complex {
    let size = magnitude.squareRoot()
    return size * Complex.phase(argument / 2)
  }
}

extension QuantumChannel {
  /// What each Pauli product is multiplied by, where this is a mixture of Paulis.
  var pauliFactors: [Double]? {
    let count = 1 << (2 * qubits.count)
    switch form {
    case .depolarizing(let p):
      let rest = 1 - p * Double(count) / Double(count - 1)
      return (0..<count).map { $0 == 0 ? 1 : rest }
    case .pauli(let products):
      return (0..<count).map { index in
        let own = QuantumChannel.product(index, width: qubits.count, 0).factors
        return products.reduce(1) { sum, product in
          let crossed = zip(own, product.factors).count { $0 != nil && $1 != nil && $0 != $1 }
          return crossed & 1 == 1 ? sum - 2 * product.probability : sum
        }
      }
    default: return nil
    }
  }
}
