import Core

/// The most important of every screen.
struct OverviewScreen {
  let model: MonitorModel

  func draw(_ canvas: inout Canvas, _ area: Rect) {
    let (left, right) = Layout.pair(
      area, .overview, model, &canvas, rows: max(4, area.height - Rows.agents(model).count - 3))
    guard area.width >= 100 else {
      tasks(&canvas, left)
      agents(&canvas, right)
      return
    }
    let (top, below) = left.splitTop(min(left.height * 30 / 100, max(5, Rows.tasks(model).count + 3)))
    tasks(&canvas, top)
    let (now, messages) = below.splitTop(below.height * 55 / 100)
    task(&canvas, now)
    recent(&canvas, messages)
    let (crew, rest) = right.splitTop(min(right.height * 40 / 100, max(4, Rows.agents(model).count) + 3))
    agents(&canvas, crew)
    let (machine, more) = rest.splitTop(5)
    ResourcesScreen(model: model).meters(&canvas, machine)
    let (result, numbers) = more.splitTop(min(9, more.height / 2))
    newest(&canvas, result)
    self.numbers(&canvas, numbers)
  }

  /// The task that is looked at, as on its own screen.
  private func task(_ canvas: inout Canvas, _ area: Rect) {
    guard let fold = model.current else {
      let inside = canvas.panel(area, "Task", nil, model)
      canvas.put("no task yet: press a and ask", inside.x, inside.y, .dim, in: inside)
      return
    }
    TaskScreen(model: model).task(&canvas, area, fold, panel: nil)
  }

  /// What the newest run counted.
  private func newest(_ canvas: inout Canvas, _ area: Rect) {
    let row = Rows.results(model).first
    let inside = canvas.panel(
      area, row.map { "Newest result: \($0.run.backend), \($0.run.method.rawValue)" } ?? "Newest result", nil, model)
    guard let row else {
      canvas.put("no results in the tasks at hand", inside.x, inside.y, .dim, in: inside)
      return
    }
    ResultsScreen(model: model).bars(&canvas, inside, row.run, scroll: 0)
  }

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
      columns: [
        .init("agent", 19), .init("state", 8), .init("works on", 10, flexible: true), .init("cpu", 4, right: true),
        .init("memory", 6, right: true),
      ],
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
      [
        Span("messages/s ", .dim), Span(Clock.count(model.traffic.rate)), Span("  answers in ", .dim),
        Span(model.traffic.latency(0.5).map { Clock.span($0) } ?? "–"), Span("  tasks/min ", .dim),
        Span(Clock.count(system.systemThroughput)),
      ], inside.x, y, in: inside)
    y += 1
    canvas.graph(
      model.traffic.rates(inside.width * 2), Rect(x: inside.x, y: y, width: inside.width, height: inside.maxY - y))
  }
}

/// Tasks as a list.
enum TaskListView {
  static func draw(_ canvas: inout Canvas, _ area: Rect, _ model: MonitorModel, _ rows: [TaskList.Entry]) {
    let narrow = area.width < 44
    var columns: [TableView.Column] = [.init("", 1), .init("request", narrow ? 8 : 14, flexible: true)]
    if !narrow { columns += [.init("state", 11), .init("steps", 6, right: true), .init("time", 6, right: true)] }
    if area.width >= 70 { columns.append(.init("id", 16)) }
    let table = TableView(panel: .tasks, columns: columns, count: rows.count, empty: "no tasks yet: press a and ask")
    table.draw(&canvas, area, model) { row in
      let task = rows[row]
      let sign = Signs.task(task.status)
      let fold = model.folds[task.id]
      let steps = fold.map { $0.steps.isEmpty ? "" : "\($0.settled)/\($0.steps.count)" } ?? ""
      let mark = Span.sign(task.id == model.currentID ? "▸" : sign.sign, sign.role)
      return [
        mark, Span(task.request), Span(task.status.rawValue, Style(sign.role)), Span(steps),
        Span(Clock.span(seconds(task, fold, model))), Span(task.id.text, .dim),
      ]
    }
  }

  private static func seconds(_ task: TaskList.Entry, _ fold: TaskFold?, _ model: MonitorModel) -> Double {
    guard let fold, let began = fold.began else { return task.seconds }
    return Double((fold.ended ?? model.now).milliseconds - began.milliseconds) / 1000
  }
}
