import Core

/// The crew over ten minutes, an hour, a day or a week: curves with their times, and who said most.
struct HistoryView {
  let model: MonitorModel

  func draw(_ canvas: inout Canvas, _ area: Rect) {
    let range = model.ui.range ?? .now
    guard let past = model.past, past.range == range else {
      let inside = canvas.panel(area, "History", .resources, model)
      canvas.put("reading what the node recorded…", inside.x, inside.y, .dim, in: inside)
      return
    }
    let counted = !past.kinds.isEmpty && area.width >= 90
    let (curves, side) = area.columns(counted ? 74 : 100)
    draw(&canvas, curves, past)
    if counted { self.counted(&canvas, side, past) }
  }

  private func draw(_ canvas: inout Canvas, _ area: Rect, _ past: HistoryFacts) {
    let curves: [(String, [Double], (Double) -> String, Role)] = [
      (
        "Processors, share of one core", past.values(\.cpu), { Clock.tenth(($0 * 1000).rounded() / 10) + "%" }, .series1
      ),
      ("Memory of the crew", past.values(\.memory), { Clock.bytes($0) }, .series2),
      ("Messages a minute", past.values(\.messages), { Clock.count($0) }, .series3),
      ("Tasks a minute", past.values(\.tasks), { Clock.count($0) }, .series4),
    ]
    let shown = area.height >= 20 ? curves : Array(curves.prefix(max(1, area.height / 5)))
    for (at, curve) in shown.enumerated() {
      let top = area.height * at / shown.count
      let part = Rect(x: area.x, y: area.y + top, width: area.width, height: area.height * (at + 1) / shown.count - top)
      let inside = canvas.panel(part, curve.0, at == 0 ? .resources : nil, model)
      self.curve(&canvas, inside, past, curve.1, curve.2, curve.3)
    }
  }

  private func curve(
    _ canvas: inout Canvas, _ area: Rect, _ past: HistoryFacts, _ values: [Double], _ words: (Double) -> String,
    _ role: Role
  ) {
    let known = zip(past.buckets, values).compactMap { $0.0 == nil ? nil : $0.1 }
    guard !known.isEmpty, area.height > 2, area.width > 24 else {
      canvas.put(
        "nothing was recorded in this time: the node keeps seven days while it runs", area.x, area.y, .dim, in: area)
      return
    }
    let mean = known.reduce(0, +) / Double(known.count)
    canvas.put(
      [
        Span("mean ", .dim), Span(words(mean), .bold), Span("  least ", .dim), Span(words(known.min() ?? 0)),
        Span("  most ", .dim),
        Span(words(known.max() ?? 0)),
      ], area.x, area.y, in: area)
    let (graph, axis) = area.splitTop(1).rest.splitTop(area.height - 2)
    canvas.graph(Self.stretch(values, to: graph.width * 2), graph, role: role)
    Self.axis(&canvas, axis, past)
  }

  /// The values as `count` of them; what becomes one is its largest.
  static func stretch(_ values: [Double], to count: Int) -> [Double] {
    guard count > 0, !values.isEmpty else { return [] }
    return (0..<count).map { at in
      let from = at * values.count / count
      let to = max(from + 1, (at + 1) * values.count / count)
      return values[from..<min(to, values.count)].max() ?? 0
    }
  }

  /// Times below a curve: days and hours for long spans, minutes for short ones.
  private static func axis(_ canvas: inout Canvas, _ line: Rect, _ past: HistoryFacts) {
    let marks = max(2, min(7, line.width / 14))
    for mark in 0..<marks {
      let time = WallTime(milliseconds: past.from + (past.to - past.from) * Int64(mark) / Int64(marks))
      let text =
        past.range.seconds > 86_400 ? String(time.iso8601.dropFirst(5).prefix(5)) : String(Clock.time(time).prefix(5))
      canvas.draw("└" + text, line.x + line.width * mark / marks, line.y, .dim, in: line)
    }
    canvas.putRight("now", line.maxX, line.y, .dim, in: line)
  }

  private func counted(_ canvas: inout Canvas, _ area: Rect, _ past: HistoryFacts) {
    let (upper, lower) = area.rows(50)
    list(&canvas, canvas.panel(upper, "Who sent most", nil, model), past.senders)
    let inside = canvas.panel(lower, "Kinds of messages", nil, model)
    list(&canvas, inside, past.kinds)
    let note =
      past.isCut ? "the newest \(Clock.count(Double(past.messages)))" : "all \(Clock.count(Double(past.messages)))"
    if past.kinds.count + 1 < inside.height {
      canvas.put(note + " of this time", inside.x, inside.maxY - 1, .dim, in: inside)
    }
  }

  private func list(_ canvas: inout Canvas, _ area: Rect, _ counts: [HistoryFacts.Count]) {
    for (row, one) in counts.prefix(area.height).enumerated() {
      let line = Rect(x: area.x, y: area.y + row, width: max(0, area.width - 8), height: 1)
      canvas.put(one.name, line.x, line.y, .text, in: line)
      canvas.putRight(Clock.count(Double(one.count)), area.maxX, line.y, .bold, in: area)
    }
  }
}

/// The spans of time to choose from, in one line; each can be clicked.
struct RangeView {
  let model: MonitorModel

  func draw(_ canvas: inout Canvas, _ line: Rect) {
    var x = canvas.put(" how far back (r):", line.x, line.y, .dim, in: line)
    for range in HistoryRange.allCases {
      let chosen = range == model.ui.range ?? .now
      let start = x + 1
      x = canvas.put(
        chosen ? "[\(range.title)]" : " \(range.title) ", start, line.y, chosen ? Style(.selection, .bold) : .key,
        in: line)
      canvas.hit(Rect(x: start, y: line.y, width: x - start, height: 1), .range(range))
    }
  }
}
