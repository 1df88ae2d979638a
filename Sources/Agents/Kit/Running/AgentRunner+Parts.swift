import Core
import Dispatch
import Glibc
import Synchronization

/// How an agent ends: remembers the exit code and closes the connection, which ends the message loop.
final class EndOfAgent: Sendable {
  private let link: any AgentLink
  private let stored = Mutex(ExitCode.done)

  init(_ link: any AgentLink) { self.link = link }

  var code: ExitCode { stored.withLock { $0 } }

  /// Called by the engine when nothing is left to do.
  var exit: @Sendable (ExitCode) -> Void {
    { [self] code in
      stored.withLock { $0 = code }
      // Closing lets what was sent go out, which may take a moment: not on a thread of the pool.
      DispatchQueue.global().async { [self] in link.close() }
    }
  }
}

/// SIGTERM and SIGINT as a wish to stop.
///
/// `@unchecked Sendable`: the sources are made once in `init`, and Dispatch guards its objects itself.
final class StopRequests: @unchecked Sendable {
  private let sources: [any DispatchSourceSignal]

  /// From now on the signals call `stop` instead of ending the process.
  init(_ stop: @escaping @Sendable () -> Void) {
    sources = [SIGTERM, SIGINT].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler(handler: stop)
      source.activate()
      return source
    }
  }

  func end() { sources.forEach { $0.cancel() } }
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
