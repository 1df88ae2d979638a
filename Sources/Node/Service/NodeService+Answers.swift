import Bus
import Core
import FoundationEssentials

extension NodeService {
  /// Receives the agents' reports.
  func subscribe(_ connection: BusConnection) async {
    do {
      try await connection.registered(timeout: 30)
      try await connection.subscribe(CrewTopic.reports)
    } catch {
      log.error("node.not_subscribed", error)
    }
  }

  /// Takes what is sent to `node`: calls, and the agents' reports.
  func answer(_ connection: BusConnection) async {
    for await message in connection.incoming {
      switch message.kind {
      case .request, .query: Task { await self.answer(message, connection) }
      case .notification where message.action == CrewTopic.report:
        if let report: AgentReport = try? message.decode() { table.note(report, of: message.sender) }
      default: break
      }
    }
  }

  private func answer(_ message: IncomingMessage, _ connection: BusConnection) async {
    if message.sender != AgentName.node { idle.touch(at: time.now) }
    do {
      let payload = try await perform(message)
      try connection.reply(to: message, kind: .response, action: message.action, payload: payload, attachments: [])
      if message.action == NodeAction.down { end("down") }
    } catch {
      try? connection.reply(to: message, error: ProximaError.from(error))
    }
  }

  private func perform(_ message: IncomingMessage) async throws -> Data {
    func result(_ value: some Encodable) throws -> Data { try JSON.encode(AnswerPayload(result: value)) }
    switch message.action {
    case NodeAction.ping, NodeAction.down: return try result(Nothing())
    case NodeAction.status: return try result(await status())
    case NodeAction.up:
      idle.stays = true
      parts.supervisor.post(.resume)
      return try result(await look().status)
    case NodeAction.stopAll: return try result(await stopAll())
    case NodeAction.stopAgent: return try result(try control(message) { .stop(id: $0) })
    case NodeAction.restartAgent: return try result(try control(message) { .restart(id: $0) })
    case NodeAction.backendsChanged: return try result(followBackends())
    case NodeAction.ready:
      return try result(await ready(ReceivedCall<WaitReady>.parameters(in: message.payload)))
    case NodeAction.invite:
      return try result(invite(ReceivedCall<InviteExecutor>.parameters(in: message.payload)))
    case NodeAction.revoke:
      return try result(revoke(ReceivedCall<AgentQuery>.parameters(in: message.payload).agent))
    case NodeAction.invited:
      sweepInvitations()
      return try result(remote?.listing ?? InvitedExecutors(address: nil, invitations: [], executors: []))
    case NodeAction.drain, NodeAction.undrain:
      let agent = try ReceivedCall<AgentQuery>.parameters(in: message.payload).agent
      return try result(await drain(DrainOrder(executor: agent, draining: message.action == NodeAction.drain)))
    case NodeAction.drained: return try result(DrainedExecutors(executors: drained.sorted()))
    case NodeAction.startExecutor:
      return try result(startExecutor(ReceivedCall<StartExecutor>.parameters(in: message.payload)))
    default:
      throw ProximaError("agent.unknown_action", "Unknown action: \(message.action)", exit: .badInput)
    }
  }

  /// One more executor among the node's own processes; it is kept like the others, until the node ends.
  private func startExecutor(_ wish: StartExecutor) throws(ProximaError) -> AgentQuery {
    let standard = AgentName.executor(wish.backend)
    guard var spec = specs.first(where: { $0.id == standard }) else {
      throw ProximaError(
        "backend.missing", "this node has no executor for \(wish.backend)", remedy: "see `proxima backends list`",
        exit: .unavailable)
    }
    let known = registered.union(specs.map(\.id))
    spec.id = (2...).lazy.map { "\(standard).\($0)" }.first { !known.contains($0) } ?? standard
    spec.arguments += ["--id", spec.id]
    spec.essential = false
    specs.append(spec)
    parts.supervisor.post(.add(spec))
    log.info("executor.added", ["agent": .string(spec.id)])
    return AgentQuery(agent: spec.id)
  }

  /// Stops or restarts one of the node's own processes.
  private func control(
    _ message: IncomingMessage, _ event: (String) -> SupervisorStateMachine.Event
  ) throws -> Nothing {
    let agent = try ReceivedCall<AgentQuery>.parameters(in: message.payload).agent
    guard parts.supervisor.views.contains(where: { $0.id == agent }) else {
      let known = parts.supervisor.views.map(\.id).joined(separator: ", ")
      throw ProximaError("agent.unknown", "no agent \(agent) on this node", remedy: "one of \(known)", exit: .usage)
    }
    if parts.supervisor.mode == .halted {
      throw ProximaError("node.halted", "an emergency stop is in force", remedy: "lift it with `up`", exit: .refused)
    }
    parts.supervisor.post(event(agent))
    return Nothing()
  }

  /// Has one executor for each backend that can be started now, and none for those that are gone.
  private func followBackends() -> BackendsChanged {
    let wanted = CrewPlan.executors(home: home, folder: settings.folder, environment: settings.environment)
    let here = parts.supervisor.views
    let running = Set(here.filter { $0.state != .stopped && $0.state != .stopping }.map(\.id))
    let started = wanted.filter { !running.contains($0.id) }
    for spec in started { parts.supervisor.post(here.contains { $0.id == spec.id } ? .restart(id: spec.id) : .add(spec)) }
    let names = Set(wanted.map(\.id)).union([AgentName.executor(BackendName.native)])
    let stopped = running.filter { $0.hasPrefix(AgentName.executor("")) && !names.contains($0) }.sorted()
    for id in stopped { parts.supervisor.post(.stop(id: id)) }
    return BackendsChanged(started: started.map(\.id), stopped: stopped)
  }

  /// Kills every process of the crew and waits until none is left.
  private func stopAll() async -> StopAllResult {
    let began = time.now
    let alive = parts.supervisor.views.filter { $0.pid != nil }.map(\.id)
    log.warning("node.emergency_stop", ["agents": .int(alive.count)])
    parts.supervisor.post(.emergency)
    await haltOthers()
    while parts.supervisor.mode == .running || parts.supervisor.views.contains(where: { $0.pid != nil }),
      time.now.seconds(since: began) < 5
    {
      try? await Task.sleep(for: .milliseconds(5))
    }
    lastStatus = nil
    return StopAllResult(stopped: alive, seconds: time.now.seconds(since: began))
  }
}

extension NodeService {
  /// Answers once `wait.agents` have registered, cannot be started, or the time is over.
  func ready(_ wait: WaitReady) async -> ReadyResult {
    let deadline = time.now.advanced(by: min(max(wait.seconds, 0), 600))
    if readiness(wait.agents).settled || ending { return readiness(wait.agents).result }
    return await withCheckedContinuation { answer in
      readyWaiters.append(ReadyWaiter(agents: wait.agents, deadline: deadline, answer: answer))
      Task {
        try? await Task.sleep(for: .seconds(max(0.001, deadline.seconds(since: time.now))))
        settleWaiters()
      }
    }
  }

  /// Who of `agents` is there, and whether waiting for the others could help.
  func readiness(_ agents: [String]) -> (result: ReadyResult, settled: Bool) {
    let ready = agents.filter { registered.contains($0) }
    let missing = agents.filter { !registered.contains($0) }
    let views = parts.supervisor.views
    let hopeless =
      parts.supervisor.mode != .running
      || missing.contains { id in
        // Not yet in the views: the supervisor's thread has not come to it.
        views.contains { $0.id == id && ($0.state == .error || $0.state == .stopped) }
      }
    return (ReadyResult(ready: ready, missing: missing), missing.isEmpty || hopeless)
  }

  func settleWaiters() {
    let now = time.now
    readyWaiters.removeAll { waiter in
      let (result, settled) = readiness(waiter.agents)
      guard settled || waiter.deadline <= now else { return false }
      waiter.answer.resume(returning: result)
      return true
    }
  }
}
