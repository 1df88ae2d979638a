import Core

/// The header frame of a message: all that the broker reads.
public struct MessageHeader: Hashable, Sendable {
  public var kind: MessageKind
  public var flags: MessageFlags
  /// Higher is handled first; 0 is usual.
  public var priority: Int16
  /// Messages that the sender grants the broker, on whatever message is going anyway.
  public var credit: UInt16
  /// Milliseconds that are left to answer, counted from when the frame was sent; 0 means no deadline.
  public var budget: UInt32
  /// Unique for each message; the same for a retransmission.
  public var id: Identifier
  /// The message that this one answers, or `.none`.
  public var replyTo: Identifier
  /// When it was sent, for people.
  public var sent: WallTime
  public var trace: TraceParent
  /// The fencing token of the assignment, 0 without one.
  public var fence: UInt64
  /// The agent id of the sender.
  public var sender: String
  public var recipient: Recipient
  /// The task and the step of it that this belongs to; empty without one.
  public var task: String
  public var step: String
  /// What is asked or what the payload is: `design`, `RunResult/1`.
  public var action: String

  public init(
    kind: MessageKind, id: Identifier, sender: String, recipient: Recipient, action: String = "",
    replyTo: Identifier = .none, sent: WallTime = WallTime(milliseconds: 0), flags: MessageFlags = [],
    priority: Int16 = 0, credit: UInt16 = 0, budget: UInt32 = 0, trace: TraceParent = .none, fence: UInt64 = 0,
    task: String = "", step: String = ""
  ) {
    self.kind = kind
    self.flags = flags
    self.priority = priority
    self.credit = credit
    self.budget = budget
    self.id = id
    self.replyTo = replyTo
    self.sent = sent
    self.trace = trace
    self.fence = fence
    self.sender = sender
    self.recipient = recipient
    self.task = task
    self.step = step
    self.action = action
  }

  /// The version of the protocol that this module speaks.
  public static let version: UInt8 = 1
}

/// Where a message stands in a trace: W3C trace context without its text form.
public struct TraceParent: Hashable, Sendable {
  public var trace: Identifier
  public var span: UInt64

  public init(trace: Identifier, span: UInt64) {
    self.trace = trace
    self.span = span
  }

  /// Outside every trace.
  public static let none = TraceParent(trace: .none, span: 0)
}
