import Core
import FoundationEssentials

extension BrokerStateMachine {
  /// An error to the registered sender of a message, unless errors about that kind would only chase each other.
  mutating func reject(_ slot: Int, _ header: HeaderView, _ error: BusError, _ out: inout [BrokerOutput]) {
    switch header.kind {
    case .error, .heartbeat, .credit, .progress: return
    default: answer(agents[slot].peer, header, error, &out)
    }
  }

  /// An error that answers `header`, to the connection that it came from.
  mutating func answer(_ peer: PeerKey, _ header: HeaderView, _ error: BusError, _ out: inout [BrokerOutput]) {
    emit(
      .error, to: peer, named: String(decoding: header.sender, as: UTF8.self), replyTo: header.id, action: error.code,
      payload: Self.payload(error), task: String(decoding: header.task, as: UTF8.self),
      step: String(decoding: header.step, as: UTF8.self), trace: header.trace, &out)
  }

  /// An error about message `id` to an agent, where it is still there.
  mutating func tell(_ agent: AgentRef, about id: Identifier, _ error: BusError, _ out: inout [BrokerOutput]) {
    guard isAlive(agent) else { return }
    emit(
      .error, to: agents[agent.slot].peer, named: agents[agent.slot].registration.id, replyTo: id, action: error.code,
      payload: Self.payload(error), &out)
  }

  /// The answer to a control request.
  mutating func respond(
    _ peer: PeerKey, _ header: HeaderView, _ body: some Encodable, _ out: inout [BrokerOutput]
  ) {
    guard let payload = try? JSON.encode(body) else { return }
    emit(
      .response, to: peer, named: String(decoding: header.sender, as: UTF8.self), replyTo: header.id,
      action: String(decoding: header.action, as: UTF8.self), payload: payload, trace: header.trace, &out)
  }

  /// A message of the broker's own.
  mutating func emit(
    _ kind: MessageKind, to peer: PeerKey, named recipient: String, replyTo: Identifier, action: String, payload: Data,
    attachments: [Data] = [], task: String = "", step: String = "", trace: TraceParent = .none,
    flags: MessageFlags = [], _ out: inout [BrokerOutput]
  ) {
    let header = MessageHeader(
      kind: kind, id: Identifier(high: epoch, low: nextMessage), sender: "broker",
      recipient: Recipient(text: recipient), action: action, replyTo: replyTo, sent: wall, flags: flags, trace: trace,
      task: task, step: step)
    nextMessage &+= 1
    counters.messagesOut &+= 1
    out.append(.emit(BrokerMessage(header: header, payload: payload, attachments: attachments), to: peer))
  }

  private static func payload(_ error: BusError) -> Data { (try? JSON.encode(error.proxima)) ?? Data("{}".utf8) }
}
