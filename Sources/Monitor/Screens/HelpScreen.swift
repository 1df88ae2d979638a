/// Keys and commands: first those of the screen where help was asked.
struct HelpScreen {
  let model: MonitorModel

  private typealias Entry = (String, String)

  private static let general: [Entry] = [
    ("1 to 9, 0, L, ?", "the screens, in the order of the tabs"),
    ("arrows, h j k l", "move in the list that has the focus"),
    ("Tab, Shift-Tab", "the next panel, the one before"), ("Enter", "open what is chosen"),
    ("Esc", "leave, drop the filter"),
    ("PgUp, PgDn, g, G", "a page, the beginning, the end (which is then followed)"),
    ("/", "filter the list; on Memory: search"),
    (":", "a command; Tab completes"), ("a", "ask the crew for something, without leaving the picture"),
    ("< >", "move the divider by 5 %; or drag it"), ("=", "dividers as they were"),
    ("z, Ctrl-T", "statistics on or off"),
    ("T", "the next theme"), ("!", "emergency stop; asks first"), ("Ctrl-Z", "suspend; fg goes on"),
    ("Ctrl-L", "draw everything anew"),
    ("mouse", "click chooses, a second click opens, the wheel scrolls, borders between panels can be dragged"),
    ("q, Ctrl-C", "leave: the crew goes on, and proxima monitor shows the same picture again"),
    (
      "approval: a s d v",
      "allow once, for this session, deny, read on; yes is taken only once all of it was on the screen"
    ),
    ("approval: Esc, A", "put it aside, show it again; ! is heard meanwhile too"),
    ("● ▶ ○ ◇ ✗ ⊘ ■ ⚠", "done, running, waiting, ready, failed, skipped, aborted, needs you"),
  ]

  private static func own(_ screen: ScreenID) -> [Entry] {
    switch screen {
    case .overview:
      [
        ("Enter", "open the task, the agent or the messages"),
        ("p r x t P R f", "on a task: pause, resume, abort, retry, priority, reassign, feedback"),
      ]
    case .task:
      [
        ("v", "graph or Gantt view"), ("p r x t", "pause, resume, abort (asks first), retry"),
        ("R", "give the chosen step to another agent"), ("P", "priority: higher goes first"),
        ("f", "tell the agent of the chosen step what you think"),
        ("left, right", "move a wide graph"),
        (
          "the graph",
          "a mark is a step, lines lead down to what needs it; ├ joins and goes on, ╰ joins and ends, │ that breaks a line only crosses it"
        ),
      ]
    case .crew:
      [
        ("r x", "start the agent anew, stop it (both ask first)"),
        ("f", "tell the agent something about the task at hand"),
      ]
    case .traffic:
      [
        ("s", "the messages of one task as a sequence diagram"),
        ("b", "signs of life among the messages or not; they are counted always"),
      ]
    case .machines:
      [("d", "drain the executor: it finishes what it has and takes nothing new; again: it takes work (asks first)")]
    case .results: [("Tab", "to the counts, which scroll")]
    case .configuration: [("Enter", "change the setting, in your own file")]
    case .resources: [("r", "how far back: now, 10 minutes, an hour, a day, a week; a click does it too")]
    case .memory: [("/", "search as you type"), ("Enter", "open the task that was found")]
    case .backends, .logs, .help: []
    }
  }

  func draw(_ canvas: inout Canvas, _ area: Rect) {
    let inside = canvas.panel(area, "Help", .help, model)
    let lines = self.lines
    let top = min(model.list(.help).selected, max(0, lines.count - inside.height))
    for (row, line) in lines.dropFirst(top).prefix(inside.height).enumerated() {
      let y = inside.y + row
      let isHead = line.1.isEmpty
      canvas.draw(
        line.0, inside.x, y, isHead ? .heading : .key,
        in: Rect(x: inside.x, y: y, width: min(isHead ? inside.width : 24, inside.width), height: 1))
      canvas.draw(line.1, inside.x + 26, y, .text, in: inside)
    }
    if top + inside.height < lines.count {
      canvas.putRight(" more below: j ", area.maxX - 2, area.maxY - 1, .dim, in: area)
    }
  }

  private var lines: [Entry] {
    var lines: [Entry] = []
    if model.replay != nil {
      lines += [
        ("This recording", ""), ("Space", "play, stop"), ("[ ]", "back, forward"),
        ("{ }", "to the beginning, to the end"),
        ("+ -", "twice, half as fast"), ("", ""),
      ]
    }
    let own = Self.own(model.helpFor)
    lines.append(("On \(model.helpFor.title): \(model.helpFor.summary)", ""))
    lines += own.isEmpty ? [] : own
    lines += [("", ""), ("Everywhere", "")] + Self.general + [("", ""), ("Commands", "")]
    return lines + Commands.all.map { (":\($0.name)\($0.argument.isEmpty ? "" : " \($0.argument)")", $0.summary) }
  }
}
