/// How a circuit is simulated.
public enum Method: String, Codable, Sendable, CaseIterable {
  case auto, statevector
  case densityMatrix = "density_matrix"
  case stabilizer, mps
  case lowRank = "low_rank"
  case trajectories

  /// The method that `text` names, other spellings included: `state-vector`, `density matrix`, `sv`.
  public init?(spelled text: String) {
    let name = String(text.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
    switch name {
    case "state_vector", "sv": self = .statevector
    case "dm", "densitymatrix": self = .densityMatrix
    case "clifford", "tableau": self = .stabilizer
    case "matrix_product_state": self = .mps
    case "lowrank": self = .lowRank
    case "trajectory", "monte_carlo": self = .trajectories
    default:
      guard let method = Method(rawValue: name) else { return nil }
      self = method
    }
  }
}

/// The backends that the contract names.
public enum BackendName {
  public static let native = "native"
  public static let known = ["native", "aer", "cirq", "lret", "qsim", "stim", "quest", "pennylane"]

  /// The contract's name for `text`: `qiskit` is `aer`.
  public static func canonical(_ text: String) -> String {
    let name = text.lowercased()
    return switch name {
    case "qiskit", "qiskit-aer", "qiskit_aer": "aer"
    case "lightning": "pennylane"
    default: name
    }
  }
}
