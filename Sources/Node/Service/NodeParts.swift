import Bus
import Core
import Dispatch
import Glibc
import Synchronization

/// The machinery of a node: broker, supervisor and what connects them. Made once, used from several threads.
struct NodeParts: Sendable {
  let events: NodeEvents
  let broker: Broker
  let supervisor: Supervisor
  let link: NodeLink

  /// Connects the two: a death is told to the broker at once, a registration or a silence to the supervisor.
  static func make(_ settings: NodeSettings, time: any TimeSource) throws(ProximaError) -> NodeParts {
    let events = NodeEvents()
    let link = NodeLink()
    let brokerSlot = Slot<Broker>()
    let supervisor = try Supervisor(
      surroundings: .init(environment: settings.environment, logFolder: settings.home.logs), time: time
    ) { notice in
      // Before anything else: whoever waits for the dead is told, and gives the work to another. Who ended in order has
      // said so itself, behind its last answers, which are not to be overtaken.
      if case .gone(let gone) = notice, !gone.isOrderly { brokerSlot.get()?.forget(agent: gone.agent, reason: "ended") }
      events.send.yield(.supervisor(notice))
    }
    var configuration = BrokerConfiguration(addresses: [settings.home.busAddress])
    configuration.heartbeatSeconds = settings.heartbeatSeconds
    let broker = try Broker(configuration: configuration, time: time) { event in
      switch event {
      case .registered(let registration, let host) where host.isEmpty:
        supervisor.post(.registered(id: registration.id, pid: registration.pid))
      case .gone(let agent, reason: "silent"): supervisor.post(.heartbeatsLost(id: agent))
      default: break
      }
      events.send.yield(.broker(event))
    }
    brokerSlot.fill(broker)
    return NodeParts(events: events, broker: broker, supervisor: supervisor, link: link)
  }
}

/// A value that is there once it has been made.
final class Slot<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)

  func fill(_ value: Value) { self.value.withLock { $0 = value } }
  func get() -> Value? { value.withLock { $0 } }
}

/// The node's own connection, once it is there.
typealias NodeLink = Slot<BusConnection>

/// SIGTERM and SIGINT as events; SIGHUP, which a closing terminal sends, is ignored.
///
/// `@unchecked Sendable`: the sources are made once in `init`, and Dispatch guards its objects itself.
final class NodeSignals: @unchecked Sendable {
  private let sources: [any DispatchSourceSignal]

  init(_ events: NodeEvents) {
    signal(SIGHUP, SIG_IGN)
    signal(SIGPIPE, SIG_IGN)
    sources = [SIGTERM, SIGINT].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { events.send.yield(.terminate) }
      source.activate()
      return source
    }
  }

  func end() { sources.forEach { $0.cancel() } }
}
