/// What a message is for; the raw value is its byte on the wire.
public enum MessageKind: UInt8, Sendable, CaseIterable, Hashable {
  /// Asks another agent to act; answered by a response, a result or an error.
  case request = 1
  /// Answers a request or a query.
  case response = 2
  /// Spreads information; nobody answers.
  case notification = 3
  /// Asks for information; answered like a request.
  case query = 4
  /// Reports finished work, by itself or as the answer to a request.
  case result = 5
  /// Reports a failure; its payload is a `ProximaError`.
  case error = 6
  /// Says that the sender lives.
  case heartbeat = 7
  /// Says how far the work on a request is.
  case progress = 8
  /// Takes a request back; `replyTo` names it.
  case cancel = 9
  /// Grants the broker further messages.
  case credit = 10
}

extension MessageKind {
  /// The word of the contract.
  public var name: String { "\(self)" }

  /// Whether somebody waits for an answer.
  public var expectsAnswer: Bool { self == .request || self == .query }

  /// Whether it ends a request when `replyTo` names one.
  public var endsRequest: Bool { self == .response || self == .result || self == .error }

  /// Whether delivering it twice would do harm: what the broker drops a second copy of.
  public var hasEffect: Bool {
    switch self {
    case .heartbeat, .progress, .credit: false
    default: true
    }
  }
}

/// Bits of the header's `flags` field; unknown bits are passed on and ignored.
public struct MessageFlags: OptionSet, Sendable, Hashable {
  public let rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Sent before with the same id: passes the broker's duplicate window; its receiver answers again from memory.
  public static let retransmission = MessageFlags(rawValue: 1)
  /// Set by the broker: the message used up one credit, which its receiver grants again once it has taken it.
  public static let charged = MessageFlags(rawValue: 2)
}
