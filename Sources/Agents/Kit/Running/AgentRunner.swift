import Bus
import Core
import Glibc

/// Runs one agent from start to exit: what the `main` of every agent's program calls.
public struct AgentRunner: Sendable {
  private let definition: AgentDefinition
  private let environment: AgentEnvironment

  public init(_ definition: AgentDefinition, environment: AgentEnvironment) {
    self.definition = definition
    self.environment = environment
  }

  /// Runs the agent that `make` defines from this process's command line, and exits with it.
  public static func main(_ make: @Sendable (AgentEnvironment) throws -> AgentDefinition) async -> Never {
    do {
      let environment = try AgentEnvironment.current()
      exit(await AgentRunner(try make(environment), environment: environment).run().rawValue)
    } catch {
      let error = ProximaError.from(error)
      Self.say("\(error)")
      exit(error.exit.rawValue)
    }
  }

  /// Runs `definition` with this process's command line, and exits with it.
  public static func main(_ definition: AgentDefinition) async -> Never { await main { _ in definition } }

  /// Runs the agent until it is told to stop or cannot go on.
  public func run() async -> ExitCode {
    let id = environment.id ?? definition.id
    let log = Log(component: id, folder: environment.home.logs, level: environment.logLevel)
    do {
      try environment.home.create()
      return try await serve(id, log)
    } catch {
      let error = ProximaError.from(error)
      log.error("agent.failed", error)
      Self.say("\(id): \(error)")
      return error.exit
    }
  }

  private func serve(_ id: String, _ log: Log) async throws -> ExitCode {
    let slot = LinkSlot()
    let context = AgentContext(
      id: id, home: environment.home, arguments: environment.arguments, environment: environment.environment, log: log,
      agents: AgentClient(slot: slot), time: SystemTime())
    let tools = try await definition.tools(context)
    let reports = ReportSource()
    let registry = ToolRegistry(tools + BuiltInTools.all(id, tools: ToolRegistry(tools), reports))
    let connection = try BusConnection(
      address: environment.address, registration: registration(id, registry), security: environment.security)
    slot.fill(connection)
    let ended = EndOfAgent(connection)
    let engine = AgentEngine(
      link: connection, tools: registry, client: context.agents,
      machine: AgentStateMachine(
        maxConcurrentTasks: definition.maxConcurrentTasks, stopGrace: definition.stopGrace),
      log: log, publishes: definition.role == .crew, amend: definition.amend, exited: ended.exit)
    reports.fill { await engine.report }
    // A write beyond the allowed size of a file is to fail like one on a full disk, not to end the process.
    SignalWatch.ignore([SIGXFSZ])
    try SignalWatch.start([SIGTERM, SIGINT]) { _ in Task { await engine.note(.stop) } }
    let background = [
      Task { await watch(connection, engine, ended, context) }, Task { await join(connection, engine, ended, context) },
    ]
    for await message in connection.incoming where await !engine.take(message) {
      await definition.receive?(message, context)
    }
    background.forEach { $0.cancel() }
    await definition.close?()
    if let reason = ended.reason { Self.say("\(id): \(reason)") }
    log.info("agent.stopped", ["exit": .int(Int(ended.code.rawValue))])
    return ended.code
  }

  private func registration(_ id: String, _ tools: ToolRegistry) -> Registration {
    var metadata = definition.metadata
    metadata["epoch"] = .int(environment.epoch)
    let capabilities = tools.capabilities
    return Registration(
      id: id, role: definition.role,
      capabilities: capabilities + definition.capabilities.filter { !capabilities.contains($0) },
      version: definition.version, pid: getpid(), maxConcurrentTasks: definition.maxConcurrentTasks, metadata: metadata)
  }

  /// Waits for the confirmation, 10 s at a time and three times with a pause; then the agent is in error and ends.
  private func join(_ connection: BusConnection, _ engine: AgentEngine, _ ended: EndOfAgent, _ context: AgentContext) async {
    for attempt in 0..<3 {
      do {
        try await connection.registered(timeout: 10)
        for topic in definition.topics { try await connection.subscribe(topic) }
        await engine.note(.registered)
        context.log.info("agent.ready", ["pid": .int(Int(getpid()))])
        return
      } catch {
        guard !Task.isCancelled else { return }
        context.log.warning("agent.not_registered", ["attempt": .int(attempt + 1), "code": .string(error.code)])
        if attempt == 2 || error.code != BusError.Code.timeout {
          ended.blame(error)
          await engine.note(.failed(error))
          return
        }
        try? await Task.sleep(for: .seconds(1 << attempt))
      }
    }
  }

  /// Follows the connection: a broker that was started anew is told everything again.
  private func watch(_ connection: BusConnection, _ engine: AgentEngine, _ ended: EndOfAgent, _ context: AgentContext) async {
    for await event in connection.events {
      switch event {
      case .registered(let receipt):
        context.log.info("bus.registered", ["epoch": .string(String(receipt.epoch))])
        await engine.sendReport()
        await definition.joined?(context)
      case .disconnected: context.log.warning("bus.disconnected")
      case .refused(let error):
        context.log.error("bus.refused", error)
        ended.blame(error)
        await engine.note(.failed(error))
      }
    }
  }

  /// Writes a line to the error stream.
  static func say(_ text: String) {
    let line = Array((text + "\n").utf8)
    _ = write(2, line, line.count)
  }
}
