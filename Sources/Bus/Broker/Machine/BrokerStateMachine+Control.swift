import Core
import FoundationEssentials

extension BrokerStateMachine {
  /// A topic to follow or to leave.
  private struct TopicBody: Decodable { var topic: String }
  private struct Done: Encodable { var status = "done" }
  private struct AgentList: Encodable { var agents: [AgentRecord] }

  /// Requests to the broker itself.
  mutating func control(
    _ slot: Int, _ header: HeaderView, _ payload: UnsafeRawBufferPointer, _ now: Instant, _ out: inout [BrokerOutput]
  ) -> TrafficOutcome {
    let peer = agents[slot].peer
    switch header.kind {
    case .heartbeat:
      emit(
        .heartbeat, to: peer, named: agents[slot].registration.id, replyTo: header.id, action: "", payload: Data(), &out)
      return .forwarded
    case .request, .query: break
    default: return .refused
    }
    switch String(decoding: header.action, as: UTF8.self) {
    case BrokerAction.register: register(peer, header, payload, now, &out)
    case BrokerAction.unregister:
      respond(peer, header, Done(), &out)
      remove(slot, reason: "unregistered", &out)
    case BrokerAction.subscribe, BrokerAction.unsubscribe: topic(slot, header, payload, &out)
    case BrokerAction.agents: respond(peer, header, AgentList(agents: records(now)), &out)
    case BrokerAction.statistics: respond(peer, header, statistics(now), &out)
    case let action:
      reject(slot, header, BusError(BusError.Code.malformed, "the broker knows no action \(action)", exit: .badInput), &out)
      return .refused
    }
    return .forwarded
  }

  private mutating func topic(
    _ slot: Int, _ header: HeaderView, _ payload: UnsafeRawBufferPointer, _ out: inout [BrokerOutput]
  ) {
    guard let body = try? JSON.decode(TopicBody.self, from: Data(payload)), Self.isName(body.topic) else {
      return reject(
        slot, header, BusError(BusError.Code.malformed, "give {\"topic\": NAME} as payload", exit: .badInput), &out)
    }
    if header.action.elementsEqual(BrokerAction.subscribe.utf8) {
      join("topic:" + body.topic, slot, isTopic: true)
      agents[slot].topics.insert(body.topic)
    } else {
      leave("topic:" + body.topic, slot)
      agents[slot].topics.remove(body.topic)
    }
    if body.topic == BusTopic.traffic { mirror.active = routes["topic:traffic"] != nil }
    respond(agents[slot].peer, header, Done(), &out)
  }

  /// Names of agents, capabilities and topics: 1 to 200 letters, digits, `.`, `_`, `-` and `/`.
  static func isName(_ text: String) -> Bool {
    (1...200).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2E
          || $0 == 0x5F || $0 == 0x2D || $0 == 0x2F
      }
  }

  /// Puts an agent under a capability or topic.
  mutating func join(_ name: String, _ slot: Int, isTopic: Bool) {
    switch routes[name] {
    case .capability(let group), .topic(let group):
      if !groups[group].members.contains(slot) { groups[group].members.append(slot) }
    default:
      let group: Int
      if let free = freeGroups.popLast() { group = free } else {
        group = groups.count
        groups.append(BrokerGroup())
      }
      groups[group].members = [slot]
      routes[name] = isTopic ? .topic(group) : .capability(group)
    }
  }

  mutating func leave(_ name: String, _ slot: Int) {
    switch routes[name] {
    case .capability(let group), .topic(let group):
      groups[group].members.removeAll { $0 == slot }
      if groups[group].members.isEmpty {
        routes[name] = nil
        freeGroups.append(group)
      }
    default: return
    }
  }

  /// Every registered agent, by id.
  package func records(_ now: Instant) -> [AgentRecord] {
    agents.filter(\.alive).map { agent in
      var host = ""
      if case .remote(_, let address) = agent.origin { host = address }
      return AgentRecord(
        registration: agent.registration, pending: agent.pending, queued: agent.outbox.count,
        messagesSent: agent.sent, messagesReceived: agent.received,
        lastHeartbeatSeconds: now.seconds(since: agent.lastHeard), uptime: now.seconds(since: agent.since), host: host)
    }.sorted { $0.registration.id < $1.registration.id }
  }

  /// The counters, with every agent.
  package func statistics(_ now: Instant) -> BrokerStatistics {
    var result = counters
    result.agents = records(now)
    result.queued = result.agents.reduce(0) { $0 + $1.queued }
    return result
  }
}
