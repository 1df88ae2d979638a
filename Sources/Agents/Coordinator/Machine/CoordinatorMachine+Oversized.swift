import Core

/// Runs that are predicted to need more memory than is free: a yes is for what fits by now, force for what does not.
extension CoordinatorMachine {
  func oversized(_ size: OversizedRun, of record: TaskRecord, _ work: Work) -> Approval {
    Approval(
      id: "\(record.id.text).1", task: record.id, action: Approval.tooLarge, details: size.words,
      expires: WallTime(milliseconds: work.wall.milliseconds + Int64(limits.approvalSeconds * 1000)))
  }

  /// A person allows a run that did not fit when it was asked: where it still does not, the question stands, with what is
  /// missing now; only force goes above.
  mutating func allow(
    _ approval: Approval, of record: TaskRecord, _ answer: ApprovalAnswer, _ asker: AskerID, _ work: inout Work
  ) {
    if answer.scope == .session {
      return work.decision.effects.append(.reply(asker, .error(Self.onlyOnce(approval))))
    }
    let size = tooLarge(record)
    if let size, answer.force != true {
      // Asked again, so that whoever watches sees the figures of now; the time to answer goes on.
      var again = oversized(size, of: record, work)
      again.expires = approval.expires
      emit(.approvalAsked(again), record.id, &work)
      return work.decision.effects.append(.reply(asker, .error(Self.stillTooLarge(size, approval))))
    }
    if size == nil {
      decide(record.id, allowed: true, by: "\(answer.by), as it fits by now", &work)
    } else {
      decide(record.id, allowed: true, by: "\(answer.by), although it does not fit", forced: true, &work)
    }
    work.decision.effects.append(.reply(asker, .approvals(ApprovalList(approvals: approvals))))
  }

  private static func stillTooLarge(_ size: OversizedRun, _ approval: Approval) -> ProximaError {
    ProximaError(
      "approval.does_not_fit", "it does not fit yet: \(Amounts.bytes(size.missing)) are missing, \(Amounts.bytes(size.free)) are free",
      remedy: "free some memory and say yes again, or insist with `proxima approvals allow \(approval.id) --force`",
      exit: .refused)
  }
}
