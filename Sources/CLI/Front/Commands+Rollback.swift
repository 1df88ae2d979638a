import Core
import FoundationEssentials

extension Commands {
  private struct RolledBack: Encodable {
    let schemaVersion = Version.schema
    let task: TaskID
    let status: TaskState
    /// The task that was gone back in: its record is the safety point.
    let origin: String
    let step: String?
    /// Files that were removed; `undo` brings them back.
    let removed: [String]
    /// What stays as it is.
    let notRestored: [String]
  }

  /// Goes back in a task: softly its files stay, with `--hard` they go.
  static func taskRollback(_ context: Context) throws(ProximaError) -> ExitCode {
    let origin = context.invocation.argument("ID") ?? "last"
    let step = context.invocation.text(.step)
    let control = TaskControl(task: origin, verb: .rollback, step: step)
    let (old, answer) = try context.crew("going back") { link throws(ProximaError) -> (TaskReport, TaskSubmitted) in
      let old = try await link.call(AgentName.coordinator, TaskAction.report, TaskQuery(task: origin), as: TaskReport.self)
      // By its id: "last" is another one as soon as the new task is there.
      var sent = control
      sent.task = old.task.text
      return (old, try await link.call(AgentName.coordinator, TaskAction.control, sent, as: TaskSubmitted.self))
    }
    let removed = context.invocation.has(.hard) ? try remove(old, context) : []
    var stays = ["what the memory learnt of \(old.task)"]
    if removed.isEmpty, let path = output(of: old) { stays.append("the file \(path)") }
    stays.append("copies that others made of its results")
    let result = RolledBack(
      task: answer.task, status: answer.status, origin: old.task.text, step: step, removed: removed, notRestored: stays)
    try context.answer(
      result,
      [
        Line(Span(answer.task.text, .bold), Span(" stands where \(old.task) stood"), Span("  \(answer.status.rawValue)", .dim)),
        Line("go on: proxima task resume \(answer.task)", .plain),
        Line("undo: \(old.task) is as it was; proxima task rollback \(old.task) --step STEP stands at any of its steps", .dim),
        Line("not restored: " + stays.joined(separator: ", "), .dim),
      ] + removed.map { Line("removed \($0); proxima undo brings it back", .plain) })
    return .done
  }

  private static func output(of report: TaskReport) -> String? {
    report.plan.request.output?.path.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
  }

  /// Removes the file that the task wrote, so that it can be brought back.
  private static func remove(_ report: TaskReport, _ context: Context) throws(ProximaError) -> [String] {
    guard let path = output(of: report) else { return [] }
    try context.undoably("task rollback --hard", file: path) { () throws(ProximaError) in
      do { try FileManager.default.removeItem(atPath: path) } catch {
        throw ProximaError("rollback.cannot_remove", "cannot remove \(path)", remedy: "remove it by hand", exit: .cannotWrite)
      }
    }
    return [path]
  }
}
