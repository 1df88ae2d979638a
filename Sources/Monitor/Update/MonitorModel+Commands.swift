import Core

extension MonitorModel {
  /// Does what was typed behind `:`.
  mutating func run(_ text: String) -> [MonitorEffect] {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard let first = words.first else { return [] }
    let rest = words.count > 1 ? words[1].trimmingSpaces : ""
    let known = Commands.matches(first)
    guard let command = known.first(where: { $0.name == first }) ?? (known.count == 1 ? known.first : nil) else {
      say(
        known.isEmpty
          ? "there is no command \(first)" : "\(first): \(known.prefix(5).map(\.name).joined(separator: ", "))", .bad)
      return []
    }
    if let screen = ScreenID(rawValue: command.name) { return show(screen) }
    if let effects = runHere(command.name, rest) { return effects }
    var effects: [MonitorEffect] = []
    let refused = change { model in effects = model.runThere(command.name, rest) }
    return refused + effects
  }

  /// Commands that concern this monitor alone.
  private mutating func runHere(_ name: String, _ rest: String) -> [MonitorEffect]? {
    switch name {
    case "quit", "detach": return [.remember(ui), .quit]
    case "theme":
      guard let theme = Theme.named(rest) else {
        say("themes: " + Theme.all.map(\.name).joined(separator: ", "), .warning)
        return []
      }
      ui.theme = theme.name
      return [.remember(ui), .redraw]
    case "history":
      guard let range = HistoryRange(rawValue: rest) else {
        say("how far back: " + HistoryRange.allCases.map(\.rawValue).joined(separator: ", "), .warning)
        return []
      }
      return show(.resources) + look(back: range)
    case "statistics": ui.statistics.toggle()
    case "gantt": ui.gantt.toggle()
    case "follow": ui.task = nil
    case "reset-layout": ui.dividers = [:]
    default: return nil
    }
    return [.remember(ui)]
  }

  /// Commands that ask something of the crew.
  private mutating func runThere(_ name: String, _ rest: String) -> [MonitorEffect] {
    func confirm(_ title: String, _ text: String, _ effect: MonitorEffect) -> [MonitorEffect] {
      dialog = .confirm(title, text, effect)
      return []
    }
    switch name {
    case "ask":
      return rest.isEmpty
        ? {
          mode = .ask(Editor()); return []
        }() : submit(rest)
    case "stop-all":
      dialog = .emergencyStop
      return []
    case "up": return [.lift]
    case "restart" where !rest.isEmpty:
      return confirm("restart \(rest)", "Starts its process anew.", .restartAgent(rest))
    case "stop" where !rest.isEmpty:
      return confirm("stop \(rest)", "Stops its process until it is restarted.", .stopAgent(rest))
    case "drain" where !rest.isEmpty, "undrain" where !rest.isEmpty:
      dialog = .drain(rest, back: name == "undrain")
      return []
    case "set":
      let parts = rest.split(separator: " ", maxSplits: 1).map(String.init)
      if parts.count == 2 { return [.set(key: parts[0], value: parts[1]), .load(.settings)] }
    default: return control(name, rest)
    }
    say("\(name) needs more: see :help", .warning)
    return []
  }

  private mutating func control(_ name: String, _ rest: String) -> [MonitorEffect] {
    guard let verb = TaskControl.Verb(rawValue: name) else { return [] }
    var control = TaskControl(task: currentID?.text ?? "last", verb: verb)
    switch verb {
    case .priority:
      guard let number = Int(rest) else {
        say("priority needs a whole number", .warning)
        return []
      }
      control.priority = number
    case .reassign:
      let parts = rest.split(separator: " ").map(String.init)
      guard parts.count == 2 else {
        say("reassign STEP AGENT", .warning)
        return []
      }
      (control.step, control.agent) = (parts[0], parts[1])
    case .feedback:
      guard let agent = listener else { return noListener() }
      guard !rest.isEmpty else {
        say("feedback TEXT, to \(agent)", .warning)
        return []
      }
      (control.agent, control.text) = (agent, rest)
    default: if !rest.isEmpty { control.task = rest }
    }
    if verb == .abort {
      dialog = .confirm(
        "abort \(control.task)", "Ends the task; what it has finished stays recorded.", .control(control))
      return []
    }
    return [.control(control)]
  }
}

extension String {
  var trimmingSpaces: String {
    var text = Substring(self)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
