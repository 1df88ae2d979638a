/// Asks the quantum expert to explain something: action `explain`, answered by an `Explanation`.
public struct ExplainRequest: Hashable, Codable, Sendable {
  public static let action = "explain"
  /// The same question to the memory: what was done earlier.
  public static let recallAction = "memory.recall"

  public var question: String

  public init(question: String) { self.question = question }
}

/// An explanation in words; `known` is false where the expert has none, and says so.
public struct Explanation: Hashable, Codable, Sendable {
  public var topic: String
  public var text: String
  public var known: Bool

  public init(topic: String, text: String, known: Bool) {
    self.topic = topic
    self.text = text
    self.known = known
  }
}

/// Asks the quantum expert to optimise a program: action `optimize_circuit`, answered by an `OptimizedCircuit`.
public struct OptimizeRequest: Hashable, Codable, Sendable {
  public static let action = "optimize_circuit"

  public var qasm: String

  public init(qasm: String) { self.qasm = qasm }
}

/// An optimised program, what it was and what it is.
public struct OptimizedCircuit: Hashable, Codable, Sendable {
  public var qasm: String
  public var before: CircuitSummary
  public var after: CircuitSummary
  /// How the equivalence was checked: `unitary`, `states`, `distribution`, or `steps` where only each step was.
  public var equivalence: String
  /// Gates on two or more qubits.
  public var twoQubitGatesBefore: Int?
  public var twoQubitGatesAfter: Int?

  public init(qasm: String, before: CircuitSummary, after: CircuitSummary, equivalence: String) {
    self.qasm = qasm
    self.before = before
    self.after = after
    self.equivalence = equivalence
  }
}
