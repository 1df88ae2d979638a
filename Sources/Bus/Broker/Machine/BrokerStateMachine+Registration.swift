import Core
import FoundationEssentials

extension BrokerStateMachine {
  /// `register`: a new agent, the same one over a new connection, or a successor of the same id.
  mutating func register(
    _ peer: PeerKey, _ header: HeaderView, _ payload: UnsafeRawBufferPointer, _ now: Instant,
    _ out: inout [BrokerOutput]
  ) {
    let wanted: Registration
    do { wanted = try JSON.decode(Registration.self, from: Data(payload)) } catch {
      let reason = "the payload of register is no registration: \(error)"
      return answer(peer, header, BusError(BusError.Code.malformed, reason, exit: .badInput), &out)
    }
    guard let origin = peers[peer]?.origin else { return }
    if let reason = refusal(of: wanted, from: origin, sender: header.sender) {
      counters.forbidden &+= 1
      return answer(peer, header, BusError(BusError.Code.forbidden, reason, exit: .refused), &out)
    }
    let place = slot(for: wanted, peer, origin, &out)
    if let own = peers[peer]?.agent, own != place.slot { remove(own, reason: "replaced", &out) }
    settle(wanted, in: place.slot, isNew: place.isNew, peer, origin, now)
    let receipt = RegistrationReceipt(
      status: "registered", epoch: epoch, heartbeatSeconds: configuration.heartbeatSeconds,
      window: configuration.window)
    respond(peer, header, receipt, &out)
    if place.isNew {
      var host = ""
      if case .remote(_, let address) = origin { host = address }
      out.append(.event(.registered(wanted, host: host)))
      announce(CrewChange(event: .registered, agent: wanted.id, reason: "", registration: wanted), but: place.slot, &out)
    }
    // What waited while the connection was away goes out now.
    grant(0, to: place.slot, now, &out)
  }

  /// Where the agent goes: its own slot when it only lost its connection, else a fresh one.
  private mutating func slot(
    for wanted: Registration, _ peer: PeerKey, _ origin: PeerOrigin, _ out: inout [BrokerOutput]
  ) -> (slot: Int, isNew: Bool) {
    if case .agent(let old) = routes[wanted.id] {
      if agents[old].registration.isSameProcess(as: wanted) {
        if agents[old].peer != peer { peers[agents[old].peer]?.agent = nil }
        return (old, false)
      }
      if agents[old].peer != peer {
        tellReplaced(old, &out)
      }
      remove(old, reason: "replaced", &out)
    }
    if let free = freeSlots.popLast() { return (free, true) }
    agents.append(BrokerAgent())
    return (agents.count - 1, true)
  }

  private mutating func tellReplaced(_ slot: Int, _ out: inout [BrokerOutput]) {
    tell(ref(slot), about: .none, BusError(
      BusError.Code.replaced, "another process registered as \(agents[slot].registration.id)", exit: .refused), &out)
  }

  private mutating func settle(
    _ wanted: Registration, in slot: Int, isNew: Bool, _ peer: PeerKey, _ origin: PeerOrigin, _ now: Instant
  ) {
    if isNew {
      generations &+= 1
      agents[slot] = BrokerAgent()
      agents[slot].alive = true
      agents[slot].generation = generations
      agents[slot].since = now
      agents[slot].seen = DuplicateWindow(bound: configuration.duplicateWindow)
      agents[slot].name = Array(wanted.id.utf8)
      routes[wanted.id] = .agent(slot)
    } else {
      for name in agents[slot].registration.capabilities { leave("capability:" + name, slot) }
    }
    agents[slot].registration = wanted
    agents[slot].peer = peer
    agents[slot].origin = origin
    agents[slot].lastHeard = now
    // A fresh connection has nothing under way: its window is whole.
    agents[slot].credit = configuration.window
    for name in wanted.capabilities { join("capability:" + name, slot, isTopic: false) }
    peers[peer]?.agent = slot
  }

  /// Why the registration is not taken; nil where it is.
  private func refusal(of wanted: Registration, from origin: PeerOrigin, sender: UnsafeRawBufferPointer) -> String? {
    guard Self.isName(wanted.id), wanted.id != "broker", wanted.id != "broadcast" else {
      return "an agent id is 1 to 200 letters, digits, '.', '_' or '-', and neither broker nor broadcast"
    }
    guard sender.elementsEqual(wanted.id.utf8) else { return "the header's sender is not the id to register" }
    guard wanted.capabilities.allSatisfy(Self.isName), wanted.capabilities.count <= 256 else {
      return "a capability is 1 to 200 letters, digits, '.', '_' or '-'; at most 256 of them"
    }
    if case .remote(let key, _) = origin {
      guard let binding = bindings[key] else { return "this key is not on the allow-list" }
      guard binding.role == wanted.role else { return "this key is bound to the role \(binding.role)" }
      guard binding.admits(id: wanted.id) else {
        return "this key may register \(binding.idPrefix)\(binding.isExact ? "" : "…") only"
      }
    }
    if wanted.role == .executor {
      guard wanted.id.hasPrefix("executor.") else { return "an executor's id begins with executor." }
      guard wanted.capabilities.allSatisfy({ $0.hasPrefix("execution.") }) else {
        return "an executor offers execution.… only"
      }
    } else if wanted.role != .crew, !wanted.capabilities.isEmpty {
      return "the role \(wanted.role) takes no work"
    }
    if case .agent(let old) = routes[wanted.id], !Self.maySucceed(agents[old].origin, origin) {
      return "\(wanted.id) is registered from elsewhere"
    }
    return nil
  }

  /// An id passes only to a process of the same machine or the same key.
  private static func maySucceed(_ old: PeerOrigin, _ new: PeerOrigin) -> Bool {
    switch (old, new) {
    case (.local, .local): true
    case (.remote(let a, _), .remote(let b, _)): a == b
    default: false
    }
  }

  /// Tells the followers of the topic `crew`.
  mutating func announce(_ change: CrewChange, but slot: Int?, _ out: inout [BrokerOutput]) {
    guard case .topic(let group) = routes["topic:crew"], let payload = try? JSON.encode(change) else { return }
    for member in groups[group].members where member != slot {
      emit(
        .notification, to: agents[member].peer, named: "topic:crew", replyTo: .none, action: change.event.rawValue,
        payload: payload, &out)
    }
  }
}

extension Registration {
  /// Whether the other is this very process, back over a new connection.
  func isSameProcess(as other: Registration) -> Bool {
    id == other.id && pid == other.pid && metadata["instance"] == other.metadata["instance"]
  }
}
