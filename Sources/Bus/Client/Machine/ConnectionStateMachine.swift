import Core
import FoundationEssentials

/// The logic of a connection: registration, requests with retries, answers remembered, heartbeats. No sockets, clocks or randomness.
struct ConnectionStateMachine {
  let registration: Registration
  let options: BusOptions
  private(set) var phase: ConnectionPhase
  /// Requests by their id.
  private var open: [RequestKey: OpenRequest] = [:]
  /// What waits for the registration to be confirmed.
  private var waiting: [(MessageHeader, OutgoingMessage)] = []
  private var topics: Set<String> = []
  var answers: AnswerMemory
  private var seen = DuplicateWindow(bound: 4096)
  private var lastSent: Instant
  private var lastHeard: Instant
  private var epoch: UInt64?
  /// Nothing is due before this.
  private(set) var nextTimer: Instant

  /// Seconds between attempts to register.
  static let registrationInterval = 2.0

  init(registration: Registration, options: BusOptions, now: Instant) {
    self.registration = registration
    self.options = options
    answers = AnswerMemory(bound: options.rememberedAnswers)
    phase = .away
    lastSent = now
    lastHeard = now
    nextTimer = now
  }

  var isRegistered: Bool { if case .registered = phase { true } else { false } }
  private var heartbeat: Double {
    if let own = options.heartbeatSeconds { return own }
    if case .registered(let receipt) = phase { return receipt.heartbeatSeconds }
    return 10
  }

  /// Introduces this process; `id` names the message.
  mutating func register(id: Identifier, now: Instant, into out: inout [ConnectionOutput]) {
    switch phase {
    case .refused, .closed: return
    default: break
    }
    guard let payload = try? JSON.encode(registration) else { return }
    phase = .registering(id, since: now)
    let message = OutgoingMessage(.request, to: .broker, action: BrokerAction.register, payload: payload, id: id)
    emit(header(message, id), message, now, &out)
    wake(by: now.advanced(by: Self.registrationInterval))
  }

  /// The transport lost the broker.
  mutating func disconnected(into out: inout [ConnectionOutput]) {
    switch phase {
    case .refused, .closed, .away: return
    default: break
    }
    phase = .away
    out.append(.event(.disconnected))
  }

  /// The owner sends something that nobody waits for here.
  mutating func send(_ message: OutgoingMessage, id: Identifier, now: Instant, into out: inout [ConnectionOutput]) {
    if message.kind.endsRequest, message.replyTo != .none { answers.remember(message, id: id) }
    if message.recipient == .broker, message.kind == .request { note(message) }
    dispatch(header(message, id), message, now, &out)
  }

  /// The owner asks and waits.
  mutating func request(
    _ message: OutgoingMessage, id: Identifier, timeout: Double, retries: Int, now: Instant,
    into out: inout [ConnectionOutput]
  ) {
    if message.recipient == .broker { note(message) }
    switch phase {
    case .refused(let error): return out.append(.complete(id, .failure(error)))
    case .closed: return out.append(.complete(id, .failure(Self.closedError)))
    default: break
    }
    let until = now.advanced(by: timeout)
    open[RequestKey(id: id)] = OpenRequest(
      message: message, timeout: timeout, attemptsLeft: max(0, retries), until: until, sent: isRegistered)
    wake(by: until)
    guard isRegistered else { return }
    emit(header(message, id, budget: timeout * Double(max(0, retries) + 1)), message, now, &out)
  }

  /// The owner no longer waits for request `id`; `cancelID` names the message that says so.
  mutating func cancel(_ id: Identifier, cancelID: Identifier, now: Instant, into out: inout [ConnectionOutput]) {
    guard let request = open.removeValue(forKey: RequestKey(id: id)) else { return }
    out.append(.complete(id, .failure(BusError(BusError.Code.cancelled, "cancelled by its caller", exit: .interrupted).proxima)))
    guard request.sent, request.message.recipient != .broker else { return }
    let old = request.message
    let message = OutgoingMessage(
      .cancel, to: old.recipient, action: old.action, priority: old.priority, replyTo: id, trace: old.trace,
      task: old.task, step: old.step)
    dispatch(header(message, cancelID), message, now, &out)
  }

  /// Ends everything that waits.
  mutating func close(id: Identifier, now: Instant, into out: inout [ConnectionOutput]) {
    if isRegistered {
      let message = OutgoingMessage(.request, to: .broker, action: BrokerAction.unregister, payload: Data("{}".utf8))
      emit(header(message, id), message, now, &out)
    }
    phase = .closed
    fail(with: Self.closedError, &out)
  }

  static let closedError = BusError(BusError.Code.closed, "the connection is closed").proxima

  private mutating func fail(with error: ProximaError, _ out: inout [ConnectionOutput]) {
    for key in open.keys { out.append(.complete(key.id, .failure(error))) }
    open = [:]
    waiting = []
  }

  /// Something came in.
  mutating func receive(_ message: IncomingMessage, now: Instant, into out: inout [ConnectionOutput]) {
    lastHeard = now
    let header = message.header
    if header.sender == "broker", brokerSaid(message, now, &out) { return }
    if header.kind.hasEffect, !seen.insert(header.id) { return duplicate(message, now, &out) }
    guard header.replyTo != .none, open[RequestKey(id: header.replyTo)] != nil else {
      if header.kind == .heartbeat || header.kind == .credit { return }
      return out.append(.deliver(message))
    }
    if header.flags.contains(.charged) { out.append(.spent) }
    switch header.kind {
    case .progress: out.append(.progress(header.replyTo, message))
    case .error:
      open[RequestKey(id: header.replyTo)] = nil
      out.append(.complete(header.replyTo, .failure(message.error)))
    case .response, .result:
      open[RequestKey(id: header.replyTo)] = nil
      out.append(.complete(header.replyTo, .success(message)))
    default: out.append(.deliver(message))
    }
  }

  /// A second copy: a request whose answer is remembered is answered again, everything else is dropped.
  private mutating func duplicate(_ message: IncomingMessage, _ now: Instant, _ out: inout [ConnectionOutput]) {
    if message.header.flags.contains(.charged) { out.append(.spent) }
    guard message.header.kind.expectsAnswer, let (answer, id) = answers.answer(to: message.id) else { return }
    var again = header(answer, id)
    again.flags.insert(.retransmission)
    dispatch(again, answer, now, &out)
  }

  /// What the broker says about this connection itself; true where that was all.
  private mutating func brokerSaid(
    _ message: IncomingMessage, _ now: Instant, _ out: inout [ConnectionOutput]
  ) -> Bool {
    if case .registering(let id, _) = phase, message.header.replyTo == id {
      if message.kind == .response, let receipt = try? message.decode(RegistrationReceipt.self) {
        confirmed(receipt, now, &out)
      } else if message.kind == .error {
        refuse(message.error, &out)
      }
      return true
    }
    if message.kind == .heartbeat { return true }
    let answered = message.header.replyTo
    if answered.high == 0, answered != .none, answered.low <= counter { return true }
    guard message.kind == .error else { return false }
    switch message.error.code {
    case BusError.Code.notRegistered:
      // The broker was started anew: register again; what waits is sent again then.
      if isRegistered {
        phase = .away
        nextTimer = now
        out.append(.event(.disconnected))
      }
      return true
    case BusError.Code.replaced:
      refuse(message.error, &out)
      return true
    case BusError.Code.forbidden where message.header.replyTo == .none:
      refuse(message.error, &out)
      return true
    default: return false
    }
  }

  /// The transport does not let this connection in.
  mutating func refused(_ error: ProximaError, into out: inout [ConnectionOutput]) {
    if case .refused = phase { return }
    refuse(error, &out)
  }

  private mutating func refuse(_ error: ProximaError, _ out: inout [ConnectionOutput]) {
    phase = .refused(error)
    out.append(.event(.refused(error)))
    fail(with: error, &out)
  }

  private mutating func confirmed(
    _ receipt: RegistrationReceipt, _ now: Instant, _ out: inout [ConnectionOutput]
  ) {
    phase = .registered(receipt)
    out.append(.event(.registered(receipt)))
    let isNewBroker = epoch != receipt.epoch
    epoch = receipt.epoch
    if isNewBroker {
      for topic in topics.sorted() { subscribe(topic, now, &out) }
    }
    let held = waiting
    waiting = []
    for (header, message) in held { emit(header, message, now, &out) }
    // Requests may have been lost with the old connection: all of them again, with their ids.
    for (key, request) in open {
      var header = header(
        request.message, key.id,
        budget: request.until.seconds(since: now) + request.timeout * Double(request.attemptsLeft))
      if request.sent { header.flags.insert(.retransmission) }
      open[key]?.sent = true
      emit(header, request.message, now, &out)
    }
    wake(by: now.advanced(by: heartbeat))
  }

  private mutating func subscribe(_ topic: String, _ now: Instant, _ out: inout [ConnectionOutput]) {
    guard let payload = try? JSON.encode(["topic": topic]) else { return }
    counter &+= 1
    let message = OutgoingMessage(.request, to: .broker, action: BrokerAction.subscribe, payload: payload)
    emit(header(message, Identifier(high: 0, low: counter)), message, now, &out)
  }

  /// Names what only the broker sees, and nobody waits for.
  private var counter: UInt64 = 0

  /// Remembers which topics are followed, for the next registration.
  private mutating func note(_ message: OutgoingMessage) {
    guard let topic = (try? JSON.decode([String: String].self, from: message.payload))?["topic"] else { return }
    if message.action == BrokerAction.subscribe { topics.insert(topic) }
    if message.action == BrokerAction.unsubscribe { topics.remove(topic) }
  }

  /// Time has passed; `makeID` names what must be sent.
  mutating func tick(now: Instant, makeID: () -> Identifier, into out: inout [ConnectionOutput]) {
    guard now >= nextTimer else { return }
    nextTimer = now.advanced(by: 3600)
    switch phase {
    case .closed, .refused: return
    case .away: register(id: makeID(), now: now, into: &out)
    case .registering(_, let since):
      if now.seconds(since: since) >= Self.registrationInterval { register(id: makeID(), now: now, into: &out) } else {
        wake(by: since.advanced(by: Self.registrationInterval))
      }
    case .registered: beat(now, makeID, &out)
    }
    for (key, request) in open where request.until <= now { retry(key, request, now, &out) }
    for request in open.values { wake(by: request.until) }
  }

  private mutating func beat(_ now: Instant, _ makeID: () -> Identifier, _ out: inout [ConnectionOutput]) {
    if now.seconds(since: lastSent) >= heartbeat * 0.999 {
      let message = OutgoingMessage(.heartbeat, to: .broker)
      emit(header(message, makeID()), message, now, &out)
    }
    // A broker that echoes no heartbeat hangs or is behind a cut: introduce ourselves again.
    if now.seconds(since: lastHeard) > heartbeat * 3, now.seconds(since: lastSent) < heartbeat {
      lastHeard = now
      out.append(.event(.disconnected))
      register(id: makeID(), now: now, into: &out)
    }
    wake(by: lastSent.advanced(by: heartbeat))
  }

  private mutating func retry(
    _ key: RequestKey, _ request: OpenRequest, _ now: Instant, _ out: inout [ConnectionOutput]
  ) {
    guard request.attemptsLeft > 0 else {
      open[key] = nil
      let error = BusError(
        BusError.Code.timeout, "no answer from \(request.message.recipient) within \(request.timeout) s a try", exit: .timedOut)
      return out.append(.complete(key.id, .failure(error.proxima)))
    }
    open[key]?.attemptsLeft -= 1
    open[key]?.until = now.advanced(by: request.timeout)
    guard isRegistered else { return }
    open[key]?.sent = true
    var header = header(request.message, key.id, budget: request.timeout * Double(request.attemptsLeft))
    if request.sent { header.flags.insert(.retransmission) }
    emit(header, request.message, now, &out)
  }

  private mutating func dispatch(
    _ header: MessageHeader, _ message: OutgoingMessage, _ now: Instant, _ out: inout [ConnectionOutput]
  ) {
    switch phase {
    case .registered: emit(header, message, now, &out)
    case .away, .registering: waiting.append((header, message))
    case .refused, .closed: return
    }
  }

  private mutating func emit(
    _ header: MessageHeader, _ message: OutgoingMessage, _ now: Instant, _ out: inout [ConnectionOutput]
  ) {
    lastSent = now
    out.append(.send(header, message))
  }

  private mutating func wake(by instant: Instant) { nextTimer = min(nextTimer, instant) }

  private func header(_ message: OutgoingMessage, _ id: Identifier, budget: Double? = nil) -> MessageHeader {
    let seconds = message.deadline ?? budget ?? 0
    return MessageHeader(
      kind: message.kind, id: id, sender: registration.id, recipient: message.recipient, action: message.action,
      replyTo: message.replyTo, priority: message.priority,
      budget: seconds > 0 ? UInt32(max(1, min(seconds * 1000, 4e9))) : 0, trace: message.trace, fence: message.fence,
      task: message.task, step: message.step)
  }
}
