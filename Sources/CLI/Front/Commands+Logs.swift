import Core
import FoundationEssentials

extension Commands {
  /// The structured logs of all programs of the crew, merged by time.
  static func logs(_ context: Context) throws(ProximaError) -> ExitCode {
    var filter = LogFilter(
      task: try logTask(context), level: context.invocation.text(.level).flatMap { LogLevel(rawValue: $0) },
      component: context.invocation.text(.agentName))
    let reader = LogReader(folder: context.home.logs)
    let lines = reader.lines(filter, limit: context.invocation.integer(.limit) ?? (filter.task == nil ? 100 : 10_000))
    let follows = context.invocation.has(.follow)
    if context.console.format == .json, !follows {
      struct Answer: Encodable {
        let schemaVersion = Version.schema
        let lines: [LogLine]
      }
      try context.console.object(Answer(lines: lines))
      return .done
    }
    if lines.isEmpty, !follows { context.console.say([Line("no such lines in \(context.home.logs)", .dim)]) }
    try tell(lines, context)
    return follows ? try follow(reader, &filter, Set(lines), context) : .done
  }

  /// Shows what is added, four looks a second, until Ctrl-C or the end of `--timeout`.
  private static func follow(
    _ reader: LogReader, _ filter: inout LogFilter, _ shown: Set<LogLine>, _ context: Context
  ) throws(ProximaError) -> ExitCode {
    let never = WakePipe()
    var shown = shown
    filter.since = WallTime(milliseconds: context.world.time.wall.milliseconds - 2000)
    while true {
      let next = context.world.time.now.advanced(by: 0.25)
      let wakes = context.loop.wait(queue: never.reading, until: context.deadline.map { min($0, next) } ?? next)
      if wakes.contains(where: { if case .signal = $0 { true } else { false } }) { return .interrupted }
      if let deadline = context.deadline, context.world.time.now >= deadline { return .timedOut }
      let recent = reader.lines(filter, limit: 10_000)
      try tell(recent.filter { !shown.contains($0) }, context)
      shown = Set(recent)
      filter.since = WallTime(milliseconds: context.world.time.wall.milliseconds - 2000)
    }
  }

  private static func tell(_ lines: [LogLine], _ context: Context) throws(ProximaError) {
    if lines.isEmpty { return }
    if context.json {
      for line in lines { try context.console.object(line) }
    } else {
      try context.console.print(lines.map(logLine))
    }
  }

  /// A line of a log for people.
  static func logLine(_ line: LogLine) -> Line {
    let style: Style =
      switch line.level {
      case .error: .bad
      case .warning: .warning
      case .debug: .dim
      case .info, .notice: .plain
      }
    var rest = line.fields.sorted { $0.key < $1.key }.map { "\($0.key)=\(PlanView.words($0.value))" }
    if let duration = line.duration { rest.append("in " + Numbers.seconds(duration)) }
    return Line(
      Span(String(line.time.dropFirst(11).prefix(12)) + " ", .dim), Span(TextWidth.padded(line.level.rawValue, to: 8), style),
      Span(TextWidth.padded(line.component, to: 20) + " ", .accent), Span(line.event + "  ", .bold),
      Span(line.task.map { $0 + "  " } ?? "", .dim), Span(rest.joined(separator: " ")))
  }

  /// The whole id of the task that `--task` means, where the record knows it.
  private static func logTask(_ context: Context) throws(ProximaError) -> String? {
    guard let name = context.invocation.text(.ofTask) else { return nil }
    guard let reader = try RecordReader(context.home) else { return name }
    return try reader.history(name).task.text
  }
}
