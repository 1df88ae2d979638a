/// Asks the testing agent to check runs by the scripts that the crew wrote for their circuit, run by real Qiskit or Cirq in
/// the sandbox: action `verify_by_script`, answered by `ScriptCheckResult`.
public struct ScriptCheckBatch: Hashable, Codable, Sendable {
  public static let action = "verify_by_script"

  public var items: [VerifyRequest]
  /// Scripts of the one circuit that all items ran.
  public var scripts: [Artifact]

  public init(items: [VerifyRequest], scripts: [Artifact]) {
    self.items = items
    self.scripts = scripts
  }
}

/// The verdicts on a `ScriptCheckBatch`, by the id of the run.
public struct ScriptCheckResult: Hashable, Codable, Sendable {
  public var verifications: [String: Verification]

  public init(verifications: [String: Verification]) { self.verifications = verifications }
}

/// Asks the testing agent for its vote on scripts that author and reviewer do not agree on: action `vote_scripts` with a
/// `ReviewBatch`, answered by `ReviewBatchResult`. A script that it cannot judge has no review: an abstention.
public enum ScriptVote {
  public static let action = "vote_scripts"
}

extension Verification {
  /// This verdict together with that of a script, where there is one.
  public func joined(_ script: Verification?) -> Verification {
    guard let script, status != .refuted else { return self }
    var joined = self
    switch (status, script.status) {
    case (_, .refuted): return script
    case (.unverified, .verified): return script
    case (.verified, .verified):
      joined.reference = [reference, script.reference].compactMap(\.self).joined(separator: "; and ")
    default:
      joined.reason = [reason, script.reason].compactMap(\.self).joined(separator: "; ")
    }
    return joined
  }
}
