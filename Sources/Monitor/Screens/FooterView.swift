/// The last line: what is typed, what was said, or the keys of the screen.
struct FooterView {
  let model: MonitorModel

  func draw(_ canvas: inout Canvas, _ area: Rect) {
    switch model.mode {
    case .filter(_, let editor): line(&canvas, area, "/", editor, "Enter keeps the filter, Esc drops it")
    case .search(let editor): line(&canvas, area, "search: ", editor, "")
    case .ask(let editor): line(&canvas, area, "ask: ", editor, "Enter submits, ↑ earlier ones, Esc leaves")
    case .command(let editor):
      let names = Commands.matches(editor.text)
      let one = names.count == 1 || names.first?.name == String(editor.text.prefix { $0 != " " })
      let hint =
        one
        ? names.first.map { "\($0.name) \($0.argument)  \($0.summary)" } ?? ""
        : names.map(\.name).joined(separator: " ")
      line(&canvas, area, ":", editor, hint)
    case .normal: idle(&canvas, area)
    }
  }

  private func line(_ canvas: inout Canvas, _ area: Rect, _ prompt: String, _ editor: Editor, _ hint: String) {
    let start = canvas.put(prompt, area.x, area.y, .key, in: area)
    // The end of a long line stays in sight.
    let room = max(1, area.maxX - start - 1)
    let shift = max(0, editor.column - room + 1)
    let field = Rect(x: start, y: area.y, width: area.maxX - start, height: 1)
    let end = canvas.put(editor.text, start - shift, area.y, .bold, in: field)
    canvas.cursor = (min(area.maxX - 1, start + editor.column - shift), area.y)
    if end + 3 < area.maxX, !hint.isEmpty { canvas.draw(hint, max(end, start) + 3, area.y, .dim, in: area) }
  }

  private func idle(_ canvas: inout Canvas, _ area: Rect) {
    if let notice = model.notice {
      canvas.put(" " + notice.text, area.x, area.y, Style(notice.style), in: area)
      return
    }
    var x = area.x
    for (key, words) in keys {
      guard x + key.count + words.count + 2 < area.maxX else { return }
      x = canvas.draw(" \(key)", x, area.y, .key, in: area)
      x = canvas.draw(" \(words) ", x, area.y, .dim, in: area)
    }
  }

  private var keys: [(String, String)] {
    let first = [("?", "help"), ("a", "ask")]
    let general = [
      ("/", "filter"), (":", "command"), ("Tab", "panel"), ("z", "statistics"), ("T", "theme"), ("q", "leave"),
    ]
    if model.replay != nil {
      return [
        ("?", "help"), ("Space", "play"), ("[ ]", "back, forward"), ("+ -", "speed"), ("{ }", "ends"), ("v", "Gantt"),
        ("q", "leave"),
      ]
    }
    let own: [(String, String)] =
      switch model.ui.screen {
      case .task:
        [
          ("v", model.ui.gantt ? "graph" : "Gantt"), ("p", "pause"), ("r", "resume"), ("x", "abort"), ("t", "retry"),
          ("R", "reassign"), ("P", "priority"), ("f", "feedback"),
        ]
      case .crew: [("r", "restart"), ("x", "stop"), ("f", "feedback"), ("!", "stop all")]
      case .traffic:
        [
          ("s", model.list(.messages).top == 1 ? "stream" : "sequence"),
          ("b", model.ui.beats ?? false ? "hide signs of life" : "signs of life"),
        ]
      case .resources: [("r", "how far back")]
      case .machines: [("d", "drain, or work again")]
      case .configuration: [("Enter", "change")]
      case .memory: [("/", "search"), ("Enter", "open")]
      case .overview: [("Enter", "open"), ("!", "stop all")]
      default: []
      }
    return first + own + general
  }
}
