/// Asks the code agent for scripts that reproduce a circuit: action `generate_code`, answered by `CodeWork`.
public struct CodeRequest: Hashable, Codable, Sendable {
  public static let action = "generate_code"

  public var qasm: String
  /// `qasm2`, `qasm3`, `qiskit`, `cirq`.
  public var dialects: [String]
  public var shots: Int
  public var seed: UInt64
  public var noise: [NoiseEntry]
  /// What reviewers asked to change in an earlier version; empty in the first round.
  public var feedback: [Review.Comment]

  public init(
    qasm: String, dialects: [String], shots: Int, seed: UInt64, noise: [NoiseEntry] = [],
    feedback: [Review.Comment] = []
  ) {
    self.qasm = qasm
    self.dialects = dialects
    self.shots = shots
    self.seed = seed
    self.noise = noise
    self.feedback = feedback
  }
}

/// Files that an agent wrote.
public struct CodeWork: Hashable, Codable, Sendable {
  public var artifacts: [Artifact]
  /// Dialects that cannot say this circuit, with the reason.
  public var refused: [String: String]

  public init(artifacts: [Artifact], refused: [String: String] = [:]) {
    self.artifacts = artifacts
    self.refused = refused
  }
}

/// Asks an agent to review another's script: action `review_code`, answered by a `Review`.
public struct ReviewRequest: Hashable, Codable, Sendable {
  public static let action = "review_code"

  public var artifact: Artifact
  /// The program that the script must reproduce.
  public var qasm: String
  public var shots: Int
  public var seed: UInt64
  public var round: Int
  public var criteria: [String]

  public init(
    artifact: Artifact, qasm: String, shots: Int, seed: UInt64, round: Int,
    criteria: [String] = ["correctness", "performance", "best_practices", "completeness", "quantum_principles"]
  ) {
    self.artifact = artifact
    self.qasm = qasm
    self.shots = shots
    self.seed = seed
    self.round = round
    self.criteria = criteria
  }
}

/// Several scripts to review: action `review_scripts`, answered by `ReviewBatchResult` with one review each, in order.
public struct ReviewBatch: Hashable, Codable, Sendable {
  public static let action = "review_scripts"

  public var items: [ReviewRequest]

  public init(items: [ReviewRequest]) { self.items = items }
}

/// The reviews of a `ReviewBatch`.
public struct ReviewBatchResult: Hashable, Codable, Sendable {
  public var reviews: [Review]

  public init(reviews: [Review]) { self.reviews = reviews }
}
