import Bus
import Core
import FoundationEssentials
import Glibc

/// The program `proxima-node`.
public enum NodeMain {
  /// Runs the node of this process's command line and exits with it.
  public static func main() async -> Never {
    do {
      let settings = try NodeSettings(
        arguments: Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment)
      exit(try await run(settings).rawValue)
    } catch {
      let error = ProximaError.from(error)
      let line = Array("proxima-node: \(error)\n".utf8)
      _ = write(2, line, line.count)
      exit(error.exit.rawValue)
    }
  }

  /// Runs a node until its crew has ended; throws `node.already_runs` where another holds the home.
  static func run(_ settings: NodeSettings) async throws -> ExitCode {
    if settings.detached { setsid() }
    try settings.home.create()
    let path = NodeRecord.lock(settings.home)
    guard let lock = try NodeLock.take(path) else {
      throw ProximaError(
        "node.already_runs", "process \(NodeLock.holder(path) ?? 0) is the node of \(settings.home.data) already",
        exit: .tryLater)
    }
    // Nobody else is the node: what lies there is what a killed one left.
    unlink(NodeRecord.path(settings.home))
    unlink(settings.home.runtime + "/bus.sock")
    _ = chdir("/")
    let log = Log(component: AgentName.node, folder: settings.home.logs)
    let time = SystemTime()
    let parts = try NodeParts.make(settings, time: time)
    SignalWatch.ignore([SIGHUP, SIGPIPE])
    try SignalWatch.start([SIGTERM, SIGINT]) { _ in parts.events.send.yield(.terminate) }
    let sink = MetricsFiles(folder: settings.home.state + "/metrics")
    let service = NodeService(settings: settings, parts: parts, log: log, sink: sink, time: time)
    do {
      let code = try await service.run()
      lock.release()
      return code
    } catch {
      log.error("node.failed", ProximaError.from(error))
      throw error
    }
  }
}
