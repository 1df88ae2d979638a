/// Every setting with its value and where that comes from; the chosen one explained.
struct ConfigurationScreen {
  let model: MonitorModel

  func draw(_ canvas: inout Canvas, _ area: Rect) {
    let rows = Rows.settings(model)
    let (upper, lower) = Layout.stack(area, .configuration, model, &canvas, rows: rows.count + 3)
    let inside = canvas.panel(upper, "Settings", .settings, model, count: rows.count)
    let table = TableView(
      panel: .settings,
      columns: [.init("setting", 34), .init("value", 16), .init("from", 12), .init("what it is", 10, flexible: true)],
      count: rows.count, empty: "the settings are being read")
    table.draw(&canvas, inside, model) { row in
      let setting = rows[row]
      return [
        Span(setting.key, .bold), Span(setting.value),
        Span(setting.source, setting.source == "default" ? .dim : .accent), Span(setting.summary, .dim),
      ]
    }
    let at = TableView.selected(.settings, model, count: rows.count)
    let below = canvas.panel(lower, rows.indices.contains(at) ? rows[at].key : "Setting", .settingDetails, model)
    guard rows.indices.contains(at) else { return }
    canvas.paragraph(rows[at].text, in: below)
  }
}
