import Core

/// The lines of every list, after its filter: what the views show and the keys choose from.
enum Rows {
  /// Lists that grow at their end, which is followed until somebody moves away from it.
  static func grows(_ panel: PanelID) -> Bool { panel == .messages || panel == .journal || panel == .logs }

  static func count(_ panel: PanelID, _ model: MonitorModel) -> Int {
    switch panel {
    case .tasks: tasks(model).count
    case .agents: agents(model).count
    case .graph: model.current?.steps.count ?? 0
    case .journal: journal(model).count
    case .messages: messages(model).count
    case .machines: executors(model).count
    case .results: results(model).count
    case .backends: model.backends.count
    case .settings: settings(model).count
    case .found: model.found.results?.count ?? 0
    case .facts: model.found.facts?.count ?? 0
    case .logs: logs(model).count
    default: 400
    }
  }

  /// Whether every word of the filter stands in one of the texts, upper and lower case alike.
  static func matches(_ filter: String, _ texts: String...) -> Bool {
    if filter.isEmpty { return true }
    let hay = texts.joined(separator: " ").lowercased()
    return filter.lowercased().split(separator: " ").allSatisfy { hay.contains($0) }
  }

  static func tasks(_ model: MonitorModel) -> [TaskList.Entry] {
    var all = model.tasks
    let listed = Set(all.map(\.id))
    // A task that was asked for just now is not in the list yet.
    for id in model.opened.reversed() where !listed.contains(id) {
      guard let fold = model.folds[id], let began = fold.began else { continue }
      all.insert(
        TaskList.Entry(
          id: id, request: fold.request, status: fold.status, created: began.iso8601,
          seconds: Double((fold.ended ?? model.now).milliseconds - began.milliseconds) / 1000, runs: 0), at: 0)
    }
    let filter = model.list(.tasks).filter
    return all.filter { matches(filter, $0.id.text, $0.request, $0.status.rawValue) }
  }

  static func task(at row: Int, _ model: MonitorModel) -> TaskID? {
    let all = tasks(model)
    return all.indices.contains(row) ? all[row].id : nil
  }

  static func agents(_ model: MonitorModel) -> [AgentStatus] {
    let filter = model.list(.agents).filter
    return (model.status?.agents ?? []).filter {
      matches(filter, $0.id, $0.state.rawValue, $0.capabilities.joined(separator: " "))
    }
  }

  static func agent(at row: Int, _ model: MonitorModel) -> AgentStatus? {
    let all = agents(model)
    return all.indices.contains(row) ? all[row] : nil
  }

  static func executors(_ model: MonitorModel) -> [AgentStatus] {
    let filter = model.list(.machines).filter
    return (model.status?.agents ?? []).filter {
      ($0.id.hasPrefix("executor.") || $0.capabilities.contains { $0.hasPrefix("execution.") })
        && matches(filter, $0.id, $0.host ?? "")
    }
  }

  static func executor(at row: Int, _ model: MonitorModel) -> AgentStatus? {
    let all = executors(model)
    return all.indices.contains(row) ? all[row] : nil
  }

  static func step(at row: Int, _ model: MonitorModel) -> TaskFold.StepView? {
    guard let fold = model.current, fold.layout.rows.indices.contains(row) else { return nil }
    return fold.steps[fold.layout.rows[row].step]
  }

  static func journal(_ model: MonitorModel) -> [NumberedEvent] {
    let filter = model.list(.journal).filter
    let all = model.current?.events ?? []
    if filter.isEmpty { return all }
    return all.filter {
      let words = EventWords.of($0.event)
      return matches(filter, words.subject, words.text)
    }
  }

  static func messages(_ model: MonitorModel) -> Messages {
    let filter = model.list(.messages).filter
    let beats = model.ui.beats ?? false
    if filter.isEmpty, beats { return Messages(log: model.traffic, places: nil) }
    return Messages(
      log: model.traffic,
      places: (0..<model.traffic.count).filter { at in
        let one = model.traffic[at]
        if !beats, one.isBeat { return false }
        return matches(filter, one.from, one.to, one.kind, one.action, one.task, one.step, one.outcome)
      })
  }

  /// The kept messages that pass the filter, oldest first, without a copy of them.
  struct Messages {
    let log: TrafficLog
    /// Their places in the log; nil for all of them.
    let places: [Int]?

    var count: Int { places?.count ?? log.count }
    subscript(_ row: Int) -> TrafficMessage { log[places?[row] ?? row] }
    /// Those of one task.
    func of(task: String) -> [TrafficMessage] {
      task.isEmpty ? [] : (0..<count).lazy.map { self[$0] }.filter { $0.task == task }
    }
  }

  /// A run with the task that it belongs to.
  struct ResultRow {
    var task: TaskID
    var run: Run
  }

  static func results(_ model: MonitorModel) -> [ResultRow] {
    let filter = model.list(.results).filter
    var rows: [ResultRow] = []
    let order = model.tasks.map(\.id) + model.opened.filter { id in !model.tasks.contains { $0.id == id } }
    for id in order { for run in model.folds[id]?.report?.runs ?? [] { rows.append(ResultRow(task: id, run: run)) } }
    return rows.filter { matches(filter, $0.task.text, $0.run.backend, $0.run.label ?? "", $0.run.method.rawValue) }
  }

  static func settings(_ model: MonitorModel) -> [SettingFacts] {
    let filter = model.list(.settings).filter
    return model.settings.filter { matches(filter, $0.key, $0.value, $0.summary) }
  }

  static func setting(at row: Int, _ model: MonitorModel) -> SettingFacts? {
    let all = settings(model)
    return all.indices.contains(row) ? all[row] : nil
  }

  static func found(at row: Int, _ model: MonitorModel) -> MemoryFacts.Found? {
    guard let all = model.found.results, all.indices.contains(row) else { return nil }
    return all[row]
  }

  static func logs(_ model: MonitorModel) -> [LogLine] {
    let filter = model.list(.logs).filter
    return model.logs.filter { matches(filter, $0.event, $0.component, $0.level.rawValue, $0.task ?? "") }
  }
}
