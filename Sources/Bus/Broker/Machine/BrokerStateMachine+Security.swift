import Core
import FoundationEssentials

extension BrokerStateMachine {
  /// Why the sender's role does not allow the message; nil where it does.
  func forbids(_ slot: Int, _ header: HeaderView) -> String? {
    let kind = header.kind
    if header.fence != 0, kind == .request || kind == .query || kind == .notification {
      if case .agent = routes[header.recipient] {} else if !isAgentName(header.recipient) {
        return "a message with a fencing token goes to one agent id; only the coordinator assigns"
      }
    }
    let role = agents[slot].registration.role
    if role == .crew || kind == .heartbeat || kind == .credit { return nil }
    let toBroker = header.recipient.elementsEqual("broker".utf8)
    switch role {
    case .crew: return nil
    case .front: return kind == .result ? "a front takes no work and has no results" : nil
    case .observer: return toBroker ? nil : "an observer listens only"
    case .executor:
      if toBroker {
        let own = [BrokerAction.register, BrokerAction.unregister].contains { header.action.elementsEqual($0.utf8) }
        return own && kind == .request ? nil : "an executor may register and unregister, nothing else"
      }
      let answers = kind.endsRequest || kind == .progress
      return answers && header.replyTo != .none && isAgentName(header.recipient)
        ? nil : "an executor answers the work it was given, nothing else"
    }
  }

  /// Whether the bytes can be an agent id, registered or not.
  private func isAgentName(_ bytes: UnsafeRawBufferPointer) -> Bool {
    !bytes.contains(0x3A) && !bytes.elementsEqual("broadcast".utf8) && !bytes.elementsEqual("broker".utf8)
  }

  /// A message that is none: counted, answered, and its connection refused once there were too many.
  package mutating func malformed(
    from peer: PeerKey, _ fault: HeaderView.Fault, id: Identifier, now: Instant, wall: WallTime,
    into out: inout [BrokerOutput]
  ) {
    self.wall = wall
    counters.messagesIn &+= 1
    guard let state = peers[peer], !state.refused else { return }
    peers[peer]?.lastHeard = now
    counters.malformed &+= 1
    let error = BusError(fault)
    emit(
      .error, to: peer, named: state.agent.map { agents[$0].registration.id } ?? "", replyTo: id, action: error.code,
      payload: Self.faultPayload(error), &out)
    blame(peer, error.message, &out)
  }

  /// The error with the versions that are spoken here.
  private static func faultPayload(_ error: BusError) -> Data {
    let body: JSONValue = [
      "code": .string(error.code), "message": .string(error.message), "remedy": "", "exit": .int(Int(error.exit.rawValue)),
      "supportedVersions": [.int(Int(MessageHeader.version))],
    ]
    return (try? JSON.encode(body)) ?? Data("{}".utf8)
  }

  /// Counts a fault of the connection, and shuts it out at the bound.
  mutating func blame(_ peer: PeerKey, _ reason: String, _ out: inout [BrokerOutput]) {
    guard var state = peers[peer] else { return }
    state.malformed += 1
    state.refused = state.malformed >= configuration.malformedBound
    peers[peer] = state
    let agent = state.agent.map { agents[$0].registration.id }
    out.append(.event(.malformed(agent: agent, reason: reason, refused: state.refused)))
    if state.refused, let slot = state.agent { remove(slot, reason: "malformed", &out) }
  }

  /// Lets a key in, or changes what it may do: agents that no longer fit are gone.
  package mutating func allow(_ binding: KeyBinding, into out: inout [BrokerOutput]) {
    let old = bindings.updateValue(binding, forKey: binding.publicKey)
    if let old, old.role != binding.role || old.idPrefix != binding.idPrefix || old.isExact != binding.isExact { shut(binding.publicKey, false, &out) }
    for (key, peer) in peers where peer.refused && peer.malformed < configuration.malformedBound {
      if case .remote(binding.publicKey, _) = peer.origin { peers[key]?.refused = false }
    }
  }

  /// Shuts a key out from now on.
  package mutating func revoke(publicKey: String, into out: inout [BrokerOutput]) {
    bindings[publicKey] = nil
    shut(publicKey, true, &out)
  }

  /// Whether ZAP may admit the key.
  package func admits(publicKey: String) -> Bool { bindings[publicKey] != nil }

  package var allowed: [KeyBinding] { bindings.values.sorted { $0.publicKey < $1.publicKey } }

  private mutating func shut(_ publicKey: String, _ refuse: Bool, _ out: inout [BrokerOutput]) {
    for (key, peer) in peers {
      guard case .remote(publicKey, _) = peer.origin else { continue }
      if let slot = peer.agent {
        tell(ref(slot), about: .none, BusError(BusError.Code.forbidden, "shut out of the crew: this key was revoked; ask for a new invitation", exit: .refused), &out)
        remove(slot, reason: "revoked", &out)
      }
      peers[key]?.refused = refuse
    }
  }
}
