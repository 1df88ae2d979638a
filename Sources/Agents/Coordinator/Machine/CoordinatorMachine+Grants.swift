import Core

/// What a person allowed for the rest of a session.
extension CoordinatorMachine {
  /// A kind of action in one session.
  struct Grant: Hashable, Sendable {
    var session: String
    var action: String
  }

  /// Who allowed it, and with the answer to what.
  struct Granted: Hashable, Sendable {
    var by: String
    var approval: String
  }

  /// The session for which `approval` may be allowed; nil for a task without one, for agent files, whose text nobody of
  /// the session wrote, for questions that are no permission, and for runs that do not fit: each is a danger of its own.
  static func grantable(_ approval: Approval, _ submission: Submission) -> String? {
    guard approval.action != Approval.reviewTie, approval.action != Approval.tooLarge, submission.isAgentFile != true else { return nil }
    return submission.session.flatMap { $0.isEmpty ? nil : $0 }
  }

  static func onlyOnce(_ approval: Approval) -> ProximaError {
    ProximaError(
      "approval.only_once", "\(approval.id) (\(approval.action)) belongs to no session that it could be allowed for",
      remedy: "allow it once", exit: .usage)
  }
}
