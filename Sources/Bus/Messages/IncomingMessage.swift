import Core
import FoundationEssentials

/// A message that arrived.
public struct IncomingMessage: Sendable {
  public let header: MessageHeader
  /// JSON, as the sender wrote it.
  public let payload: Data
  public let attachments: [Data]
  /// When it came in, on this machine's monotonic clock.
  public let received: Instant

  public init(header: MessageHeader, payload: Data, attachments: [Data] = [], received: Instant) {
    self.header = header
    self.payload = payload
    self.attachments = attachments
    self.received = received
  }

  /// When an answer is of no use any more, on this machine's monotonic clock; nil without a deadline.
  public var deadline: Instant? {
    header.budget == 0 ? nil : received.advanced(by: Double(header.budget) / 1000)
  }

  public var kind: MessageKind { header.kind }
  public var id: Identifier { header.id }
  public var sender: String { header.sender }
  public var action: String { header.action }

  /// The payload as a value; throws `json.malformed`.
  public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws(ProximaError) -> Value {
    try Payload.decode(type, from: payload)
  }

  /// The error that an `error` message carries, or one that says that it carries none.
  public var error: ProximaError {
    (try? JSON.decode(ProximaError.self, from: payload))
      ?? BusError(BusError.Code.malformed, "\(sender) answered with an error that cannot be read").proxima
  }
}
