import Bus
import Core
import FoundationEssentials
import Testing

@Suite("tcp with CURVE", .serialized)
struct SecurityTests {
  let server: CurveKeys
  let invited: CurveKeys
  let rig: Rig

  init() throws {
    let (server, invited) = (try CurveKeys.generate(), try CurveKeys.generate())
    self.server = server
    self.invited = invited
    rig = try Rig {
      $0.tcp = TCPListener(
        address: "tcp://127.0.0.1:*", keys: server, allowed: [.executor(invited.publicKey, label: "lab")])
    }
  }

  func remote(_ id: String, role: BusRole = .executor, keys: CurveKeys, capabilities: [String] = []) throws -> BusConnection {
    try BusConnection(
      address: try #require(rig.broker.tcpAddress),
      registration: Registration(id: id, role: role, capabilities: capabilities),
      security: .curve(serverKey: server.publicKey, keys: keys))
  }

  @Test("an invited executor takes and answers work; one that is revoked is gone at once")
  func invitation() async throws {
    let executor = try remote("executor.lab", keys: invited, capabilities: ["execution.lab"])
    try await executor.registered(timeout: 60)
    let asker = try await rig.connect("asker")
    echo(executor)
    let payload = Data(count: 100_000)
    #expect(try await asker.request(OutgoingMessage(to: .capability("execution.lab"), payload: payload)).payload == payload)
    #expect(try await asker.agents().first { $0.registration.id == "executor.lab" }?.host == "127.0.0.1")
    rig.broker.revoke(publicKey: invited.publicKey)
    #expect(await eventually { await rig.broker.statistics().agents.count == 1 })
    await #expect { try await executor.request(OutgoingMessage(to: .agent("asker")), timeout: 30) } throws: {
      ($0 as? ProximaError)?.code == "bus.forbidden"
    }
    executor.close()
    asker.close()
  }

  @Test("a key that was not invited does not get in, until it is")
  func stranger() async throws {
    let keys = try CurveKeys.generate()
    let uninvited = try remote("executor.x", keys: keys)
    await #expect { try await uninvited.registered(timeout: 60) } throws: {
      ($0 as? ProximaError)?.code == "bus.forbidden"
    }
    uninvited.close()
    #expect(rig.events.all.contains { if case .keyRefused(keys.publicKey, _) = $0 { true } else { false } })
    rig.broker.allow(.executor(keys.publicKey))
    let late = try remote("executor.x", keys: keys)
    try await late.registered(timeout: 60)
    late.close()
  }

  @Test("a key's role and prefix bind it")
  func bound() async throws {
    for (id, role) in [("coordinator", BusRole.crew), ("executor.x", .crew), ("coordinator", .executor)] {
      let connection = try remote(id, role: role, keys: invited)
      await #expect { try await connection.registered(timeout: 60) } throws: {
        ($0 as? ProximaError)?.code == "bus.forbidden"
      }
      connection.close()
    }
  }

  @Test("tcp without keys is refused on both sides")
  func keyless() async throws {
    #expect { try BusConnection(address: "tcp://127.0.0.1:1", registration: Registration(id: "a")) } throws: {
      ($0 as? ProximaError)?.code == "bus.insecure"
    }
    let none = TCPListener(address: "tcp://127.0.0.1:*", keys: CurveKeys(publicKey: "", secretKey: ""), allowed: [])
    let broker = try Broker(configuration: BrokerConfiguration(addresses: [], tcp: none))
    #expect { try broker.start() } throws: { ($0 as? ProximaError)?.code == "bus.insecure" }
    let bare = try Broker(configuration: BrokerConfiguration(addresses: ["tcp://127.0.0.1:*"]))
    #expect { try bare.start() } throws: { ($0 as? ProximaError)?.code == "bus.insecure" }
  }
}
