import Core

/// What a process may do on the bus.
public enum BusRole: String, Sendable, Codable, CaseIterable, Hashable {
  /// An agent of the crew: everything.
  case crew
  /// A command or a monitor: asks and listens, takes no work.
  case front
  /// Listens only.
  case observer
  /// Takes work and answers it, nothing else.
  case executor
}

/// How a process introduces itself to the broker; the payload of `register`.
public struct Registration: Sendable, Codable, Hashable {
  /// The agent id that others address; unique in the crew.
  public var id: String
  public var role: BusRole
  public var capabilities: [String]
  public var version: String
  public var pid: Int32
  /// Work it takes at once; 0 for none.
  public var maxConcurrentTasks: Int
  /// Whatever else others may want to know: host, backend, limits.
  public var metadata: [String: JSONValue]

  public init(
    id: String, role: BusRole = .crew, capabilities: [String] = [], version: String = Version.program, pid: Int32 = 0,
    maxConcurrentTasks: Int = 1, metadata: [String: JSONValue] = [:]
  ) {
    self.id = id
    self.role = role
    self.capabilities = capabilities
    self.version = version
    self.pid = pid
    self.maxConcurrentTasks = maxConcurrentTasks
    self.metadata = metadata
  }

  enum CodingKeys: String, CodingKey { case id, role, capabilities, version, pid, maxConcurrentTasks, metadata }

  public init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: CodingKeys.self)
    id = try box.decode(String.self, forKey: .id)
    role = try box.decodeIfPresent(BusRole.self, forKey: .role) ?? .crew
    capabilities = try box.decodeIfPresent([String].self, forKey: .capabilities) ?? []
    version = try box.decodeIfPresent(String.self, forKey: .version) ?? ""
    pid = try box.decodeIfPresent(Int32.self, forKey: .pid) ?? 0
    maxConcurrentTasks = try box.decodeIfPresent(Int.self, forKey: .maxConcurrentTasks) ?? 1
    metadata = try box.decodeIfPresent([String: JSONValue].self, forKey: .metadata) ?? [:]
  }
}

/// The broker's answer to `register`.
public struct RegistrationReceipt: Sendable, Codable, Hashable {
  /// `registered`.
  public var status: String
  /// Names this run of the broker: another number means that it was started anew.
  public var epoch: UInt64
  /// How often a heartbeat is due.
  public var heartbeatSeconds: Double
  /// Messages that the broker sends before it waits for credit.
  public var window: Int
}

/// What the broker knows about a registered agent.
public struct AgentRecord: Sendable, Codable, Hashable {
  public var registration: Registration
  /// Requests and queries delivered to it that it has not answered.
  public var pending: Int
  /// Messages held back for want of credit.
  public var queued: Int
  public var messagesSent: UInt64
  public var messagesReceived: UInt64
  /// Seconds since anything was heard of it.
  public var lastHeartbeatSeconds: Double
  /// Seconds since it registered.
  public var uptime: Double
  /// Where it speaks from: empty for this machine, else the address of the tcp peer.
  public var host: String
}

/// An agent came or went: the payload of notifications on the topic `crew`.
public struct CrewChange: Sendable, Codable, Hashable {
  public enum Event: String, Sendable, Codable { case registered, gone }
  public var event: Event
  public var agent: String
  /// Why it went: `unregistered`, `silent`, `unreachable`, `replaced`, `revoked`, `ended`; empty when it came.
  public var reason: String
  public var registration: Registration?
}
