import Core

/// What the crew uses, over time and by agent, and what runs were predicted to use.
struct ResourcesScreen {
  let model: MonitorModel

  func draw(_ canvas: inout Canvas, _ area: Rect) {
    let (choice, below) = area.splitTop(1)
    RangeView(model: model).draw(&canvas, choice)
    if let range = model.ui.range, range != .now {
      HistoryView(model: model).draw(&canvas, below)
      return
    }
    let (facts, rest) = below.splitTop(5)
    machine(&canvas, facts)
    let (top, bottom) = rest.rows(45)
    let (left, right) = top.columns(50)
    curve(
      &canvas, left, "Processors: \(Clock.percent(model.crewCPU.values.last ?? 0)) of one core", model.crewCPU,
      least: 1, .series1)
    curve(
      &canvas, right, "Memory: \(Clock.bytes(model.crewMemory.values.last ?? 0))", model.crewMemory, least: 1, .series2)
    let (agents, runs) = bottom.columns(bottom.width >= 90 ? 50 : 100)
    byAgent(&canvas, agents)
    if !runs.isEmpty { predicted(&canvas, runs) }
  }

  /// The machine as it is, and the crew over the last ten minutes.
  private func machine(_ canvas: inout Canvas, _ area: Rect) {
    let (left, right) = area.columns(area.width >= 100 ? 50 : 100)
    meters(&canvas, left)
    if !right.isEmpty { past(&canvas, canvas.panel(right, "The last ten minutes", nil, model)) }
  }

  /// Memory, disk and load of the machine as bars.
  func meters(_ canvas: inout Canvas, _ area: Rect) {
    let inside = canvas.panel(area, "This machine", nil, model)
    if let machine = model.machine {
      let used = Double(machine.memoryTotal - machine.memoryAvailable) / Double(max(1, machine.memoryTotal))
      let full = Double(machine.diskTotal - machine.diskFree) / Double(max(1, machine.diskTotal))
      let rows: [(String, Double, String)] = [
        (
          "memory", used,
          "\(Clock.bytes(Double(machine.memoryAvailable))) of \(Clock.bytes(Double(machine.memoryTotal))) free"
        ),
        ("disk", full, "\(Clock.bytes(Double(machine.diskFree))) of \(Clock.bytes(Double(machine.diskTotal))) free"),
        (
          "load", machine.load / Double(max(1, machine.processors)),
          "\(Clock.tenth(machine.load)) on \(machine.processors) processors"
        ),
      ]
      for (row, entry) in rows.enumerated() {
        let y = inside.y + row
        canvas.put(entry.0, inside.x, y, .dim, in: inside)
        canvas.bar(
          entry.1, Rect(x: inside.x + 8, y: y, width: max(0, inside.width - 34), height: 1),
          role: entry.1 > 0.9 ? .bad : .bar)
        canvas.putRight(entry.2, inside.maxX, y, .text, in: inside)
      }
    } else {
      canvas.put("being measured", inside.x, inside.y, .dim, in: inside)
    }
  }

  private func past(_ canvas: inout Canvas, _ area: Rect) {
    guard let past = model.past, !past.known.isEmpty, area.width > 20 else {
      canvas.put("nothing was recorded in the last ten minutes", area.x, area.y, .dim, in: area)
      return
    }
    let curves: [(String, [Double])] = [
      ("cpu", past.values(\.cpu)), ("messages", past.values(\.messages)), ("tasks/min", past.values(\.tasks)),
    ]
    for (row, curve) in curves.prefix(area.height).enumerated() {
      canvas.put(curve.0, area.x, area.y + row, .dim, in: area)
      let line = Rect(x: area.x + 10, y: area.y + row, width: area.width - 10, height: 1)
      canvas.sparkline(HistoryView.stretch(curve.1, to: line.width), line)
    }
  }

  private func curve(
    _ canvas: inout Canvas, _ area: Rect, _ title: String, _ history: History, least: Double, _ role: Role
  ) {
    let inside = canvas.panel(area, title, nil, model)
    canvas.graph(history.values, inside, most: max(least, history.last(inside.width * 2).max() ?? 0), role: role)
  }

  private func byAgent(_ canvas: inout Canvas, _ area: Rect) {
    let inside = canvas.panel(area, "By agent", .resources, model)
    let agents = (model.status?.agents ?? []).sorted { $0.memory > $1.memory }
    let most = Double(max(1, agents.first?.memory ?? 1))
    for (row, agent) in agents.prefix(inside.height).enumerated() {
      let y = inside.y + row
      canvas.put(agent.id, inside.x, y, .text, in: Rect(x: inside.x, y: y, width: min(20, inside.width), height: 1))
      canvas.putRight(Clock.bytes(Double(agent.memory)), inside.x + 28, y, .bold, in: inside)
      canvas.putRight(Clock.percent(agent.cpu), inside.x + 34, y, .dim, in: inside)
      let bar = Rect(x: inside.x + 36, y: y, width: inside.maxX - inside.x - 36, height: 1)
      canvas.bar(Double(agent.memory) / most, bar, role: .series2, percent: false)
    }
  }

  private func predicted(_ canvas: inout Canvas, _ area: Rect) {
    let inside = canvas.panel(area, "Predicted and real, by run", nil, model)
    let rows = Rows.results(model)
    let table = TableView(
      panel: .resources,
      columns: [
        .init("task", 16, flexible: true), .init("expects", 7, right: true), .init("took", 7, right: true),
        .init("of memory", 9, right: true), .init("used", 7, right: true),
      ],
      count: min(rows.count, max(0, inside.height - 1)), empty: "no runs in the tasks at hand")
    table.draw(&canvas, inside, model) { row in
      let run = rows[row].run
      let plan = model.folds[rows[row].task]?.plan?.predicted
      return [
        Span(rows[row].task.text), Span(plan.map { Clock.span($0.seconds) } ?? "–", .dim),
        Span(Clock.span(run.timing.totalSeconds), .bold),
        Span(Clock.bytes(Double(run.memory.predictedBytes)), .dim),
        Span(Clock.bytes(Double(run.memory.peakBytes)), .bold),
      ]
    }
  }
}
