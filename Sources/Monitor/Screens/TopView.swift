import Core

/// The first two lines: the crew in a few numbers, and the screens.
struct TopView {
  let model: MonitorModel

  func draw(_ canvas: inout Canvas, _ area: Rect) {
    summary(&canvas, area.splitTop(1).top)
    tabs(&canvas, area.splitTop(1).rest)
  }

  private func summary(_ canvas: inout Canvas, _ area: Rect) {
    var x = canvas.put("proxima", area.x + 1, area.y, .heading, in: area) + 2
    let (text, style) = link
    x = canvas.draw(text, x, area.y, style, in: area) + 2
    if let status = model.status {
      let healthy = status.agents.count { [.ready, .busy, .waiting].contains($0.state) }
      let open = model.tasks.count { !$0.status.isFinal }
      x =
        canvas.put(
          [
            Span("agents ", .dim),
            Span("\(healthy)/\(status.agents.count)", healthy == status.agents.count ? .good : .warning),
            Span("  tasks ", .dim), Span("\(open)", open > 0 ? .accent : .text), Span("  msg/s ", .dim),
            Span(Clock.count(model.traffic.rate), .text),
          ], x, area.y, in: area) + 2
    }
    if model.traffic.lost > 0 { x = canvas.put("gap \(model.traffic.lost)", x, area.y, .warning, in: area) + 2 }
    // What a person must see stands here and nowhere else.
    if !model.approvals.isEmpty {
      x = canvas.draw(" ⚠ APPROVAL NEEDED: \(model.approvals.count) ", x, area.y, Style(.approval, .bold), in: area) + 1
    }
    if let alerts = model.status?.alerts.count, alerts > 0 {
      x =
        canvas.draw("⚠ \(alerts) \(alerts == 1 ? "alert" : "alerts")", x, area.y, Style(.warning, .bold), in: area) + 2
    }
    if model.status?.node.halted == true {
      x = canvas.draw(" ■ STOPPED ", x, area.y, Style(.bad, [.bold, .reverse]), in: area) + 1
    }
    if model.options.readOnly { x = canvas.put("read-only", x, area.y, .warning, in: area) + 2 }
    let clock = Clock.time(model.now)
    if area.maxX - x > clock.count + 1 { canvas.putRight(clock, area.maxX - 1, area.y, .dim, in: area) }
  }

  private var link: (String, Style) {
    if let replay = model.replay {
      return (
        "\(replay.playing ? "▶" : "‖") replay \(Clock.position(replay.position)) of \(Clock.position(replay.length)) ×\(replay.speed < 1 ? "1/\(Int(1 / replay.speed))" : "\(Int(replay.speed))")",
        .accent
      )
    }
    return switch model.link {
    case .connecting: ("◌ connecting", .warning)
    case .connected: ("● connected", .good)
    case .lost: ("✗ crew lost", .bad)
    case .refused: ("✗ refused", .bad)
    }
  }

  private func tabs(_ canvas: inout Canvas, _ area: Rect) {
    var x = area.x
    let narrow = area.width < 116
    for screen in ScreenID.allCases {
      let chosen = screen == model.ui.screen
      let name = chosen ? screen.title : narrow ? screen.short : area.width < 134 ? screen.word : screen.title
      let start = x
      x = canvas.put("\(narrow ? "" : " ")\(screen.key)", x, area.y, chosen ? Style(.selection, .bold) : .key, in: area)
      x = canvas.put(
        "\(chosen ? "*" : narrow ? "" : " ")\(name)", x, area.y, chosen ? Style(.selection, .bold) : .text, in: area)
      if narrow { x += 1 }
      canvas.hit(Rect(x: start, y: area.y, width: x - start, height: 1), .screen(screen))
    }
  }
}
