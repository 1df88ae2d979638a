import Core
import FoundationEssentials

/// One process's connection to the broker: registers, asks, answers, listens, and comes back by itself when the broker does.
///
/// A thread of its own holds the socket, sends heartbeats also while the process computes, and never blocks a task.
public final class BusConnection: Sendable {
  private enum Link {}
  private let link: @Sendable () -> Link

  /// Connects to `address` and registers; returns at once. `registered(timeout:)` waits for the broker.
  public init(
    address: String, registration: Registration, security: BusSecurity = .local,
    options: BusOptions = BusOptions(), time: any TimeSource = SystemTime()
  ) throws(ProximaError) {
    throw ProximaError.notThereYet("the bus")
  }

  /// The agent id under which it registers.
  public var id: String { switch link() {} }

  /// Waits until the broker confirmed the registration; throws `bus.timeout` or the broker's refusal.
  @discardableResult
  public func registered(timeout: Double = 10) async throws(ProximaError) -> RegistrationReceipt { switch link() {} }

  /// Asks and waits `timeout` seconds; asks again with the same id up to `retries` times, then throws `bus.timeout`.
  ///
  /// An `error` answer is thrown with its own code. Cancelling the task sends `cancel` to the recipient and throws `bus.cancelled`.
  public func request(
    _ message: OutgoingMessage, timeout: Double = 30, retries: Int = 2,
    progress: (@Sendable (IncomingMessage) -> Void)? = nil
  ) async throws(ProximaError) -> IncomingMessage { switch link() {} }

  /// Sends without waiting for anything; throws `bus.too_long` or `bus.closed`.
  @discardableResult
  public func send(_ message: OutgoingMessage) throws(ProximaError) -> Identifier { switch link() {} }

  /// Answers `request` with its task, step, fence and trace.
  public func reply(
    to request: IncomingMessage, kind: MessageKind = .response, action: String = "", payload: Data = Data(),
    attachments: [Data] = []
  ) throws(ProximaError) { switch link() {} }

  /// Answers `request` with an error.
  public func reply(to request: IncomingMessage, error: ProximaError) throws(ProximaError) { switch link() {} }

  /// Tells who asked how far `request` is; extends no deadline.
  public func progress(of request: IncomingMessage, payload: Data) throws(ProximaError) { switch link() {} }

  /// Receives the notifications of `topic`, also after a reconnection.
  public func subscribe(_ topic: String) async throws(ProximaError) { switch link() {} }
  public func unsubscribe(_ topic: String) async throws(ProximaError) { switch link() {} }

  /// Who is registered.
  public func agents() async throws(ProximaError) -> [AgentRecord] { switch link() {} }

  /// What arrives and is no answer to a request, higher priority first. For one consumer: taking a message grants credit for another.
  public var incoming: IncomingMessages { switch link() {} }

  /// What happens to the connection itself. For one consumer.
  public var events: AsyncStream<ConnectionEvent> { switch link() {} }

  /// Tells the broker, lets what was sent go out (at most a second), and ends `incoming` and `events`.
  public func close() { switch link() {} }
}

/// How a connection behaves.
public struct BusOptions: Sendable {
  /// Seconds between heartbeats; nil takes what the broker says.
  public var heartbeatSeconds: Double?
  /// Answers remembered, to repeat them when a request comes again.
  public var rememberedAnswers: Int = 256

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

  public struct AsyncIterator: AsyncIteratorProtocol {
    let take: @Sendable () async -> IncomingMessage?
    public mutating func next() async -> IncomingMessage? { await take() }
    public mutating func next(isolation actor: isolated (any Actor)?) async -> IncomingMessage? { await take() }
  }

  let take: @Sendable () async -> IncomingMessage?
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(take: take) }
}
