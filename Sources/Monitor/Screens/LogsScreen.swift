import Core

/// What the processes wrote, by time.
struct LogsScreen {
  let model: MonitorModel

  func draw(_ canvas: inout Canvas, _ area: Rect) {
    let rows = Rows.logs(model)
    let inside = canvas.panel(area, "Logs", .logs, model, count: rows.count)
    let table = TableView(
      panel: .logs,
      columns: [
        .init("time", 12), .init("level", 7), .init("process", 19), .init("event", 18), .init("", 10, flexible: true),
        .init("task", 16),
      ],
      count: rows.count, empty: "nothing was written yet")
    table.draw(&canvas, inside, model) { row in
      let line = rows[row]
      let role: Role = line.level >= .error ? .bad : line.level >= .warning ? .warning : .text
      return [
        Span(String(line.time.dropFirst(11).prefix(12)), .dim), Span(line.level.rawValue, Style(role)),
        Span(line.component), Span(line.event, .bold),
        Span(words(line), .dim), Span(line.task ?? "", .dim),
      ]
    }
  }

  private func words(_ line: LogLine) -> String {
    let fields = line.fields.sorted { $0.key < $1.key }.map { "\($0.key)=\(text($0.value))" }
    return ((line.duration.map { ["took \(Clock.span($0))"] } ?? []) + fields).joined(separator: " ")
  }

  private func text(_ value: JSONValue) -> String { value.string ?? (try? JSON.text(value)) ?? "" }
}
