import Core
import FoundationEssentials

@testable import Bus

/// The broker's logic alone, with virtual time and messages by hand.
struct MachineRig {
  var machine: BrokerStateMachine
  var now = Instant(nanoseconds: 1_000_000_000)
  var nextID: UInt64 = 1
  var out: [BrokerOutput] = []

  init(_ change: (inout BrokerConfiguration) -> Void = { _ in }) {
    var configuration = BrokerConfiguration(addresses: [])
    change(&configuration)
    machine = BrokerStateMachine(configuration: configuration, epoch: 9, now: now)
  }

  static func key(_ number: UInt32, remote: Bool = false) -> PeerKey { PeerKey(socket: remote ? 1 : 0, routing: number) }

  /// What came out since the last look.
  mutating func taken() -> [BrokerOutput] {
    defer { out = [] }
    return out
  }

  /// Feeds one message as its frames would come.
  mutating func feed(_ peer: PeerKey, _ header: MessageHeader, _ payload: Data = Data(), origin: PeerOrigin = .local) throws {
    let bytes = try header.encoded()
    feed(peer, raw: bytes, payload, origin: origin)
  }

  mutating func feed(_ peer: PeerKey, raw: [UInt8], _ payload: Data = Data(), origin: PeerOrigin = .local) {
    if !machine.knows(peer) { machine.introduce(peer, origin: origin, now: now) }
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, raw.count), alignment: 8)
    defer { copy.deallocate() }
    copy.copyBytes(from: raw)
    let frame = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(copy)[0..<raw.count])
    payload.withUnsafeBytes { body in
      do throws(HeaderView.Fault) {
        let view = try HeaderView.scan(frame)
        machine.receive(
          from: peer, header: view, payload: body, shape: MessageShape(payload: body.count), now: now,
          wall: WallTime(milliseconds: 0), into: &out)
      } catch {
        machine.malformed(
          from: peer, error, id: HeaderView.identifier(of: frame), now: now, wall: WallTime(milliseconds: 0), into: &out)
      }
    }
  }

  /// Registers `id` over connection `number`, and forgets what that led to.
  mutating func register(
    _ id: String, _ number: UInt32, role: BusRole = .crew, _ capabilities: [String] = [], places: Int = 1, pid: Int32 = 1,
    origin: PeerOrigin = .local, quiet: Bool = true
  ) throws {
    var remote = false
    if case .remote = origin { remote = true }
    let registration = Registration(
      id: id, role: role, capabilities: capabilities, pid: pid, maxConcurrentTasks: places)
    try feed(
      Self.key(number, remote: remote), header(.request, from: id, to: .broker, action: "register"),
      JSON.encode(registration), origin: origin)
    if quiet { out = [] }
  }

  mutating func header(
    _ kind: MessageKind, from sender: String, to recipient: Recipient, action: String = "", replyTo: Identifier = .none,
    priority: Int16 = 0, credit: UInt16 = 0, budget: UInt32 = 0, fence: UInt64 = 0, flags: MessageFlags = []
  ) -> MessageHeader {
    nextID += 1
    return MessageHeader(
      kind: kind, id: Identifier(high: 77, low: nextID), sender: sender, recipient: recipient, action: action,
      replyTo: replyTo, flags: flags, priority: priority, credit: credit, budget: budget, fence: fence)
  }

  mutating func tick(after seconds: Double) {
    now = now.advanced(by: seconds)
    machine.tick(now: now, wall: WallTime(milliseconds: 0), into: &out)
  }
}

/// Outputs as tests like to compare them.
enum Seen: Equatable {
  case forward(UInt32), hold(UInt64), release(UInt64, UInt32), discard(UInt64)
  case error(String, to: UInt32, about: Identifier)
  case answer(MessageKind, String, to: UInt32)
  case gone(String, String)
  case other

  init(_ output: BrokerOutput) {
    switch output {
    case .forward(let peer): self = .forward(peer.routing)
    case .hold(let ticket): self = .hold(ticket)
    case .release(let ticket, let peer, _): self = .release(ticket, peer.routing)
    case .discard(let ticket): self = .discard(ticket)
    case .emit(let message, let peer):
      self = message.header.kind == .error
        ? .error(message.header.action, to: peer.routing, about: message.header.replyTo)
        : .answer(message.header.kind, message.header.action, to: peer.routing)
    case .event(.gone(let agent, let reason)): self = .gone(agent, reason)
    case .event: self = .other
    }
  }
}

extension MachineRig {
  /// What came out since the last look, without the events that matter to nobody here.
  mutating func seen() -> [Seen] { taken().map(Seen.init).filter { $0 != .other } }
}
