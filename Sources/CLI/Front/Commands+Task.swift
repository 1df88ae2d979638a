import Core

extension Commands {
  static func taskWait(_ context: Context) throws(ProximaError) -> ExitCode { try follow(context) }
  static func taskAttach(_ context: Context) throws(ProximaError) -> ExitCode { try follow(context) }

  private static func follow(_ context: Context) throws(ProximaError) -> ExitCode {
    let watcher = Watcher(context, .existing(context.invocation.argument("ID") ?? "last"), leaving: .leaves)
    return try finish(try watcher.run(), context)
  }

  static func taskRetry(_ context: Context) throws(ProximaError) -> ExitCode { try again(.retry, context) }

  /// Replays a task of this machine, or one that an archive brought from another.
  static func taskReplay(_ context: Context) throws(ProximaError) -> ExitCode {
    let name = context.invocation.argument("ID") ?? "last"
    guard name.hasSuffix(".zip") else { return try again(.replay, context) }
    let files = try ReportTool(context).perform(ReportJob(.unpack, path: name)).files ?? []
    let submission = try TaskArchive(files, name: name).replay(at: context.world.time.wall)
    let watcher = Watcher(
      context, .new(SubmitTask(id: newTaskID(context), submission: submission)), leaving: .aborts,
      detaches: context.invocation.has(.detach))
    return try finish(try watcher.run(), context)
  }

  private static func again(_ verb: TaskControl.Verb, _ context: Context) throws(ProximaError) -> ExitCode {
    let control = TaskControl(task: context.invocation.argument("ID") ?? "last", verb: verb)
    let watcher = Watcher(context, .control(control), leaving: .aborts, detaches: context.invocation.has(.detach))
    return try finish(try watcher.run(), context)
  }

  static func taskPause(_ context: Context) throws(ProximaError) -> ExitCode { try control(.pause, context) }
  static func taskResume(_ context: Context) throws(ProximaError) -> ExitCode { try control(.resume, context) }
  static func taskAbort(_ context: Context) throws(ProximaError) -> ExitCode { try control(.abort, context) }

  static func taskPriority(_ context: Context) throws(ProximaError) -> ExitCode {
    try control(.priority, context) { $0.priority = context.invocation.argument("N").flatMap { Int($0) } }
  }

  static func taskFeedback(_ context: Context) throws(ProximaError) -> ExitCode {
    try require([.to], "proxima task feedback ID \"use fewer gates\" --to AGENT", context)
    return try control(.feedback, context) {
      $0.text = context.invocation.sentence("TEXT")
      $0.agent = context.invocation.text(.to)
    }
  }

  static func taskReassign(_ context: Context) throws(ProximaError) -> ExitCode {
    try require([.step, .to], "proxima task reassign ID --step STEP --to AGENT", context)
    return try control(.reassign, context) {
      $0.step = context.invocation.text(.step)
      $0.agent = context.invocation.text(.to)
    }
  }

  private static func require(_ flags: [FlagSpec], _ form: String, _ context: Context) throws(ProximaError) {
    for flag in flags where !context.invocation.has(flag) {
      throw UsageError(
        "missing_flag", "--\(flag.name) is missing: \(flag.summary)", remedy: form, command: context.invocation.path
      ).proxima
    }
  }

  private static func control(
    _ verb: TaskControl.Verb, _ context: Context, _ fill: (inout TaskControl) -> Void = { _ in }
  ) throws(ProximaError) -> ExitCode {
    var control = TaskControl(task: context.invocation.argument("ID") ?? "last", verb: verb)
    fill(&control)
    let sent = control
    let answer = try context.crew("asking the coordinator") { link throws(ProximaError) in
      try await link.call(AgentName.coordinator, TaskAction.control, sent, as: TaskSubmitted.self)
    }
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let task: TaskID
      let status: TaskState
    }
    try context.answer(
      Answer(task: answer.task, status: answer.status),
      [Line(Span(answer.task.text, .bold), Span("  "), Span(answer.status.rawValue, ListViews.style(answer.status)))])
    return .done
  }
}
