import Core

/// The broker: routes frames that it does not decode between the processes of a crew. Held by the node.
public final class Broker: Sendable {
  private enum Engine {}
  private let engine: @Sendable () -> Engine

  /// A broker that does not listen yet; `events` is called on its own thread.
  public init(
    configuration: BrokerConfiguration, time: any TimeSource = SystemTime(),
    events: @escaping @Sendable (BrokerEvent) -> Void = { _ in }
  ) throws(ProximaError) {
    throw ProximaError.notThereYet("the broker")
  }

  /// Listens on every address; throws `bus.socket`, or `bus.insecure` for tcp without keys.
  public func start() throws(ProximaError) { switch engine() {} }

  /// Stops listening and joins its threads.
  public func stop() { switch engine() {} }

  /// The address that tcp clients connect to, with the port that was taken; nil without tcp.
  public var tcpAddress: String? { switch engine() {} }

  /// What it has counted, with every agent.
  public func statistics() async -> BrokerStatistics { switch engine() {} }

  /// Ends an agent's registration, for a supervisor that saw its process die: who waits for it is told at once.
  public func forget(agent: String, reason: String) { switch engine() {} }

  /// Lets a key in, or changes what it may do.
  public func allow(_ binding: KeyBinding) { switch engine() {} }

  /// Shuts a key out: its messages are refused from now on, its agents gone.
  public func revoke(publicKey: String) { switch engine() {} }

  /// The allow-list as it is now.
  public var allowed: [KeyBinding] { switch engine() {} }
}
