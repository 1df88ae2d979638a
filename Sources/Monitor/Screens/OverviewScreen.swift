import Core

/// The most important of every screen.
struct OverviewScreen {
  let model: MonitorModel

  func draw(_ canvas: inout Canvas, _ area: Rect) {
    let (left, right) = Layout.pair(area, .overview, model, &canvas)
    let wide = area.width >= 100
    let (tasks, messages) = left.splitTop(wide ? left.height * 60 / 100 : left.height)
    self.tasks(&canvas, tasks)
    if wide { recent(&canvas, messages) }
    let (agents, rest) = right.splitTop(wide ? min(right.height * 60 / 100, agentCount + 3) : right.height)
    self.agents(&canvas, agents)
    if wide { numbers(&canvas, rest) }
  }

  private var agentCount: Int { max(4, Rows.agents(model).count) }

  private func tasks(_ canvas: inout Canvas, _ area: Rect) {
    let rows = Rows.tasks(model)
    let inside = canvas.panel(area, "Tasks", .tasks, model, count: rows.count)
    TaskListView.draw(&canvas, inside, model, rows)
  }

  private func agents(_ canvas: inout Canvas, _ area: Rect) {
    let rows = Rows.agents(model)
    let inside = canvas.panel(area, "Agents", .agents, model, count: rows.count)
    let table = TableView(
      panel: .agents,
      columns: [.init("agent", 19), .init("state", 8), .init("works on", 10, flexible: true), .init("cpu", 4, right: true), .init("memory", 6, right: true)],
      count: rows.count, empty: "no crew runs: it starts with the first ask")
    table.draw(&canvas, inside, model) { row in
      let agent = rows[row]
      let sign = Signs.agent(agent.state)
      return [
        Span(agent.id, .bold), Span(agent.state.rawValue, Style(sign.role)), CrewScreen.work(agent, model),
        Span(Clock.percent(agent.cpu)), Span(Clock.bytes(Double(agent.memory))),
      ]
    }
  }

  private func recent(_ canvas: inout Canvas, _ area: Rect) {
    let inside = canvas.panel(area, "Messages", .messages, model)
    TrafficScreen(model: model).stream(&canvas, inside, compact: true)
  }

  private func numbers(_ canvas: inout Canvas, _ area: Rect) {
    guard area.height > 2 else { return }
    let inside = canvas.panel(area, "Alerts and rates", nil, model)
    var y = inside.y
    for seen in model.alerts.suffix(max(0, min(3, inside.height - 4))).reversed() {
      canvas.draw("⚠ ", inside.x, y, .warning, in: inside)
      canvas.put("\(Clock.time(seen.seen)) \(seen.alert.message)", inside.x + 2, y, .warning, in: inside)
      y += 1
    }
    if model.alerts.isEmpty {
      canvas.draw("● no alerts", inside.x, y, .good, in: inside)
      y += 1
    }
    let system = model.status?.system ?? SystemMetrics()
    canvas.put(
      [Span("messages/s ", .dim), Span(Clock.count(model.traffic.rate)), Span("  answers in ", .dim),
        Span(model.traffic.latency(0.5).map { Clock.span($0) } ?? "–"), Span("  tasks/min ", .dim),
        Span(Clock.count(system.systemThroughput))], inside.x, y, in: inside)
    y += 1
    let graph = Rect(x: inside.x, y: y, width: inside.width, height: inside.maxY - y)
    canvas.graph(model.traffic.rates(inside.width * 2), graph)
  }
}

/// Tasks as a list.
enum TaskListView {
  static func draw(_ canvas: inout Canvas, _ area: Rect, _ model: MonitorModel, _ rows: [TaskList.Entry]) {
    let narrow = area.width < 44
    var columns: [TableView.Column] = [.init("", 1), .init("request", narrow ? 8 : 14, flexible: true)]
    if !narrow { columns += [.init("state", 10), .init("steps", 6, right: true), .init("time", 6, right: true)] }
    if area.width >= 70 { columns.append(.init("id", 16)) }
    let table = TableView(panel: .tasks, columns: columns, count: rows.count, empty: "no tasks yet: press a and ask")
    table.draw(&canvas, area, model) { row in
      let task = rows[row]
      let sign = Signs.task(task.status)
      let fold = model.folds[task.id]
      let steps = fold.map { $0.steps.isEmpty ? "" : "\($0.settled)/\($0.steps.count)" } ?? ""
      let mark = Span.sign(task.id == model.currentID ? "▸" : sign.sign, sign.role)
      return [mark, Span(task.request), Span(task.status.rawValue, Style(sign.role)), Span(steps), Span(Clock.span(seconds(task, fold, model))), Span(task.id.text, .dim)]
    }
  }

  private static func seconds(_ task: TaskList.Entry, _ fold: TaskFold?, _ model: MonitorModel) -> Double {
    guard let fold, let began = fold.began else { return task.seconds }
    return Double((fold.ended ?? model.now).milliseconds - began.milliseconds) / 1000
  }
}
