import Core

extension BrokerStateMachine {
  /// Time has passed: who was silent too long is gone, what waited too long is answered. Due every second or so.
  package mutating func tick(now: Instant, wall: WallTime, into out: inout [BrokerOutput]) {
    self.wall = wall
    let patience = configuration.heartbeatSeconds * Double(configuration.missedHeartbeats)
    for slot in agents.indices where agents[slot].alive {
      if now.seconds(since: agents[slot].lastHeard) > patience {
        remove(slot, reason: "silent", &out)
        continue
      }
      guard !agents[slot].outbox.isEmpty else { continue }
      let late = agents[slot].outbox.remove { held in held.expires.map { $0 <= now } ?? false }
      for held in late {
        agents[slot].heldBytes -= held.bytes
        expire(held, &out)
      }
    }
    for (key, request) in requests where request.expires <= now {
      requests[key] = nil
      if isAlive(request.responder) { agents[request.responder.slot].pending -= 1 }
    }
    for (key, peer) in peers where peer.agent == nil && !peer.refused {
      if now.seconds(since: peer.lastHeard) > max(60, patience * 4) { peers[key] = nil }
    }
    flushMirror(&out)
    measureRate(now)
  }

  private mutating func measureRate(_ now: Instant) {
    let span = now.seconds(since: rateMark.at)
    guard span >= 1 else { return }
    counters.rate = Double(counters.messagesIn &- rateMark.messages) / span
    rateMark = (now, counters.messagesIn)
  }

  /// The sockets could not reach `peer`: its agent is gone. `header` is the message that failed, of `sender`.
  package mutating func unreachable(
    _ peer: PeerKey, header: HeaderView?, sender: PeerKey?, into out: inout [BrokerOutput]
  ) {
    if let slot = peers[peer]?.agent { remove(slot, reason: "unreachable", &out) }
    peers[peer] = nil
    counters.undeliverable &+= 1
    // Requests are answered by `remove`; whatever else was for one agent is answered here.
    guard let header, let sender, let slot = peers[sender]?.agent, !header.kind.expectsAnswer,
      !header.recipient.starts(with: "topic:".utf8), !header.recipient.elementsEqual("broadcast".utf8)
    else { return }
    let name = String(decoding: header.recipient, as: UTF8.self)
    reject(slot, header, BusError(BusError.Code.unknownRecipient, "\(name) cannot be reached"), &out)
  }

  /// A supervisor saw the process of `agent` end.
  package mutating func forget(agent: String, reason: String, into out: inout [BrokerOutput]) {
    guard case .agent(let slot) = routes[agent] else { return }
    remove(slot, reason: reason, &out)
  }

  /// Ends a registration: who waits for the agent is told, what it waits for is forgotten.
  mutating func remove(_ slot: Int, reason: String, _ out: inout [BrokerOutput]) {
    let gone = ref(slot)
    let agent = agents[slot]
    guard agent.alive else { return }
    routes[agent.registration.id] = nil
    for name in agent.registration.capabilities { leave("capability:" + name, slot) }
    for topic in agent.topics { leave("topic:" + topic, slot) }
    if agent.topics.contains(BusTopic.traffic) { mirror.active = routes["topic:traffic"] != nil }
    peers[agent.peer]?.agent = nil
    for held in agents[slot].outbox.removeAll() {
      out.append(.discard(held.ticket))
      counters.undeliverable &+= 1
    }
    agents[slot].alive = false
    agents[slot].generation &+= 1
    agents[slot].topics = []
    freeSlots.append(slot)
    let error = BusError(BusError.Code.recipientGone, "\(agent.registration.id) is gone (\(reason))")
    for (key, request) in requests where request.responder == gone || request.requester == gone {
      requests[key] = nil
      if request.responder == gone {
        tell(request.requester, about: key.id, error, &out)
      } else if isAlive(request.responder) {
        agents[request.responder.slot].pending -= 1
      }
    }
    out.append(.event(.gone(agent: agent.registration.id, reason: reason)))
    announce(CrewChange(event: .gone, agent: agent.registration.id, reason: reason, registration: agent.registration), but: nil, &out)
  }
}
