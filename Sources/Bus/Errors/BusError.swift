import Core

/// What went wrong on the bus, with a stable code that also travels in `error` messages.
public struct BusError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A stable dotted name, `bus.…`.
  public var code: String
  /// What happened and how to mend it, in one sentence.
  public var message: String
  public var exit: ExitCode

  public init(_ code: String, _ message: String, exit: ExitCode = .unavailable) {
    self.code = code
    self.message = message
    self.exit = exit
  }

  /// The same as the project's common error.
  public var proxima: ProximaError { ProximaError(code, message, exit: exit) }
  public var description: String { "\(message) [\(code)]" }
}

extension BusError {
  /// Why a frame was no header.
  init(_ fault: HeaderView.Fault) {
    switch fault {
    case .version(let found):
      self.init(
        Code.version, "protocol version \(found) is not spoken here; this side speaks \(MessageHeader.version)")
    case .short: self.init(Code.malformed, "the header frame is too short", exit: .badInput)
    case .kind(let kind): self.init(Code.malformed, "message kind \(kind) is not known", exit: .badInput)
    case .strings: self.init(Code.malformed, "a string runs past the end of the header", exit: .badInput)
    case .trailing: self.init(Code.malformed, "bytes follow the last string of the header", exit: .badInput)
    case .encoding: self.init(Code.malformed, "a string of the header is not UTF-8", exit: .badInput)
    }
  }

  static func tooLong(_ field: String, _ count: Int) -> BusError {
    BusError(
      Code.tooLong, "the header's \(field) has \(count) bytes; at most 255 fit, put the rest into the payload",
      exit: .badInput)
  }

  /// The codes of this module, all of them stable.
  public enum Code {
    /// No such agent, or nobody has the capability.
    public static let unknownRecipient = "bus.unknown_recipient"
    /// The recipient's queue is at its bound: send again later.
    public static let queueFull = "bus.queue_full"
    /// A frame that is no message.
    public static let malformed = "bus.malformed"
    /// A protocol version that the answering side does not speak.
    public static let version = "bus.version"
    /// The sender's role does not allow it, or the sender is not who it says.
    public static let forbidden = "bus.forbidden"
    /// The deadline passed before it could be delivered.
    public static let deadline = "bus.deadline"
    /// No answer within the time, after all retries.
    public static let timeout = "bus.timeout"
    /// The agent that was working on the request is gone.
    public static let recipientGone = "bus.recipient_gone"
    /// Another process registered under the same id.
    public static let replaced = "bus.replaced"
    /// The sender must register first.
    public static let notRegistered = "bus.not_registered"
    /// A header string of more than 255 bytes.
    public static let tooLong = "bus.too_long"
    /// The connection was closed by its owner.
    public static let closed = "bus.closed"
    /// The task that waited was cancelled.
    public static let cancelled = "bus.cancelled"
    /// A message larger than the broker takes.
    public static let tooLarge = "bus.too_large"
    /// libzmq refused a call.
    public static let socket = "bus.socket"
    /// tcp without keys or without an allow-list.
    public static let insecure = "bus.insecure"
  }
}
