import Bus
import Core
import FoundationEssentials

/// Asks other agents: typed calls over a connection to the bus.
public struct AgentClient: Sendable {
  /// What a call carries besides its parameters.
  public struct Options: Sendable {
    public var task: TaskID?
    public var step: String = ""
    /// The fencing token of an assignment, 0 without one.
    public var fence: UInt64 = 0
    public var priority: Int = 0
    /// Seconds to wait for each attempt.
    public var timeout: Double = 30
    /// Further attempts with the same id.
    public var retries: Int = 2
    /// Seconds to wait for a recipient that is not there: a crew that was started anew comes back one by one.
    public var patience: Double = 0
    /// Given where a resubmission must be recognised.
    public var id: Identifier?
    public var attachments: [Data] = []
    public var trace: TraceParent = .none
    public var progress: (@Sendable (CallProgress) -> Void)?

    public init(timeout: Double = 30, retries: Int = 2) {
      self.timeout = timeout
      self.retries = retries
    }
  }

  /// An answer with its raw frames.
  public struct Answer<Value: Sendable>: Sendable {
    public var value: Value
    public var attachments: [Data]
    /// Who answered.
    public var sender: String
  }

  private let slot: LinkSlot
  private let defaults: Options
  /// Told when a call begins and ends to wait.
  private let waiting: (@Sendable (Bool) -> Void)?

  /// A client over a connection, for commands and tests.
  public init(_ link: any AgentLink) {
    slot = LinkSlot()
    slot.fill(link)
    defaults = Options()
    waiting = nil
  }

  init(slot: LinkSlot, defaults: Options = Options(), waiting: (@Sendable (Bool) -> Void)? = nil) {
    self.slot = slot
    self.defaults = defaults
    self.waiting = waiting
  }

  /// Calls carry these unless they say otherwise: the task and step of the call in hand.
  func with(defaults: Options, waiting: (@Sendable (Bool) -> Void)?) -> AgentClient {
    AgentClient(slot: slot, defaults: defaults, waiting: waiting)
  }

  /// The options that a call has unless it says otherwise.
  public var options: Options { defaults }

  /// Asks the agent or capability `recipient` for `action`; an `error` answer is thrown with its own code.
  public func call<Value: Decodable & Sendable>(
    to recipient: Recipient, action: String, parameters: some Encodable = Nothing(), as type: Value.Type = Value.self,
    options: Options? = nil
  ) async throws(ProximaError) -> Value {
    try await exchange(to: recipient, action: action, parameters: parameters, as: type, options: options).value
  }

  /// Asks the agent `id` for `action`.
  public func call<Value: Decodable & Sendable>(
    to id: String, action: String, parameters: some Encodable = Nothing(), as type: Value.Type = Value.self,
    options: Options? = nil
  ) async throws(ProximaError) -> Value {
    try await call(to: .agent(id), action: action, parameters: parameters, as: type, options: options)
  }

  /// Like `call`, with the raw frames of the answer.
  public func exchange<Value: Decodable & Sendable>(
    to recipient: Recipient, action: String, parameters: some Encodable, as type: Value.Type,
    options: Options? = nil
  ) async throws(ProximaError) -> Answer<Value> {
    let options = options ?? defaults
    var message = try OutgoingMessage(
      .request, to: recipient, action: action, body: CallPayload(action: action, parameters: parameters),
      attachments: options.attachments, priority: Int16(clamping: options.priority), trace: options.trace,
      fence: options.fence, task: options.task?.text ?? "", step: options.step)
    message.id = options.id
    let link = try slot.get()
    waiting?(true)
    defer { waiting?(false) }
    let answer = try await Self.request(message, options, link)
    let value: AnswerPayload<Value> = try answer.decode()
    return Answer(value: value.result, attachments: answer.attachments, sender: answer.sender)
  }

  /// Asks, and asks again while nobody is there and there is patience.
  private static func request(
    _ message: OutgoingMessage, _ options: Options, _ link: any AgentLink
  ) async throws(ProximaError) -> IncomingMessage {
    let patient = SystemTime().now.advanced(by: options.patience)
    while true {
      do throws(ProximaError) {
        return try await link.request(
          message, timeout: options.timeout, retries: options.retries, progress: reader(of: options.progress))
      } catch {
        guard error.code == BusError.Code.unknownRecipient, SystemTime().now < patient, !Task.isCancelled else {
          throw error
        }
        try? await Task.sleep(for: .milliseconds(50))
      }
    }
  }

  /// Turns progress messages into what they say.
  private static func reader(
    of report: (@Sendable (CallProgress) -> Void)?
  ) -> (@Sendable (IncomingMessage) -> Void)? {
    guard let report else { return nil }
    return { message in
      guard let progress = try? message.decode(CallProgress.self) else { return }
      report(progress)
    }
  }

  /// Who is on the bus.
  public func roster() async throws(ProximaError) -> [AgentRecord] { try await slot.get().agents() }

  /// Receives the notifications of `topic` from here on.
  public func subscribe(_ topic: String) async throws(ProximaError) { try await slot.get().subscribe(topic) }

  /// Tells everyone who listens to `topic` that `event` happened.
  public func publish(_ topic: String, event: String, _ body: some Encodable, task: TaskID? = nil) throws(ProximaError) {
    try slot.get().send(
      OutgoingMessage(.notification, to: .topic(topic), action: event, body: body, task: task?.text ?? ""))
  }

  /// Tells one agent that `event` happened; nobody answers.
  public func notify(_ id: String, event: String, _ body: some Encodable, task: TaskID? = nil) throws(ProximaError) {
    try slot.get().send(
      OutgoingMessage(.notification, to: .agent(id), action: event, body: body, task: task?.text ?? ""))
  }
}
