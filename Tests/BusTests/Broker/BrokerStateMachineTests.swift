import Core
import FoundationEssentials
import Testing

@testable import Bus

@Suite("Broker's logic")
struct BrokerStateMachineTests {
  @Test("nothing but a registration is taken from a stranger")
  func stranger() throws {
    var rig = MachineRig()
    for kind in MessageKind.allCases where kind != .error && kind != .credit {
      let header = rig.header(kind, from: "a", to: .broker)
      try rig.feed(MachineRig.key(1), header)
      #expect(rig.seen() == [.error("bus.not_registered", to: 1, about: header.id)])
    }
    try rig.register("a", 1, quiet: false)
    #expect(rig.seen() == [.answer(.response, "register", to: 1)])
  }

  @Test("a sender that is not its own is refused, and its connection shut at the hundredth time")
  func spoofing() throws {
    var rig = MachineRig()
    try rig.register("a", 1)
    try rig.register("b", 2)
    for attempt in 1...100 {
      let header = rig.header(.notification, from: "b", to: .agent("b"))
      try rig.feed(MachineRig.key(1), header)
      let refusal = Seen.error("bus.forbidden", to: 1, about: header.id)
      #expect(rig.seen() == (attempt < 100 ? [refusal] : [refusal, .gone("a", "malformed")]))
    }
    try rig.feed(MachineRig.key(1), rig.header(.notification, from: "a", to: .agent("b")))
    #expect(rig.seen().isEmpty)
    try rig.feed(MachineRig.key(2), rig.header(.notification, from: "b", to: .broadcast))
    #expect(rig.seen().isEmpty && rig.machine.statistics(rig.now).forbidden == 101)
  }

  @Test("ids, capabilities and roles that are not allowed do not register")
  func refusedRegistrations() throws {
    let cases: [(String, BusRole, [String])] = [
      ("", .crew, []), ("broker", .crew, []), ("broadcast", .crew, []), ("a:b", .crew, []), ("a b", .crew, []),
      ("a", .crew, ["topic:x"]), ("native", .executor, ["execution.native"]), ("executor.x", .executor, ["verification"]),
      ("f", .front, ["verification"]), ("o", .observer, ["verification"]),
    ]
    for (id, role, capabilities) in cases {
      var rig = MachineRig()
      try rig.register(id, 1, role: role, capabilities, quiet: false)
      #expect(rig.seen().first.map { if case .error("bus.forbidden", _, _) = $0 { true } else { false } } == true)
      #expect(rig.machine.records(rig.now).isEmpty)
    }
  }

  @Test("what each role may send, kind by kind")
  func roles() throws {
    for kind in MessageKind.allCases where kind != .credit && kind != .heartbeat {
      for (role, id) in [(BusRole.crew, "c"), (.front, "f"), (.observer, "o"), (.executor, "executor.x")] {
        for replies in [false, true] {
          var rig = MachineRig()
          try rig.register(id, 1, role: role)
          try rig.register("target", 2)
          let header = rig.header(
            kind, from: id, to: .agent("target"), replyTo: replies ? Identifier(high: 5, low: 5) : .none)
          try rig.feed(MachineRig.key(1), header)
          let allowed =
            switch role {
            case .crew: true
            case .front: kind != .result
            case .observer: false
            case .executor: replies && [.response, .result, .error, .progress].contains(kind)
            }
          let forwarded = rig.seen().contains(.forward(2))
          #expect(forwarded == allowed, "\(role) sends \(kind), replies: \(replies)")
        }
      }
    }
    var rig = MachineRig()
    try rig.register("executor.x", 1, role: .executor)
    for action in ["subscribe", "agents", "statistics"] {
      let header = rig.header(.request, from: "executor.x", to: .broker, action: action)
      try rig.feed(MachineRig.key(1), header)
      #expect(rig.seen() == [.error("bus.forbidden", to: 1, about: header.id)])
    }
  }

  @Test("a message with a fencing token goes to one agent id")
  func fencing() throws {
    var rig = MachineRig()
    try rig.register("coordinator", 1)
    try rig.register("executor.x", 2, role: .executor, ["execution.x"])
    for recipient in [Recipient.capability("execution.x"), .topic("t"), .broadcast] {
      let header = rig.header(.request, from: "coordinator", to: recipient, fence: 3)
      try rig.feed(MachineRig.key(1), header)
      #expect(rig.seen() == [.error("bus.forbidden", to: 1, about: header.id)])
    }
    try rig.feed(MachineRig.key(1), rig.header(.request, from: "coordinator", to: .agent("executor.x"), fence: 3))
    #expect(rig.seen() == [.forward(2)])
    let absent = rig.header(.request, from: "coordinator", to: .agent("executor.y"), fence: 3)
    try rig.feed(MachineRig.key(1), absent)
    #expect(rig.seen() == [.error("bus.unknown_recipient", to: 1, about: absent.id)])
  }

  @Test("a second copy is dropped, a retransmission passes, and goes to who has the request")
  func duplicates() throws {
    var rig = MachineRig()
    try rig.register("a", 1)
    try rig.register("w1", 2, ["sum"])
    try rig.register("w2", 3, ["sum"])
    var header = rig.header(.request, from: "a", to: .capability("sum"))
    try rig.feed(MachineRig.key(1), header)
    guard case .forward(let first)? = rig.seen().first else { return #expect(Bool(false)) }
    try rig.feed(MachineRig.key(1), header)
    #expect(rig.seen().isEmpty && rig.machine.statistics(rig.now).duplicates == 1)
    header.flags = .retransmission
    try rig.feed(MachineRig.key(1), header)
    #expect(rig.seen() == [.forward(first)])
    // Once that one is gone, another gets it.
    rig.machine.forget(agent: first == 2 ? "w1" : "w2", reason: "ended", into: &rig.out)
    #expect(rig.seen().contains(.error("bus.recipient_gone", to: 1, about: header.id)))
    try rig.feed(MachineRig.key(1), header)
    #expect(rig.seen() == [.forward(first == 2 ? 3 : 2)])
  }

  @Test("load follows open requests: free places first, then the least loaded")
  func load() throws {
    var rig = MachineRig()
    try rig.register("a", 1)
    try rig.register("small", 2, ["sum"], places: 1)
    try rig.register("large", 3, ["sum"], places: 3)
    var chosen: [UInt32] = []
    var ids: [Identifier] = []
    for _ in 0..<4 {
      let header = rig.header(.request, from: "a", to: .capability("sum"))
      ids.append(header.id)
      try rig.feed(MachineRig.key(1), header)
      if case .forward(let peer)? = rig.seen().first { chosen.append(peer) }
    }
    #expect(chosen.filter { $0 == 2 }.count == 1 && chosen.filter { $0 == 3 }.count == 3)
    for (peer, id) in zip(chosen, ids) where peer == 3 {
      try rig.feed(MachineRig.key(3), rig.header(.response, from: "large", to: .agent("a"), replyTo: id))
    }
    #expect(rig.machine.records(rig.now).map(\.pending) == [0, 0, 1])
  }

  @Test("held messages go out by priority as credit comes; urgent ones, cancels and answers do not wait")
  func credit() throws {
    var rig = MachineRig { $0.window = 1 }
    try rig.register("a", 1)
    try rig.register("b", 2)
    let ask = rig.header(.request, from: "b", to: .agent("a"))
    try rig.feed(MachineRig.key(2), ask)
    _ = rig.seen()
    for priority in [Int16(0), 0, 5, -1] {
      try rig.feed(MachineRig.key(1), rig.header(.notification, from: "a", to: .agent("b"), priority: priority))
    }
    #expect(rig.seen() == [.forward(2), .hold(1), .hold(2), .hold(3)])
    try rig.feed(MachineRig.key(1), rig.header(.notification, from: "a", to: .agent("b"), priority: 1000))
    try rig.feed(MachineRig.key(1), rig.header(.response, from: "a", to: .agent("b"), replyTo: ask.id))
    try rig.feed(MachineRig.key(1), rig.header(.cancel, from: "a", to: .agent("b")))
    #expect(rig.seen() == [.forward(2), .forward(2), .forward(2)])
    try rig.feed(MachineRig.key(2), rig.header(.credit, from: "b", to: .broker, credit: 2))
    #expect(rig.seen() == [.release(2, 2), .release(1, 2)])
    try rig.feed(MachineRig.key(2), rig.header(.heartbeat, from: "b", to: .broker, credit: 9))
    #expect(rig.seen() == [.release(3, 2), .answer(.heartbeat, "", to: 2)])
  }

  @Test("an answer that nobody waits for uses credit like any other message")
  func unaskedAnswers() throws {
    var rig = MachineRig { $0.window = 1 }
    try rig.register("a", 1)
    try rig.register("b", 2)
    for _ in 0..<2 {
      try rig.feed(
        MachineRig.key(1), rig.header(.result, from: "a", to: .agent("b"), replyTo: Identifier(high: 1, low: 1)))
    }
    #expect(rig.seen() == [.forward(2), .hold(1)])
  }

  @Test("held messages whose deadline passes are answered, and bounded in number and bytes")
  func bounds() throws {
    var rig = MachineRig {
      $0.window = 1
      $0.queueBound = 2
      $0.heartbeatSeconds = 1000
    }
    try rig.register("a", 1)
    try rig.register("b", 2)
    let headers = (0..<4).map { _ in rig.header(.request, from: "a", to: .agent("b"), budget: 5000) }
    for header in headers { try rig.feed(MachineRig.key(1), header) }
    #expect(rig.seen() == [.forward(2), .hold(1), .hold(2), .error("bus.queue_full", to: 1, about: headers[3].id)])
    rig.tick(after: 6)
    #expect(
      rig.seen() == [
        .discard(1), .error("bus.deadline", to: 1, about: headers[1].id), .discard(2),
        .error("bus.deadline", to: 1, about: headers[2].id),
      ])
    // A refused message may be sent again under its id.
    try rig.feed(MachineRig.key(1), headers[3])
    #expect(rig.seen() == [.hold(3)])
    var small = MachineRig {
      $0.window = 1
      $0.queueBytes = 90
    }
    try small.register("a", 1)
    try small.register("b", 2)
    for _ in 0..<2 { try small.feed(MachineRig.key(1), small.header(.notification, from: "a", to: .agent("b"))) }
    #expect(small.seen().last.map { if case .error("bus.queue_full", _, _) = $0 { true } else { false } } == true)
  }

  @Test("three missed heartbeats and an agent is gone; any message keeps it")
  func liveness() throws {
    var rig = MachineRig()
    try rig.register("a", 1)
    try rig.register("b", 2)
    try rig.register("watch", 3)
    try rig.feed(MachineRig.key(3), rig.header(.request, from: "watch", to: .broker, action: "subscribe"), Data(#"{"topic":"crew"}"#.utf8))
    _ = rig.seen()
    for _ in 0..<3 {
      rig.tick(after: 9.9)
      try rig.feed(MachineRig.key(2), rig.header(.notification, from: "b", to: .topic("nobody")))
      try rig.feed(MachineRig.key(3), rig.header(.heartbeat, from: "watch", to: .broker))
    }
    #expect(!rig.seen().contains(.gone("a", "silent")))
    rig.tick(after: 0.4)
    #expect(rig.seen() == [.gone("a", "silent"), .answer(.notification, "gone", to: 3)])
    #expect(rig.machine.records(rig.now).map(\.registration.id) == ["b", "watch"])
  }

  @Test("a connection that cannot be reached ends its agent, and who sent hears of it")
  func unreachable() throws {
    var rig = MachineRig()
    try rig.register("a", 1)
    try rig.register("b", 2)
    let request = rig.header(.request, from: "a", to: .agent("b"))
    try rig.feed(MachineRig.key(1), request)
    _ = rig.seen()
    rig.machine.unreachable(MachineRig.key(2), header: nil, sender: MachineRig.key(1), into: &rig.out)
    #expect(rig.seen() == [.error("bus.recipient_gone", to: 1, about: request.id), .gone("b", "unreachable")])
  }

  @Test("the same process keeps its place over a new connection, another one takes it")
  func succession() throws {
    var rig = MachineRig { $0.window = 1 }
    try rig.register("a", 1)
    try rig.register("b", 2, pid: 1)
    let held = rig.header(.request, from: "a", to: .agent("b"))
    try rig.feed(MachineRig.key(1), rig.header(.notification, from: "a", to: .agent("b")))
    try rig.feed(MachineRig.key(1), held)
    #expect(rig.seen() == [.forward(2), .hold(1)])
    try rig.register("b", 3, pid: 1, quiet: false)
    #expect(rig.seen() == [.answer(.response, "register", to: 3), .release(1, 3)])
    try rig.register("b", 4, pid: 2, quiet: false)
    #expect(
      rig.seen() == [
        .error("bus.replaced", to: 3, about: .none), .error("bus.recipient_gone", to: 1, about: held.id),
        .gone("b", "replaced"), .answer(.response, "register", to: 4),
      ])
  }

  @Test("a remote key registers only what it is bound to, and nothing once it is revoked")
  func keys() throws {
    var rig = MachineRig()
    let origin = PeerOrigin.remote(publicKey: "K", address: "10.0.0.2")
    try rig.register("executor.x", 1, role: .executor, origin: origin, quiet: false)
    #expect(rig.seen().first.map { if case .error("bus.forbidden", _, _) = $0 { true } else { false } } == true)
    rig.machine.allow(.executor("K"), into: &rig.out)
    try rig.register("executor.x", 1, role: .crew, origin: origin, quiet: false)
    try rig.register("coordinator", 1, role: .executor, origin: origin, quiet: false)
    #expect(rig.machine.records(rig.now).isEmpty)
    try rig.register("executor.x", 1, role: .executor, origin: origin)
    #expect(rig.machine.records(rig.now).map(\.host) == ["10.0.0.2"])
    // Nobody of another origin takes its name.
    try rig.register("executor.x", 2, role: .executor)
    #expect(rig.machine.records(rig.now).map(\.host) == ["10.0.0.2"])
    rig.out = []
    rig.machine.revoke(publicKey: "K", into: &rig.out)
    #expect(rig.seen() == [.error("bus.forbidden", to: 1, about: .none), .gone("executor.x", "revoked")])
    try rig.register("executor.x", 1, role: .executor, origin: origin, quiet: false)
    #expect(rig.machine.records(rig.now).isEmpty)
  }

  @Test("a cancel follows its request, also one that was sent to a capability")
  func cancel() throws {
    var rig = MachineRig()
    try rig.register("a", 1)
    try rig.register("w", 2, ["sum"])
    let request = rig.header(.request, from: "a", to: .capability("sum"))
    try rig.feed(MachineRig.key(1), request)
    try rig.feed(MachineRig.key(1), rig.header(.cancel, from: "a", to: .capability("sum"), replyTo: request.id))
    #expect(rig.seen() == [.forward(2), .forward(2)])
    #expect(rig.machine.records(rig.now).allSatisfy { $0.pending == 0 })
  }

  @Test("an observer without credit loses batches and is told how many records")
  func mirror() throws {
    var rig = MachineRig { $0.window = 1 }
    try rig.register("o", 1, role: .observer)
    try rig.register("a", 2)
    try rig.feed(MachineRig.key(1), rig.header(.request, from: "o", to: .broker, action: "subscribe"), Data(#"{"topic":"traffic"}"#.utf8))
    rig.tick(after: 0.1)
    _ = rig.taken()
    for _ in 0..<5 { try rig.feed(MachineRig.key(2), rig.header(.notification, from: "a", to: .topic("x"))) }
    rig.tick(after: 0.1)
    #expect(rig.seen().isEmpty)
    try rig.feed(MachineRig.key(1), rig.header(.credit, from: "o", to: .broker, credit: 1))
    try rig.feed(MachineRig.key(2), rig.header(.notification, from: "a", to: .topic("x")))
    rig.tick(after: 0.1)
    let notes = rig.taken().compactMap { output -> TrafficNote? in
      guard case .emit(let message, _) = output else { return nil }
      return try? JSON.decode(TrafficNote.self, from: message.payload)
    }
    #expect(notes.map(\.lost) == [5] && notes.map(\.records) == [1])
  }
}
