import AgentFiles
import Core
import FoundationEssentials

extension Commands {
  static func agentRun(_ context: Context) throws(ProximaError) -> ExitCode {
    guard let path = context.invocation.positionals["FILE"]?.first else {
      throw UsageError(
        "missing_argument", "FILE is missing: the agent file", remedy: "proxima agent run proxima_agent.md",
        command: ["agent", "run"]
      ).proxima
    }
    return try runAgentFile(path, context)
  }

  /// Runs an agent file as one task; what it does is shown, and a person consents, every time.
  static func runAgentFile(_ path: String, _ context: Context) throws(ProximaError) -> ExitCode {
    var context = context
    let plan: AgentPlan
    do throws(AgentFileError) {
      let file = try AgentFile(parsing: try text(of: path), file: path)
      plan = try AgentPlan(file, name: path)
    } catch { throw error.proxima }
    let submission = try submission(for: plan, context)
    if submission.flags.dryRun { return try Commands.plan(submission, context) }
    let targets = targets(plan, context)
    try consent(to: plan, path, targets, &context)
    let watcher = Watcher(
      context, .new(SubmitTask(id: newTaskID(context), submission: submission)), leaving: .aborts,
      detaches: context.invocation.has(.detach))
    let ending = try watcher.run()
    guard case .report(let report) = ending else { return try finish(ending, context) }
    return try tell(report, context, writing: targets)
  }

  private static func text(of path: String) throws(AgentFileError) -> String {
    do throws(ProximaError) { return try Files.read(path) } catch {
      throw AgentFileError(0, error.message, remedy: error.remedy, file: path)
    }
  }

  /// Flags of the command line are above what the file says.
  private static func submission(for plan: AgentPlan, _ context: Context) throws(ProximaError) -> Submission {
    var flags = try Submissions.flags(context)
    flags.backends = flags.backends ?? (plan.backends.isEmpty ? nil : plan.backends)
    flags.shots = flags.shots ?? plan.shots
    flags.seed = flags.seed ?? plan.seed
    flags.noise = flags.noise ?? plan.noise
    flags.method = flags.method ?? plan.method
    flags.output = nil
    var submission = Submission(
      kind: plan.kind, text: plan.text, flags: flags, session: context.invocation.text(.session),
      created: context.world.time.wall)
    submission.isAgentFile = true
    return submission
  }

  // MARK: Consent

  /// Always asked, never remembered, and not forced: `--yes` is the person's answer for this call alone.
  private static func consent(
    to plan: AgentPlan, _ path: String, _ targets: [String], _ context: inout Context
  ) throws(ProximaError) {
    context.console.say(summary(plan, path, targets))
    if context.invocation.has(.yes) { return }
    let refused = ProximaError(
      "consent.denied", "\(path) was not allowed to run", remedy: "answer y, or give --yes for this one call",
      exit: .refused)
    guard context.mayAsk else { throw refused }
    context.console.prompt(Line("Run this file? [y/N] ", .bold))
    let answer = try context.world.stdin.line()?.lowercased() ?? ""
    guard answer.hasPrefix("y") else { throw refused }
  }

  private static func summary(_ plan: AgentPlan, _ path: String, _ targets: [String]) -> [Line] {
    var lines = [Line("\(path) wants to: \(plan.text)", .bold)]
    for (index, step) in plan.steps.enumerated() { lines.append(Line("  \(index + 1). \(step)", .plain)) }
    if let noise = plan.noise, !noise.isEmpty {
      let words = noise.map { $0.channel.rawValue + ($0.probability.map { " \($0)" } ?? "") }
      lines.append(Line("  noise: " + words.joined(separator: ", "), .plain))
    }
    if let shots = plan.shots { lines.append(Line("  shots: \(shots)", .plain)) }
    if !targets.isEmpty { lines.append(Line("  writes: " + targets.joined(separator: ", "), .plain)) }
    if !plan.unused.isEmpty {
      lines.append(Line("  of the goal these words say nothing that can be done: " + plan.unused.joined(separator: ", "), .warning))
    }
    return lines
  }

  // MARK: Output

  /// The files that are written: what `-o` says, or the file's formats. A format that cannot be written yet is replaced,
  /// and that is said.
  private static func targets(_ plan: AgentPlan, _ context: Context) -> [String] {
    if let path = context.invocation.text(.output) { return [path] }
    var paths: [String] = []
    for format in plan.formats {
      let path = plan.path ?? "proxima_agent_results.\(format)"
      if (try? OutputFile.format(of: path)) != nil {
        paths.append(path)
      } else {
        context.console.say([
          Line("proxima: .\(format) files cannot be written yet; the results go to .csv and .json instead", .warning)
        ])
        let stem = path.hasSuffix("." + format) ? String(path.dropLast(format.count + 1)) : path
        paths += [stem + ".csv", stem + ".json"]
      }
    }
    return paths
  }
}
