import Core

/// What stands behind `:`.
enum Commands {
  /// A command: its name, what it takes and what it does.
  struct Entry {
    var name: String
    var argument: String
    var summary: String
  }

  static let all: [Entry] =
    ScreenID.allCases.map { Entry(name: $0.rawValue, argument: "", summary: $0.summary) } + [
      Entry(name: "ask", argument: "TEXT", summary: "submit a request"),
      Entry(name: "pause", argument: "[TASK]", summary: "hand out no more steps"),
      Entry(name: "resume", argument: "[TASK]", summary: "go on"),
      Entry(name: "abort", argument: "[TASK]", summary: "end the task; asks first"),
      Entry(name: "retry", argument: "[TASK]", summary: "run it again as a new task"),
      Entry(name: "priority", argument: "N", summary: "higher goes first"),
      Entry(name: "reassign", argument: "STEP AGENT", summary: "give a step to another agent"),
      Entry(name: "feedback", argument: "TEXT", summary: "tell the crew what you think of the task"),
      Entry(name: "restart", argument: "AGENT", summary: "start an agent anew; asks first"),
      Entry(name: "stop", argument: "AGENT", summary: "stop an agent; asks first"),
      Entry(name: "drain", argument: "EXECUTOR", summary: "let it finish and take nothing new; asks first"),
      Entry(name: "undrain", argument: "EXECUTOR", summary: "let it take work again; asks first"),
      Entry(name: "stop-all", argument: "", summary: "emergency stop; asks first"),
      Entry(name: "up", argument: "", summary: "lift an emergency stop; the crew stays"),
      Entry(name: "set", argument: "KEY VALUE", summary: "change a setting"),
      Entry(name: "theme", argument: "NAME", summary: "dark, light, high-contrast, colour-blind"),
      Entry(name: "statistics", argument: "", summary: "the statistics panel on or off"),
      Entry(name: "gantt", argument: "", summary: "graph or Gantt view"),
      Entry(name: "history", argument: "SPAN", summary: "how far back Resources looks: now, 10min, hour, day, week"),
      Entry(name: "follow", argument: "", summary: "look at the newest task again"),
      Entry(name: "reset-layout", argument: "", summary: "dividers as they were"),
      Entry(name: "detach", argument: "", summary: "leave; the crew goes on"),
      Entry(name: "quit", argument: "", summary: "leave; the crew goes on"),
    ]

  /// The commands that `text` may become.
  static func matches(_ text: String) -> [Entry] {
    let word = String(text.prefix { $0 != " " })
    return all.filter { $0.name.hasPrefix(word) }
  }

  /// `text` with what can be completed: the command's name, or an agent, a task, a theme, a setting.
  static func complete(_ text: String, _ model: MonitorModel) -> String {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 1 else {
      let names = matches(text).map(\.name)
      let common = prefix(names)
      return names.count == 1 ? common + " " : common.isEmpty ? text : common
    }
    let candidates = words(for: parts[0], model).filter { $0.hasPrefix(parts[parts.count - 1]) }
    let common = prefix(candidates)
    if common.isEmpty { return text }
    return (parts.dropLast() + [common]).joined(separator: " ")
  }

  private static func words(for command: String, _ model: MonitorModel) -> [String] {
    switch command {
    case "theme": Theme.all.map(\.name)
    case "restart", "stop": model.status?.agents.map(\.id) ?? []
    case "drain", "undrain": model.status?.agents.map(\.id).filter { $0.hasPrefix("executor.") } ?? []
    case "set": model.settings.map(\.key)
    case "history": HistoryRange.allCases.map(\.rawValue)
    case "pause", "resume", "abort", "retry": model.tasks.map(\.id.text)
    case "reassign": (model.current?.steps.map(\.spec.id) ?? []) + (model.status?.agents.map(\.id) ?? [])
    default: []
    }
  }

  private static func prefix(_ words: [String]) -> String {
    guard var common = words.first else { return "" }
    for word in words { while !word.hasPrefix(common) { common.removeLast() } }
    return common
  }
}
