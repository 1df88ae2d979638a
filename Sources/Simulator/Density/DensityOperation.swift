import Circuits

/// What is done to a density matrix over Pauli products: every gate and channel is lowered to these.
enum DensityOperation {
  /// A channel on one qubit.
  case single(Int, QubitTransfer)
  /// A channel on two or three qubits.
  case sparse([Int], PauliTransfer)
  /// The phase e^iφ where all of these qubits are 1, as e^iφ - 1.
  case phase([Int], Complex)
  /// A Pauli channel on four or more qubits: a factor for each product.
  case diagonal([Int], [Double])
  /// Any channel, by its Kraus operators.
  case kraus([Int], [Matrix])

  /// The qubits that it acts on.
  var qubits: [Int] {
    switch self {
    case .single(let qubit, _): [qubit]
    case .sparse(let qubits, _), .phase(let qubits, _), .diagonal(let qubits, _), .kraus(let qubits, _): qubits
    }
  }

  /// Whether it runs inside a pass over chunks.
  var isLocal: Bool {
    switch self {
    case .single, .sparse: true
    case .phase, .diagonal, .kraus: false
    }
  }
}
