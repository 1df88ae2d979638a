import Core

/// Who speaks to whom: the stream, rates, and a task's messages as a sequence diagram.
struct TrafficScreen {
  let model: MonitorModel

  func draw(_ canvas: inout Canvas, _ area: Rect) {
    let (upper, lower) = Layout.stack(area, .traffic, model, &canvas)
    let sequence = model.list(.messages).top == 1
    if sequence {
      let id = model.currentID?.text ?? ""
      let inside = canvas.panel(upper, "Messages of \(id)", .messages, model)
      SequenceView(messages: Rows.messages(model).of(task: id)).draw(&canvas, inside)
    } else {
      let title = model.ui.beats ?? false ? "Messages" : "Messages (b: signs of life too)"
      let inside = canvas.panel(upper, title, .messages, model, count: Rows.messages(model).count)
      stream(&canvas, inside, compact: false)
    }
    let (rates, numbers) = lower.columns(lower.width >= 90 ? 60 : 100)
    self.rates(&canvas, rates, alone: numbers.isEmpty)
    if !numbers.isEmpty { self.numbers(&canvas, numbers) }
  }

  func stream(_ canvas: inout Canvas, _ area: Rect, compact: Bool) {
    let messages = Rows.messages(model)
    let small = compact || area.width < 100
    var columns: [TableView.Column] = [
      .init("time", small ? 8 : 12), .init("from", small ? 14 : 20), .init("", 1), .init("to", small ? 14 : 22),
      .init("kind", small ? 8 : 12), .init("action", 8, flexible: true),
    ]
    if area.width >= 76 { columns += [.init("size", 6, right: true), .init("answer", 6, right: true)] }
    if area.width >= 120 { columns.append(.init("task", 16)) }
    let table = TableView(
      panel: .messages, columns: columns, count: messages.count,
      empty: "nothing was said yet but signs of life: b shows them")
    table.draw(&canvas, area, model) { row in
      let message = messages[row]
      let style = Style(TrafficWords.role(message.kind))
      let kind = message.outcome == "forwarded" ? message.kind : "\(message.kind)!\(message.outcome)"
      return [
        Span(small ? Clock.time(message.time) : Clock.precise(message.time), .dim), Span(message.from),
        Span(">", .dim),
        Span(TrafficWords.short(message.to)), Span(kind, style),
        Span(message.action + (message.step.isEmpty ? "" : " [\(message.step)]"), style),
        Span(Clock.bytes(Double(message.bytes)), .dim), Span(message.latency.map { Clock.span($0) } ?? "", .info),
        Span(message.task, .dim),
      ]
    }
  }

  private func rates(_ canvas: inout Canvas, _ area: Rect, alone: Bool) {
    let inside = canvas.panel(area, "Messages a second", nil, model)
    guard inside.height > 1 else { return }
    let span = inside.width * 2
    var graph = inside.splitTop(1).rest
    if alone {
      let traffic = model.traffic
      canvas.put(
        [
          Span("seen ", .dim), Span("\(traffic.total)"), Span("  missed ", .dim),
          Span("\(traffic.lost)", traffic.lost > 0 ? .warning : .good),
          Span("  refused ", .dim), Span("\(traffic.refused)"), Span("  unanswered ", .dim),
          Span("\(traffic.unanswered)"),
          Span("  half answered in ", .dim), Span(traffic.latency(0.5).map { Clock.span($0) } ?? "–"),
        ], graph.x, graph.y, in: graph)
      graph = graph.splitTop(1).rest
    }
    let top = canvas.graph(model.traffic.rates(span), graph)
    canvas.put(
      [
        Span("now ", .dim), Span(Clock.count(model.traffic.rate)), Span("  most ", .dim),
        Span(Clock.count(top < 1e-6 ? 0 : top)),
        Span("  bytes/s ", .dim), Span(Clock.bytes(model.traffic.byteRates(5).reduce(0, +) / 5)),
        Span("  over \(Clock.span(Double(span)))", .dim),
      ],
      inside.x, inside.y, in: inside)
  }

  private func numbers(_ canvas: inout Canvas, _ area: Rect) {
    let traffic = model.traffic
    let inside = canvas.panel(area, "Counted", nil, model)
    let p50 = traffic.latency(0.5).map { Clock.span($0) } ?? "–"
    let p99 = traffic.latency(0.99).map { Clock.span($0) } ?? "–"
    var entries: [(String, Span)] = [
      ("seen", Span("\(traffic.total), \(Clock.bytes(Double(traffic.bytes)))")),
      ("missed", Span("\(traffic.lost)", traffic.lost > 0 ? .warning : .good)),
      ("answers in", Span("\(p50) half, \(p99) of 99 %")), ("unanswered", Span("\(traffic.unanswered)")),
      ("refused", Span("\(traffic.refused)", traffic.refused > 0 ? .warning : .text)),
    ]
    for (kind, count) in traffic.byKind.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      entries.append((kind, Span("\(count)", Style(TrafficWords.role(kind)))))
    }
    canvas.entries(entries, in: inside, label: 13)
  }
}
