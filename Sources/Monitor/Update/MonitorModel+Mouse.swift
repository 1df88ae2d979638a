extension MonitorModel {
  /// The mouse did something over what a view drew there.
  mutating func handle(_ mouse: Mouse, _ hit: Hit?) -> [MonitorEffect] {
    switch mouse.action {
    case .release:
      // The last stretch of a quick drag is told by the release alone.
      drag(to: mouse)
      if dragging != nil { return letGo() }
    case .drag: drag(to: mouse)
    case .wheelUp, .wheelDown:
      guard let panel = panel(of: hit), dialog == nil else {
        return scrollDialog(mouse.action == .wheelUp ? .up : .down)
      }
      return move(panel, by: mouse.action == .wheelUp ? -3 : 3)
    case .press: return press(hit)
    }
    return []
  }

  private func panel(of hit: Hit?) -> PanelID? {
    switch hit {
    case .row(let panel, _)?, .panel(let panel)?: panel
    default: nil
    }
  }

  private mutating func scrollDialog(_ key: Key) -> [MonitorEffect] { dialog == nil ? [] : press(key) }

  private mutating func press(_ hit: Hit?) -> [MonitorEffect] {
    guard let hit else { return [] }
    if dialog != nil {
      guard case .button(let button) = hit else { return [] }
      dialog?.button = button
      return press(.enter)
    }
    switch hit {
    case .screen(let screen): return show(screen)
    case .row(let panel, let row):
      let again = focused == panel && list(panel).selected == row && !list(panel).follows
      focus[ui.screen] = panel
      return choose(panel, row) + (again ? press(.enter) : [])
    case .panel(let panel): focus[ui.screen] = panel
    case .divider(let divider, let vertical, let start, let total):
      dragging = (divider, vertical, start, total)
      say("drag this border: \(ui.percent(divider)) % and \(100 - ui.percent(divider)) %")
    case .range(let range): return look(back: range)
    case .button: break
    }
    return []
  }

  private mutating func drag(to mouse: Mouse) {
    guard let dragging, dragging.total > 0 else { return }
    let place = (dragging.vertical ? mouse.x : mouse.y) - dragging.start
    ui.set(dragging.divider, percent: min(100, max(0, place * 100 / dragging.total)))
    say("\(ui.percent(dragging.divider)) % and \(100 - ui.percent(dragging.divider)) %")
  }

  private mutating func letGo() -> [MonitorEffect] {
    dragging = nil
    return [.remember(ui)]
  }
}
