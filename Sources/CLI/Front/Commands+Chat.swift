import Core

extension Commands {
  /// A conversation, line by line, in one session.
  static func chat(_ context: Context) throws(ProximaError) -> ExitCode {
    var context = context
    let session = context.invocation.text(.session) ?? "s" + String(context.world.random() >> 24, radix: 36)
    let flags = try Submissions.flags(context)
    let person = context.world.facts.stdin && !context.json
    if person {
      context.console.say([Line("say what you want; exit ends (session \(session))", .dim)])
    }
    var last = ExitCode.done
    while true {
      if person { context.console.prompt(Line("›", .accent)) }
      guard let line = try nextLine(&context) else { break }
      let text = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if text.isEmpty { continue }
      if ["exit", "quit", "bye"].contains(text.lowercased()) { break }
      do throws(ProximaError) {
        last = try turn(text, session, flags, context)
      } catch {
        if error.code == "output.closed" || error.exit == .cannotWrite { throw error }
        // One refused turn does not end the conversation.
        last = ExitCode(rawValue: Front.report(error, context.console)) ?? error.exit
      }
    }
    return person ? .done : last
  }

  private static func turn(
    _ text: String, _ session: String, _ flags: RequestFlags, _ context: Context
  ) throws(ProximaError) -> ExitCode {
    var submission = Submission(kind: .ask, text: text, flags: flags, session: session, created: context.world.time.wall)
    submission.previous = try Submissions.previous(in: session, context)
    submission.attachments = try Submissions.attachments([text])
    let watcher = Watcher(context, .new(SubmitTask(id: newTaskID(context), submission: submission)), leaving: .aborts)
    return try finish(try watcher.run(), context)
  }

  /// The next line of the input; nil at its end and after Ctrl-C.
  private static func nextLine(_ context: inout Context) throws(ProximaError) -> String? {
    let never = WakePipe()
    if context.world.facts.stdin, let descriptor = context.world.stdin.descriptor {
      while true {
        let wakes = context.loop.wait(queue: never.reading, input: descriptor, until: nil)
        if wakes.contains(.input) { break }
        if wakes.contains(where: { if case .signal = $0 { true } else { false } }) { return nil }
      }
    }
    return try context.world.stdin.line()
  }
}
