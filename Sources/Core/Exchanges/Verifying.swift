/// Asks the testing agent to check a run by an independent route: action `verify`, answered by a `Verification`.
public struct VerifyRequest: Hashable, Codable, Sendable {
  public static let action = "verify"

  /// What was asked for, so that the expectation is derived anew and not taken from the designer.
  public var circuit: CircuitRequest
  /// The program that ran.
  public var qasm: String
  /// What the executor was asked, and what it answered.
  public var request: RunRequest
  public var run: Run

  public init(circuit: CircuitRequest, qasm: String, request: RunRequest, run: Run) {
    self.circuit = circuit
    self.qasm = qasm
    self.request = request
    self.run = run
  }
}

/// Asks for tests of a script: action `create_tests`, answered by `CodeWork`.
public struct TestsRequest: Hashable, Codable, Sendable {
  public static let action = "create_tests"

  public var circuit: CircuitRequest
  public var code: CodeWork

  public init(circuit: CircuitRequest, code: CodeWork) {
    self.circuit = circuit
    self.code = code
  }
}

/// Several runs to check: action `verify_runs`, answered by `VerifyBatchResult` with one verdict each, in order.
public struct VerifyBatch: Hashable, Codable, Sendable {
  public static let action = "verify_runs"

  public var items: [VerifyRequest]

  public init(items: [VerifyRequest]) { self.items = items }
}

/// The verdicts on a `VerifyBatch`.
public struct VerifyBatchResult: Hashable, Codable, Sendable {
  public var verifications: [Verification]

  public init(verifications: [Verification]) { self.verifications = verifications }
}
