import Bus
import Core
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
