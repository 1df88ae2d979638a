import Core
import FoundationEssentials

/// The broker's logic: a frame and the time go in, what the sockets shall do comes out. No sockets, clocks or randomness.
package struct BrokerStateMachine {
  package let configuration: BrokerConfiguration
  package let epoch: UInt64

  var peers: [PeerKey: BrokerPeer] = [:]
  var agents: ContiguousArray<BrokerAgent> = []
  var freeSlots: [Int] = []
  var generations: UInt32 = 0
  var routes = ByteTable<BrokerRoute>()
  var groups: ContiguousArray<BrokerGroup> = []
  var freeGroups: [Int] = []
  var requests: [RequestKey: PendingRequest] = [:]
  var bindings: [String: KeyBinding] = [:]
  var mirror = TrafficMirror()

  var nextTicket: UInt64 = 1
  var nextMessage: UInt64 = 1
  var choices: UInt64 = 0
  var counters = BrokerStatistics()
  var rateMark: (at: Instant, messages: UInt64) = (Instant(nanoseconds: 0), 0)
  var wall = WallTime(milliseconds: 0)

  /// A broker that knows nobody; `epoch` names this run of it.
  package init(configuration: BrokerConfiguration, epoch: UInt64, now: Instant) {
    self.configuration = configuration
    self.epoch = epoch
    counters.epoch = epoch
    rateMark.at = now
    for binding in configuration.tcp?.allowed ?? [] { bindings[binding.publicKey] = binding }
    routes["broadcast"] = .broadcast
    routes["broker"] = .broker
  }

  /// Whether `introduce` is due before `receive`.
  package func knows(_ peer: PeerKey) -> Bool { peers[peer] != nil }

  /// A connection is heard for the first time.
  package mutating func introduce(_ peer: PeerKey, origin: PeerOrigin, now: Instant) {
    peers[peer] = BrokerPeer(origin: origin, lastHeard: now)
  }

  /// A whole message came in from `peer`. The outputs that concern it are `forward` and `hold`; none of them: it is dropped.
  package mutating func receive(
    from peer: PeerKey, header: HeaderView, payload: UnsafeRawBufferPointer, shape: MessageShape, now: Instant,
    wall: WallTime, into out: inout [BrokerOutput]
  ) {
    self.wall = wall
    counters.messagesIn &+= 1
    counters.bytesIn &+= UInt64(shape.bytes + header.bytes.count)
    guard let index = peers.index(forKey: peer) else { return }
    guard !peers.values[index].refused else { return refused(peer, header, &out) }
    peers.values[index].lastHeard = now
    guard let slot = peers.values[index].agent else {
      return stranger(peer, header, payload, now, &out)
    }
    agents[slot].lastHeard = now
    agents[slot].sent &+= 1
    guard ByteTable<BrokerRoute>.equal(agents[slot].name, header.sender) else {
      return spoofed(peer, header, &out)
    }
    if header.credit > 0 { grant(Int(header.credit), to: slot, now, &out) }
    if header.kind == .credit { return }
    let outcome = handle(slot, header, payload, shape, now, &out)
    if mirror.active { mirror.record(header, shape, outcome) }
    if mirror.isFull { flushMirror(&out) }
  }

  /// A message of a registered agent whose sender is right.
  private mutating func handle(
    _ slot: Int, _ header: HeaderView, _ payload: UnsafeRawBufferPointer, _ shape: MessageShape, _ now: Instant,
    _ out: inout [BrokerOutput]
  ) -> TrafficOutcome {
    if let reason = forbids(slot, header) {
      counters.forbidden &+= 1
      reject(slot, header, BusError(BusError.Code.forbidden, reason, exit: .refused), &out)
      return .refused
    }
    let tracked = header.kind.hasEffect
    if tracked, agents[slot].seen.contains(header.id), !isFreshAttempt(header) {
      counters.duplicates &+= 1
      return .duplicate
    }
    switch routes[header.recipient] {
    case .broker: return control(slot, header, payload, now, &out)
    case .agent(let target): return toOne(target, from: slot, header, shape, now, &out)
    case .capability(let group): return toCapability(group, from: slot, header, shape, now, &out)
    case .topic(let group): return toMany(groups[group].members, from: slot, header, shape, now, &out)
    case .broadcast:
      return toMany(agents.indices.filter { agents[$0].alive }, from: slot, header, shape, now, &out)
    case nil: return nowhere(slot, header, &out)
    }
  }

  /// A retransmission may pass where its first copy was taken: the receiver knows it by its id.
  private func isFreshAttempt(_ header: HeaderView) -> Bool {
    header.flags.contains(.retransmission) && header.kind != .notification
  }

  /// Nobody is there: an error for one agent or a capability; a topic without subscribers is in order.
  private mutating func nowhere(
    _ slot: Int, _ header: HeaderView, _ out: inout [BrokerOutput]
  ) -> TrafficOutcome {
    if header.recipient.starts(with: "topic:".utf8) {
      remember(slot, header)
      return .forwarded
    }
    counters.undeliverable &+= 1
    let name = String(decoding: header.recipient, as: UTF8.self)
    let what = name.hasPrefix("capability:") ? "nobody offers \(name.dropFirst(11))" : "no agent \(name) is registered"
    reject(slot, header, BusError(BusError.Code.unknownRecipient, what), &out)
    return .refused
  }

  /// The first message of a connection has to register it.
  private mutating func stranger(
    _ peer: PeerKey, _ header: HeaderView, _ payload: UnsafeRawBufferPointer, _ now: Instant,
    _ out: inout [BrokerOutput]
  ) {
    let isRegistration =
      header.kind == .request && header.action.elementsEqual(BrokerAction.register.utf8)
      && (header.recipient.elementsEqual("broker".utf8) || header.recipient.elementsEqual("node".utf8))
    guard isRegistration else {
      // Heartbeats are answered too, so that an agent notices that the broker was started anew.
      guard header.kind != .error, header.kind != .credit else { return }
      return answer(
        peer, header, BusError(BusError.Code.notRegistered, "register with the broker before anything else"), &out)
    }
    register(peer, header, payload, now, &out)
  }

  /// The header names somebody else as its sender.
  private mutating func spoofed(_ peer: PeerKey, _ header: HeaderView, _ out: inout [BrokerOutput]) {
    counters.forbidden &+= 1
    answer(peer, header, BusError(BusError.Code.forbidden, "the sender is not who registered here", exit: .refused), &out)
    blame(peer, "a sender that is not its own", &out)
  }

  /// A refused connection hears why where it waits for an answer.
  private mutating func refused(_ peer: PeerKey, _ header: HeaderView, _ out: inout [BrokerOutput]) {
    counters.forbidden &+= 1
    guard header.kind.expectsAnswer else { return }
    answer(peer, header, BusError(BusError.Code.forbidden, "this connection is shut out", exit: .refused), &out)
  }

  mutating func remember(_ slot: Int, _ header: HeaderView) {
    if header.kind.hasEffect { agents[slot].seen.insert(header.id) }
  }

  func ref(_ slot: Int) -> AgentRef { AgentRef(slot: slot, generation: agents[slot].generation) }

  func isAlive(_ ref: AgentRef) -> Bool {
    agents[ref.slot].alive && agents[ref.slot].generation == ref.generation
  }
}
