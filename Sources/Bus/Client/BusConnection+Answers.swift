import Core
import FoundationEssentials

extension BusConnection {
  /// Answers `request` with its task, step, fence, priority and trace.
  public func reply(
    to request: IncomingMessage, kind: MessageKind = .response, action: String = "", payload: Data = Data(),
    attachments: [Data] = []
  ) throws(ProximaError) {
    let asked = request.header
    try send(
      OutgoingMessage(
        kind, to: .agent(asked.sender), action: action.isEmpty ? asked.action : action, payload: payload,
        attachments: attachments, priority: asked.priority, replyTo: asked.id, trace: asked.trace, fence: asked.fence,
        task: asked.task, step: asked.step))
  }

  /// Answers `request` with `body` as JSON.
  public func reply(
    to request: IncomingMessage, kind: MessageKind = .response, action: String = "", body: some Encodable,
    attachments: [Data] = []
  ) throws(ProximaError) {
    try reply(to: request, kind: kind, action: action, payload: Payload.encode(body), attachments: attachments)
  }

  /// Answers `request` with an error.
  public func reply(to request: IncomingMessage, error: ProximaError) throws(ProximaError) {
    try reply(to: request, kind: .error, action: error.code, payload: Payload.encode(error))
  }

  /// Tells who asked how far `request` is; extends no deadline.
  public func progress(of request: IncomingMessage, payload: Data) throws(ProximaError) {
    try reply(to: request, kind: .progress, payload: payload)
  }

  /// Receives the notifications of `topic` in `incoming`, also after a reconnection.
  public func subscribe(_ topic: String) async throws(ProximaError) {
    try await control(BrokerAction.subscribe, ["topic": topic])
  }

  /// Receives them no more.
  public func unsubscribe(_ topic: String) async throws(ProximaError) {
    try await control(BrokerAction.unsubscribe, ["topic": topic])
  }

  /// Spreads `payload` to the subscribers of `topic`.
  public func publish(_ topic: String, action: String, payload: Data) throws(ProximaError) {
    try send(OutgoingMessage(.notification, to: .topic(topic), action: action, payload: payload))
  }

  /// Who is registered.
  public func agents() async throws(ProximaError) -> [AgentRecord] {
    struct Body: Decodable { var agents: [AgentRecord] }
    return try await control(BrokerAction.agents, [:]).decode(Body.self).agents
  }

  /// What the broker has counted.
  public func brokerStatistics() async throws(ProximaError) -> BrokerStatistics {
    try await control(BrokerAction.statistics, [:]).decode(BrokerStatistics.self)
  }

  @discardableResult
  private func control(_ action: String, _ body: [String: String]) async throws(ProximaError) -> IncomingMessage {
    try await request(
      OutgoingMessage(.request, to: .broker, action: action, payload: Payload.encode(body)), timeout: 5)
  }
}

/// How a connection behaves.
public struct BusOptions: Sendable {
  /// Seconds between heartbeats; nil takes what the broker says.
  public var heartbeatSeconds: Double?
  /// Answers remembered, to repeat them when a request comes again.
  public var rememberedAnswers: Int = 256
  /// Shares libzmq's threads with the other connections of the process that do: for hundreds of them. What was sent last
  /// may be lost when the process ends.
  public var sharesThreads = false

  public init() {}
}

/// What happens to a connection.
public enum ConnectionEvent: Sendable, Hashable {
  /// The broker confirmed; another epoch than before means that it was started anew.
  case registered(RegistrationReceipt)
  /// The broker is not there; messages wait until it is back.
  case disconnected
  /// The broker does not take this registration.
  case refused(ProximaError)
}

/// The messages of a connection, in the order of their priority.
public struct IncomingMessages: AsyncSequence, Sendable {
  public typealias Element = IncomingMessage
  public typealias Failure = Never

  /// Takes one message after another; nil once the connection is closed.
  public struct AsyncIterator: AsyncIteratorProtocol {
    let inbox: Inbox
    public mutating func next() async -> IncomingMessage? { await inbox.next(isolation: nil) }
    public mutating func next(isolation actor: isolated (any Actor)?) async -> IncomingMessage? {
      await inbox.next(isolation: actor)
    }
  }

  let inbox: Inbox
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(inbox: inbox) }
}
