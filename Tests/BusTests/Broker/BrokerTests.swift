import Bus
import Core
import FoundationEssentials
import Testing

@Suite("Broker over ipc", .serialized)
struct BrokerTests {
  @Test("a request reaches its agent and the answer comes back, attachments untouched")
  func roundTrip() async throws {
    let rig = try Rig()
    let worker = try await rig.connect("worker")
    let asker = try await rig.connect("asker")
    echo(worker)
    let payload = Data(#"{"n":1}"#.utf8)
    let big = Data((0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
    let answer = try await asker.request(
      OutgoingMessage(to: .agent("worker"), action: "echo", payload: payload, attachments: [Data([1, 2, 3]), big],
        task: "t1", step: "s1"))
    #expect(answer.kind == .response && answer.sender == "worker" && answer.action == "echo")
    #expect(answer.payload == payload && answer.attachments == [Data([1, 2, 3]), big])
    #expect(answer.header.task == "t1" && answer.header.step == "s1")
    asker.close()
    worker.close()
  }

  @Test("an unknown recipient and a capability nobody has are answered with an error")
  func unknown() async throws {
    let rig = try Rig()
    let asker = try await rig.connect("asker")
    for recipient in [Recipient.agent("nobody"), .capability("nothing")] {
      await #expect {
        try await asker.request(OutgoingMessage(to: recipient))
      } throws: { ($0 as? ProximaError)?.code == "bus.unknown_recipient" }
    }
    // Without waiting for it the error arrives among the other messages.
    let id = try asker.send(OutgoingMessage(.notification, to: .agent("nobody")))
    var messages = asker.incoming.makeAsyncIterator()
    let error = await messages.next()
    #expect(error?.kind == .error && error?.header.replyTo == id && error?.error.code == "bus.unknown_recipient")
    asker.close()
  }

  @Test("a capability goes to the agent with the least to do")
  func capability() async throws {
    let rig = try Rig()
    let workers = [try await rig.connect("w1", ["sum"]), try await rig.connect("w2", ["sum"])]
    let asker = try await rig.connect("asker")
    try asker.send(OutgoingMessage(to: .capability("sum")))
    try asker.send(OutgoingMessage(to: .capability("sum")))
    // Neither answers, so each has one.
    for worker in workers {
      var messages = worker.incoming.makeAsyncIterator()
      #expect(await messages.next()?.kind == .request)
    }
    for connection in workers + [asker] { connection.close() }
  }

  @Test("topics reach their subscribers and broadcasts everyone, but not who sent them")
  func fanOut() async throws {
    let rig = try Rig()
    let (a, b, c) = (try await rig.connect("a"), try await rig.connect("b"), try await rig.connect("c"))
    try await a.subscribe("results_updated")
    try await b.subscribe("results_updated")
    try a.publish("results_updated", action: "new", payload: Data("1".utf8))
    try a.send(OutgoingMessage(.notification, to: .broadcast, action: "all"))
    var (fromB, fromC) = (b.incoming.makeAsyncIterator(), c.incoming.makeAsyncIterator())
    #expect(await fromB.next()?.action == "new")
    #expect(await fromB.next()?.action == "all")
    #expect(await fromC.next()?.action == "all")
    try await b.unsubscribe("results_updated")
    try c.publish("results_updated", action: "again", payload: Data())
    var fromA = a.incoming.makeAsyncIterator()
    #expect(await fromA.next()?.action == "again")
    for connection in [a, b, c] { connection.close() }
  }

  @Test("who waits for an agent that is gone is told at once")
  func gone() async throws {
    let rig = try Rig()
    let (worker, asker) = (try await rig.connect("worker"), try await rig.connect("asker"))
    try await asker.subscribe("crew")
    let request = Task { try await asker.request(OutgoingMessage(to: .agent("worker")), timeout: 600) }
    var work = worker.incoming.makeAsyncIterator()
    _ = await work.next()
    rig.broker.forget(agent: "worker", reason: "ended")
    await #expect { try await request.value } throws: { ($0 as? ProximaError)?.code == "bus.recipient_gone" }
    var messages = asker.incoming.makeAsyncIterator()
    let change = try await messages.next()?.decode(CrewChange.self)
    #expect(change?.event == .gone && change?.agent == "worker" && change?.reason == "ended")
    #expect(rig.events.all.contains(.gone(agent: "worker", reason: "ended")))
    asker.close()
    worker.close()
  }

  @Test("an agent held up for want of credit gets its messages once it takes some, the urgent ones first")
  func credit() async throws {
    let rig = try Rig { $0.window = 4 }
    let (worker, asker) = (try await rig.connect("worker"), try await rig.connect("asker"))
    for index in 0..<40 {
      try asker.send(OutgoingMessage(.notification, to: .agent("worker"), action: "\(index)", priority: index == 39 ? 5 : 0))
    }
    #expect(await eventually { await rig.broker.statistics().queued == 36 })
    #expect(rig.events.all.contains(.outOfCredit(agent: "worker")))
    var actions: [String] = []
    var messages = worker.incoming.makeAsyncIterator()
    for _ in 0..<40 { actions.append(await messages.next()?.action ?? "") }
    // The urgent one passes all that the broker holds, and what waits in the inbox when it comes.
    #expect(actions.filter { $0 != "39" } == (0..<39).map { "\($0)" })
    #expect((actions.firstIndex(of: "39") ?? 40) <= 4)
    asker.close()
    worker.close()
  }

  @Test("beyond the bound the queue is full, and the sender is told")
  func queueFull() async throws {
    let rig = try Rig {
      $0.window = 1
      $0.queueBound = 2
    }
    let (worker, asker) = (try await rig.connect("worker"), try await rig.connect("asker"))
    for _ in 0..<3 { try asker.send(OutgoingMessage(.notification, to: .agent("worker"))) }
    await #expect {
      try await asker.request(OutgoingMessage(to: .agent("worker")))
    } throws: { ($0 as? ProximaError)?.code == "bus.queue_full" }
    asker.close()
    worker.close()
  }

  @Test("an observer sees every header and size, and how many it missed")
  func mirror() async throws {
    let rig = try Rig { $0.window = 2 }
    let observer = try await rig.connect("monitor", role: .observer)
    let (a, b) = (try await rig.connect("a"), try await rig.connect("b"))
    try await observer.subscribe("traffic")
    echo(b)
    let total = 50
    for index in 0..<total {
      _ = try await a.request(OutgoingMessage(to: .agent("b"), action: "m\(index)", payload: Data(count: 17)))
      try await Task.sleep(for: .milliseconds(4))
    }
    var (seen, lost): (Set<String>, UInt64) = ([], 0)
    var next: UInt64?
    var messages = observer.incoming.makeAsyncIterator()
    while seen.count + Int(lost) < total / 2, let message = await messages.next() {
      let (note, records) = try TrafficNote.read(message)
      #expect(records.count == note.records)
      if let next { #expect(note.first == next + note.lost) }
      next = note.first + UInt64(note.records)
      lost += note.lost
      for record in records where record.header.kind == .request && record.header.sender == "a" {
        seen.insert(record.header.action)
        #expect(record.payloadBytes == 17)
      }
    }
    #expect(seen.contains("m0"))
    for connection in [observer, a, b] { connection.close() }
  }
}
