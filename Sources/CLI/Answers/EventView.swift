import Core

/// What happened to a task, one line an event.
enum EventView {
  /// `0.123 s  run.native  given to executor.native`, the time counted from `start`.
  static func line(_ event: NumberedEvent, since start: WallTime) -> Line {
    let elapsed = Double(event.time.milliseconds - start.milliseconds) / 1000
    let clock = TextWidth.flushed(Numbers.fixed(max(0, elapsed), 3) + " s", to: 10)
    let (subject, text, style) = words(event.event)
    return Line(Span(clock + "  ", .dim), Span(TextWidth.padded(subject, to: 16) + "  ", .bold), Span(text, style))
  }

  static func words(_ event: TaskEvent) -> (subject: String, text: String, style: Style) {
    switch event {
    case .submitted(let submission): ("task", "submitted: \(submission.text.isEmpty ? submission.program?.name ?? "" : submission.text)", .plain)
    case .planned(let plan, let graph): ("plan", plan.request.understood + " (\(graph.count) steps)", .plain)
    case .extended(let steps): ("plan", "more steps: " + steps.map(\.id).joined(separator: ", "), .plain)
    case .moved(let state, let reason): ("task", state.rawValue + (reason.map { ": " + $0 } ?? ""), .accent)
    case .assigned(let step, let agent, let fence): (step, "given to \(agent), assignment \(fence)", .plain)
    case .completed(let step, _, _): (step, "done", .good)
    case .failed(let step, _, let error): (step, "failed: \(error.message)", .bad)
    case .lost(let step, _, let agent, let reason): (step, "\(agent) is gone (\(reason)); given to another", .warning)
    case .quarantined(let step, let evidence): (step, "set aside: " + evidence.joined(separator: "; "), .bad)
    case .skipped(let step, let reason): (step, "skipped: \(reason)", .dim)
    case .approvalAsked(let approval): ("approval", "\(approval.id): \(approval.details)", .warning)
    case .approvalAnswered(let id, let allowed, let by, let forced):
      ("approval", "\(id) \(allowed ? forced == true ? "forced" : "allowed" : "denied") by \(by)", .plain)
    case .reassigned(let step, let agent): (step, "reassigned to \(agent)", .plain)
    case .prioritised(let priority): ("task", "priority \(priority)", .plain)
    case .feedback(let agent, let text): ("feedback", "to \(agent): \(text)", .plain)
    case .finished(let report): ("task", report.status.rawValue, report.status == .completed ? .good : .bad)
    }
  }
}
