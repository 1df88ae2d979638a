import CZMQ
import Core
import FoundationEssentials
import Glibc

/// What other threads ask of the broker's.
enum BrokerCommand: Sendable {
  case stop
  case statistics(@Sendable (BrokerStatistics) -> Void)
  case forget(agent: String, reason: String)
  case allow(KeyBinding)
  case revoke(String)
  /// Another socket to serve, for connections from other machines.
  case adopt(HandedSocket)
}

/// A socket on its way to the broker's thread.
struct HandedSocket: @unchecked Sendable {  // who makes it does not touch it again; the command queue's lock orders the two
  let socket: Socket
}

/// The broker's thread: polls its sockets, feeds the state machine, does what it says. Only that thread touches it.
final class BrokerLoop {
  var machine: BrokerStateMachine
  var sockets: [Socket]
  private var isRemote: [Bool]
  private let wakeup: Wakeup
  private let time: any TimeSource
  private let events: @Sendable (BrokerEvent) -> Void
  private let commands: @Sendable () -> [BrokerCommand]
  private let frames = Frames()
  private var outputs: [BrokerOutput] = []
  /// The memory of the outputs that are being carried out.
  private var spare: [BrokerOutput] = []
  private var held: [UInt64: Frames] = [:]

  init(
    machine: BrokerStateMachine, sockets: [Socket], isRemote: [Bool], wakeup: Wakeup, time: any TimeSource,
    events: @escaping @Sendable (BrokerEvent) -> Void, commands: @escaping @Sendable () -> [BrokerCommand]
  ) {
    self.machine = machine
    self.sockets = sockets
    self.isRemote = isRemote
    self.wakeup = wakeup
    self.time = time
    self.events = events
    self.commands = commands
  }

  /// Runs until told to stop; the sockets are closed then.
  func run() {
    var items = pollItems
    let pause = max(10, min(500, machine.configuration.heartbeatSeconds * 250))
    var lastTick = time.now
    var going = true
    while going {
      // The descriptors of libzmq tell of changes only, and sending may use that up: ask the sockets themselves.
      var idle = true
      for index in sockets.indices where sockets[index].hasInput {
        drain(index)
        idle = false
      }
      let timeout = machine.hasTraffic ? min(50, pause) : pause
      let since = time.now.seconds(since: lastTick) * 1000
      poll(&items, nfds_t(items.count), idle ? Int32(max(0, timeout - since).rounded(.up)) : 0)
      if items[sockets.count].revents != 0 {
        wakeup.clear()
        going = obey()
        items = pollItems
      }
      tick(every: timeout, &lastTick)
    }
    for socket in sockets { socket.close() }
  }

  /// What the thread sleeps on: the sockets, then the wakeup.
  private var pollItems: [pollfd] {
    (sockets.map(\.descriptor) + [wakeup.descriptor]).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
  }

  private func tick(every milliseconds: Double, _ last: inout Instant) {
    let now = time.now
    guard now.seconds(since: last) * 1000 >= milliseconds else { return }
    last = now
    machine.tick(now: now, wall: time.wall, into: &outputs)
    perform(from: nil)
  }

  private func obey() -> Bool {
    var going = true
    for command in commands() {
      switch command {
      case .stop: going = false
      case .statistics(let answer): answer(machine.statistics(time.now))
      case .forget(let agent, let reason): machine.forget(agent: agent, reason: reason, into: &outputs)
      case .allow(let binding): machine.allow(binding, into: &outputs)
      case .revoke(let key): machine.revoke(publicKey: key, into: &outputs)
      case .adopt(let handed):
        sockets.append(handed.socket)
        isRemote.append(true)
      }
      perform(from: nil)
    }
    return going
  }

  /// Takes what one socket has, in a bounded batch, so that the others and the clock have their turn.
  private func drain(_ index: Int) {
    let now = time.now
    let wall = time.wall
    for _ in 0..<1000 {
      guard frames.receive(from: sockets[index]) else { return }
      take(index, now, wall)
    }
  }

  private func take(_ index: Int, _ now: Instant, _ wall: WallTime) {
    let routing = frames.bytes(0)
    // libzmq's own routing ids are a zero byte and a number; nobody else may choose one.
    guard routing.count == 5, routing[0] == 0 else { return }
    let peer = PeerKey(
      socket: index, routing: UInt32(bigEndian: routing.loadUnaligned(fromByteOffset: 1, as: UInt32.self)))
    if !machine.knows(peer) { machine.introduce(peer, origin: origin(index), now: now) }
    defer { perform(from: peer) }
    guard frames.count >= 2 else {
      return machine.malformed(from: peer, .short, id: .none, now: now, wall: wall, into: &outputs)
    }
    let header: HeaderView
    do { header = try HeaderView.scan(frames.bytes(1)) } catch {
      let id = HeaderView.identifier(of: frames.bytes(1))
      return machine.malformed(from: peer, error, id: id, now: now, wall: wall, into: &outputs)
    }
    var shape = MessageShape(payload: frames.count > 2 ? frames.bytes(2).count : 0)
    for part in 3..<max(3, frames.count) { shape.attachments += frames.bytes(part).count }
    shape.attachmentCount = max(0, frames.count - 3)
    guard frames.overflow == 0 else {
      return machine.malformed(from: peer, .trailing, id: header.id, now: now, wall: wall, into: &outputs)
    }
    let payload = frames.count > 2 ? frames.bytes(2) : UnsafeRawBufferPointer(start: nil, count: 0)
    machine.receive(
      from: peer, header: header, payload: payload, shape: shape, now: now, wall: wall, into: &outputs)
  }

  /// Who is on the other side of the message at hand.
  private func origin(_ index: Int) -> PeerOrigin {
    guard isRemote[index] else { return .local }
    func property(_ name: String) -> String {
      zmq_msg_gets(frames.parts + (frames.count - 1), name).map { String(cString: $0) } ?? ""
    }
    return .remote(publicKey: property("User-Id"), address: property("Peer-Address"))
  }

  /// Does what the machine asked, in order; what that leads to follows.
  private func perform(from sender: PeerKey?) {
    guard !outputs.isEmpty else { return }
    if outputs.count == 1, case .forward(let peer) = outputs[0] {
      outputs.removeAll(keepingCapacity: true)
      if !send(frames, from: 1, to: peer) { failed(peer, frames, header: 1, sender) }
      return perform(from: nil)
    }
    swap(&outputs, &spare)
    for output in spare { perform(output, sender) }
    spare.removeAll(keepingCapacity: true)
    perform(from: nil)
  }

  private func perform(_ output: BrokerOutput, _ sender: PeerKey?) {
    switch output {
    case .forward(let peer):
      let copy = frames.share(from: 1)
      if !send(copy, from: 0, to: peer) { failed(peer, copy, header: 0, sender) }
    case .hold(let ticket): held[ticket] = frames.share(from: 1)
    case .release(let ticket, let peer, let budget):
      guard let message = held.removeValue(forKey: ticket) else { return }
      if budget > 0, let base = message.bytes(0).baseAddress {
        HeaderView.write(budget: budget, at: UnsafeMutableRawPointer(mutating: base))
      }
      if !send(message, from: 0, to: peer) { failed(peer, message, header: 0, nil) }
    case .discard(let ticket): held[ticket] = nil
    case .emit(let message, let peer):
      let parts = Frames(capacity: min(2 + message.attachments.count, Frames.bound))
      parts.append(size: message.header.encodedSize) { message.header.write(into: $0) }
      parts.append(message.payload)
      for attachment in message.attachments { parts.append(attachment) }
      if !send(parts, from: 0, to: peer) { failed(peer, parts, header: 0, nil) }
    case .event(let event): events(event)
    }
  }

  /// Sends frames to a connection; false where it is not there any more, with the frames untouched.
  private func send(_ frames: Frames, from first: Int, to peer: PeerKey) -> Bool {
    guard sockets.indices.contains(peer.socket) else { return false }
    let socket = sockets[peer.socket]
    var routing = (UInt8(0), peer.routing.bigEndian)
    let sent = withUnsafeMutableBytes(of: &routing) { bytes -> Int32 in
      // One zero byte, then the number: packed, since the tuple itself is aligned.
      bytes.storeBytes(of: peer.routing.bigEndian, toByteOffset: 4, as: UInt32.self)
      bytes[3] = 0
      guard let base = bytes.baseAddress else { return -1 }
      return zmq_send(socket.handle, base + 3, 5, ZMQ_SNDMORE | ZMQ_DONTWAIT)
    }
    return sent == 5 && frames.send(from: first, to: socket)
  }

  private func failed(_ peer: PeerKey, _ frames: Frames, header index: Int, _ sender: PeerKey?) {
    let header = frames.count > index ? try? HeaderView.scan(frames.bytes(index)) : nil
    machine.unreachable(peer, header: header, sender: sender, into: &outputs)
  }
}
