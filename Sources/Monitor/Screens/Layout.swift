/// Where the parts of every screen lie.
enum Layout {
  /// The divider that the keys move while `focused` has them.
  static func divider(of screen: ScreenID, focused: PanelID) -> DividerID? {
    switch screen {
    case .overview: .overview
    case .crew: .crew
    case .task: focused == .tasks ? .taskList : .taskJournal
    case .traffic: .traffic
    case .machines: .machines
    case .results: .results
    case .backends: .backends
    case .configuration: .configuration
    case .memory: .memory
    case .resources, .logs, .help: nil
    }
  }

  /// Two panels side by side where there is room for them, else one above the other; both with a line to drag.
  static func pair(
    _ area: Rect, _ divider: DividerID, _ model: MonitorModel, _ canvas: inout Canvas, rows: Int? = nil
  ) -> (Rect, Rect) {
    let percent = model.ui.percent(divider)
    if area.width >= 100 {
      let parts = area.columns(percent)
      canvas.hit(
        Rect(x: parts.left.maxX - 1, y: area.y, width: 2, height: area.height),
        .divider(divider, vertical: true, start: area.x, total: area.width))
      return parts
    }
    return stack(area, divider, model, &canvas, rows: rows)
  }

  /// Two panels one above the other. A list of `rows` that needs less than its part gives the rest to the other panel,
  /// until somebody moves the divider.
  static func stack(
    _ area: Rect, _ divider: DividerID, _ model: MonitorModel, _ canvas: inout Canvas, rows: Int? = nil
  ) -> (Rect, Rect) {
    // Where two panels would hold nothing, the one with the keys has it all.
    if area.height < 12 {
      let isSecond =
        model.ui.screen.panels.firstIndex(of: model.focused).map { $0 > 0 && model.focused != .graph } ?? false
      return isSecond
        ? (Rect(x: area.x, y: area.y, width: area.width, height: 0), area)
        : (area, Rect(x: area.x, y: area.maxY, width: area.width, height: 0))
    }
    var height = area.height * model.ui.percent(divider) / 100
    if let rows, model.ui.dividers[divider.rawValue] == nil { height = min(height, max(rows, area.height / 5)) }
    let split = area.splitTop(height)
    let parts = (top: split.top, bottom: split.rest)
    canvas.hit(
      Rect(x: area.x, y: parts.bottom.y, width: area.width, height: 1),
      .divider(divider, vertical: false, start: area.y, total: area.height))
    return (parts.top, parts.bottom)
  }
}
