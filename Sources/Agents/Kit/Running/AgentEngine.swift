import Bus
import Core
import FoundationEssentials

/// The shell around `AgentStateMachine`: holds the messages in hand, runs the handlers, answers.
public actor AgentEngine {
  private struct Held {
    var message: IncomingMessage
    var cancellation = CancellationFlag()
    var run: Task<Void, Never>?
  }

  private let link: any AgentLink
  private let tools: ToolRegistry
  private let client: AgentClient
  private let log: Log
  private let time: any TimeSource
  private let amend: (@Sendable (inout AgentReport) -> Void)?
  /// Whether its role lets it publish; an executor's reports are asked for.
  private let publishes: Bool
  private let exited: @Sendable (ExitCode) -> Void
  private var machine: AgentStateMachine
  private var held: [Identifier: Held] = [:]
  private var reportIsDue = false
  private var ticking = false

  /// An engine that answers on `link` with `tools`; `exited` is called once, when nothing is left to do.
  public init(
    link: any AgentLink, tools: ToolRegistry, client: AgentClient, machine: AgentStateMachine, log: Log = .none,
    time: any TimeSource = SystemTime(), publishes: Bool = true, amend: (@Sendable (inout AgentReport) -> Void)? = nil,
    exited: @escaping @Sendable (ExitCode) -> Void
  ) {
    self.link = link
    self.tools = tools
    self.client = client
    self.machine = machine
    self.log = log
    self.time = time
    self.publishes = publishes
    self.amend = amend
    self.exited = exited
  }

  public var state: AgentState { machine.state }

  /// What the agent says about itself.
  public var report: AgentReport {
    var report = machine.report
    amend?(&report)
    return report
  }

  /// Takes a message that is a call or takes one back; false where it is neither.
  public func take(_ message: IncomingMessage) -> Bool {
    switch message.kind {
    case .request, .query:
      guard held[message.id] == nil else { return true }
      held[message.id] = Held(message: message)
      feed(.arrived(ticket(message)))
      return true
    case .cancel:
      feed(.cancelled(message.header.replyTo))
      return true
    case .heartbeat, .credit: return true
    default: return false
    }
  }

  /// Hands an event of the agent's life to the state machine.
  public func note(_ event: AgentStateMachine.Event) { feed(event) }

  /// Sends the report at once: a broker that was started anew knows nothing of it.
  public func sendReport() {
    guard publishes else { return }
    do { try AgentClient(link).publish(CrewTopic.reports, event: CrewTopic.report, report) } catch {
      log.write(.debug, "report.failed", ["code": .string(error.code)])
    }
  }

  private func ticket(_ message: IncomingMessage) -> AgentStateMachine.Ticket {
    AgentStateMachine.Ticket(
      id: message.id, priority: Int(message.header.priority), deadline: message.deadline,
      counts: !message.header.task.isEmpty, immediate: tools[message.action]?.immediate ?? false)
  }

  private func feed(_ event: AgentStateMachine.Event) {
    for action in machine.handle(event, at: time.now) { perform(action) }
    scheduleTick()
  }

  private func perform(_ action: AgentStateMachine.Action) {
    switch action {
    case .begin(let id): begin(id)
    case .reject(let id, let error):
      guard let call = held.removeValue(forKey: id) else { return }
      call.cancellation.raise()
      call.run?.cancel()
      answer(call.message, .failure(error))
    case .interrupt(let id):
      held[id]?.cancellation.raise()
      held[id]?.run?.cancel()
    case .report: scheduleReport()
    case .exit(let code):
      sendReport()
      exited(code)
    }
  }

  private func begin(_ id: Identifier) {
    guard let call = held[id] else { return }
    held[id]?.run = Task { [tools, link, self] in
      let began = time.now
      let result = await Self.run(call.message, tools, toolCall(call, link))
      ended(id, result, seconds: time.now.seconds(since: began))
    }
  }

  /// Runs the handler outside the actor.
  private nonisolated static func run(
    _ message: IncomingMessage, _ tools: ToolRegistry, _ call: ToolCall
  ) async -> Result<ToolResult, ProximaError> {
    do { return .success(try await tools.tool(message.action).run(call)) } catch {
      return .failure(ProximaError.from(error, code: "agent.failed"))
    }
  }

  private nonisolated func toolCall(_ call: Held, _ link: any AgentLink) -> ToolCall {
    let message = call.message
    var options = AgentClient.Options()
    options.task = message.header.task.isEmpty ? nil : TaskID(message.header.task)
    options.step = message.header.step
    options.trace = message.header.trace
    options.priority = Int(message.header.priority)
    let id = message.id
    let agents = client.with(defaults: options) { waits in Task { await self.note(.waits(id, waits)) } }
    return ToolCall(message: message, agents: agents, cancellation: call.cancellation) { progress in
      if let payload = try? JSON.encode(progress) { try? link.progress(of: message, payload: payload) }
    }
  }

  private func ended(_ id: Identifier, _ result: Result<ToolResult, ProximaError>, seconds: Double) {
    // What was given back meanwhile was answered then.
    guard let call = held.removeValue(forKey: id) else { return feed(.ended(id, .refused)) }
    answer(call.message, result)
    let header = call.message.header
    var fields: [String: JSONValue] = ["action": .string(header.action), "caller": .string(header.sender)]
    if !header.step.isEmpty { fields["step"] = .string(header.step) }
    if case .failure(let error) = result { fields["code"] = .string(error.code) }
    let level: LogLevel = header.task.isEmpty ? .debug : .info
    log.write(level, "call.ended", task: TaskID(header.task), duration: seconds, fields)
    feed(.ended(id, Self.outcome(result)))
  }

  private func answer(_ message: IncomingMessage, _ result: Result<ToolResult, ProximaError>) {
    do {
      switch result {
      case .success(let result):
        let kind: MessageKind = message.header.task.isEmpty ? .response : .result
        try link.reply(
          to: message, kind: kind, action: message.action, payload: result.payload, attachments: result.attachments)
      case .failure(let error): try link.reply(to: message, error: error)
      }
    } catch {
      log.error("answer.failed", task: TaskID(message.header.task), error)
    }
  }

  /// Whether a failure lies with the agent or with who asked.
  private static func outcome(_ result: Result<ToolResult, ProximaError>) -> AgentStateMachine.Outcome {
    guard case .failure(let error) = result else { return .succeeded }
    switch error.exit {
    case .usage, .badInput, .refused, .interrupted, .tryLater, .configuration: return .refused
    default: return .failed
    }
  }

  /// Changes within a tenth of a second make one report.
  private func scheduleReport() {
    guard !reportIsDue else { return }
    reportIsDue = true
    Task {
      try? await Task.sleep(for: .milliseconds(100))
      reportIsDue = false
      if machine.state != .stopped { sendReport() }
    }
  }

  private func scheduleTick() {
    guard !ticking, let deadline = machine.nextDeadline else { return }
    ticking = true
    let seconds = max(0, deadline.seconds(since: time.now))
    Task {
      try? await Task.sleep(for: .seconds(seconds))
      ticking = false
      feed(.tick)
    }
  }
}
