import Bus
import Core
import FoundationEssentials
import Glibc

/// The monitor in lines, for screen readers, pipes and terminals that cannot move a cursor.
struct PlainProgram {
  let options: MonitorOptions
  let home: Home
  let environment: [String: String]

  /// Tells what happens until it is interrupted, or the recording has ended.
  func run(_ recording: Recording?) throws(ProximaError) -> Int32 {
    var lines = PlainLines()
    if let recording {
      for entry in recording.entries { try print(lines.of(entry.event, at: WallTime(milliseconds: entry.at))) }
      return 0
    }
    let mailbox = Mailbox()
    try SignalWatch.start([SIGTERM, SIGHUP, SIGINT]) { mailbox.push(.signal($0)) }
    SignalWatch.ignore([SIGPIPE])
    let feed = try LiveFeed(home: home, environment: environment) { mailbox.push(.feed($0)) }
    feed.start()
    defer { feed.stop() }
    while true {
      var set = [pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)]
      poll(&set, 1, -1)
      for letter in mailbox.take() {
        switch letter {
        case .signal(let number): return number == SIGINT ? 0 : 128 + number
        case .feed(let event):
          try print(lines.of(event, at: SystemTime().wall))
          for effect in lines.effects { feed.perform(effect) }
          lines.effects = []
        }
      }
    }
  }

  private func print(_ lines: [String]) throws(ProximaError) {
    let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { throw ProximaError("output.closed", "nobody reads any more", exit: .cannotWrite) }
      rest = rest.dropFirst(count)
    }
  }
}

/// What happens, in sentences of one line. Pure.
struct PlainLines {
  private var states: [String: AgentState] = [:]
  private var tasks: [TaskID: TaskState] = [:]
  private var told: [TaskID: Int64] = [:]
  private var alerts: Set<String> = []
  /// What has to be asked for so that more can be told.
  var effects: [MonitorEffect] = []

  /// The lines for `event`; none where nothing has changed.
  mutating func of(_ event: FeedEvent, at time: WallTime) -> [String] {
    let lines: [String] =
      switch event {
      case .connected: ["connected to the crew"]
      case .lost: ["the connection to the crew is lost"]
      case .refused(let error): ["refused: \(error.message)"]
      case .status(let status): agents(status)
      case .tasks(let list): list.tasks.reversed().flatMap { task($0.id, $0.status, "asked \($0.request)") }
      case .history(let history): history.events.flatMap { happened(history.task, $0) }
      case .notice(let notice): (notice.event.map { happened(notice.task, $0) } ?? []) + progress(notice)
      case .crew(let change): ["\(change.agent) \(change.event == .gone ? "is gone, \(change.reason)" : "is there")"]
      case .gone(let gone): ["\(gone.agent) ended, \(gone.reason)"]
      case .alert(let alert): self.alert(alert)
      default: []
      }
    return lines.map { "\(Clock.time(time)) \(Self.harmless($0))" }
  }

  private mutating func agents(_ status: CrewStatus) -> [String] {
    var lines = status.alerts.flatMap { alert($0) }
    for agent in status.agents where states[agent.id] != agent.state {
      lines.append("agent \(agent.id) is \(agent.state.rawValue)")
      states[agent.id] = agent.state
    }
    return lines
  }

  private mutating func alert(_ alert: Alert) -> [String] {
    alerts.insert(alert.code + (alert.agent ?? "") + alert.since).inserted ? ["alert: \(alert.message)"] : []
  }

  private mutating func task(_ id: TaskID, _ state: TaskState, _ words: String) -> [String] {
    if tasks[id] == nil, !state.isFinal { effects.append(.listen(id)) }
    guard tasks[id] != state else { return [] }
    tasks[id] = state
    return ["task \(id.text) is \(state.rawValue), \(words)"]
  }

  private mutating func happened(_ id: TaskID, _ event: NumberedEvent) -> [String] {
    guard event.number > told[id] ?? 0 else { return [] }
    told[id] = event.number
    let words = EventWords.of(event.event)
    return ["task \(id.text): \(words.subject) \(words.text)"]
  }

  private func progress(_ notice: TaskNotice) -> [String] {
    notice.progress.map { ["task \(notice.task.text): \($0.step) \(Clock.percent($0.fraction)) \($0.message)"] } ?? []
  }

  /// Text from outside cannot drive the terminal that shows these lines.
  static func harmless(_ text: String) -> String { Glyphs.of(text, trusted: false).map(\.text).joined() }
}
