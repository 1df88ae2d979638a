import Core

/// What happened to a task, in words.
enum EventWords {
  static func of(_ event: TaskEvent) -> (subject: String, text: String, role: Role) {
    switch event {
    case .submitted(let submission):
      ("task", "submitted: \(submission.text.isEmpty ? submission.program?.name ?? "" : submission.text)", .text)
    case .planned(let plan, let graph): ("plan", "\(plan.request.understood) (\(graph.count) steps)", .text)
    case .extended(let steps): ("plan", "more steps: " + steps.map(\.id).joined(separator: ", "), .text)
    case .moved(let state, let reason): ("task", state.rawValue + (reason.map { ": " + $0 } ?? ""), .accent)
    case .assigned(let step, let agent, let fence): (step, "given to \(agent), assignment \(fence)", .text)
    case .completed(let step, _, _): (step, "done", .good)
    case .failed(let step, _, let error): (step, "failed: \(error.message)", .bad)
    case .lost(let step, _, let agent, let reason): (step, "\(agent) is gone (\(reason)); ready again", .warning)
    case .quarantined(let step, let evidence): (step, "set aside: " + evidence.joined(separator: "; "), .bad)
    case .skipped(let step, let reason): (step, "skipped: \(reason)", .dim)
    case .approvalAsked(let approval): ("approval", "\(approval.id) \(approval.action): \(approval.details)", .warning)
    case .approvalAnswered(let id, let allowed, let by, let forced):
      ("approval", "\(id) \(allowed ? forced == true ? "forced" : "allowed" : "denied") by \(by)", .text)
    case .reassigned(let step, let agent): (step, "reassigned to \(agent)", .text)
    case .prioritised(let priority): ("task", "priority \(priority)", .text)
    case .feedback(let agent, let text): ("feedback", "to \(agent): \(text)", .text)
    case .finished(let report): ("task", report.status.rawValue, report.status == .completed ? .good : .bad)
    }
  }
}
