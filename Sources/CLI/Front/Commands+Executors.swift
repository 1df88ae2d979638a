import AgentKit
import Bus
import Core
import Glibc

/// Executors, here and on other machines.
extension Commands {
  private struct ExecutorEntry: Encodable, Sendable {
    let id: String
    let backend: String
    let host: String
    let state: AgentState
    let load: Double
    let draining: Bool?

    init(_ agent: AgentStatus, backend: String) {
      id = agent.id
      self.backend = backend
      host = agent.host ?? "localhost"
      state = agent.state
      load = agent.maxConcurrentTasks > 0 ? Double(agent.activeTasks) / Double(agent.maxConcurrentTasks) : 0
      draining = agent.draining
    }

    /// One that joined and is not connected.
    init(absent id: String) {
      self.id = id
      backend = ExecutorEntry.backend(of: id)
      host = ""
      state = .stopped
      load = 0
      draining = nil
    }

    static func backend(of id: String) -> String { String(id.split(separator: ".").dropFirst().first ?? "") }
  }

  static func executorList(_ context: Context) throws(ProximaError) -> ExitCode {
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let executors: [ExecutorEntry]
      let invitations: [InvitedExecutors.Open]
    }
    let (executors, invited) = try context.crew("asking the node") {
      link throws(ProximaError) -> ([ExecutorEntry], InvitedExecutors) in
      let status = try await link.call(AgentName.node, NodeAction.status, as: CrewStatus.self)
      let invited = try await link.call(AgentName.node, NodeAction.invited, as: InvitedExecutors.self)
      let here = status.agents.compactMap { agent -> ExecutorEntry? in
        let backend = agent.capabilities.first { $0.hasPrefix("execution.") }.map { String($0.dropFirst(10)) }
        guard backend != nil || agent.id.hasPrefix("executor.") else { return nil }
        return ExecutorEntry(agent, backend: backend ?? ExecutorEntry.backend(of: agent.id))
      }
      let away = invited.executors.filter { id in !here.contains { $0.id == id } }.map(ExecutorEntry.init(absent:))
      return (here + away, invited)
    }
    var table = Table([.init("executor"), .init("backend"), .init("host"), .init("state"), .init("load", right: true)])
    for one in executors {
      let state = one.draining == true ? Span("draining", .warning) : Span(one.state.rawValue)
      table.add([Span(one.id, .bold), Span(one.backend), Span(one.host), state, Span(Numbers.percent(one.load))])
    }
    let open = invited.invitations.map { Line("invited: \($0.name), until \($0.expires)", .dim) }
    try context.answer(
      Answer(executors: executors, invitations: invited.invitations),
      (executors.isEmpty ? [Line("the crew has no executor", .dim)] : table.lines(width: context.console.width)) + open)
    return .done
  }

  static func executorInvite(_ context: Context) throws(ProximaError) -> ExitCode {
    let wish = InviteExecutor(
      listen: context.invocation.text(.listen), name: context.invocation.text(.remoteName),
      seconds: context.invocation.seconds(.expires) ?? 3600)
    let invitation = try context.crew("making an invitation") { link throws(ProximaError) in
      try await link.call(AgentName.node, NodeAction.invite, wish, as: ExecutorInvitation.self)
    }
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let join: String
      let expires: String
      let name: String
      let address: String
    }
    if !context.json {
      context.console.say([
        Line("on the other machine: proxima executor start --join LINE, with the line below", .dim),
        Line("it holds a secret, can be used once and until \(invitation.expires); \(invitation.address) must be reachable", .dim),
      ])
    }
    try context.answer(
      Answer(
        join: invitation.join, expires: invitation.expires, name: invitation.name, address: invitation.address),
      [Line(invitation.join, .plain)])
    return .done
  }

  static func executorRevoke(_ context: Context) throws(ProximaError) -> ExitCode {
    let name = context.invocation.argument("ID") ?? ""
    let revoked = try context.crew("asking the node") { link throws(ProximaError) in
      try await link.call(AgentName.node, NodeAction.revoke, AgentQuery(agent: name), as: RevokedExecutor.self)
    }
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let name: String
      let executor: String?
    }
    let what = revoked.executor.map { "\($0) is shut out" } ?? "the invitation \(revoked.name) is void"
    try context.answer(Answer(name: revoked.name, executor: revoked.executor), [Line(what, .plain)])
    return .done
  }

  static func executorStart(_ context: Context) throws(ProximaError) -> ExitCode {
    let backend = BackendName.canonical(context.invocation.text(.backend) ?? BackendName.native)
    if let given = context.invocation.text(.join) { return try join(given, backend, context) }
    let added = try context.crew("starting an executor") { link throws(ProximaError) -> String in
      let added = try await link.call(
        AgentName.node, NodeAction.startExecutor, StartExecutor(backend: backend), as: AgentQuery.self)
      let ready = try await link.call(
        AgentName.node, NodeAction.ready, WaitReady(agents: [added.agent], seconds: 20), timeout: 30, as: ReadyResult.self)
      guard ready.missing.isEmpty else {
        throw ProximaError(
          "executor.not_started", "\(added.agent) did not come up", remedy: "see `proxima logs`", exit: .unavailable)
      }
      return added.agent
    }
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let executor: String
    }
    try context.answer(Answer(executor: added), [Line(Span(added, .bold), Span(" works until the crew ends"))])
    return .done
  }

  /// Joins the crew that made the invitation, and becomes its executor.
  private static func join(_ given: String, _ backend: String, _ context: Context) throws(ProximaError) -> ExitCode {
    var context = context
    let text = given == "-" ? try context.world.stdin.line() ?? "" : given
    let line = try JoinLine(text: text)
    let home = context.home
    try home.create()
    let joined = try context.wait("joining the crew on \(line.address)") { () async throws(ProximaError) in
      let result = try await CrewJoining(line, backend: backend, home: home).join()
      return (id: result.credentials.id, path: result.path)
    }
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let executor: String
      let crew: String
    }
    try context.answer(
      Answer(executor: joined.id, crew: line.address),
      [Line(Span(joined.id, .bold), Span(" works for the crew on \(line.address) until Ctrl-C"))])
    try become(
      "\(context.world.executableFolder)/proxima-executor",
      ["--backend", backend, "--credentials", joined.path], environment: context.world.environment)
  }

  /// Goes on as another program.
  private static func become(
    _ path: String, _ arguments: [String], environment: [String: String]
  ) throws(ProximaError) -> Never {
    let argv: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    let envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    execve(path, argv, envp)
    throw ProximaError(
      "executor.not_started", "cannot start \(path): \(String(cString: strerror(errno)))",
      remedy: "install the whole program, or build it with ./proxima", exit: .unavailable)
  }
}
