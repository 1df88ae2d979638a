import Core

/// What the connection's logic asks of its socket and its owner.
enum ConnectionOutput {
  /// Goes out as it is, apart from credit and time that the socket's thread fills in.
  case send(MessageHeader, OutgoingMessage)
  /// A message for the owner.
  case deliver(IncomingMessage)
  /// A request ended.
  case complete(Identifier, Result<IncomingMessage, ProximaError>)
  /// News about a request that goes on.
  case progress(Identifier, IncomingMessage)
  case event(ConnectionEvent)
  /// One credit of the broker's was used up by a message that the owner will never see.
  case spent
}

/// A request that waits for its answer.
struct OpenRequest {
  var message: OutgoingMessage
  var timeout: Double
  var attemptsLeft: Int
  /// When this attempt is over.
  var until: Instant
  /// Whether it went out at least once.
  var sent: Bool
}

/// Where the connection stands.
enum ConnectionPhase: Equatable {
  /// `register` is under way as this message since then.
  case registering(Identifier, since: Instant)
  /// There is no broker.
  case away
  case registered(RegistrationReceipt)
  /// The broker does not take it; only `close` is left.
  case refused(ProximaError)
  case closed
}
