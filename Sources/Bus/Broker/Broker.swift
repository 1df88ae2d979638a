import CZMQ
import Core
import FoundationEssentials
import Glibc
import Synchronization

/// The broker: routes frames that it does not decode between the processes of a crew. Held by the node.
public final class Broker: Sendable {
  private struct State {
    var commands: [BrokerCommand] = []
    var running = false
    var thread: BusThread?
    var handler: ZAPHandler?
    var context: BusContext?
    var tcpAddress: String?
    var allowed: [String: KeyBinding]
  }

  private let configuration: BrokerConfiguration
  private let time: any TimeSource
  private let events: @Sendable (BrokerEvent) -> Void
  private let wakeup: Wakeup
  private let state: Mutex<State>
  /// Names this run of the broker; in every registration's receipt.
  public let epoch: UInt64

  /// A broker that does not listen yet; `events` is called on its own thread.
  public init(
    configuration: BrokerConfiguration, time: any TimeSource = SystemTime(),
    events: @escaping @Sendable (BrokerEvent) -> Void = { _ in }
  ) throws(ProximaError) {
    self.configuration = configuration
    self.time = time
    self.events = events
    epoch = Identifier.random().low >> 12  // fits a JSON number exactly
    do { wakeup = try Wakeup() } catch { throw error.proxima }
    var allowed: [String: KeyBinding] = [:]
    for binding in configuration.tcp?.allowed ?? [] { allowed[binding.publicKey] = binding }
    state = Mutex(State(allowed: allowed))
  }

  deinit { stop() }

  /// Listens on every address; throws `bus.socket`, or `bus.insecure` for tcp without keys.
  public func start() throws(ProximaError) {
    do throws(BusError) { try listen() } catch {
      stop()
      throw error.proxima
    }
  }

  private func listen() throws(BusError) {
    let context = try BusContext()
    state.withLock { $0.context = context }
    var sockets: [Socket] = []
    do throws(BusError) {
      let local = try router(context, &sockets)
      for address in configuration.addresses {
        guard !address.hasPrefix("tcp://") else {
          throw BusError(BusError.Code.insecure, "\(address): give tcp a listener with keys and an allow-list", exit: .refused)
        }
        try prepare(address)
        try local.bind(address)
      }
      if let tcp = configuration.tcp { try listen(tcp, context, &sockets) }
      try run(sockets)
    } catch {
      for socket in sockets { socket.close() }
      throw error
    }
  }

  private func router(_ context: BusContext, _ sockets: inout [Socket]) throws(BusError) -> Socket {
    let socket = try Socket(ZMQ_ROUTER, in: context)
    sockets.append(socket)
    try socket.removeBounds()
    try socket.set(ZMQ_ROUTER_MANDATORY, 1)
    try socket.set(ZMQ_LINGER, 200)
    var bound = Int64(configuration.maximumMessageBytes)
    zmq_setsockopt(socket.handle, ZMQ_MAXMSGSIZE, &bound, MemoryLayout<Int64>.size)
    return socket
  }

  /// CURVE first, then the handler, then the address: nobody gets in between.
  private func listen(_ tcp: TCPListener, _ context: BusContext, _ sockets: inout [Socket]) throws(BusError) {
    guard CurveKeys.isKey(tcp.keys.publicKey), CurveKeys.isKey(tcp.keys.secretKey) else {
      throw BusError(BusError.Code.insecure, "tcp needs a CURVE key pair; make one with `CurveKeys.generate`", exit: .refused)
    }
    let handler = try ZAPHandler(in: context, admits: { [weak self] key in
      self?.state.withLock { $0.allowed[key] != nil } ?? false
    }, refused: { [events] key, address in events(.keyRefused(publicKey: key, address: address)) })
    state.withLock { $0.handler = handler }
    let socket = try router(context, &sockets)
    try socket.set(ZMQ_CURVE_SERVER, 1)
    try socket.set(ZMQ_CURVE_SECRETKEY, tcp.keys.secretKey)
    try socket.set(ZMQ_ZAP_DOMAIN, "proxima")
    try socket.set(ZMQ_HEARTBEAT_IVL, 5000)
    try socket.set(ZMQ_HEARTBEAT_TIMEOUT, 20_000)
    try socket.bind(tcp.address)
    let address = socket.endpoint
    state.withLock { $0.tcpAddress = address }
  }

  /// Takes away the socket file of a broker that died; libzmq would refuse to bind where another still listens.
  private func prepare(_ address: String) throws(BusError) {
    guard address.hasPrefix("ipc://") else { return }
    let path = String(address.dropFirst(6))
    guard path.utf8.count <= 107 else {
      throw BusError(BusError.Code.socket, "\(path) is too long for a Unix socket (107 bytes); set PROXIMA_HOME", exit: .configuration)
    }
    unlink(path)
  }

  private func run(_ sockets: [Socket]) throws(BusError) {
    let machine = BrokerStateMachine(configuration: configuration, epoch: epoch, now: time.now)
    let isRemote = sockets.indices.map { $0 > 0 }
    // The sockets go over to the new thread before anything else uses them.
    nonisolated(unsafe) let loop = BrokerLoop(
      machine: machine, sockets: sockets, isRemote: isRemote, wakeup: wakeup, time: time, events: events,
      commands: { [weak self] in
        self?.state.withLock { state in
          defer { state.commands.removeAll() }
          return state.commands
        } ?? [.stop]
      })
    let thread = try BusThread("bus.broker") { loop.run() }
    state.withLock { state in
      state.thread = thread
      state.running = true
    }
  }

  /// Stops listening and joins its threads.
  public func stop() {
    let (thread, handler, context) = state.withLock { state in
      if state.running { state.commands.append(.stop) }
      state.running = false
      defer { (state.thread, state.handler, state.context) = (nil, nil, nil) }
      return (state.thread, state.handler, state.context)
    }
    wakeup.signal()
    thread?.join()
    handler?.stop()
    context?.terminate()
    // Who still waits for numbers gets those of a broker that is not there.
    for command in state.withLock({ $0.commands }) {
      switch command {
      case .statistics(let answer): answer(BrokerStatistics())
      case .adopt(let handed): handed.socket.close()
      default: break
      }
    }
    state.withLock { $0.commands = [] }
  }

  /// A listening socket for other machines, to be handed to the broker's thread.
  func tcpSocket(_ tcp: TCPListener) throws(BusError) -> Socket {
    guard let context = state.withLock({ $0.context }) else {
      throw BusError(BusError.Code.closed, "the broker is not running", exit: .tryLater)
    }
    var sockets: [Socket] = []
    do throws(BusError) {
      try listen(tcp, context, &sockets)
      return sockets[0]
    } catch {
      for socket in sockets { socket.close() }
      let handler = state.withLock { state in
        defer { state.handler = nil }
        return state.handler
      }
      handler?.stop()
      throw error
    }
  }

  func command(_ command: BrokerCommand) -> Bool {
    let running = state.withLock { state in
      if state.running { state.commands.append(command) }
      return state.running
    }
    if running { wakeup.signal() }
    return running
  }

  /// The address that tcp clients connect to, with the port that was taken; nil without tcp.
  public var tcpAddress: String? { state.withLock { $0.tcpAddress } }

  /// What it has counted, with every agent.
  public func statistics() async -> BrokerStatistics {
    await withCheckedContinuation { continuation in
      if !command(.statistics { continuation.resume(returning: $0) }) {
        continuation.resume(returning: BrokerStatistics())
      }
    }
  }

  /// Ends an agent's registration, for a supervisor that saw its process die: who waits for it is told at once.
  public func forget(agent: String, reason: String) { _ = command(.forget(agent: agent, reason: reason)) }

  /// Lets a key in, or changes what it may do.
  public func allow(_ binding: KeyBinding) {
    state.withLock { $0.allowed[binding.publicKey] = binding }
    _ = command(.allow(binding))
  }

  /// Shuts a key out: its messages are refused from now on, its agents gone.
  public func revoke(publicKey: String) {
    state.withLock { $0.allowed[publicKey] = nil }
    _ = command(.revoke(publicKey))
  }

  /// The allow-list as it is now.
  public var allowed: [KeyBinding] {
    state.withLock { $0.allowed.values.sorted { $0.publicKey < $1.publicKey } }
  }
}
