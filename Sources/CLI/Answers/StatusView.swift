import Core

/// The crew for people.
struct StatusView: Sendable {
  let status: CrewStatus
  var width = 80

  var lines: [Line] {
    let node = status.node
    var lines = [
      Line(
        Span("node ", .dim), Span("\(node.pid)", .bold),
        Span(", \(node.version), up \(Numbers.seconds(node.uptime))" + (node.stays ? ", stays" : "")),
        Span(node.halted ? "  EMERGENCY STOP in force: `proxima up` lifts it" : "", .bad)),
      Line(Span("home ", .dim), Span(node.home), Span("  sockets ", .dim), Span(node.sockets)),
      Line(
        Span("work ", .dim),
        Span("\(status.queue.openTasks) open tasks, \(status.queue.active) calls running, \(status.queue.waiting) waiting; ")
        , Span("\(Numbers.short(status.system.systemThroughput)) tasks a minute, \(status.system.healthyAgents) of \(status.system.totalAgents) agents healthy")),
    ]
    lines += memory + [.empty]
    lines += Self.agents(status.agents, width: width)
    for alert in status.alerts {
      lines += WordWrap.definition(
        Span("alert", .warning), alert.message + " (since \(ListViews.moment(alert.since)))", indent: 9, width: width)
    }
    return lines
  }

  /// What runs were promised of the memory, and who waits for some.
  private var memory: [Line] {
    guard let memory = status.memory, !memory.leases.isEmpty || !memory.waiting.isEmpty else { return [] }
    let left = memory.leftBytes.map { ", \(Numbers.bytes($0)) left for others" } ?? ""
    let held = "\(Numbers.bytes(memory.heldBytes)) promised to \(memory.leases.count) run\(memory.leases.count == 1 ? "" : "s")" + left
    return [Line(Span("memory ", .dim), Span(held))]
      + memory.waiting.flatMap {
        WordWrap.definition(Span("waiting", .warning), "\($0.step) of \($0.task) \($0.reason)", indent: 9, width: width)
      }
  }

  static func agents(_ agents: [AgentStatus], width: Int) -> [Line] {
    var table = Table([
      .init("agent"), .init("state"), .init("pid", right: true), .init("work", right: true), .init("done", right: true),
      .init("failed", right: true), .init("mean", right: true), .init("cpu", right: true), .init("memory", right: true),
      .init("heard", right: true), .init("", flexible: true),
    ])
    for agent in agents {
      table.add([
        Span(agent.id, .bold), state(agent), Span(agent.pid > 0 ? String(agent.pid) : "-"),
        Span("\(agent.activeTasks)/\(agent.maxConcurrentTasks)"), Span(String(agent.tasksCompleted)),
        Span(String(agent.tasksFailed), agent.tasksFailed > 0 ? .warning : .plain),
        Span(agent.averageResponseTime > 0 ? Numbers.seconds(agent.averageResponseTime) : "-"),
        Span(Numbers.percent(agent.cpu)), Span(agent.memory > 0 ? Numbers.bytes(agent.memory) : "-"),
        Span(agent.lastHeartbeatSeconds >= 0 ? Numbers.seconds(agent.lastHeartbeatSeconds) : "never", .dim),
        Span(agent.reason ?? (agent.restarts > 0 ? "restarted \(agent.restarts) times" : ""), .warning),
      ])
    }
    return table.lines(width: width)
  }

  static func agent(_ agent: AgentStatus, width: Int) -> [Line] {
    func entry(_ name: String, _ text: String) -> [Line] {
      WordWrap.definition(Span(name, .dim), text, indent: 16, width: width)
    }
    var lines = [Line(Span(agent.id, .bold), Span("  "), state(agent))]
    if let reason = agent.reason { lines += entry("reason", reason) }
    lines += entry("process", agent.pid > 0 ? "\(agent.pid), up \(Numbers.seconds(agent.uptime))" : "none here")
    if let host = agent.host, !host.isEmpty { lines += entry("host", host) }
    lines += entry("version", agent.version)
    lines += entry("capabilities", agent.capabilities.joined(separator: ", "))
    lines += entry("work", "\(agent.activeTasks) of at most \(agent.maxConcurrentTasks) at once")
    lines += entry("done", "\(agent.tasksCompleted), failed \(agent.tasksFailed)")
    lines += entry("mean time", Numbers.seconds(agent.averageResponseTime))
    lines += entry("messages", "\(agent.messagesSent) sent, \(agent.messagesReceived) received")
    lines += entry("uses", "\(Numbers.percent(agent.cpu)) of a core, \(Numbers.bytes(agent.memory))")
    lines += entry("restarts", String(agent.restarts))
    return lines
  }

  private static func state(_ agent: AgentStatus) -> Span {
    agent.draining == true ? Span("draining", .warning) : Span(agent.state.rawValue, style(agent.state))
  }

  private static func style(_ state: AgentState) -> Style {
    switch state {
    case .ready: .good
    case .busy: .accent
    case .error: .bad
    case .stopped, .stopping: .dim
    case .initializing, .waiting: .warning
    }
  }
}
