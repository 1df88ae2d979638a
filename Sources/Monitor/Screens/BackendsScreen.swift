import Core

/// What can run circuits: whether it is there, why not, and what it has cost by the record.
struct BackendsScreen {
  let model: MonitorModel

  func draw(_ canvas: inout Canvas, _ area: Rect) {
    let rows = model.backends
    let (upper, lower) = Layout.stack(area, .backends, model, &canvas, rows: rows.count + 3)
    let inside = canvas.panel(upper, "Backends", .backends, model, count: rows.count)
    let table = TableView(
      panel: .backends,
      columns: [
        .init("", 1), .init("backend", 10), .init("health", 9), .init("version", 9), .init("qubits", 6, right: true),
        .init("runs", 5, right: true),
        .init("mean", 6, right: true), .init("peak", 6, right: true), .init("executor", 16, flexible: true),
      ], count: rows.count, empty: "nobody was asked yet")
    table.draw(&canvas, inside, model) { row in cells(rows[row]) }
    let at = TableView.selected(.backends, model, count: rows.count)
    guard rows.indices.contains(at) else {
      _ = canvas.panel(lower, "Backend", .backendDetails, model)
      return
    }
    details(&canvas, lower, rows[at])
  }

  /// The runs on a backend among the tasks at hand.
  private func runs(_ name: String) -> [Run] {
    model.opened.flatMap { model.folds[$0]?.report?.runs ?? [] }.filter { $0.backend == name && $0.cached == nil }
  }

  private func cells(_ backend: BackendFacts) -> [Span] {
    let info = backend.info
    let runs = runs(info.name)
    let mean = runs.isEmpty ? nil : runs.reduce(0) { $0 + $1.timing.totalSeconds } / Double(runs.count)
    return [
      Span.sign(info.available ? "●" : "✗", info.available ? .good : .bad), Span(info.name, .bold),
      Span(info.available ? "available" : "missing", info.available ? .good : .warning),
      Span(info.version), Span(info.available ? "\(info.maxQubits)" : ""), Span("\(runs.count)"),
      Span(mean.map { Clock.span($0) } ?? "–"),
      Span(runs.map(\.memory.peakBytes).max().map { Clock.bytes(Double($0)) } ?? "–"),
      Span(info.available ? backend.executor : info.reason ?? "", info.available ? .text : .dim),
    ]
  }

  private func details(_ canvas: inout Canvas, _ area: Rect, _ backend: BackendFacts) {
    let info = backend.info
    let inside = canvas.panel(area, info.name, .backendDetails, model)
    let used = canvas.entries(
      [
        ("methods", Span(info.methods.map(\.rawValue).joined(separator: ", "))),
        ("noise", Span(info.noise.map(\.rawValue).joined(separator: ", "))),
        ("machine", Span(info.host)),
        (info.available ? "state" : "reason", Span(info.reason ?? "available", info.available ? .good : .warning)),
      ], in: inside, label: 10)
    let runs = runs(info.name)
    let rest = inside.splitTop(used + 1).rest
    guard rest.height > 1 else { return }
    guard !runs.isEmpty else {
      canvas.put("no runs on it in the tasks at hand", rest.x, rest.y, .dim, in: rest)
      return
    }
    let times = runs.map(\.timing.totalSeconds)
    canvas.put(
      "what its runs took, the newest at the right: \(Clock.span(times.min() ?? 0)) to \(Clock.span(times.max() ?? 0))",
      rest.x, rest.y, .dim, in: rest)
    let width = min(rest.width, runs.count)
    canvas.graph(
      times.flatMap { [$0, $0] }, Rect(x: rest.x, y: rest.y + 1, width: width, height: min(6, rest.height - 1)),
      role: .series2)
  }
}
