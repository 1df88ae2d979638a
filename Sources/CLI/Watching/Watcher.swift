import Core
import FoundationEssentials
import Glibc

/// Runs a `TaskWatch` on the main thread: calls and listens through the crew, draws, asks, prints events.
final class Watcher {
  private let context: Context
  private var watch: TaskWatch
  private var live = LiveStatus()
  private var link: (any CrewLink)?
  private let calls: WatchCalls
  private var question: Approval?
  private var firstEvent: WallTime?
  private var lastDraw: Instant?
  private var lastProgress: Instant?
  private let opened: Instant
  private let printsEvents: Bool

  /// `printsEvents` is `task logs --follow`: every event is an answer on stdout.
  init(
    _ context: Context, _ subject: TaskWatch.Subject, leaving: TaskWatch.Leaving, detaches: Bool = false,
    printsEvents: Bool = false
  ) {
    self.context = context
    self.printsEvents = printsEvents
    calls = WatchCalls(gate: context.world.crew, home: context.home)
    opened = context.world.time.now
    // The coordinator minds --timeout too, and its word is the better one: it comes with the record.
    let deadline = context.deadline.map { leaving == .aborts ? $0.advanced(by: 1) : $0 }
    watch = TaskWatch(subject, leaving: leaving, detaches: detaches, deadline: deadline, now: opened)
  }

  private var console: Console { context.console }
  private var now: Instant { context.world.time.now }

  /// Watches until the end.
  func run() throws(ProximaError) -> TaskWatch.Ending {
    let keys = context.hasKeys ? KeyMode(context.world.stdin.descriptor) : nil
    defer {
      keys?.restore()
      calls.cancel()
      link?.close()
      try? console.wipe()
    }
    connect()
    while true {
      let wakes = context.loop.wait(queue: calls.queue.descriptor, input: keys?.descriptor, until: nextWake)
      var inputs: [TaskWatch.Input] = []
      for message in calls.queue.take() {
        switch message {
        case .input(let input): inputs.append(input)
        case .link(let opened):
          link = opened
          if let ending = try perform(watch.start()) { return ending }
        }
      }
      if wakes.contains(where: { if case .signal = $0 { true } else { false } }) { inputs.append(.interrupt) }
      if wakes.contains(.input), let keys { inputs += pressed(keys.read()) }
      inputs.append(.tick)
      for input in inputs {
        if case .interrupt = input {
          // Nothing was submitted yet: there is nothing to abort.
          if link == nil { return .interrupted(nil, watch.leaving) }
          announceAbort()
        }
        if let ending = try perform(watch.handle(input, at: now)) { return ending }
      }
      draw()
    }
  }

  /// The earlier of the machine's tick and the next picture.
  private var nextWake: Instant {
    let tick = watch.nextTick(after: now)
    guard console.terminal.animates, !console.quiet else { return tick }
    return min(tick, (lastDraw ?? now).advanced(by: 0.1))
  }

  private func connect() {
    live.stage = calls.isCrewRunning ? "submitting" : "starting the crew"
    announce(live.stage)
    draw()
    calls.open()
  }

  private func call<Answer: Decodable & Sendable>(
    _ call: TaskWatch.Call, _ action: String, _ body: some Encodable & Sendable, _ type: Answer.Type,
    _ done: @escaping @Sendable (Answer) -> TaskWatch.Input?
  ) {
    if let link { calls.ask(link, call, action, body, done) }
  }

  // MARK: Actions

  /// Carries out what the machine wants; gives the ending where it comes to one.
  private func perform(_ actions: [TaskWatch.Action]) throws(ProximaError) -> TaskWatch.Ending? {
    for action in actions {
      switch action {
      case .submit(let task): call(.submit, TaskAction.submit, task, TaskSubmitted.self) { .submitted($0) }
      case .begin(let control): call(.submit, TaskAction.control, control, TaskSubmitted.self) { .submitted($0) }
      case .fetch(let query): call(.fetch, TaskAction.events, query, TaskHistory.self) { .history($0) }
      case .control(let control): call(.control, TaskAction.control, control, TaskSubmitted.self) { _ in nil }
      case .answer(let answer): call(.answer, TaskAction.answer, answer, ApprovalList.self) { _ in nil }
      case .listen(let task): if let link { calls.listen(link, task) }
      case .revive: revive()
      case .show(let event): try show(event)
      case .progress(let progress): try show(progress)
      case .ask(let approval): ask(approval)
      case .withdraw(let id): if question?.id == id { question = nil }
      case .say(let text): console.say([Line("proxima: " + text, .dim)])
      case .end(let ending): return ending
      }
    }
    return nil
  }

  private func revive() {
    announce("the crew is gone: starting it again")
    live.stage = "starting the crew again"
    calls.reopen()
  }

  // MARK: The screen

  private func show(_ event: NumberedEvent) throws(ProximaError) {
    if firstEvent == nil { firstEvent = event.time }
    let changed = live.apply(event.event)
    if console.format == .jsonLines {
      if case .finished = event.event { return }
      try console.object(event)
    } else if printsEvents {
      try console.print([EventView.line(event, since: firstEvent ?? event.time)])
    } else if console.verbosity > 0 {
      console.remark([EventView.line(event, since: firstEvent ?? event.time)])
    } else if changed {
      announce(live.stage)
    }
  }

  private func show(_ progress: TaskNotice.Progress) throws(ProximaError) {
    live.apply(progress)
    if console.format == .jsonLines {
      try console.object(["progress": progress])
    } else if !console.terminal.animates, now.seconds(since: lastProgress ?? opened) >= 2 {
      lastProgress = now
      announce("\(progress.step): \(Numbers.percent(progress.fraction)) \(progress.message)")
    }
  }

  /// Says what begins, in a line of its own where nothing can be redrawn.
  private func announce(_ stage: String) {
    guard !console.terminal.animates, console.format == .text else { return }
    let clock = TextWidth.flushed(Numbers.fixed(now.seconds(since: opened), 2) + " s", to: 8)
    console.say([Line(Span("[\(clock)] ", .dim), Span(stage))])
  }

  private func announceAbort() {
    guard watch.leaving == .aborts else { return }
    live.stage = "aborting; Ctrl-C again leaves at once"
    announce("aborting")
  }

  private func draw() {
    guard question == nil, console.terminal.animates else { return }
    if let lastDraw, now.seconds(since: lastDraw) < 0.095 { return }
    lastDraw = now
    console.draw(
      live.line(
        elapsed: now.seconds(since: opened), width: console.terminal.width, unicode: console.terminal.unicode))
  }

  // MARK: Questions

  private func ask(_ approval: Approval) {
    let lines = ApprovalView.lines(approval, width: console.terminal.width)
    if context.mayAsk {
      question = approval
      console.remark(lines)
      console.prompt(ApprovalView.question(approval))
    } else if !context.invocation.has(.yes), !context.invocation.has(.noInput) {
      console.say(lines + [Line("  allow it with: proxima approvals allow \(approval.id)", .plain)])
    }
  }

  private func pressed(_ keys: [UInt8]) -> [TaskWatch.Input] {
    keys.compactMap { key in
      switch key {
      case 0x10: return .key(.pause)
      case 0x12: return .key(.resume)
      default:
        guard let asked = question else { return nil }
        question = nil
        if asked.session != nil, key == 0x73 || key == 0x53 {
          console.remark([Line("yes, for this session", .bold)])
          return .granted(asked.id)
        }
        if asked.action == Approval.tooLarge, key == 0x66 || key == 0x46 {
          console.remark([Line("forced, although it does not fit", .bold)])
          return .insisted(asked.id)
        }
        let allowed = key == 0x79 || key == 0x59
        console.remark([Line(allowed ? "yes" : "no", .bold)])
        return .answered(asked.id, allowed)
      }
    }
  }
}

/// The terminal gives single keys instead of lines, Ctrl-C still a signal; nil where stdin is no terminal in front.
final class KeyMode {
  let descriptor: Int32
  private var saved = termios()
  private var restored = false

  init?(_ descriptor: Int32?) {
    guard let descriptor, isatty(descriptor) == 1, tcgetpgrp(descriptor) == getpgrp(),
      tcgetattr(descriptor, &saved) == 0
    else { return nil }
    self.descriptor = descriptor
    var raw = saved
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN)
    tcsetattr(descriptor, TCSANOW, &raw)
  }

  /// The keys that were pressed.
  func read() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    return count > 0 ? Array(bytes[..<count]) : []
  }

  /// The terminal as it was.
  func restore() {
    guard !restored else { return }
    restored = true
    tcsetattr(descriptor, TCSANOW, &saved)
  }
}

/// A question that only a person may answer, with the exact action.
enum ApprovalView {
  static func lines(_ approval: Approval, width: Int) -> [Line] {
    [Line(Span("approval needed", .warning), Span(" (\(approval.action), \(approval.id)), denied without an answer", .dim))]
      + WordWrap.lines(approval.details, width: width - 4).map { Line(Span("    " + $0)) }
  }

  static func question(_ approval: Approval) -> Line {
    let session = approval.session == nil ? "" : ", s: for this session"
    return approval.action == Approval.tooLarge
      ? Line("run it if it fits by now (y), or although it does not (f)? [y/N/force\(session)]", .bold) : Line("allow it? [y/N\(session)]", .bold)
  }
}
