import CZMQ
import Core
import FoundationEssentials
import Glibc
import Synchronization

/// What the owner asks of the connection's thread.
enum ConnectionCommand: Sendable {
  case send(OutgoingMessage, Identifier)
  case request(OutgoingMessage, Identifier, timeout: Double, retries: Int, OpenCall)
  case cancel(Identifier)
  case waitForRegistration(@Sendable (Result<RegistrationReceipt, ProximaError>) -> Void)
  case close
}

/// Who waits for a request, and who hears of its progress.
struct OpenCall: Sendable {
  let complete: @Sendable (Result<IncomingMessage, ProximaError>) -> Void
  let progress: (@Sendable (IncomingMessage) -> Void)?
}

/// The connection at work: feeds the state machine, does what it says.
///
/// A thread of its own waits for the socket, the timers and the owner. A task that sends takes the turn itself when it
/// is free, which spares a change of threads for every message; it never waits for it.
final class ConnectionLoop: @unchecked Sendable {  // everything below is touched by the holder of `turn` alone
  private let turn = TurnLock()
  /// When the thread looks again by itself.
  private var sleepsUntil = Instant(nanoseconds: 0)
  private var ended = false
  private var machine: ConnectionStateMachine
  private let socket: Socket
  private let monitor: Socket
  private let context: BusContext?
  private let shared: ConnectionShared
  private let time: any TimeSource
  private let frames = Frames()
  private let outgoing = Frames()
  private var outputs: [ConnectionOutput] = []
  private var arrived: [IncomingMessage] = []
  private var calls: [RequestKey: OpenCall] = [:]
  private var waiters: [@Sendable (Result<RegistrationReceipt, ProximaError>) -> Void] = []
  private var wasConnected = false
  private var closing = false
  private var wasRegistered = false

  init(
    machine: ConnectionStateMachine, socket: Socket, monitor: Socket, context: BusContext?, shared: ConnectionShared,
    time: any TimeSource
  ) {
    self.machine = machine
    self.socket = socket
    self.monitor = monitor
    self.context = context
    self.shared = shared
    self.time = time
  }

  /// Runs until closed; the sockets are closed then.
  func run() {
    turn.lock()
    machine.register(id: shared.identifier(), now: time.now, into: &outputs)
    perform()
    var items = [socket.descriptor, monitor.descriptor, shared.wakeup.descriptor].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    while true {
      work()
      if closing { break }
      let now = time.now
      let wait = max(0, min(1000, (machine.nextTimer.seconds(since: now) * 1000).rounded(.up)))
      // The descriptors of libzmq tell of changes only: what is there already is not waited for.
      let pause = socket.hasInput || monitor.hasInput ? 0 : Int32(wait)
      sleepsUntil = now.advanced(by: Double(pause) / 1000)
      turn.unlock()
      poll(&items, 3, pause)
      if items[2].revents != 0 { shared.wakeup.clear() }
      turn.lock()
    }
    end()
    turn.unlock()
  }

  /// Does all there is to do. Only with the turn.
  private func work() {
    watch()
    drain()
    obey()
    grant()
    machine.tick(now: time.now, makeID: shared.identifier, into: &outputs)
    perform()
  }

  /// The owner has posted something: carried out at once where the turn is free, else by the thread.
  func nudge() {
    guard turn.tryLock() else { return shared.wakeup.signal() }
    defer { turn.unlock() }
    guard !ended, !closing else { return }
    obey()
    lookAround()
  }

  /// Sends at once where the turn is free and nothing waits before it; false where it must be put down as a command.
  func sendNow(_ message: OutgoingMessage, _ id: Identifier) -> Bool {
    guard turn.tryLock() else { return false }
    defer { turn.unlock() }
    guard !ended, !closing else { return false }
    obey()
    guard !ended, !closing else { return false }
    machine.send(message, id: id, now: time.now, into: &outputs)
    perform()
    lookAround()
    return true
  }

  /// Sending may have used up the socket's signal that something came in, or set an earlier timer.
  private func lookAround() {
    if closing || socket.hasInput || machine.nextTimer < sleepsUntil { shared.wakeup.signal() }
  }

  private func end() {
    for call in calls.values { call.complete(.failure(ConnectionStateMachine.closedError)) }
    for waiter in waiters { waiter(.failure(ConnectionStateMachine.closedError)) }
    // Commands that came too late.
    for command in shared.finish() {
      switch command {
      case .request(_, _, _, _, let call): call.complete(.failure(ConnectionStateMachine.closedError))
      case .waitForRegistration(let waiter): waiter(.failure(ConnectionStateMachine.closedError))
      case .send, .cancel, .close: break
      }
    }
    ended = true
    zmq_socket_monitor(socket.handle, nil, 0)
    monitor.close()
    // Without a broker nothing can go out, and nobody should wait for it.
    if !wasRegistered { try? socket.set(ZMQ_LINGER, 0) }
    socket.close()
    context?.terminate()
  }

  private func obey() {
    let commands = shared.commands()
    guard !commands.isEmpty else { return }
    let now = time.now
    for command in commands {
      switch command {
      case .send(let message, let id): machine.send(message, id: id, now: now, into: &outputs)
      case .request(let message, let id, let timeout, let retries, let call):
        calls[RequestKey(id: id)] = call
        machine.request(message, id: id, timeout: timeout, retries: retries, now: now, into: &outputs)
      case .cancel(let id): machine.cancel(id, cancelID: shared.identifier(), now: now, into: &outputs)
      case .waitForRegistration(let waiter): waiters.append(waiter)
      case .close:
        wasRegistered = machine.isRegistered
        machine.close(id: shared.identifier(), now: now, into: &outputs)
        closing = true
      }
    }
    perform()
    settleWaiters()
  }

  private func settleWaiters() {
    guard !waiters.isEmpty else { return }
    let result: Result<RegistrationReceipt, ProximaError>
    switch machine.phase {
    case .registered(let receipt): result = .success(receipt)
    case .refused(let error): result = .failure(error)
    default: return
    }
    for waiter in waiters { waiter(result) }
    waiters = []
  }

  /// libzmq's news about the transport.
  private func watch() {
    while frames.receive(from: monitor) {
      guard frames.bytes(0).count >= 2 else { continue }
      switch Int32(frames.bytes(0).loadUnaligned(as: UInt16.self)) {
      case ZMQ_EVENT_HANDSHAKE_SUCCEEDED:
        // The first registration is on its way already; after a cut the new connection needs one of its own.
        if wasConnected, !machine.isRegistered {
          machine.register(id: shared.identifier(), now: time.now, into: &outputs)
        }
        wasConnected = true
      case ZMQ_EVENT_DISCONNECTED: if wasConnected { machine.disconnected(into: &outputs) }
      case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH: unauthorised()
      default: break
      }
      perform()
    }
    settleWaiters()
  }

  /// The broker's ZAP handler does not know our key.
  private func unauthorised() {
    let error = BusError(
      BusError.Code.forbidden, "shut out of the crew: this key is not, or no longer, on its allow-list; ask for an invitation", exit: .refused)
    machine.refused(error.proxima, into: &outputs)
  }

  private func drain() {
    let now = time.now
    defer { handOver() }
    for _ in 0..<1000 {
      guard frames.receive(from: socket) else { return }
      guard frames.count > 0, let header = try? MessageHeader(decoding: frames.bytes(0)) else { continue }
      var attachments: [Data] = []
      for index in 2..<max(2, frames.count) { attachments.append(frames.data(index)) }
      let message = IncomingMessage(
        header: header, payload: frames.count > 1 ? frames.data(1) : Data(), attachments: attachments, received: now)
      machine.receive(message, now: now, into: &outputs)
      perform()
    }
  }

  private func handOver() {
    guard !arrived.isEmpty else { return }
    shared.inbox.put(arrived)
    arrived.removeAll(keepingCapacity: true)
  }

  /// Grants credit by itself once enough was taken and nothing went out that could have carried it.
  private func grant() {
    guard shared.owed >= shared.grantStep, machine.isRegistered else { return }
    let header = MessageHeader(
      kind: .credit, id: .none, sender: machine.registration.id, recipient: .broker)
    send(header, Data(), [])
  }

  private func perform() {
    // Mostly there is one: taken out, it is not copied.
    if outputs.count == 1 { perform(outputs.removeLast()) }
    var index = 0
    while index < outputs.count {
      perform(outputs[index])
      index += 1
    }
    outputs.removeAll(keepingCapacity: true)
  }

  private func perform(_ output: consuming ConnectionOutput) {
    switch output {
    case .send(let header, let message): send(header, message.payload, message.attachments)
    case .deliver(let message): arrived.append(message)
    case .complete(let id, let result): calls.removeValue(forKey: RequestKey(id: id))?.complete(result)
    case .progress(let id, let message): calls[RequestKey(id: id)]?.progress?(message)
    case .event(let event):
      if case .registered(let receipt) = event { shared.opened(window: receipt.window) }
      shared.events.yield(event)
      settleWaiters()
    case .spent: shared.took()
    }
  }

  private func send(_ header: MessageHeader, _ payload: Data, _ attachments: [Data]) {
    var header = header
    header.sent = time.wall
    if machine.isRegistered { header.credit = shared.collect() }
    outgoing.clear()
    outgoing.append(size: header.encodedSize) { header.write(into: $0) }
    outgoing.append(payload)
    for attachment in attachments { outgoing.append(attachment) }
    _ = outgoing.send(to: socket)
  }
}
