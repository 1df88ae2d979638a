import Bus
import Core

/// What a crew tells a monitor: the whole input of the model but for keys. A recorded session is a list of these.
public enum FeedEvent: Sendable, Hashable, Codable {
  case connected
  case lost
  case refused(ProximaError)
  case status(CrewStatus)
  case tasks(TaskList)
  case history(TaskHistory)
  case notice(TaskNotice)
  case traffic(TrafficBatch)
  case crew(CrewChange)
  case gone(AgentGone)
  case alert(Alert)
  case report(agent: String, AgentReport)
  case approvals(ApprovalList)
  case backends([BackendFacts])
  case settings([SettingFacts])
  case logs([LogLine])
  case memory(MemoryFacts)
  case machine(MachineFacts)
  case past(HistoryFacts)
  /// What came of something that the person asked for.
  case outcome(Outcome)
}

/// Mirrored messages that arrived together.
public struct TrafficBatch: Sendable, Hashable, Codable {
  /// Messages that the broker could not show, because this monitor was too slow for them.
  public var lost: UInt64
  public var messages: [TrafficMessage]

  public init(lost: UInt64, messages: [TrafficMessage]) {
    self.lost = lost
    self.messages = messages
  }
}

/// One mirrored message: its header in the words that people read, never its content.
public struct TrafficMessage: Sendable, Hashable, Codable {
  public var time: WallTime
  public var from: String
  public var to: String
  public var kind: String
  public var action: String
  public var task: String
  public var step: String
  public var bytes: Int
  /// `forwarded`, `held`, `refused` or `duplicate`.
  public var outcome: String
  /// Names the message, and the one that it answers; 0 for none.
  public var id: UInt64
  public var replyTo: UInt64
  /// Seconds from the question to this answer; nil for what answers nothing that was seen.
  public var latency: Double?

  public init(
    time: WallTime, from: String, to: String, kind: String, action: String, task: String, step: String, bytes: Int,
    outcome: String = "forwarded", id: UInt64, replyTo: UInt64 = 0
  ) {
    self.time = time
    self.from = from
    self.to = to
    self.kind = kind
    self.action = action
    self.task = task
    self.step = step
    self.bytes = bytes
    self.outcome = outcome
    self.id = id
    self.replyTo = replyTo
  }
}

extension TrafficMessage {
  /// Whether it only shows that somebody lives: counted like any other, seldom worth reading.
  var isBeat: Bool {
    switch kind {
    case "heartbeat", "credit": true
    default: action == "ping" || action == "agent.report" || action == "metrics"
    }
  }
}

/// One backend: what its executor says of it, or why nothing does, and what it costs by the record.
public struct BackendFacts: Sendable, Hashable, Codable {
  public var info: BackendInfo
  /// Who runs it; empty where nobody does.
  public var executor: String

  public init(info: BackendInfo, executor: String) {
    self.info = info
    self.executor = executor
  }
}

/// The machine that the crew runs on.
public struct MachineFacts: Sendable, Hashable, Codable {
  /// Bytes.
  public var memoryTotal: Int
  public var memoryAvailable: Int
  public var diskTotal: Int
  public var diskFree: Int
  /// Processes that want to run, on average over a minute.
  public var load: Double
  public var processors: Int
}

/// One setting as it counts here.
public struct SettingFacts: Sendable, Hashable, Codable {
  public var key: String
  public var value: String
  public var source: String
  public var summary: String
  /// Everything that can be said of it.
  public var text: String

  public init(key: String, value: String, source: String, summary: String, text: String) {
    self.key = key
    self.value = value
    self.source = source
    self.summary = summary
    self.text = text
  }
}

/// What the memory says.
public struct MemoryFacts: Sendable, Hashable, Codable {
  /// What was searched for; the results are of this.
  public var query: String?
  public var results: [Found]?
  public var facts: [Fact]?
  public var numbers: [String: String]?

  public init(query: String? = nil, results: [Found]? = nil, facts: [Fact]? = nil, numbers: [String: String]? = nil) {
    self.query = query
    self.results = results
    self.facts = facts
    self.numbers = numbers
  }

  /// One thing that the search found.
  public struct Found: Sendable, Hashable, Codable {
    public var kind: String
    public var text: String
    public var score: Double
    public var task: String?
    public var created: String
  }

  /// One fact that is kept.
  public struct Fact: Sendable, Hashable, Codable {
    public var name: String
    public var value: String

    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }
}

/// What came of something that the person asked for.
public struct Outcome: Sendable, Hashable, Codable {
  /// What was asked, in words: `pause t261121-k3f9x2ab`.
  public var what: String
  public var task: TaskID?
  public var error: ProximaError?

  public init(_ what: String, task: TaskID? = nil, error: ProximaError? = nil) {
    self.what = what
    self.task = task
    self.error = error
  }
}
