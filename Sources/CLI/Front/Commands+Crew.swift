import Core

extension Commands {
  static func up(_ context: Context) throws(ProximaError) -> ExitCode {
    let gate = context.world.crew
    let home = context.home
    let status = try context.wait("starting the crew") { () async throws(ProximaError) -> CrewStatus in
      try await gate.start(home, stays: true)
      let link = try await gate.connect(home)
      defer { link.close() }
      _ = try await link.call(
        AgentName.node, NodeAction.ready, WaitReady(agents: [AgentName.coordinator], seconds: 10), timeout: 15,
        as: ReadyResult.self)
      return try await link.call(AgentName.node, NodeAction.up, as: CrewStatus.self)
    }
    try context.answer(status, StatusView(status: status, width: context.console.width).lines)
    return .done
  }

  static func down(_ context: Context) throws(ProximaError) -> ExitCode {
    let gate = context.world.crew
    let home = context.home
    let ran = try context.wait("stopping the crew") { () async throws(ProximaError) -> Bool in try await gate.stop(home) }
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let stopped: Bool
    }
    try context.answer(
      Answer(stopped: ran), [Line(ran ? "the crew is stopped; unfinished tasks go on at its next start" : "no crew was running", .plain)])
    return .done
  }

  static func status(_ context: Context) throws(ProximaError) -> ExitCode {
    guard context.world.crew.isRunning(context.home) else {
      struct Answer: Encodable {
        struct Node: Encodable {
          let running = false
          let home: String
          let sockets: String
        }
        struct Nothing: Encodable {}
        let schemaVersion = Version.schema
        let node: Node
        let agents: [AgentStatus] = []
        let system = SystemMetrics()
        let queue = QueueStatus()
        let alerts: [Alert] = []
      }
      let home = context.home
      try context.answer(
        Answer(node: .init(home: home.data, sockets: home.runtime)),
        [Line("no crew runs in \(home.data)", .plain), Line("it starts by itself with the next ask, or with `proxima up`", .dim)])
      return .done
    }
    let status = try context.runningCrew("asking the node") { link throws(ProximaError) in
      var status = try await link.call(AgentName.node, NodeAction.status, as: CrewStatus.self)
      // A coordinator that is just being started again keeps nobody waiting.
      let numbers = try? await link.call(
        AgentName.coordinator, TaskAction.status, Nothing(), timeout: 1, as: CoordinatorStatus.self)
      status.memory = numbers?.leases
      return status
    }
    try context.answer(status, StatusView(status: status, width: context.console.width).lines)
    return .done
  }

  private static func crewStatus(_ context: Context) throws(ProximaError) -> CrewStatus {
    try context.runningCrew("asking the node") { link throws(ProximaError) in
      try await link.call(AgentName.node, NodeAction.status, as: CrewStatus.self)
    }
  }

  static func stop(_ context: Context) throws(ProximaError) -> ExitCode {
    guard context.invocation.has(.all) else {
      throw UsageError(
        "missing_flag", "stop needs --all: it ends the work of every agent at once",
        remedy: "proxima stop --all; for one agent proxima agents stop AGENT; in order proxima down", command: ["stop"]
      ).proxima
    }
    guard context.world.crew.isRunning(context.home) else {
      try context.answer(StopAllResult(stopped: [], seconds: 0), [Line("no crew was running", .plain)])
      return .done
    }
    let result = try context.runningCrew("stopping everything") { link throws(ProximaError) in
      try await link.call(AgentName.node, NodeAction.stopAll, as: StopAllResult.self)
    }
    try context.answer(
      result,
      [
        Line("stopped \(result.stopped.count) agents in \(Numbers.seconds(result.seconds))", .bold),
        Line("nothing starts until `proxima up`; unfinished tasks are recorded", .dim),
      ])
    return .done
  }

  static func agentsList(_ context: Context) throws(ProximaError) -> ExitCode {
    let status = try crewStatus(context)
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let agents: [AgentStatus]
    }
    try context.answer(Answer(agents: status.agents), StatusView.agents(status.agents, width: context.console.width))
    return .done
  }

  static func agentsInfo(_ context: Context) throws(ProximaError) -> ExitCode {
    let name = context.invocation.argument("AGENT") ?? ""
    let status = try crewStatus(context)
    guard let agent = status.agents.first(where: { $0.id == name }) else {
      let near = Nearest.match(name, among: status.agents.map(\.id))
      throw ProximaError(
        "agent.unknown", "there is no agent \(name)", remedy: near.map { "did you mean \($0)?" } ?? "see `proxima agents list`",
        exit: .usage)
    }
    try context.answer(agent, StatusView.agent(agent, width: context.console.width))
    return .done
  }

  static func agentsStop(_ context: Context) throws(ProximaError) -> ExitCode {
    try control(NodeAction.stopAgent, "is stopped until it is restarted", context)
  }

  static func agentsRestart(_ context: Context) throws(ProximaError) -> ExitCode {
    try control(NodeAction.restartAgent, "is started anew", context)
  }

  private static func control(_ action: String, _ done: String, _ context: Context) throws(ProximaError) -> ExitCode {
    let name = context.invocation.argument("AGENT") ?? ""
    _ = try context.runningCrew("asking the node") { link throws(ProximaError) in
      try await link.call(AgentName.node, action, AgentQuery(agent: name), as: Nothing.self)
    }
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let agent: String
    }
    try context.answer(Answer(agent: name), [Line(Span(name, .bold), Span(" " + done))])
    return .done
  }
}
