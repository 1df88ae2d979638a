import Bus
import CZMQ
import Core
import FoundationEssentials
import Testing

@testable import Bus

@Suite("Broker against garbage")
struct FuzzTests {
  /// A header frame that is random, or a good one with some bytes changed, cut or added.
  static func frame(_ generator: inout SeededGenerator) -> [UInt8] {
    let kind = generator.next() % 4
    if kind == 0 { return (0..<Int(generator.next() % 300)).map { _ in UInt8(truncatingIfNeeded: generator.next()) } }
    let kinds = MessageKind.allCases
    let recipients = ["a", "b", "broker", "broadcast", "capability:sum", "topic:t", "topic:traffic", "nobody", ""]
    let actions = ["register", "subscribe", "unsubscribe", "agents", "statistics", "unregister", "x"]
    func pick<T>(_ values: [T]) -> T { values[Int(generator.next() % UInt64(values.count))] }
    let header = MessageHeader(
      kind: pick(kinds), id: Identifier(high: 1, low: generator.next() % 5000), sender: pick(["a", "b", "fuzz", "c"]),
      recipient: Recipient(text: pick(recipients)), action: pick(actions),
      replyTo: Identifier(high: 1, low: generator.next() % 5000), flags: MessageFlags(rawValue: UInt16(generator.next() % 4)),
      priority: Int16(truncatingIfNeeded: generator.next() % 3000), credit: UInt16(generator.next() % 3),
      budget: UInt32(generator.next() % 2000), fence: generator.next() % 2)
    var bytes = (try? header.encoded()) ?? []
    if kind == 1 { return bytes }
    for _ in 0...(generator.next() % 4) {
      switch generator.next() % 3 {
      case 0: bytes[Int(generator.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: generator.next())
      case 1: bytes.append(UInt8(truncatingIfNeeded: generator.next()))
      default: if bytes.count > 1 { bytes.removeLast(Int(generator.next() % UInt64(bytes.count))) }
      }
      if bytes.isEmpty { return bytes }
    }
    return bytes
  }

  @Test("100,000 random and mutated frames leave it whole: books balanced, good agents served")
  func machine() throws {
    var generator = SeededGenerator(seed: 20261121)
    var rig = MachineRig {
      $0.window = 8
      $0.queueBound = 64
      $0.malformedBound = 500
    }
    try rig.register("a", 1, ["sum"])
    try rig.register("b", 2, ["sum"])
    var held: Set<UInt64> = []
    let payloads = ["", "{}", "[", #"{"topic":"t"}"#, #"{"topic":"traffic"}"#, #"{"id":"c"}"#, #"{"id":"fuzz","capabilities":["sum"]}"#]
    for step in 0..<100_000 {
      let payload = Data(payloads[Int(generator.next() % UInt64(payloads.count))].utf8)
      rig.feed(MachineRig.key(UInt32(1 + generator.next() % 40)), raw: Self.frame(&generator), payload)
      if step % 97 == 0 { rig.tick(after: 0.05) }
      for output in rig.taken() {
        switch output {
        case .hold(let ticket): #expect(held.insert(ticket).inserted)
        case .release(let ticket, _, _), .discard(let ticket): #expect(held.remove(ticket) != nil)
        default: break
        }
      }
    }
    let statistics = rig.machine.statistics(rig.now)
    #expect(statistics.queued == held.count && statistics.malformed > 1000)
    #expect(statistics.agents.allSatisfy { $0.pending >= 0 && $0.queued <= 64 })
    try rig.register("late", 999, pid: 7)
    try rig.register("later", 998, pid: 8)
    try rig.feed(MachineRig.key(999), rig.header(.request, from: "late", to: .agent("later")))
    #expect(rig.seen() == [.forward(998)])
  }

  @Test("garbage over a real socket harms nobody but its sender")
  func socket() async throws {
    let rig = try Rig()
    let (worker, asker) = (try await rig.connect("worker"), try await rig.connect("asker"))
    echo(worker)
    let flood = try Flood(rig.address)
    var generator = SeededGenerator(seed: 4)
    for round in 0..<20 {
      for _ in 0..<150 { flood.send((0...(generator.next() % 3)).map { _ in Self.frame(&generator) }) }
      let answer = try await asker.request(OutgoingMessage(to: .agent("worker"), payload: Data("\(round)".utf8)))
      #expect(answer.payload == Data("\(round)".utf8))
    }
    #expect(await eventually { await rig.broker.statistics().malformed >= 100 })
    flood.close()
    asker.close()
    worker.close()
  }

  /// A bare DEALER that sends whatever it is given.
  struct Flood {
    let socket: Socket

    init(_ address: String) throws {
      socket = try Socket(ZMQ_DEALER, in: try BusContext.shared.get())
      try socket.connect(address)
    }

    func send(_ parts: [[UInt8]]) {
      let frames = Frames()
      for part in parts { frames.append(size: part.count) { $0.copyBytes(from: part) } }
      _ = frames.send(to: socket)
    }

    func close() { socket.close() }
  }
}
