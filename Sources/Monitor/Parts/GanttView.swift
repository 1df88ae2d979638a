import Core

/// When each step of a task ran: one line a step, time from left to right.
struct GanttView {
  let fold: TaskFold
  let model: MonitorModel

  func draw(_ canvas: inout Canvas, _ area: Rect) {
    canvas.hit(area, .panel(.graph))
    guard area.height > 1 else { return }
    guard let began = fold.began, !fold.steps.isEmpty else {
      canvas.put("nothing has run yet", area.x, area.y, .dim, in: area)
      return
    }
    let steps = fold.layout.rows.map { fold.steps[$0.step] }
    let end = max((fold.ended ?? model.now).milliseconds, began.milliseconds + 1)
    let total = Double(end - began.milliseconds)
    let name = min(24, max(8, area.width / 4))
    let (head, body) = area.splitTop(1)
    let chart = Rect(x: area.x + name + 2, y: body.y, width: body.width - name - 2, height: body.height)
    axis(&canvas, head, chart, total / 1000)
    let chosen = TableView.selected(.graph, model, count: steps.count)
    let top = TableView.top(chosen, count: steps.count, visible: body.height)
    for (at, step) in steps.enumerated().dropFirst(top).prefix(body.height) {
      let y = body.y + at - top
      let sign = Signs.step(step.state)
      canvas.hit(Rect(x: area.x, y: y, width: area.width, height: 1), .row(.graph, at))
      canvas.draw(sign.sign, area.x, y, Style(sign.role, .bold), in: area)
      let label = Rect(x: area.x + 2, y: y, width: name - 1, height: 1)
      canvas.put(step.spec.id, label.x, y, at == chosen ? .bold : .text, in: label)
      guard let start = step.began, chart.width > 0 else { continue }
      let last = step.ended ?? WallTime(milliseconds: end)
      func column(_ time: WallTime) -> Int {
        Int(Double(time.milliseconds - began.milliseconds) / total * Double(chart.width))
      }
      let from = min(chart.width - 1, max(0, column(start)))
      let to = min(chart.width, max(from + 1, column(last)))
      for x in from..<to { canvas.set(chart.x + x, y, step.state == .running ? "▒" : "█", Style(sign.role)) }
      let words = Clock.span(step.seconds(at: model.now) ?? 0)
      if chart.x + to + 1 + words.count < area.maxX {
        canvas.put(words, chart.x + to + 1, y, .dim, in: area)
      } else if from > words.count + 1 {
        canvas.putRight(words, chart.x + from - 1, y, .dim, in: chart)
      }
    }
  }

  private func axis(_ canvas: inout Canvas, _ head: Rect, _ chart: Rect, _ seconds: Double) {
    let marks = max(1, min(6, chart.width / 12))
    for mark in 0..<marks {
      let x = chart.x + chart.width * mark / marks
      canvas.draw("│" + Clock.span(seconds * Double(mark) / Double(marks)), x, head.y, .dim, in: head)
    }
    canvas.putRight(Clock.span(seconds), chart.maxX, head.y, .dim, in: head)
  }
}
