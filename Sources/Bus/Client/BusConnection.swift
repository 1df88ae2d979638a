import CZMQ
import Core
import FoundationEssentials
import Glibc
import Synchronization

/// One process's connection to the broker: registers, asks, answers, listens, and comes back by itself when the broker does.
///
/// A thread of its own holds the socket, sends heartbeats also while the process computes, and never blocks a task.
public final class BusConnection: Sendable {
  private let shared: ConnectionShared
  private let loop: ConnectionLoop
  private let thread: BusThread
  private let joined = Mutex(false)
  /// The agent id under which it registers.
  public let id: String

  /// Connects to `address` and registers; returns at once. `registered(timeout:)` waits for the broker.
  ///
  /// Throws `bus.insecure` for tcp without keys, `bus.socket` where libzmq refuses the address.
  public init(
    address: String, registration: Registration, security: BusSecurity = .local,
    options: BusOptions = BusOptions(), time: any TimeSource = SystemTime()
  ) throws(ProximaError) {
    var registration = registration
    if registration.pid == 0 { registration.pid = getpid() }
    if registration.metadata["instance"] == nil {
      registration.metadata["instance"] = .string(Identifier.random().description)
    }
    id = registration.id
    do throws(BusError) {
      let shared = try ConnectionShared()
      // A context of its own can be waited for until what was sent has gone out.
      let own = options.sharesThreads ? nil : try BusContext()
      let context: BusContext
      if let own { context = own } else { context = try BusContext.shared.get() }
      let (socket, monitor) = try Self.open(address, security, context)
      let machine = ConnectionStateMachine(registration: registration, options: options, now: time.now)
      let loop = ConnectionLoop(
        machine: machine, socket: socket, monitor: monitor, context: own, shared: shared, time: time)
      self.shared = shared
      self.loop = loop
      do throws(BusError) { thread = try BusThread("bus.client") { loop.run() } } catch {
        monitor.close()
        socket.close()
        throw error
      }
    } catch { throw error.proxima }
  }

  deinit { close() }

  private static func open(
    _ address: String, _ security: BusSecurity, _ context: BusContext
  ) throws(BusError) -> (Socket, Socket) {
    let socket = try Socket(ZMQ_DEALER, in: context)
    var monitor: Socket?
    do throws(BusError) {
      try socket.removeBounds()
      try socket.set(ZMQ_LINGER, 1000)
      try socket.set(ZMQ_RECONNECT_IVL, 20)
      try socket.set(ZMQ_RECONNECT_IVL_MAX, 500)
      if case .curve(let serverKey, let keys) = security {
        try socket.set(ZMQ_CURVE_SERVERKEY, serverKey)
        try socket.set(ZMQ_CURVE_PUBLICKEY, keys.publicKey)
        try socket.set(ZMQ_CURVE_SECRETKEY, keys.secretKey)
        try socket.set(ZMQ_HEARTBEAT_IVL, 5000)
        try socket.set(ZMQ_HEARTBEAT_TIMEOUT, 20_000)
      } else if address.hasPrefix("tcp://") {
        throw BusError(BusError.Code.insecure, "tcp needs CURVE keys; `executor invite` makes them", exit: .refused)
      }
      let place = "inproc://bus-monitor-\(Identifier.random())"
      let events = ZMQ_EVENT_HANDSHAKE_SUCCEEDED | ZMQ_EVENT_DISCONNECTED | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH
      guard zmq_socket_monitor(socket.handle, place, Int32(events)) == 0 else {
        throw BusError.socket("zmq_socket_monitor")
      }
      let watcher = try Socket(ZMQ_PAIR, in: context)
      monitor = watcher
      try watcher.connect(place)
      try socket.connect(address)
      return (socket, watcher)
    } catch {
      monitor?.close()
      socket.close()
      throw error
    }
  }

  /// Tells the broker, lets what was sent go out (at most a second), and ends `incoming` and `events`.
  public func close() {
    let first = joined.withLock { joined in
      defer { joined = true }
      return !joined
    }
    guard first else { return }
    _ = post(.close)
    thread.join()
  }

  /// Waits until the broker confirmed the registration; throws `bus.timeout` or the broker's refusal.
  @discardableResult
  public func registered(timeout: Double = 10) async throws(ProximaError) -> RegistrationReceipt {
    let gate = Once<Result<RegistrationReceipt, ProximaError>>()
    let result = await withCheckedContinuation { continuation in
      gate.wait(continuation)
      let posted = post(.waitForRegistration { gate.settle($0) })
      if !posted { gate.settle(.failure(ConnectionStateMachine.closedError)) }
      Task {
        try? await Task.sleep(for: .seconds(timeout))
        gate.settle(.failure(BusError(
          BusError.Code.timeout, "the broker did not answer within \(timeout) s", exit: .unavailable).proxima))
      }
    }
    return try result.get()
  }

  /// Asks and waits `timeout` seconds; asks again with the same id up to `retries` times, then throws `bus.timeout`.
  ///
  /// An `error` answer is thrown with its own code. Cancelling the task sends `cancel` to the recipient and throws
  /// `bus.cancelled`. `progress` is called on the connection's thread and must return at once.
  public nonisolated(nonsending) func request(
    _ message: OutgoingMessage, timeout: Double = 30, retries: Int = 2,
    progress: (@Sendable (IncomingMessage) -> Void)? = nil
  ) async throws(ProximaError) -> IncomingMessage {
    try check(message)
    let id = message.id ?? shared.identifier()
    let result: Result<IncomingMessage, ProximaError> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let call = OpenCall(complete: { continuation.resume(returning: $0) }, progress: progress)
        if !post(.request(message, id, timeout: timeout, retries: retries, call)) {
          continuation.resume(returning: .failure(ConnectionStateMachine.closedError))
        } else if Task.isCancelled {
          // Cancelled before there was anything to take back.
          _ = post(.cancel(id))
        }
      }
    } onCancel: {
      _ = post(.cancel(id))
    }
    return try result.get()
  }

  /// Sends without waiting for anything; throws `bus.too_long` or `bus.closed`. Returns the message's id.
  @discardableResult
  public func send(_ message: OutgoingMessage) throws(ProximaError) -> Identifier {
    try check(message)
    let id = message.id ?? shared.identifier()
    if loop.sendNow(message, id) { return id }
    guard post(.send(message, id)) else { throw ConnectionStateMachine.closedError }
    return id
  }

  /// Hands a command over; false once the connection is closed.
  private func post(_ command: ConnectionCommand) -> Bool {
    guard shared.post(command) else { return false }
    loop.nudge()
    return true
  }

  private func check(_ message: OutgoingMessage) throws(ProximaError) {
    func fits(_ text: String, _ name: String) throws(ProximaError) {
      if text.utf8.count > 255 { throw BusError.tooLong(name, text.utf8.count).proxima }
    }
    try fits(message.recipient.text, "recipient")
    try fits(message.task, "task")
    try fits(message.step, "step")
    try fits(message.action, "action")
    guard message.attachments.count <= 64 else {
      throw BusError(
        BusError.Code.tooLarge, "\(message.attachments.count) attachments; at most 64 fit, join some", exit: .badInput).proxima
    }
  }

  /// What arrives and is no answer to a request, higher priority first. For one consumer: taking a message grants credit for another.
  public var incoming: IncomingMessages { IncomingMessages(inbox: shared.inbox) }

  /// What happens to the connection itself. For one consumer.
  public var events: AsyncStream<ConnectionEvent> { shared.eventStream }
}

/// A value that is set once, from whichever side is first.
final class Once<Value: Sendable>: Sendable {
  private struct State {
    var continuation: CheckedContinuation<Value, Never>?
    var done = false
  }
  private let state = Mutex(State())

  func wait(_ continuation: CheckedContinuation<Value, Never>) { state.withLock { $0.continuation = continuation } }

  func settle(_ value: Value) {
    let waiter = state.withLock { state in
      defer { (state.continuation, state.done) = (nil, true) }
      return state.continuation
    }
    waiter?.resume(returning: value)
  }
}
