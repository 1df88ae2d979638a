import Core

/// One task: its graph as it fills in, or when each step ran, and its journal below.
struct TaskScreen {
  let model: MonitorModel

  func draw(_ canvas: inout Canvas, _ area: Rect) {
    var main = area
    if area.width >= 110 {
      let (left, right) = Layout.pair(area, .taskList, model, &canvas)
      let rows = Rows.tasks(model)
      let inside = canvas.panel(left, "Tasks", .tasks, model, count: rows.count)
      TaskListView.draw(&canvas, inside, model, rows)
      main = right
    }
    let (upper, lower) = Layout.stack(main, .taskJournal, model, &canvas)
    guard let fold = model.current else {
      let inside = canvas.panel(upper, "Task", .graph, model)
      canvas.put("no task yet: press a and ask", inside.x, inside.y, .dim, in: inside)
      _ = canvas.panel(lower, "Journal", .journal, model)
      return
    }
    task(&canvas, upper, fold)
    journal(&canvas, lower, fold)
  }

  /// The task in a frame; `panel` is nil where it has no keys.
  func task(_ canvas: inout Canvas, _ area: Rect, _ fold: TaskFold, panel: PanelID? = .graph) {
    let inside = canvas.panel(
      area, "\(model.ui.gantt ? "Gantt" : "Task") \(fold.id.text)", panel, model, count: fold.steps.count)
    let head = header(&canvas, inside, fold)
    let body = inside.splitTop(head).rest
    if model.ui.gantt {
      GanttView(fold: fold, model: model).draw(&canvas, body)
    } else {
      GraphView(fold: fold, model: model).draw(&canvas, body)
    }
  }

  /// What was asked, what was understood, how far it is; gives the rows used.
  private func header(_ canvas: inout Canvas, _ area: Rect, _ fold: TaskFold) -> Int {
    let sign = Signs.task(fold.status)
    var x = canvas.draw("\(sign.sign) ", area.x, area.y, Style(sign.role, .bold), in: area)
    x = canvas.put(fold.status.rawValue, x, area.y, Style(sign.role, .bold), in: area)
    let began = fold.began ?? model.now
    let seconds = Double((fold.ended ?? model.now).milliseconds - began.milliseconds) / 1000
    x = canvas.put(
      "  \(fold.done)/\(fold.steps.count) steps done  \(Clock.span(max(0, seconds)))  ", x, area.y, .dim, in: area)
    // What was skipped or aborted is settled, and still not done.
    let share =
      fold.status.isFinal && fold.status != .completed
      ? Double(fold.done) / Double(max(1, fold.steps.count)) : fold.fraction
    canvas.bar(
      share, Rect(x: x, y: area.y, width: min(40, area.maxX - x), height: 1), role: sign.role == .dim ? .bar : sign.role
    )
    canvas.put("asked: " + fold.request, area.x, area.y + 1, .bold, in: area)
    guard area.height > 12, let plan = fold.plan else { return 2 }
    canvas.put(
      "plan:  " + (plan.request.understood.isEmpty ? "–" : plan.request.understood) + expects(plan), area.x, area.y + 2,
      .text, in: area)
    guard let line = answer(fold) else { return 3 }
    canvas.put(line.text, area.x, area.y + 3, line.style, in: area)
    return 4
  }

  private func expects(_ plan: Plan) -> String {
    plan.predicted.map { ", expects \(Clock.span($0.seconds)) and \(Clock.bytes(Double($0.bytes)))" } ?? ""
  }

  private func answer(_ fold: TaskFold) -> Span? {
    if let report = fold.report {
      if let error = report.error {
        return Span("ended: \(error.message)\(error.remedy.isEmpty ? "" : " (\(error.remedy))")", .bad)
      }
      let summary = report.insight?.summary ?? "\(report.runs.count) runs."
      // The check comes first: a long answer is cut at the width of the panel.
      return Span("answer, \(report.verification.status.rawValue): \(summary)", .good)
    }
    if let approval = model.approvals.first(where: { $0.task == fold.id }) {
      return Span("waits for your answer: \(approval.details)", .warning)
    }
    let questions = fold.plan?.request.questions ?? []
    return questions.isEmpty ? nil : Span("question: " + questions.joined(separator: " "), .warning)
  }

  private func journal(_ canvas: inout Canvas, _ area: Rect, _ fold: TaskFold) {
    let events = Rows.journal(model)
    // What is no longer kept is said, and where it can be read.
    let title = fold.folded == 0 ? "Journal" : "Journal, \(fold.folded) earlier: proxima task logs \(fold.id.text)"
    let inside = canvas.panel(area, title, .journal, model, count: events.count)
    let table = TableView(
      panel: .journal, columns: [.init("time", 12), .init("what", 14), .init("", 20, flexible: true)],
      count: events.count,
      empty: "nothing has happened yet")
    table.draw(&canvas, inside, model) { row in
      let words = EventWords.of(events[row].event)
      return [
        Span(Clock.precise(events[row].time), .dim), Span(words.subject, .bold), Span(words.text, Style(words.role)),
      ]
    }
  }
}
