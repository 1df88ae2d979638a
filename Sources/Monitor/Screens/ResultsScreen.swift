import Circuits
import Core

/// Runs as a table; the chosen one as a histogram, with its comparison, its sweep and its circuit.
struct ResultsScreen {
  let model: MonitorModel

  func draw(_ canvas: inout Canvas, _ area: Rect) {
    let rows = Rows.results(model)
    let (upper, lower) = Layout.stack(area, .results, model, &canvas, rows: rows.count + 3)
    let inside = canvas.panel(upper, "Runs", .results, model, count: rows.count)
    let table = TableView(
      panel: .results,
      columns: [
        .init("task", 16), .init("circuit", 10, flexible: true), .init("backend", 8), .init("method", 13),
        .init("qubits", 6, right: true),
        .init("shots", 7, right: true), .init("time", 6, right: true), .init("memory", 6, right: true),
        .init("predicted", 9, right: true), .init("check", 10),
      ], count: rows.count, empty: "no results yet")
    table.draw(&canvas, inside, model) { row in cells(rows[row]) }
    let at = TableView.selected(.results, model, count: rows.count)
    guard rows.indices.contains(at), let report = model.folds[rows[at].task]?.report else {
      _ = canvas.panel(lower, "Result", .resultDetails, model)
      return
    }
    // Side by side where there is room; else the counts above what they mean.
    let (left, right) = lower.width >= 90 ? lower.columns(50) : lower.rows(lower.height >= 10 ? 45 : 100)
    histogram(&canvas, left, rows[at].run)
    if !right.isEmpty { details(&canvas, right, report) }
  }

  private func cells(_ row: Rows.ResultRow) -> [Span] {
    let run = row.run
    let check = model.folds[row.task]?.report?.verification.status ?? .unverified
    let plan = model.folds[row.task]?.plan
    return [
      Span(row.task.text, .dim), Span(run.label ?? plan?.request.circuit.map { "\($0.family)" } ?? "–", .bold),
      Span(run.backend),
      Span(run.method.rawValue), Span("\(run.qubits)"), Span(Clock.count(Double(run.shots))),
      Span(Clock.span(run.timing.totalSeconds)),
      Span(Clock.bytes(Double(run.memory.peakBytes))), Span(Clock.bytes(Double(run.memory.predictedBytes)), .dim),
      Span(
        run.status == .completed ? check.rawValue : run.status.rawValue,
        run.status != .completed || check == .refuted ? .bad : check == .verified ? .good : .warning),
    ]
  }

  private func histogram(_ canvas: inout Canvas, _ area: Rect, _ run: Run) {
    let inside = canvas.panel(area, "Counts of \(run.label ?? run.id)", .resultDetails, model)
    bars(&canvas, inside, run, scroll: model.list(.resultDetails).selected)
  }

  /// The counts of a run as bars, the most frequent first; its exact values where it was not sampled.
  func bars(_ canvas: inout Canvas, _ inside: Rect, _ run: Run, scroll: Int) {
    let sorted = run.counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    guard let most = sorted.first?.value else {
      values(&canvas, inside, run)
      return
    }
    let scroll = min(scroll, max(0, sorted.count - inside.height))
    let key = min(24, sorted.map { $0.key.count }.max() ?? 1)
    for (row, entry) in sorted.dropFirst(scroll).prefix(inside.height).enumerated() {
      let y = inside.y + row
      canvas.put(entry.key, inside.x, y, .bold, in: Rect(x: inside.x, y: y, width: key, height: 1))
      let share = Double(entry.value) / Double(max(1, run.shots))
      canvas.putRight("\(entry.value)", inside.x + key + 9, y, .text, in: inside)
      canvas.putRight(Clock.tenth((share * 1000).rounded() / 10) + "%", inside.x + key + 16, y, .dim, in: inside)
      let bar = Rect(x: inside.x + key + 17, y: y, width: inside.maxX - inside.x - key - 17, height: 1)
      canvas.bar(Double(entry.value) / Double(most), bar, role: .series1, percent: false)
    }
  }

  private func values(_ canvas: inout Canvas, _ area: Rect, _ run: Run) {
    let lines = (run.expectations ?? []).map {
      "<\($0.observable)> = \(Figures.significant($0.value, 6))"
        + ($0.standardError.map { " ± \(Figures.significant($0, 2))" } ?? "")
    }
    for (row, line) in lines.prefix(area.height).enumerated() {
      canvas.put(line, area.x, area.y + row, .text, in: area)
    }
    if lines.isEmpty { canvas.put(run.error?.message ?? "no counts", area.x, area.y, .dim, in: area) }
  }

  private func details(_ canvas: inout Canvas, _ area: Rect, _ report: TaskReport) {
    let inside = canvas.panel(area, "Circuit, comparison, check", nil, model)
    var y = inside.y
    func line(_ text: String, _ style: Style = .text) {
      if y < inside.maxY { canvas.put(text, inside.x, y, style, in: inside) }
      y += 1
    }
    line(
      "check: \(report.verification.status.rawValue) by \(report.verification.route)"
        + (report.verification.reason.map { ", \($0)" } ?? ""),
      report.verification.status == .verified ? .good : .warning)
    if let insight = report.insight {
      for text in Wrap.lines(insight.summary, width: inside.width).prefix(3) { line(text) }
    }
    if let comparison = report.comparison {
      line(
        "verdict: \(comparison.verdict.rawValue), agreement \(Clock.tenth(comparison.agreementPercent)) %",
        comparison.verdict == .agree ? .good : .warning)
      for pair in comparison.pairs.prefix(4) {
        line(
          "  \(pair.a) and \(pair.b): distance \(Figures.significant(pair.totalVariation)), p \(Figures.significant(pair.pValue)), time ratio \(Figures.significant(pair.timeRatio))",
          .dim)
      }
    }
    let rest = Rect(x: inside.x, y: y, width: inside.width, height: inside.maxY - y)
    if report.runs.count > 2, report.plan.request.sweep != nil {
      sweep(&canvas, rest, report)
    } else {
      circuit(&canvas, rest, report)
    }
  }

  /// A sweep as a curve: the time of each value, left to right.
  private func sweep(_ canvas: inout Canvas, _ area: Rect, _ report: TaskReport) {
    guard area.height > 2 else { return }
    let values = report.runs.map { $0.expectations?.first.map { abs($0.value) } ?? $0.timing.totalSeconds }
    canvas.put(
      "\(report.runs.first?.expectations?.first.map { "|<\($0.observable)>|" } ?? "seconds") over \(report.plan.request.sweep?.parameter ?? ""): \(report.runs.compactMap(\.label).joined(separator: " "))",
      area.x, area.y, .dim, in: area)
    let graph = area.splitTop(1).rest
    let each = max(1, graph.width * 2 / max(1, values.count))
    canvas.graph(values.flatMap { [Double](repeating: $0, count: each) }, graph, role: .series3, filled: false)
  }

  private func circuit(_ canvas: inout Canvas, _ area: Rect, _ report: TaskReport) {
    let source =
      report.artifacts.first { $0.kind == .circuit && $0.text != nil }?.text ?? report.plan.request.circuit?.qasm
    guard let source, area.height > 1 else { return }
    for (row, line) in CircuitPicture.lines(source, width: area.width).prefix(area.height).enumerated() {
      canvas.draw(line, area.x, area.y + row, .info, in: area)
    }
  }
}
