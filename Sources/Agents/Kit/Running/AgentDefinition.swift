import Bus
import Core

/// What makes one agent different from the others: its name, its tools and what it does besides answering calls.
public struct AgentDefinition: Sendable {
  /// The id on the bus; `--id` on the command line replaces it.
  public var id: String
  public var version: String
  /// Calls that run at once; the rest waits by priority.
  public var maxConcurrentTasks: Int
  public var role: BusRole
  /// Capabilities beside those of the tools.
  public var capabilities: [String]
  /// Whatever others may want to know: host, backend, limits.
  public var metadata: [String: JSONValue]
  /// Topics whose notifications it receives.
  public var topics: [String]
  /// Seconds that running calls have to end when the agent is told to stop.
  public var stopGrace: Double
  /// Opens the agent's resources and says what it can do; called once, before it joins the bus.
  public var tools: @Sendable (AgentContext) async throws -> [Tool]
  /// Called once the broker has confirmed the registration, and again whenever the broker was started anew.
  public var joined: (@Sendable (AgentContext) async -> Void)?
  /// Receives what is no call and answers none: notifications, late results.
  public var receive: (@Sendable (IncomingMessage, AgentContext) async -> Void)?
  /// Frees the resources; called once, after the last call.
  public var close: (@Sendable () async -> Void)?
  /// Adds what only this agent knows to its reports.
  public var amend: (@Sendable (inout AgentReport) -> Void)?

  public init(
    id: String, version: String = Version.program, maxConcurrentTasks: Int = 1, role: BusRole = .crew,
    capabilities: [String] = [], metadata: [String: JSONValue] = [:], topics: [String] = [], stopGrace: Double = 3,
    tools: @escaping @Sendable (AgentContext) async throws -> [Tool]
  ) {
    self.id = id
    self.version = version
    self.maxConcurrentTasks = maxConcurrentTasks
    self.role = role
    self.capabilities = capabilities
    self.metadata = metadata
    self.topics = topics
    self.stopGrace = stopGrace
    self.tools = tools
  }
}

/// What an agent is given when it starts.
public struct AgentContext: Sendable {
  /// Its id on the bus.
  public let id: String
  public let home: Home
  /// The command line without what the kit has taken from it.
  public let arguments: [String]
  public let environment: [String: String]
  public let log: Log
  /// Asks other agents; throws `agent.not_connected` until the agent has joined.
  public let agents: AgentClient
  public let time: any TimeSource
}
