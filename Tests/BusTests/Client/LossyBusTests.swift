import Core
import FoundationEssentials
import TestKit
import Testing

@testable import Bus

/// Two connections and the broker as logic alone, over links that lose, double and reorder; time is virtual.
private struct LossyCrew {
  typealias Packet = (header: MessageHeader, payload: Data)
  var rig = MachineRig { $0.heartbeatSeconds = 1000 }
  var ends: [ConnectionStateMachine] = []
  var up: [LossyLink<Packet>] = []
  var down: [LossyLink<Packet>] = []
  var executed: [Identifier: Int] = [:]
  var answered: [Identifier: Int] = [:]
  var failed = 0
  var generator: SeededGenerator

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    for (index, name) in ["asker", "worker"].enumerated() {
      ends.append(ConnectionStateMachine(registration: Registration(id: name), options: BusOptions(), now: rig.now))
      up.append(LossyLink(seed: seed &* 10 &+ UInt64(index), loss: 0.2, duplication: 0.2, delay: 0.3))
      down.append(LossyLink(seed: seed &* 10 &+ 5 &+ UInt64(index), loss: 0.2, duplication: 0.2, delay: 0.3))
    }
  }

  mutating func identifier() -> Identifier { Identifier.random(using: &generator) }

  /// One step of time: everyone's timers, then everything that arrived.
  mutating func step(_ seconds: Double) throws {
    rig.now = rig.now.advanced(by: seconds)
    for end in ends.indices {
      var out: [ConnectionOutput] = []
      let id = identifier()
      ends[end].tick(now: rig.now, makeID: { id }, into: &out)
      try obey(out, end)
    }
    for end in ends.indices {
      for packet in up[end].receive() { try toBroker(packet, from: end) }
    }
    for end in ends.indices {
      for packet in down[end].receive() {
        var out: [ConnectionOutput] = []
        let message = IncomingMessage(header: packet.header, payload: packet.payload, received: rig.now)
        ends[end].receive(message, now: rig.now, into: &out)
        try obey(out, end)
      }
    }
  }

  mutating func toBroker(_ packet: Packet, from end: Int) throws {
    try rig.feed(MachineRig.key(UInt32(end + 1)), packet.header, packet.payload)
    for output in rig.taken() {
      switch output {
      case .forward(let peer): down[Int(peer.routing) - 1].send(packet)
      case .emit(let message, let peer): down[Int(peer.routing) - 1].send((message.header, message.payload))
      default: break
      }
    }
  }

  mutating func obey(_ outputs: [ConnectionOutput], _ end: Int) throws {
    for output in outputs {
      switch output {
      case .send(let header, let message): up[end].send((header, message.payload))
      case .deliver(let message) where message.kind == .request:
        executed[message.id, default: 0] += 1
        var out: [ConnectionOutput] = []
        let answer = OutgoingMessage(.response, to: .agent(message.sender), payload: message.payload, replyTo: message.id)
        let id = identifier()
        ends[end].send(answer, id: id, now: rig.now, into: &out)
        try obey(out, end)
      case .complete(let id, .success): answered[id, default: 0] += 1
      case .complete(_, .failure): failed += 1
      default: break
      }
    }
  }
}

@Suite("Requests over a lossy bus")
struct LossyBusTests {
  @Test("every request is executed once and answered once, whatever is lost, doubled or late", arguments: 1...8)
  func exactlyOnce(seed: Int) throws {
    var crew = LossyCrew(seed: UInt64(seed))
    var steps = 0
    while !crew.ends.allSatisfy({ $0.isRegistered }), steps < 1000 {
      try crew.step(0.5)
      steps += 1
    }
    try #require(steps < 1000)
    var ids: [Identifier] = []
    for index in 0..<200 {
      let id = crew.identifier()
      ids.append(id)
      var out: [ConnectionOutput] = []
      crew.ends[0].request(
        OutgoingMessage(to: .agent("worker"), payload: Data("\(index)".utf8)), id: id, timeout: 5, retries: 200,
        now: crew.rig.now, into: &out)
      try crew.obey(out, 0)
      try crew.step(0.1)
    }
    steps = 0
    while crew.answered.count < ids.count, steps < 5000 {
      try crew.step(0.5)
      steps += 1
    }
    #expect(ids.allSatisfy { crew.executed[$0] == 1 && crew.answered[$0] == 1 })
    #expect(crew.executed.count == 200 && crew.failed == 0)
    #expect(crew.up[0].lost > 20 && crew.down[1].doubled > 20)
  }

  @Test("with retries used up the request ends in an error")
  func givesUp() throws {
    var crew = LossyCrew(seed: 3)
    while !crew.ends.allSatisfy({ $0.isRegistered }) { try crew.step(0.5) }
    crew.down[0].loss = 1
    var out: [ConnectionOutput] = []
    crew.ends[0].request(
      OutgoingMessage(to: .agent("worker")), id: Identifier(high: 1, low: 1), timeout: 30, retries: 2, now: crew.rig.now,
      into: &out)
    try crew.obey(out, 0)
    for _ in 0..<178 { try crew.step(0.5) }
    #expect(crew.failed == 0)
    for _ in 0..<4 { try crew.step(0.5) }
    #expect(crew.failed == 1)
  }
}
