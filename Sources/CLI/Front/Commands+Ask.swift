import Core
import FoundationEssentials

extension Commands {
  static func ask(_ context: Context) throws(ProximaError) -> ExitCode { try submit(.ask, context, "TEXT") }
  static func compare(_ context: Context) throws(ProximaError) -> ExitCode { try submit(.compare, context, "FILE or TEXT") }

  static func benchmark(_ context: Context) throws(ProximaError) -> ExitCode {
    try submit(.benchmark, context, "FILE or TEXT")
  }

  static func run(_ context: Context) throws(ProximaError) -> ExitCode {
    if let file = context.invocation.text(.agentFile) { return try runAgentFile(file, context) }
    guard context.invocation.positionals["FILE"] != nil else {
      throw UsageError(
        "missing_argument", "FILE is missing: the program, or - for stdin",
        remedy: "usage: \(HelpPage.usage(["run"], context.invocation.command))", command: ["run"]
      ).proxima
    }
    return try submit(.run, context, "FILE")
  }

  private static func submit(
    _ kind: Submission.Kind, _ context: Context, _ argument: String
  ) throws(ProximaError) -> ExitCode {
    var context = context
    let submission = try Submissions.make(kind, &context, argument: argument)
    if submission.flags.dryRun { return try plan(submission, context) }
    try OutputFile.check(namedBy: submission, context)
    let id = context.invocation.text(.taskID).flatMap { TaskID($0) } ?? newTaskID(context)
    if submission.flags.force { context.console.say([Line("proxima: --force: limits of this machine are not minded", .warning)]) }
    let watcher = Watcher(
      context, .new(SubmitTask(id: id, submission: submission)), leaving: .aborts,
      detaches: context.invocation.has(.detach))
    return try finish(try watcher.run(), context)
  }

  /// The client makes the id, so that sending it again changes nothing.
  static func newTaskID(_ context: Context) -> TaskID {
    var generator = SplitMix64(state: context.world.random())
    return TaskID.random(at: context.world.time.wall, using: &generator)
  }

  /// Prints how watching ended; gives the exit code.
  static func finish(
    _ ending: TaskWatch.Ending, _ context: Context
  ) throws(ProximaError) -> ExitCode {
    switch ending {
    case .report(let report): return try tell(report, context)
    case .detached(let task):
      struct Answer: Encodable {
        let schemaVersion = Version.schema
        let task: TaskID
        let status: TaskState
      }
      try context.answer(Answer(task: task.task, status: task.status), [Line(task.task.text, .plain)])
      return .done
    case .interrupted(let task, let leaving): return try tell(Endings.interrupted(task, leaving), of: task, context)
    case .timedOut(let task, let leaving): return try tell(Endings.timedOut(task, leaving), of: task, context)
    case .error(let error): throw error
    }
  }

  /// Prints why watching ended before the task did, with the task's name; gives the exit code.
  private static func tell(
    _ error: ProximaError, of task: TaskID?, _ context: Context
  ) throws(ProximaError) -> ExitCode {
    guard context.json else { throw error }
    try context.console.object(Failure(error, task: task))
    return error.exit
  }

  /// Prints a finished task, writes the file that was asked for; gives the exit code.
  ///
  /// - Parameter paths: the files to write; nil takes what the flag or the sentence names.
  static func tell(
    _ report: TaskReport, _ context: Context, writing paths: [String]? = nil
  ) throws(ProximaError) -> ExitCode {
    let report = ArtifactFolder(context.home, task: report.task).write(report)
    let view = reportView(report, context)
    let named = [context.invocation.text(.output) ?? report.plan.request.output?.path].compactMap(\.self)
    for path in paths ?? named { try write(report, to: path, view, context) }
    try context.answer(report, view.lines)
    return Endings.exitCode(report, strict: context.invocation.has(.strict))
  }

  static func reportView(_ report: TaskReport, _ context: Context) -> ReportView {
    let drawing = CircuitText.drawing(of: report, width: context.console.width - 2, unicode: context.console.terminal.unicode)
    return ReportView(
      report: report, drawing: drawing, depth: context.invocation.text(.depth), full: context.invocation.has(.interpret) || context.console.verbosity > 1,
      width: context.console.width, here: ProcessInfo.processInfo.hostName)
  }

  private static func write(
    _ report: TaskReport, to path: String, _ view: ReportView, _ context: Context
  ) throws(ProximaError) {
    guard try OutputFile.write(report, to: path, view: view, context) else {
      if report.status != .completed { return }
      throw OutputFile.nothing(path)
    }
    context.console.say([Line("proxima: written to \(path)", .dim)])
  }
}

/// How a task's end becomes the program's.
enum Endings {
  static func exitCode(_ report: TaskReport, strict: Bool) -> ExitCode {
    switch report.status {
    case .completed: strict && report.comparison?.verdict == .disagree ? .failed : .done
    case .failed: report.error.map { $0.exit == .done ? .failed : $0.exit } ?? .failed
    case .denied: .refused
    case .needsInput: .badInput
    case .aborted: report.error?.exit == .timedOut ? .timedOut : .interrupted
    default: .failed
    }
  }

  static func interrupted(_ task: TaskID?, _ leaving: TaskWatch.Leaving) -> ProximaError {
    guard let task else { return ProximaError("interrupted", "interrupted; nothing was submitted", exit: .interrupted) }
    return leaving == .leaves
      ? ProximaError(
        "interrupted", "no longer watching; task \(task.text) goes on", remedy: "proxima task attach \(task.text)",
        exit: .interrupted)
      : ProximaError(
        "interrupted", "task \(task.text) is aborted; what it had finished stays recorded",
        remedy: "proxima task show \(task.text), or proxima task retry \(task.text) to run it again", exit: .interrupted)
  }

  static func timedOut(_ task: TaskID?, _ leaving: TaskWatch.Leaving) -> ProximaError {
    guard let task else {
      return ProximaError(
        "timeout", "the crew did not take the task in time", remedy: "give a longer --timeout, or see `proxima status`",
        exit: .timedOut)
    }
    return leaving == .leaves
      ? ProximaError(
        "timeout", "task \(task.text) still runs", remedy: "proxima task wait \(task.text)", exit: .timedOut)
      : ProximaError(
        "timeout", "task \(task.text) took too long and is aborted",
        remedy: "give a longer --timeout; proxima task retry \(task.text)", exit: .timedOut)
  }
}
