import Core

/// Every agent with its state, its work and its numbers; the chosen one in full.
struct CrewScreen {
  let model: MonitorModel

  func draw(_ canvas: inout Canvas, _ area: Rect) {
    let rows = Rows.agents(model)
    let (upper, lower) = Layout.stack(area, .crew, model, &canvas, rows: rows.count + 3)
    let healthy = rows.count { [.ready, .busy, .waiting].contains($0.state) }
    let inside = canvas.panel(upper, "Active agents: \(healthy)/\(rows.count)", .agents, model, count: rows.count)
    table(rows, inside.width).draw(&canvas, inside, model) { cells(rows[$0]) }
    details(&canvas, lower, rows)
  }

  private func table(_ rows: [AgentStatus], _ width: Int) -> TableView {
    TableView(
      panel: .agents,
      columns: [
        .init("", 1), .init("agent", 19), .init("state", width < 100 ? 5 : 8),
        .init("works on", width < 100 ? 6 : 10, flexible: true),
        .init("queue", width < 100 ? 5 : 7, right: true), .init("done", width < 100 ? 4 : 6, right: true),
        .init("fail", 4, right: true), .init("mean", 6, right: true), .init("cpu", 4, right: true),
        .init("memory", 6, right: true), .init("beat", 5, right: true), .init("sent", 6, right: true),
        .init("got", 6, right: true),
        .init("up", 6, right: true),
      ], count: rows.count, empty: "no crew runs here: it starts with the first ask")
  }

  private func cells(_ agent: AgentStatus) -> [Span] {
    let sign = Signs.agent(agent.state)
    let beat = agent.lastHeartbeatSeconds
    let silent = beat > 30
    return [
      Span.sign(sign.sign, sign.role), Span(agent.id, .bold), Self.state(agent), Self.work(agent, model),
      Span("\(agent.activeTasks)/\(Clock.count(Double(agent.maxConcurrentTasks)))"),
      Span(Clock.count(Double(agent.tasksCompleted))),
      Span("\(agent.tasksFailed)", agent.tasksFailed > 0 ? .warning : .dim),
      Span(Clock.span(agent.averageResponseTime)),
      Span(Clock.percent(agent.cpu), agent.cpu > 0.9 ? .warning : .text), Span(Clock.bytes(Double(agent.memory))),
      Span(Clock.age(beat) + (silent ? "!" : ""), silent ? .bad : .text),
      Span(Clock.count(Double(agent.messagesSent)), .dim), Span(Clock.count(Double(agent.messagesReceived)), .dim),
      Span(Clock.span(agent.uptime), .dim),
    ]
  }

  /// The state in words; an executor that takes nothing new is draining whatever else it does.
  static func state(_ agent: AgentStatus) -> Span {
    agent.draining == true
      ? Span("draining", .warning) : Span(agent.state.rawValue, Style(Signs.agent(agent.state).role))
  }

  /// The step that an agent works on.
  static func work(_ agent: AgentStatus, _ model: MonitorModel) -> Span {
    if let reason = agent.reason { return Span(reason, .warning) }
    let work = model.work(of: agent.id)
    guard let first = work.first else { return Span(agent.activeTasks > 0 ? "\(agent.activeTasks) calls" : "–", .dim) }
    let more = work.count > 1 ? " +\(work.count - 1)" : ""
    return Span("\(first.step.spec.id) of \(first.task.text)\(more)", .accent)
  }

  private func details(_ canvas: inout Canvas, _ area: Rect, _ rows: [AgentStatus]) {
    let at = TableView.selected(.agents, model, count: rows.count)
    guard rows.indices.contains(at) else {
      _ = canvas.panel(area, "Agent", .agentDetails, model)
      return
    }
    let agent = rows[at]
    let inside = canvas.panel(area, agent.id, .agentDetails, model)
    let (left, right) = inside.columns(inside.width >= 70 ? 50 : 100)
    let rate = agent.tasksCompleted + agent.tasksFailed
    canvas.entries(
      [
        ("can do", Span(agent.capabilities.isEmpty ? "–" : agent.capabilities.joined(separator: ", "))),
        (
          "process",
          Span(
            "\(agent.pid), version \(agent.version), \(agent.restarts == 0 ? "never started again" : "started again: \(agent.restarts)")"
          )
        ),
        ("machine", Span(agent.host ?? "this one")),
        ("works on", Self.work(agent, model)),
        ("error rate", Span(rate == 0 ? "–" : Clock.percent(Double(agent.tasksFailed) / Double(rate)))),
        ("messages", Span("\(agent.messagesSent) sent, \(agent.messagesReceived) received")),
        ("recent steps", Span(recent(agent.id).isEmpty ? "none in the tasks at hand" : recent(agent.id))),
      ], in: Rect(x: left.x, y: left.y, width: left.width - 1, height: left.height), label: 12)
    guard right.width > 10 else { return }
    let half = right.height / 2
    canvas.put("cpu \(Clock.percent(agent.cpu))", right.x, right.y, .dim, in: right)
    canvas.graph(
      model.cpu[agent.id]?.values ?? [], Rect(x: right.x, y: right.y + 1, width: right.width, height: half - 1),
      most: max(1, model.cpu[agent.id]?.values.max() ?? 1))
    canvas.put("memory \(Clock.bytes(Double(agent.memory)))", right.x, right.y + half, .dim, in: right)
    canvas.graph(
      model.memory[agent.id]?.values ?? [],
      Rect(x: right.x, y: right.y + half + 1, width: right.width, height: right.height - half - 1), role: .series2)
  }

  private func recent(_ agent: String) -> String {
    model.opened.suffix(8).reversed().flatMap { id in
      (model.folds[id]?.steps ?? []).filter { $0.agent == agent && $0.state.isFinal }.map {
        "\($0.spec.id) \($0.state.rawValue)"
      }
    }.prefix(6).joined(separator: ", ")
  }
}
