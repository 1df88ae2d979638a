/// Topics and events about the crew itself, beside the broker's own topic `crew`.
public enum CrewTopic {
  /// The agents' reports about themselves: notifications `agent.report` with an `AgentReport`.
  public static let reports = "agents"
  public static let report = "agent.report"
  /// What the node says about processes: `agent.gone` with an `AgentGone`, `alert` with an `Alert`.
  public static let node = "node"
  public static let gone = "agent.gone"
  public static let alert = "alert"
  /// Every look of the node at its crew (10 s apart): notifications `metrics` with a sample as in `state/metrics`.
  public static let metrics = "metrics"
}

/// What the node answers: actions of the recipient `node`, by name.
public enum NodeAction {
  /// Nothing → `CrewStatus`.
  public static let status = "status"
  /// Nothing → nothing: ends the crew in order. Answered before it ends.
  public static let down = "down"
  /// Nothing → `StopAllResult`: kills every process of the crew at once; nothing starts until `up`.
  public static let stopAll = "stop_all"
  /// A notification of the node to executors on other machines, whose processes it cannot end: give up what you run.
  public static let halt = "halt"
  /// Nothing → `CrewStatus`: the crew stays until `down`, and an emergency stop is lifted.
  public static let up = "up"
  /// `AgentQuery` → nothing.
  public static let stopAgent = "agents.stop"
  public static let restartAgent = "agents.restart"
  /// Nothing → `BackendsChanged`: starts and stops executors as backends were installed and removed.
  public static let backendsChanged = "backends.changed"
  /// `WaitReady` → `ReadyResult`: answers once the agents have registered, or when the time is over.
  public static let ready = "ready"
  /// Nothing → nothing.
  public static let ping = "ping"
}

/// Names one agent.
public struct AgentQuery: Codable, Hashable, Sendable {
  public var agent: String

  public init(agent: String) { self.agent = agent }
}

/// Waits until `agents` have registered, at most `seconds`.
public struct WaitReady: Codable, Hashable, Sendable {
  public var agents: [String]
  public var seconds: Double

  public init(agents: [String], seconds: Double) {
    self.agents = agents
    self.seconds = seconds
  }
}

/// Who is ready and who is not.
public struct ReadyResult: Codable, Hashable, Sendable {
  public var ready: [String]
  public var missing: [String]

  public init(ready: [String], missing: [String]) {
    self.ready = ready
    self.missing = missing
  }
}

/// Which executors were started and stopped because backends came or went.
public struct BackendsChanged: Codable, Hashable, Sendable {
  public var started: [String]
  public var stopped: [String]

  public init(started: [String], stopped: [String]) {
    self.started = started
    self.stopped = stopped
  }
}

/// What an emergency stop ended.
public struct StopAllResult: Codable, Hashable, Sendable {
  public var stopped: [String]
  /// Seconds until the last process was gone.
  public var seconds: Double

  public init(stopped: [String], seconds: Double) {
    self.stopped = stopped
    self.seconds = seconds
  }
}
