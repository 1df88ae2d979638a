import Core

/// Keys, as people know them.
extension MonitorModel {
  mutating func press(_ key: Key) -> [MonitorEffect] {
    if key == .control("z") { return [.suspend] }
    if key == .control("l") { return [.redraw] }
    if let dialog { return press(key, dialog) }
    switch mode {
    case .filter(let panel, let editor): return type(key, filter: panel, editor)
    case .command(let editor): return type(key, command: editor)
    case .ask(let editor): return type(key, ask: editor)
    case .search(let editor): return type(key, search: editor)
    case .normal: break
    }
    if replay != nil, let effects = pressReplay(key) { return effects }
    if let effects = pressScreen(key) { return effects }
    return pressGlobal(key)
  }

  private mutating func pressGlobal(_ key: Key) -> [MonitorEffect] {
    switch key {
    case .character("q"), .control("c"), .control("d"): return [.remember(ui), .quit]
    case .character("?"), .function(1): return show(ui.screen == .help ? helpFor : .help)
    case .character(let letter) where ScreenID.allCases.contains(where: { $0.key == letter }):
      return show(ScreenID.allCases.first { $0.key == letter } ?? .overview)
    case .character("/"):
      if ui.screen == .memory {
        mode = .search(Editor(query))
      } else {
        mode = .filter(focused, Editor(list(focused).filter))
      }
    case .character(":"), .control("p"): mode = .command(Editor())
    case .character("a"), .character("i"): return beginAsking()
    case .character("z"), .control("t"):
      ui.statistics.toggle()
      return [.remember(ui)]
    case .character("T"): return nextTheme()
    case .character("!"):
      return change { $0.dialog = .emergencyStop }
    case .character("A"): return takeUpAside()
    case .tab: return moveFocus(1)
    case .backTab: return moveFocus(-1)
    case .escape:
      if !list(focused).filter.isEmpty { lists[focused]?.filter = "" } else { notice = nil }
    case .control("w"), .character("<"): return moveDivider(-5)
    case .control("]"), .character(">"): return moveDivider(5)
    case .character("="):
      ui.dividers = [:]
      return [.remember(ui)]
    default: return pressList(key)
    }
    return []
  }

  private mutating func moveFocus(_ step: Int) -> [MonitorEffect] {
    let panels = ui.screen.panels
    let at = panels.firstIndex(of: focused) ?? 0
    focus[ui.screen] = panels[(at + step + panels.count) % panels.count]
    return []
  }

  private mutating func moveDivider(_ step: Int) -> [MonitorEffect] {
    guard let divider = Layout.divider(of: ui.screen, focused: focused) else { return [] }
    ui.set(divider, percent: ui.percent(divider) + step)
    say("\(ui.percent(divider)) % and \(100 - ui.percent(divider)) %")
    return [.remember(ui)]
  }

  private mutating func nextTheme() -> [MonitorEffect] {
    let at = Theme.all.firstIndex { $0.name == ui.theme } ?? 0
    let theme = Theme.all[(at + 1) % Theme.all.count]
    ui.theme = theme.name
    say("theme \(theme.name): \(theme.summary)")
    return [.remember(ui), .redraw]
  }

  private mutating func beginAsking() -> [MonitorEffect] { change { $0.mode = .ask(Editor()) } }

  /// Does something that changes the crew, unless the monitor only reads.
  mutating func change(_ body: (inout MonitorModel) -> Void) -> [MonitorEffect] {
    if options.readOnly {
      say("read-only: start the monitor without --read-only to step in", .warning)
    } else if replay != nil {
      say("this is a recording: nothing can be changed in it", .warning)
    } else {
      body(&self)
    }
    return []
  }

  /// Goes to a screen and reads what it needs.
  mutating func show(_ screen: ScreenID) -> [MonitorEffect] {
    if screen == .help, ui.screen != .help { helpFor = ui.screen }
    ui.screen = screen
    switch screen {
    case .backends, .machines: return [.load(.backends)]
    case .configuration: return [.load(.settings)]
    case .logs: return [.load(.logs)]
    case .resources: return [.load(.machine), .past(ui.range ?? .now)]
    case .memory: return [.load(.memory)]
    case .results: return openTasks(12)
    default: return []
    }
  }

  /// Reads the record of the newest tasks.
  private mutating func openTasks(_ count: Int) -> [MonitorEffect] { tasks.prefix(count).flatMap { open($0.id) } }
}
