/// Asks the quantum expert for a circuit: action `design_circuit`.
public struct DesignRequest: Hashable, Codable, Sendable {
  public static let action = "design_circuit"

  public var circuit: CircuitRequest
  /// The value of a sweep over `qubits`, `depth`, `layers` or `steps`, where the design is for one of several.
  public var sweep: SweepPoint?
  /// Fixes what is random in the family, such as the angles of a random circuit.
  public var seed: UInt64
  public var shots: Int

  public init(circuit: CircuitRequest, sweep: SweepPoint? = nil, seed: UInt64, shots: Int) {
    self.circuit = circuit
    self.sweep = sweep
    self.seed = seed
    self.shots = shots
  }
}

/// One value of a sweep.
public struct SweepPoint: Hashable, Codable, Sendable {
  public var parameter: String
  public var value: Double

  public init(parameter: String, value: Double) {
    self.parameter = parameter
    self.value = value
  }

  /// `qubits=4`, as runs are labelled.
  public var label: String { "\(parameter)=" + (Int(exactly: value).map(String.init) ?? "\(value)") }
}

/// A designed circuit and what its result should look like.
public struct CircuitDesign: Hashable, Codable, Sendable {
  /// One circuit, or several for a family of several such as CHSH.
  public var circuits: [Member]
  /// What the result should look like, in words.
  public var expectation: String
  /// Choices that the designer made, in words.
  public var notes: [String]

  public init(circuits: [Member], expectation: String, notes: [String] = []) {
    self.circuits = circuits
    self.expectation = expectation
    self.notes = notes
  }

  /// One circuit of the design.
  public struct Member: Hashable, Codable, Sendable {
    public var label: String?
    /// OpenQASM 2 where it can be said in it, otherwise 3.
    public var qasm: String
    public var summary: CircuitSummary
    /// Text drawing, folded at 100 columns.
    public var drawing: String?
    /// The distribution of the counts without noise, where theory knows it.
    public var distribution: [String: Double]?
    /// Pauli sums that the family is run for, such as the Hamiltonian of VQE; they are evaluated with every run.
    public var observables: [String]?

    public init(
      label: String? = nil, qasm: String, summary: CircuitSummary, drawing: String? = nil,
      distribution: [String: Double]? = nil
    ) {
      self.label = label
      self.qasm = qasm
      self.summary = summary
      self.drawing = drawing
      self.distribution = distribution
    }
  }
}
