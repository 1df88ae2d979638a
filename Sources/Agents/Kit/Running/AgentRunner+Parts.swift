import Bus
import Core
import FoundationEssentials
import Synchronization

/// How an agent ends: remembers the exit code, leaves the bus, and closes the connection, which ends the message loop.
final class EndOfAgent: Sendable {
  private let link: any AgentLink
  private let stored = Mutex(ExitCode.done)
  private let blamed = Mutex<ProximaError?>(nil)

  init(_ link: any AgentLink) { self.link = link }

  var code: ExitCode { stored.withLock { $0 } }

  /// What keeps the agent from going on; nil for one that ends in order.
  var reason: ProximaError? { blamed.withLock { $0 } }

  /// Remembers the first reason that is given.
  func blame(_ error: ProximaError) { blamed.withLock { $0 = $0 ?? error } }

  /// Called by the engine when nothing is left to do.
  var exit: @Sendable (ExitCode) -> Void {
    { [self] code in
      stored.withLock { $0 = code }
      Task { await leave() }
    }
  }

  /// The broker takes one peer's messages in order: once it has answered that the agent has left, it has all its answers.
  private func leave() async {
    let message = OutgoingMessage(
      .request, to: .broker, action: BrokerAction.unregister, payload: Data("{}".utf8), priority: .max)
    _ = try? await link.request(message, timeout: 1, retries: 0, progress: nil)
    // Closing may block for a moment: not on a thread of the pool.
    try? await OffPool.run("close") { [link] in link.close() }
  }
}

/// Where the built-in tools get the report from, once there is an engine.
final class ReportSource: Sendable {
  private let source = Mutex<(@Sendable () async -> AgentReport)?>(nil)

  func fill(_ source: @escaping @Sendable () async -> AgentReport) { self.source.withLock { $0 = source } }

  func get() async -> AgentReport { await source.withLock { $0 }?() ?? AgentReport() }
}

/// What every agent answers.
enum BuiltInTools {
  /// `ping`, `agent.tools` and `agent.report`.
  static func all(_ id: String, tools: ToolRegistry, _ reports: ReportSource) -> [Tool] {
    [
      .immediate("ping", description: "Says that the agent answers.") { _ in ["agent": id] },
      .immediate("agent.tools", description: "Lists what the agent can do, with the schemas of the parameters.") { _ in
        ["tools": tools.descriptions]
      },
      .immediate("agent.report", description: "Says how the agent fares.") { _ in await reports.get() },
    ]
  }
}
