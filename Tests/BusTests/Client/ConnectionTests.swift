import Bus
import Core
import FoundationEssentials
import Testing

@Suite("Connection", .serialized)
struct ConnectionTests {
  @Test("progress reaches who asked, and cancelling reaches who works")
  func progressAndCancel() async throws {
    let rig = try Rig()
    let (worker, asker) = (try await rig.connect("worker", ["work"]), try await rig.connect("asker"))
    let (progress, sink) = AsyncStream.makeStream(of: Data.self)
    let request = Task {
      try await asker.request(OutgoingMessage(to: .capability("work")), timeout: 600) { sink.yield($0.payload) }
    }
    var work = worker.incoming.makeAsyncIterator()
    let asked = try #require(await work.next())
    try worker.progress(of: asked, payload: Data("0.5".utf8))
    var steps = progress.makeAsyncIterator()
    #expect(await steps.next() == Data("0.5".utf8))
    request.cancel()
    await #expect { try await request.value } throws: { ($0 as? ProximaError)?.code == "bus.cancelled" }
    let cancel = try #require(await work.next())
    #expect(cancel.kind == .cancel && cancel.header.replyTo == asked.id)
    asker.close()
    worker.close()
  }

  @Test("an error answer is thrown with its own code")
  func errors() async throws {
    let rig = try Rig()
    let (worker, asker) = (try await rig.connect("worker"), try await rig.connect("asker"))
    let request = Task { try await asker.request(OutgoingMessage(to: .agent("worker"))) }
    var work = worker.incoming.makeAsyncIterator()
    try worker.reply(to: try #require(await work.next()), error: ProximaError("run.failed", "no", exit: .badInput))
    await #expect { try await request.value } throws: { ($0 as? ProximaError)?.code == "run.failed" }
    asker.close()
    worker.close()
  }

  @Test("a request without an answer is tried again with the same id, then ends in an error")
  func timeout() async throws {
    let rig = try Rig()
    let (worker, asker) = (try await rig.connect("worker"), try await rig.connect("asker"))
    await #expect {
      try await asker.request(OutgoingMessage(to: .agent("worker")), timeout: 0.05, retries: 2)
    } throws: { ($0 as? ProximaError)?.code == "bus.timeout" }
    // The worker's connection drops the repetitions: it has the request already.
    try asker.send(OutgoingMessage(.notification, to: .agent("worker"), action: "last"))
    var work = worker.incoming.makeAsyncIterator()
    #expect(await work.next()?.kind == .request)
    #expect(await work.next()?.action == "last")
    asker.close()
    worker.close()
  }

  @Test("messages of an old id are refused once another process took it")
  func replaced() async throws {
    let rig = try Rig()
    let first = try await rig.connect("worker")
    let second = try await rig.connect("worker")
    var refused = false
    for await event in first.events {
      if case .refused(let error) = event {
        refused = error.code == "bus.replaced"
        break
      }
    }
    #expect(refused)
    #expect(await rig.broker.statistics().agents.count == 1)
    first.close()
    second.close()
  }

  @Test("the connection survives a restart of the broker with its subscriptions and open requests")
  func restart() async throws {
    let rig = try Rig()
    let (worker, asker) = (try await rig.connect("worker"), try await rig.connect("asker"))
    try await worker.subscribe("news")
    let before = rig.broker.epoch
    rig.broker.stop()
    let request = Task { try await asker.request(OutgoingMessage(to: .agent("worker"), action: "later"), timeout: 120) }
    let successor = try Broker(configuration: BrokerConfiguration(addresses: [rig.address]))
    try successor.start()
    defer { successor.stop() }
    var epochs: [UInt64] = []
    for await event in worker.events {
      if case .registered(let receipt) = event { epochs.append(receipt.epoch) }
      if epochs.last == successor.epoch { break }
    }
    #expect(epochs == [before, successor.epoch])
    // The asker may be back first: then nobody is there yet, which it hears at once.
    #expect(await eventually { await successor.statistics().agents.count == 2 })
    if case .success(let answer) = await serve(worker, request) {
      #expect(answer.action == "later")
    }
    // The subscription is renewed by itself, some time after the registration.
    let publishing = Task {
      while !Task.isCancelled {
        try asker.publish("news", action: "fresh", payload: Data())
        try await Task.sleep(for: .milliseconds(10))
      }
    }
    var work = worker.incoming.makeAsyncIterator()
    #expect(await work.next()?.action == "fresh")
    publishing.cancel()
    _ = await publishing.result
    asker.close()
    worker.close()
  }

  /// Answers one request where it arrives; the result of the asker otherwise.
  private func serve(
    _ worker: BusConnection, _ request: Task<IncomingMessage, any Error>
  ) async -> Result<IncomingMessage, any Error> {
    let answering = Task {
      var work = worker.incoming.makeAsyncIterator()
      if let message = await work.next() { try worker.reply(to: message) }
    }
    let result = await request.result
    answering.cancel()
    _ = await answering.result
    return result
  }

  @Test("without a broker the registration times out, and closing ends what waits")
  func absent() async throws {
    let connection = try BusConnection(
      address: "ipc:///tmp/px-bus-nobody-\(Identifier.random().description.prefix(8)).sock",
      registration: Registration(id: "a"))
    await #expect { try await connection.registered(timeout: 0.05) } throws: {
      ($0 as? ProximaError)?.code == "bus.timeout"
    }
    let request = Task { try await connection.request(OutgoingMessage(to: .agent("b"))) }
    connection.close()
    await #expect { try await request.value } throws: { ($0 as? ProximaError)?.code == "bus.closed" }
    var messages = connection.incoming.makeAsyncIterator()
    #expect(await messages.next() == nil)
  }
}
