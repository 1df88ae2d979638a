/// Where the broker listens and within which bounds it works.
public struct BrokerConfiguration: Sendable {
  /// `ipc://` addresses for this machine.
  public var addresses: [String]
  /// The listener for other machines; nil keeps the bus on this one.
  public var tcp: TCPListener?
  /// Seconds between heartbeats that agents are told.
  public var heartbeatSeconds: Double = 10
  /// Heartbeats missed before an agent is gone.
  public var missedHeartbeats: Int = 3
  /// Messages sent to an agent before it must grant credit.
  public var window: Int = 512
  /// Messages held for one agent that has no credit left; beyond it `bus.queue_full`.
  public var queueBound: Int = 10_000
  /// Bytes held for one agent.
  public var queueBytes: Int = 256 << 20
  /// The largest message, all its frames together.
  public var maximumMessageBytes: Int = 1 << 30
  /// Malformed messages after which a peer is refused.
  public var malformedBound: Int = 100
  /// Message ids remembered for each sender, at least.
  public var duplicateWindow: Int = 1024

  public init(addresses: [String], tcp: TCPListener? = nil) {
    self.addresses = addresses
    self.tcp = tcp
  }
}

/// A listener on tcp; there is none without CURVE keys and an allow-list.
public struct TCPListener: Sendable {
  /// `tcp://HOST:PORT`; port `*` takes a free one, which `Broker.tcpAddress` names.
  public var address: String
  public var keys: CurveKeys
  /// The keys that may connect; can change while the broker runs.
  public var allowed: [KeyBinding]

  public init(address: String, keys: CurveKeys, allowed: [KeyBinding]) {
    self.address = address
    self.keys = keys
    self.allowed = allowed
  }
}

/// What the broker tells its owner, on the broker's own thread: take note and return.
public enum BrokerEvent: Sendable, Hashable {
  case registered(Registration, host: String)
  /// The agent is gone; `reason` as in `CrewChange`.
  case gone(agent: String, reason: String)
  /// The agent's window is used up and messages are held for it.
  case outOfCredit(agent: String)
  /// A peer sent something that is no message; `refused` once it has done so too often.
  case malformed(agent: String?, reason: String, refused: Bool)
  /// A key that is not on the allow-list, or is no longer.
  case keyRefused(publicKey: String, address: String)
}

/// Numbers of the broker since it started.
public struct BrokerStatistics: Sendable, Codable, Hashable {
  public var epoch: UInt64 = 0
  public var messagesIn: UInt64 = 0
  public var messagesOut: UInt64 = 0
  public var bytesIn: UInt64 = 0
  public var malformed: UInt64 = 0
  public var duplicates: UInt64 = 0
  public var undeliverable: UInt64 = 0
  public var forbidden: UInt64 = 0
  /// Messages held for want of credit, now.
  public var queued: Int = 0
  /// Messages a second over the last second or so.
  public var rate: Double = 0
  public var agents: [AgentRecord] = []

  public init() {}
}
