import Core

extension BrokerStateMachine {
  /// Messages of this priority and above, and what answers or takes back, do not wait for credit.
  package static let urgentPriority: Int16 = 1000

  /// To one agent by its id.
  mutating func toOne(
    _ target: Int, from slot: Int, _ header: HeaderView, _ shape: MessageShape, _ now: Instant,
    _ out: inout [BrokerOutput]
  ) -> TrafficOutcome {
    var target = target
    var exempt = header.kind == .cancel || header.priority >= Self.urgentPriority
    if header.replyTo != .none {
      if header.kind == .cancel {
        // A cancel follows its request, also where a capability was addressed.
        if let request = closeRequest(header.replyTo, requester: slot) { target = request.responder.slot }
      } else if header.kind.endsRequest {
        exempt = closeRequest(header.replyTo, responder: slot, requester: target) || exempt
      } else if header.kind == .progress {
        let request = requests[RequestKey(id: header.replyTo)]
        exempt = exempt || (request?.requester.slot == target && request?.responder.slot == slot)
      }
    }
    let outcome = deliver(to: target, from: slot, header, shape, exempt: exempt, now, &out)
    if outcome == .refused { return queueFull(slot, header, 1, &out) }
    open(header, requester: slot, responder: target, now)
    remember(slot, header)
    return outcome
  }

  /// To the agent of a capability that has a free place and the least to do; a retransmission to who has the request already.
  mutating func toCapability(
    _ group: Int, from slot: Int, _ header: HeaderView, _ shape: MessageShape, _ now: Instant,
    _ out: inout [BrokerOutput]
  ) -> TrafficOutcome {
    if header.flags.contains(.retransmission) || header.kind == .cancel {
      let key = RequestKey(id: header.kind == .cancel ? header.replyTo : header.id)
      if let request = requests[key], request.requester == ref(slot), isAlive(request.responder) {
        return toOne(request.responder.slot, from: slot, header, shape, now, &out)
      }
    }
    var best: Int?
    for member in groups[group].members where member != slot {
      guard let other = best else {
        best = member
        continue
      }
      if prefers(member, to: other) { best = member }
    }
    guard let target = best else {
      let name = String(decoding: header.recipient, as: UTF8.self).dropFirst(11)
      reject(slot, header, BusError(BusError.Code.unknownRecipient, "nobody else offers \(name)"), &out)
      return .refused
    }
    choices &+= 1
    agents[target].chosen = choices
    return toOne(target, from: slot, header, shape, now, &out)
  }

  private func prefers(_ a: Int, to b: Int) -> Bool {
    func load(_ slot: Int) -> (Int, Double, UInt64) {
      let places = max(1, agents[slot].registration.maxConcurrentTasks)
      return (agents[slot].pending < places ? 0 : 1, Double(agents[slot].pending) / Double(places), agents[slot].chosen)
    }
    return load(a) < load(b)
  }

  /// To all of `targets` but the sender.
  mutating func toMany(
    _ targets: [Int], from slot: Int, _ header: HeaderView, _ shape: MessageShape, _ now: Instant,
    _ out: inout [BrokerOutput]
  ) -> TrafficOutcome {
    var missed = 0
    let exempt = header.priority >= Self.urgentPriority
    for target in targets where target != slot {
      if deliver(to: target, from: slot, header, shape, exempt: exempt, now, &out) == .refused { missed += 1 }
    }
    remember(slot, header)
    return missed == 0 ? .forwarded : queueFull(slot, header, missed, &out)
  }

  private mutating func queueFull(
    _ slot: Int, _ header: HeaderView, _ missed: Int, _ out: inout [BrokerOutput]
  ) -> TrafficOutcome {
    counters.undeliverable &+= UInt64(missed)
    let whose = missed == 1 ? "the recipient's queue is full" : "the queues of \(missed) recipients are full"
    reject(slot, header, BusError(BusError.Code.queueFull, "\(whose); send again later", exit: .tryLater), &out)
    return .refused
  }

  /// Sends on, or holds until the target grants credit; refused beyond the bounds.
  private mutating func deliver(
    to target: Int, from slot: Int, _ header: HeaderView, _ shape: MessageShape, exempt: Bool, _ now: Instant,
    _ out: inout [BrokerOutput]
  ) -> TrafficOutcome {
    if exempt || agents[target].credit > 0 {
      if !exempt {
        agents[target].credit -= 1
        HeaderView.charge(header)
        if agents[target].credit == 0 {
          out.append(.event(.outOfCredit(agent: agents[target].registration.id)))
        }
      }
      agents[target].received &+= 1
      counters.messagesOut &+= 1
      out.append(.forward(to: agents[target].peer))
      return .forwarded
    }
    let bytes = shape.bytes + header.bytes.count
    guard agents[target].outbox.count < configuration.queueBound,
      agents[target].heldBytes + bytes <= configuration.queueBytes
    else { return .refused }
    HeaderView.charge(header)
    let held = HeldMessage(
      ticket: nextTicket, bytes: bytes,
      expires: header.budget == 0 ? nil : now.advanced(by: Double(header.budget) / 1000), id: header.id,
      kind: header.kind, sender: ref(slot))
    nextTicket &+= 1
    agents[target].outbox.push(held, priority: header.priority)
    agents[target].heldBytes += bytes
    out.append(.hold(held.ticket))
    return .held
  }

  /// The target takes `credit` more messages: what was held for it goes out, highest priority first.
  mutating func grant(_ credit: Int, to slot: Int, _ now: Instant, _ out: inout [BrokerOutput]) {
    agents[slot].credit = min(agents[slot].credit + credit, 1 << 20)
    while agents[slot].credit > 0, let held = agents[slot].outbox.pop() {
      agents[slot].heldBytes -= held.bytes
      if let expires = held.expires, expires <= now {
        expire(held, &out)
        continue
      }
      agents[slot].credit -= 1
      agents[slot].received &+= 1
      counters.messagesOut &+= 1
      let budget = held.expires.map { UInt32(max(1, min($0.seconds(since: now) * 1000, 4e9))) } ?? 0
      out.append(.release(held.ticket, to: agents[slot].peer, budget: budget))
    }
  }

  /// A held message whose deadline has passed: dropped, its sender told.
  mutating func expire(_ held: HeldMessage, _ out: inout [BrokerOutput]) {
    out.append(.discard(held.ticket))
    counters.undeliverable &+= 1
    if let request = requests.removeValue(forKey: RequestKey(id: held.id)), isAlive(request.responder) {
      agents[request.responder.slot].pending -= 1
    }
    tell(held.sender, about: held.id, BusError(
      BusError.Code.deadline, "the deadline passed while the recipient took no messages", exit: .timedOut), &out)
  }

  /// Notes who waits for whom.
  private mutating func open(_ header: HeaderView, requester: Int, responder: Int, _ now: Instant) {
    guard header.kind.expectsAnswer else { return }
    let seconds = header.budget == 0 ? 600 : Double(header.budget) / 1000
    let request = PendingRequest(
      requester: ref(requester), responder: ref(responder), expires: now.advanced(by: seconds))
    if let old = requests.updateValue(request, forKey: RequestKey(id: header.id)), isAlive(old.responder) {
      agents[old.responder.slot].pending -= 1
    }
    agents[responder].pending += 1
  }

  /// The request is answered by who has it; false where nobody waits for that answer.
  private mutating func closeRequest(_ id: Identifier, responder: Int, requester: Int) -> Bool {
    let key = RequestKey(id: id)
    guard let index = requests.index(forKey: key) else { return false }
    let request = requests.values[index]
    guard request.responder == ref(responder) else { return false }
    requests.remove(at: index)
    agents[responder].pending -= 1
    return request.requester == ref(requester)
  }

  /// The request is taken back by who asked.
  private mutating func closeRequest(_ id: Identifier, requester: Int) -> PendingRequest? {
    let key = RequestKey(id: id)
    guard let request = requests[key], request.requester == ref(requester), isAlive(request.responder) else {
      return nil
    }
    requests[key] = nil
    agents[request.responder.slot].pending -= 1
    return request
  }
}
