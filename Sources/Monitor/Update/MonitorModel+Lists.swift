import Core

/// Moving in lists, and what the keys of one screen do.
extension MonitorModel {
  mutating func pressList(_ key: Key) -> [MonitorEffect] {
    let panel = focused
    let page = 10
    switch key {
    case .up, .character("k"): return move(panel, by: -1)
    case .down, .character("j"): return move(panel, by: 1)
    case .pageUp, .control("b"): return move(panel, by: -page)
    case .pageDown, .control("f"), .character(" "): return move(panel, by: page)
    case .home, .character("g"): return move(panel, by: Int.min / 4)
    case .end, .character("G"): return move(panel, by: Int.max / 4)
    case .left, .character("h"): return sideways(-1)
    case .right, .character("l"): return sideways(1)
    case .enter: return enter(panel)
    default: return []
    }
  }

  private mutating func sideways(_ step: Int) -> [MonitorEffect] {
    if focused == .graph {
      lists[.graph, default: ListState()].top = max(0, list(.graph).top + step * 4)
      return []
    }
    return []
  }

  /// Moves the chosen line of a list; the views keep it in sight.
  mutating func move(_ panel: PanelID, by step: Int) -> [MonitorEffect] {
    var state = list(panel)
    let count = Rows.count(panel, self)
    let last = max(0, count - 1)
    let from = state.follows && Rows.grows(panel) ? last : min(state.selected, last)
    state.selected = min(last, max(0, from + step))
    state.follows = Rows.grows(panel) && state.selected >= last
    lists[panel] = state
    return chosen(panel)
  }

  /// A line was chosen.
  private mutating func chosen(_ panel: PanelID) -> [MonitorEffect] {
    guard panel == .tasks, let id = Rows.task(at: list(.tasks).selected, self) else { return [] }
    ui.task = id.text
    lists[.graph] = nil
    lists[.journal] = nil
    return open(id)
  }

  mutating func choose(_ panel: PanelID, _ row: Int) -> [MonitorEffect] {
    lists[panel, default: ListState()].selected = max(0, row)
    lists[panel]?.follows = false
    return chosen(panel)
  }

  private mutating func enter(_ panel: PanelID) -> [MonitorEffect] {
    switch (ui.screen, panel) {
    case (.overview, .tasks): return chosen(.tasks) + show(.task)
    case (.overview, .agents): return show(.crew)
    case (.overview, .messages): return show(.traffic)
    case (.task, .tasks): return chosen(.tasks) + moveToGraph()
    case (.configuration, .settings):
      guard let setting = Rows.setting(at: list(.settings).selected, self) else { return [] }
      return change {
        $0.dialog = Dialog(
          kind: .value(title: setting.key, text: setting.summary, Editor(setting.value), .setting(setting.key)))
      }
    case (.results, .results): return chosen(.tasks)
    case (.memory, .found):
      guard let task = Rows.found(at: list(.found).selected, self)?.task, let id = TaskID(task) else { return [] }
      ui.task = id.text
      return open(id) + show(.task)
    default: return []
    }
  }

  private mutating func moveToGraph() -> [MonitorEffect] {
    focus[.task] = .graph
    return []
  }

  /// The keys that only this screen has.
  mutating func pressScreen(_ key: Key) -> [MonitorEffect]? {
    guard case .character(let letter) = key else { return nil }
    switch ui.screen {
    case .task: return pressTask(letter)
    case .overview where "pxrRtPf".contains(letter) && focused == .tasks: return pressTask(letter)
    case .crew, .overview: return focused == .agents || focused == .agentDetails ? pressCrew(letter) : nil
    case .machines: return pressMachines(letter)
    case .traffic where letter == "b":
      ui.beats = !(ui.beats ?? false)
      return [.remember(ui)]
    case .resources where letter == "r": return look(back: (ui.range ?? .now).next)
    case .traffic where letter == "s":
      lists[.messages, default: ListState()].top = list(.messages).top == 0 ? 1 : 0
      return []
    default: return nil
    }
  }

  /// Shows the crew over another span of time.
  mutating func look(back range: HistoryRange) -> [MonitorEffect] {
    ui.range = range
    return [.remember(ui), .past(range)]
  }

  private mutating func pressTask(_ letter: Character) -> [MonitorEffect]? {
    guard let id = currentID else { return nil }
    func control(_ verb: TaskControl.Verb) -> MonitorEffect { .control(TaskControl(task: id.text, verb: verb)) }
    switch letter {
    case "v":
      ui.gantt.toggle()
      return [.remember(ui)]
    case "p": return act(control(.pause))
    case "r": return act(control(.resume))
    case "x":
      return change {
        $0.dialog = .confirm("abort \(id.text)", "Ends the task; what it has finished stays recorded.", control(.abort))
      }
    case "t": return act(control(.retry))
    case "P": return value("priority of \(id.text)", "higher goes first, 0 is usual", "0", .priority(id))
    case "R":
      guard let step = Rows.step(at: list(.graph).selected, self) else { return [] }
      return value(
        "reassign \(step.spec.id)", "the agent that shall do it", step.agent, .reassign(id, step: step.spec.id))
    case "f":
      guard let agent = listener else { return noListener() }
      return value("feedback to \(agent)", "what it shall know about \(id.text)", "", .feedback(id, agent: agent))
    default: return nil
    }
  }

  /// Who hears what a person says of the task: the agent of the chosen step, else one that works on it.
  var listener: String? {
    let chosen = Rows.step(at: list(.graph).selected, self)
    let names = [
      chosen?.agent, chosen?.spec.agent, current?.running.first?.agent,
      current?.steps.last { !$0.agent.isEmpty }?.agent,
    ]
    return names.lazy.compactMap(\.self).first { !$0.isEmpty }
  }

  mutating func noListener() -> [MonitorEffect] {
    say("no agent has worked on this task yet: choose one on Crew", .warning)
    return []
  }

  private mutating func pressCrew(_ letter: Character) -> [MonitorEffect]? {
    guard let agent = Rows.agent(at: list(.agents).selected, self)?.id else { return nil }
    switch letter {
    case "r":
      return change {
        $0.dialog = .confirm(
          "restart \(agent)", "Starts its process anew; its work is given to it again.", .restartAgent(agent))
      }
    case "x":
      return change {
        $0.dialog = .confirm("stop \(agent)", "Stops its process until it is restarted.", .stopAgent(agent))
      }
    case "f":
      guard let id = currentID else { return [] }
      return value("feedback to \(agent)", "on \(id.text)", "", .feedback(id, agent: agent))
    default: return nil
    }
  }

  private mutating func pressMachines(_ letter: Character) -> [MonitorEffect]? {
    guard letter == "d", let machine = Rows.executor(at: list(.machines).selected, self) else { return nil }
    return change { $0.dialog = Dialog.drain(machine.id, back: machine.draining == true) }
  }

  private mutating func act(_ effect: MonitorEffect) -> [MonitorEffect] {
    var effects: [MonitorEffect] = []
    _ = change { _ in effects = [effect] }
    return effects
  }

  private mutating func value(_ title: String, _ text: String, _ initial: String, _ purpose: Dialog.Purpose)
    -> [MonitorEffect]
  {
    change { $0.dialog = Dialog(kind: .value(title: title, text: text, Editor(initial), purpose)) }
  }
}
