import Core

/// Reading the record: from the crew where it runs, from the journal where it does not.
extension Commands {
  static func taskList(_ context: Context) throws(ProximaError) -> ExitCode {
    let invocation = context.invocation
    let query = TaskListQuery(
      limit: invocation.integer(.limit) ?? 50, status: invocation.text(.status).flatMap { TaskState(rawValue: $0) },
      matching: invocation.text(.matching))
    let list = try context.records(
      "reading the record",
      crew: { link throws(ProximaError) in
        try await link.call(AgentName.coordinator, TaskAction.list, query, as: TaskList.self)
      },
      journal: { journal throws(ProximaError) in try journal.list(query) }, none: TaskList(tasks: []))
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let tasks: [TaskList.Entry]
    }
    try context.answer(Answer(tasks: list.tasks), ListViews.tasks(list, width: context.console.width))
    return .done
  }

  static func taskShow(_ context: Context) throws(ProximaError) -> ExitCode {
    let recorded = try report(context)
    let report = ArtifactFolder(context.home, task: recorded.task).write(recorded)
    try context.answer(report, reportView(report, context).lines)
    return .done
  }

  static func taskExport(_ context: Context) throws(ProximaError) -> ExitCode {
    let report = try report(context)
    guard let path = context.invocation.text(.output) else {
      do { try context.console.raw(try JSON.text(report, pretty: true) + "\n") } catch { throw ProximaError.from(error) }
      return .done
    }
    guard try OutputFile.write(report, to: path, view: reportView(report, context), context) else {
      throw OutputFile.nothing(path)
    }
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let task: TaskID
      let path: String
    }
    try context.answer(Answer(task: report.task, path: path), [Line("written to \(path)", .plain)])
    return .done
  }

  private static func report(_ context: Context) throws(ProximaError) -> TaskReport {
    let query = TaskQuery(task: context.invocation.argument("ID") ?? "last")
    return try context.records(
      "reading the record",
      crew: { link throws(ProximaError) in
        try await link.call(AgentName.coordinator, TaskAction.report, query, as: TaskReport.self)
      },
      journal: { journal throws(ProximaError) in try journal.report(query.task) })
  }

  /// What was asked for `task`, as its first event says.
  static func submission(of task: TaskID, _ context: Context) throws(ProximaError) -> Submission {
    let query = TaskQuery(task: task.text)
    let history = try context.records(
      "reading the record",
      crew: { link throws(ProximaError) in
        try await link.call(AgentName.coordinator, TaskAction.events, query, as: TaskHistory.self)
      },
      journal: { journal throws(ProximaError) in try journal.history(query.task) })
    for case .submitted(let submission) in history.events.map(\.event) { return submission }
    throw .bug("\(task.text) has no submission")
  }

  static func taskLogs(_ context: Context) throws(ProximaError) -> ExitCode {
    if context.invocation.has(.follow) { return try followLogs(context) }
    let query = TaskQuery(task: context.invocation.argument("ID") ?? "last")
    let history = try context.records(
      "reading the record",
      crew: { link throws(ProximaError) in
        try await link.call(AgentName.coordinator, TaskAction.events, query, as: TaskHistory.self)
      },
      journal: { journal throws(ProximaError) in try journal.history(query.task) })
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let task: TaskID
      let status: TaskState
      let events: [NumberedEvent]
    }
    if context.console.format == .jsonLines {
      for event in history.events { try context.console.object(event) }
      return .done
    }
    let start = history.events.first?.time ?? context.world.time.wall
    try context.answer(
      Answer(task: history.task, status: history.status, events: history.events),
      history.events.map { EventView.line($0, since: start) })
    return .done
  }

  private static func followLogs(_ context: Context) throws(ProximaError) -> ExitCode {
    let watcher = Watcher(
      context, .existing(context.invocation.argument("ID") ?? "last"), leaving: .leaves, printsEvents: true)
    switch try watcher.run() {
    case .report: return .done
    case .detached: return .done
    case .interrupted(let task, let leaving): throw Endings.interrupted(task, leaving)
    case .timedOut(let task, let leaving): throw Endings.timedOut(task, leaving)
    case .error(let error): throw error
    }
  }

  static func approvalsList(_ context: Context) throws(ProximaError) -> ExitCode {
    guard context.world.crew.isRunning(context.home) else {
      return try tell(ApprovalList(approvals: []), context)
    }
    let list = try context.crew("asking the coordinator") { link throws(ProximaError) in
      try await link.call(AgentName.coordinator, TaskAction.approvals, as: ApprovalList.self)
    }
    return try tell(list, context)
  }

  static func approvalsAllow(_ context: Context) throws(ProximaError) -> ExitCode { try answer(true, context) }
  static func approvalsDeny(_ context: Context) throws(ProximaError) -> ExitCode { try answer(false, context) }

  private static func answer(_ allow: Bool, _ context: Context) throws(ProximaError) -> ExitCode {
    let forced = allow && context.invocation.has(.force)
    let answer = ApprovalAnswer(
      id: context.invocation.argument("ID") ?? "", allow: allow, by: "front", force: forced ? true : nil)
    let list = try context.crew("asking the coordinator") { link throws(ProximaError) in
      try await link.call(AgentName.coordinator, TaskAction.answer, answer, as: ApprovalList.self)
    }
    context.console.say([Line(forced ? "forced, although it does not fit" : allow ? "allowed" : "denied", .bold)])
    return try tell(list, context)
  }

  private static func tell(_ list: ApprovalList, _ context: Context) throws(ProximaError) -> ExitCode {
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let approvals: [Approval]
    }
    try context.answer(
      Answer(approvals: list.approvals),
      ListViews.approvals(list, width: context.console.width, now: context.world.time.wall))
    return .done
  }
}
