import Core

/// The node and the executors: where they run, their load, what waits for them.
struct MachinesScreen {
  let model: MonitorModel

  func draw(_ canvas: inout Canvas, _ area: Rect) {
    let rows = Rows.executors(model)
    let (upper, lower) = Layout.stack(area, .machines, model, &canvas, rows: rows.count + 3)
    let inside = canvas.panel(upper, "Executors", .machines, model, count: rows.count)
    let table = TableView(
      panel: .machines,
      columns: [
        .init("executor", 22, flexible: true), .init("state", 8), .init("machine", 14), .init("backend", 10),
        .init("load", 16),
        .init("leases", 6, right: true), .init("cpu", 4, right: true), .init("memory", 6, right: true),
        .init("beat", 5, right: true),
      ], count: rows.count, empty: "the crew has no executor")
    table.draw(&canvas, inside, model) { row in cells(rows[row]) }
    let (left, right) = lower.width >= 90 ? lower.columns(50) : lower.rows(lower.height >= 12 ? 65 : 100)
    node(&canvas, left)
    if !right.isEmpty { leases(&canvas, right, rows) }
  }

  private func cells(_ agent: AgentStatus) -> [Span] {
    let most = max(1, agent.maxConcurrentTasks)
    let filled = min(10, agent.activeTasks * 10 / most)
    var load = Span(
      String(repeating: "█", count: filled) + String(repeating: "░", count: 10 - filled)
        + " \(agent.activeTasks)/\(agent.maxConcurrentTasks)", .accent)
    load.trusted = true
    let beat = agent.lastHeartbeatSeconds
    return [
      Span(agent.id, .bold), CrewScreen.state(agent), Span(agent.host ?? "this one"),
      Span(agent.capabilities.first { $0.hasPrefix("execution.") }.map { String($0.dropFirst(10)) } ?? "–"), load,
      Span("\(model.work(of: agent.id).count)"), Span(Clock.percent(agent.cpu)),
      Span(Clock.bytes(Double(agent.memory))),
      Span(Clock.age(beat), beat > 30 ? .bad : .text),
    ]
  }

  private func node(_ canvas: inout Canvas, _ area: Rect) {
    let inside = canvas.panel(area, "Node", .machineDetails, model)
    guard let status = model.status else {
      canvas.put("the node has not answered yet", inside.x, inside.y, .dim, in: inside)
      return
    }
    let node = status.node
    canvas.entries(
      [
        ("process", Span("\(node.pid), version \(node.version)")), ("build", Span(node.build)),
        ("running for", Span(Clock.span(node.uptime))),
        ("stays", Span(node.stays ? "until proxima down" : "until it is idle")),
        ("emergency stop", Span(node.halted ? "in force; lift it with :up" : "no", node.halted ? .bad : .good)),
        ("data", Span(node.home)), ("sockets", Span(node.sockets)),
        ("open tasks", Span("\(status.queue.openTasks)")), ("calls that wait", Span("\(status.queue.waiting)")),
        ("calls that run", Span("\(status.queue.active)")),
      ], in: inside, label: 15)
  }

  private func leases(_ canvas: inout Canvas, _ area: Rect, _ rows: [AgentStatus]) {
    let inside = canvas.panel(area, "Steps on executors, and steps that wait for one", nil, model)
    var y = inside.y
    for agent in rows {
      for work in model.work(of: agent.id) where y < inside.maxY {
        canvas.draw("▶ ", inside.x, y, .accent, in: inside)
        canvas.put(
          "\(work.step.spec.id) of \(work.task.text) on \(agent.id) for \(Clock.span(work.step.seconds(at: model.now) ?? 0))",
          inside.x + 2, y, .text, in: inside)
        y += 1
      }
    }
    for id in model.opened.reversed() {
      guard let fold = model.folds[id], !fold.status.isFinal else { continue }
      for step in fold.steps where step.state == .ready && !Estimates.backend(step).isEmpty && y < inside.maxY {
        canvas.draw("◇ ", inside.x, y, .info, in: inside)
        canvas.put(
          "\(step.spec.id) of \(id.text) waits for \(Estimates.backend(step))", inside.x + 2, y, .dim, in: inside)
        y += 1
      }
    }
    if y == inside.y { canvas.put("nothing runs and nothing waits", inside.x, y, .dim, in: inside) }
  }
}
