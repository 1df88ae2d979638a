/// What an agent says about itself with every heartbeat; the node and the coordinator read it.
public struct AgentReport: Hashable, Codable, Sendable {
  public var state: AgentState
  /// Tool calls that run now.
  public var activeTasks: Int
  /// Calls that wait in the inbox; for the coordinator, tasks not yet begun.
  public var queued: Int
  public var tasksCompleted: Int
  public var tasksFailed: Int
  /// Mean seconds from a call's start to its answer, over the life of the process.
  public var averageResponseTime: Double
  /// Tasks of people that are not final; only the coordinator reports them.
  public var openTasks: Int?

  public init(
    state: AgentState = .initializing, activeTasks: Int = 0, queued: Int = 0, tasksCompleted: Int = 0,
    tasksFailed: Int = 0, averageResponseTime: Double = 0, openTasks: Int? = nil
  ) {
    self.state = state
    self.activeTasks = activeTasks
    self.queued = queued
    self.tasksCompleted = tasksCompleted
    self.tasksFailed = tasksFailed
    self.averageResponseTime = averageResponseTime
    self.openTasks = openTasks
  }
}

/// One agent as `status --json` and `agents list` show it.
public struct AgentStatus: Hashable, Codable, Sendable, Identifiable {
  public var id: String
  public var state: AgentState
  /// 0 where the agent has no process on this machine.
  public var pid: Int32 = 0
  public var version: String = ""
  public var capabilities: [String] = []
  public var activeTasks = 0
  public var maxConcurrentTasks = 0
  public var tasksCompleted = 0
  public var tasksFailed = 0
  /// Seconds.
  public var averageResponseTime: Double = 0
  /// Seconds since the process began or the agent registered.
  public var uptime: Double = 0
  public var messagesSent = 0
  public var messagesReceived = 0
  /// Share of one core since the last sample: 1 is one core wholly used.
  public var cpu: Double = 0
  /// Resident bytes.
  public var memory = 0
  /// Seconds since the last sign of life, -1 before the first.
  public var lastHeartbeatSeconds: Double = -1
  /// How often the node started it again.
  public var restarts = 0
  /// The machine it runs on, where that is another.
  public var host: String?
  /// Why it is not running, where it should be.
  public var reason: String?
  /// True for an executor that is given nothing new; absent otherwise.
  public var draining: Bool?

  public init(id: String, state: AgentState) {
    self.id = id
    self.state = state
  }
}

/// The metrics of the whole crew (A3.12).
public struct SystemMetrics: Hashable, Codable, Sendable {
  public var totalAgents = 0
  public var healthyAgents = 0
  public var totalTasksCompleted = 0
  public var totalTasksFailed = 0
  /// Seconds, over all agents, weighted by their tasks.
  public var averageTaskDuration: Double = 0
  /// Tasks a minute over the last minute.
  public var systemThroughput: Double = 0
  /// Seconds that a message takes through the broker.
  public var interAgentLatency: Double = 0

  public init() {}
}

/// Something about the crew that a person should see.
public struct Alert: Hashable, Codable, Sendable {
  /// `agent.silent`, `agent.error_rate`, `agent.missing`, `agent.restarting`, `agent.gave_up` or `crew.throughput`.
  public var code: String
  /// The agent it is about, where it is about one.
  public var agent: String?
  public var message: String
  /// ISO 8601, when it began.
  public var since: String

  public init(code: String, agent: String? = nil, message: String, since: WallTime) {
    self.code = code
    self.agent = agent
    self.message = message
    self.since = since.iso8601
  }
}

/// The node itself as `status --json` shows it.
public struct NodeInfo: Hashable, Codable, Sendable {
  public var pid: Int32
  public var home: String
  /// The folder that holds the sockets.
  public var sockets: String
  /// Names the executables that this crew was started from.
  public var build: String
  public var version: String
  /// Seconds.
  public var uptime: Double
  /// Whether `up` started it, so that it does not end by itself.
  public var stays: Bool
  /// Whether an emergency stop is in force.
  public var halted: Bool

  public init(
    pid: Int32, home: String, sockets: String, build: String, version: String, uptime: Double, stays: Bool,
    halted: Bool
  ) {
    self.pid = pid
    self.home = home
    self.sockets = sockets
    self.build = build
    self.version = version
    self.uptime = uptime
    self.stays = stays
    self.halted = halted
  }
}

/// What waits and what runs.
public struct QueueStatus: Hashable, Codable, Sendable {
  /// Tasks of people that are not final.
  public var openTasks: Int
  /// Tool calls that wait in inboxes.
  public var waiting: Int
  /// Tool calls that run.
  public var active: Int

  public init(openTasks: Int = 0, waiting: Int = 0, active: Int = 0) {
    self.openTasks = openTasks
    self.waiting = waiting
    self.active = active
  }
}

/// The whole of `status --json`.
public struct CrewStatus: Hashable, Codable, Sendable {
  public var schemaVersion = Version.schema
  public var node: NodeInfo
  public var agents: [AgentStatus]
  public var system: SystemMetrics
  public var queue: QueueStatus
  public var alerts: [Alert]
  /// The memory that runs under way were promised; absent where the coordinator could not be asked.
  public var memory: LeaseStatus?

  public init(
    node: NodeInfo, agents: [AgentStatus], system: SystemMetrics, queue: QueueStatus, alerts: [Alert]
  ) {
    self.node = node
    self.agents = agents
    self.system = system
    self.queue = queue
    self.alerts = alerts
  }
}

/// The death of an agent's process, announced on the topic `crew` with event `agent.gone`.
public struct AgentGone: Hashable, Codable, Sendable {
  public var agent: String
  public var pid: Int32
  /// Counts the starts of this agent under this node; the process that died was started as this one.
  public var epoch: Int
  /// `exit 3`, `signal 9`, `no heartbeat`.
  public var reason: String
  /// Whether it was told to stop.
  public var expected: Bool

  /// Whether the process ended by itself, with exit code 0.
  public var isOrderly: Bool { reason == "exit 0" }

  public init(agent: String, pid: Int32, epoch: Int, reason: String, expected: Bool) {
    self.agent = agent
    self.pid = pid
    self.epoch = epoch
    self.reason = reason
    self.expected = expected
  }
}
