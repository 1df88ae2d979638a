/// Keys and commands.
struct HelpScreen {
  let model: MonitorModel

  private static let keys: [(String, String)] = [
    ("1 to 9, 0, L, ?", "the screens, in the order of the tabs"), ("arrows, h j k l", "move in the list that has the focus"),
    ("Tab, Shift-Tab", "the next panel, the one before"), ("Enter", "open what is chosen"), ("Esc", "leave, drop the filter"),
    ("PgUp, PgDn, g, G", "a page, the beginning, the end (which is then followed)"), ("/", "filter the list; on Memory: search"),
    (":", "a command; Tab completes"), ("a", "ask the crew for something, without leaving the picture"),
    ("< >", "move the divider by 5 %; or drag it"), ("=", "dividers as they were"), ("z, Ctrl-T", "statistics on or off"),
    ("T", "the next theme"), ("!", "emergency stop; asks first"), ("Ctrl-Z", "suspend; fg goes on"), ("Ctrl-L", "draw everything anew"),
    ("q, Ctrl-C", "leave: the crew goes on, and proxima monitor shows the same picture again"),
    ("Task: v", "graph or Gantt"), ("Task: p r x t", "pause, resume, abort, retry"), ("Task: R P f", "reassign a step, priority, feedback"),
    ("Crew: r x f", "restart or stop the agent, feedback to it"), ("Machines: d", "drain the executor"), ("Traffic: s", "the task as a sequence diagram"),
    ("approval: a s d v", "allow once, for this session, deny, details"),
    ("graph", "a mark is a step, lines lead down to what needs it; + joins, | that breaks a line only crosses it"),
    ("● ▶ ○ ◇ ✗ ⊘ ■", "done, running, waiting, ready, failed, skipped, aborted"),
  ]

  func draw(_ canvas: inout Canvas, _ area: Rect) {
    let inside = canvas.panel(area, "Help", .help, model)
    var lines: [(String, String, Bool)] = [("Keys", "", true)] + Self.keys.map { ($0.0, $0.1, false) } + [("", "", false), ("Commands", "", true)]
    lines += Commands.all.map { (":\($0.name)\($0.argument.isEmpty ? "" : " \($0.argument)")", $0.summary, false) }
    let top = min(model.list(.help).selected, max(0, lines.count - inside.height))
    for (row, line) in lines.dropFirst(top).prefix(inside.height).enumerated() {
      let y = inside.y + row
      canvas.draw(line.0, inside.x, y, line.2 ? .heading : .key, in: Rect(x: inside.x, y: y, width: min(24, inside.width), height: 1))
      canvas.draw(line.1, inside.x + 26, y, .text, in: inside)
    }
  }
}
