import Core

/// Lists for people.
enum ListViews {
  static func tasks(_ list: TaskList, width: Int) -> [Line] {
    if list.tasks.isEmpty { return [Line("no tasks yet: try `proxima ask \"3 qubit GHZ state\"`", .dim)] }
    var table = Table([
      .init("task"), .init("status"), .init("created"), .init("took", right: true), .init("runs", right: true),
      .init("request", flexible: true),
    ])
    for task in list.tasks {
      table.add([
        Span(task.id.text, .bold), Span(task.status.rawValue, style(task.status)), Span(moment(task.created), .dim),
        Span(Numbers.seconds(task.seconds)), Span(String(task.runs)), Span(task.request),
      ])
    }
    return table.lines(width: width)
  }

  /// `2026-11-21 09:25:05` of an ISO 8601 time in UTC.
  static func moment(_ iso: String) -> String {
    let text = iso.prefix(19)
    return String(text.map { $0 == "T" ? " " : $0 })
  }

  static func style(_ state: TaskState) -> Style {
    switch state {
    case .completed: .good
    case .failed, .denied, .aborted, .unknown: .bad
    case .needsInput, .awaitingConsent, .paused, .pausing: .warning
    default: .accent
    }
  }

  static func approvals(_ list: ApprovalList, width: Int, now: WallTime) -> [Line] {
    if list.approvals.isEmpty { return [Line("nothing waits for you", .dim)] }
    return list.approvals.flatMap { approval -> [Line] in
      let left = max(0, Int((approval.expires.milliseconds - now.milliseconds) / 1000))
      return [
        Line(Span(approval.id, .bold), Span("  task \(approval.task.text), \(approval.action), "), Span("\(left) s left", .warning))
      ] + WordWrap.lines(approval.details, width: width - 4).map { Line(Span("    " + $0)) }
        + [Line(Span("    proxima approvals allow \(approval.id)", .dim))]
    }
  }

  static func backends(_ backends: [BackendInfo], width: Int) -> [Line] {
    var table = Table([
      .init("backend"), .init("version"), .init("there"), .init("qubits", right: true), .init("methods"),
      .init("", flexible: true),
    ])
    for backend in backends {
      table.add([
        Span(backend.name, .bold), Span(backend.version), Span(backend.available ? "yes" : "no", backend.available ? .good : .dim),
        Span(backend.available ? String(backend.maxQubits) : "-"), Span(backend.methods.map(\.rawValue).joined(separator: " ")),
        Span(backend.reason ?? (backend.host == "localhost" ? "" : backend.host), .dim),
      ])
    }
    return table.lines(width: width)
  }
}
