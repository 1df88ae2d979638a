import Core
import FoundationEssentials

/// A message to be sent; the connection fills in the sender, the id where there is none, and the time.
public struct OutgoingMessage: Sendable {
  public var kind: MessageKind
  public var recipient: Recipient
  /// What is asked, or the schema of the payload.
  public var action: String
  /// JSON, opaque to the broker.
  public var payload: Data
  /// Raw binary frames that no codec touches.
  public var attachments: [Data]
  public var priority: Int16
  /// Seconds within which it is of use; nil for no deadline. A request gets its timeout.
  public var deadline: Double?
  /// Given by the caller where a resubmission must be recognised; else fresh.
  public var id: Identifier?
  /// The message that this one answers, or `.none`.
  public var replyTo: Identifier
  public var trace: TraceParent
  /// The fencing token of the assignment, 0 without one.
  public var fence: UInt64
  public var task: String
  public var step: String

  public init(
    _ kind: MessageKind = .request, to recipient: Recipient, action: String = "", payload: Data = Data(),
    attachments: [Data] = [], priority: Int16 = 0, deadline: Double? = nil, id: Identifier? = nil,
    replyTo: Identifier = .none, trace: TraceParent = .none, fence: UInt64 = 0, task: String = "", step: String = ""
  ) {
    self.kind = kind
    self.recipient = recipient
    self.action = action
    self.payload = payload
    self.attachments = attachments
    self.priority = priority
    self.deadline = deadline
    self.id = id
    self.replyTo = replyTo
    self.trace = trace
    self.fence = fence
    self.task = task
    self.step = step
  }

  /// A message whose payload is `body` as JSON; throws `bus.malformed` where it cannot be encoded.
  public init(
    _ kind: MessageKind = .request, to recipient: Recipient, action: String, body: some Encodable,
    attachments: [Data] = [], priority: Int16 = 0, trace: TraceParent = .none, fence: UInt64 = 0, task: String = "",
    step: String = ""
  ) throws(ProximaError) {
    self.init(
      kind, to: recipient, action: action, payload: try Payload.encode(body), attachments: attachments,
      priority: priority, trace: trace, fence: fence, task: task, step: step)
  }
}

/// JSON payloads, with the bus's error.
enum Payload {
  static func encode(_ body: some Encodable) throws(ProximaError) -> Data {
    do { return try JSON.encode(body) } catch {
      throw BusError(BusError.Code.malformed, "the payload cannot be written as JSON: \(error)", exit: .bug).proxima
    }
  }

  static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws(ProximaError) -> Value {
    do { return try JSON.decode(type, from: data) } catch {
      if let known = error as? ProximaError { throw known }
      throw BusError(BusError.Code.malformed, "the payload is not a \(type): \(error)", exit: .badInput).proxima
    }
  }
}
