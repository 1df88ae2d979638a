import Core

/// A few lines of numbers below the screen: they take their room from it and cover nothing.
struct StatisticsView {
  let model: MonitorModel

  static func height(_ model: MonitorModel) -> Int { model.height >= 20 ? 5 : 3 }

  func draw(_ canvas: inout Canvas, _ area: Rect) {
    let inside = canvas.panel(area, "Statistics", nil, model)
    let own = model.statistics
    let system = model.status?.system ?? SystemMetrics()
    let cards: [[(String, String)]] = [
      [
        ("watched", Clock.span(Double(model.now.milliseconds - own.began.milliseconds) / 1000)),
        ("asked here", "\(own.asked)"), ("ended", "\(own.completed) good, \(own.failed) not"),
      ],
      [
        ("tasks done", Clock.count(Double(system.totalTasksCompleted))),
        ("tasks/min", Clock.tenth(system.systemThroughput)), ("mean task", Clock.span(system.averageTaskDuration)),
      ],
      [
        ("messages", Clock.count(Double(model.traffic.total))), ("missed", "\(model.traffic.lost)"),
        ("half in", model.traffic.latency(0.5).map { Clock.span($0) } ?? "–"),
      ],
      [
        ("crew cpu", Clock.percent(model.crewCPU.values.last ?? 0)),
        ("crew memory", Clock.bytes(model.crewMemory.values.last ?? 0)), ("errors", "\(own.errors)"),
      ],
    ]
    let width = max(18, inside.width / cards.count)
    for (at, card) in cards.enumerated() {
      let cell = Rect(
        x: inside.x + at * width, y: inside.y, width: min(width - 1, inside.maxX - inside.x - at * width),
        height: inside.height)
      if cell.width > 10 { canvas.entries(card.map { ($0.0, Span($0.1, .bold)) }, in: cell, label: 11) }
    }
  }
}
