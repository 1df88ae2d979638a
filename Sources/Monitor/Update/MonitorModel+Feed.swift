import Bus
import Core

/// What the crew says.
extension MonitorModel {
  mutating func take(_ event: FeedEvent) -> [MonitorEffect] {
    switch event {
    case .connected:
      link = .connected
      return [.load(.status), .load(.tasks), .load(.approvals)] + catchUp()
    case .lost:
      link = .lost
      // Nothing is known of them until a crew is there again; what they were last is not what they are.
      for at in status?.agents.indices ?? 0..<0 {
        status?.agents[at].state = .stopped
        status?.agents[at].activeTasks = 0
      }
      note("the connection to the crew is lost")
    case .refused(let error): link = .refused(error.message)
    case .status(let status): take(status)
    case .tasks(let list): return take(list)
    case .history(let history): return take(history)
    case .notice(let notice): return take(notice)
    case .traffic(let batch): traffic.take(batch)
    case .crew(let change):
      note("\(change.agent) \(change.event == .gone ? "is gone: \(change.reason)" : "is there")")
      return [.load(.status)]
    case .gone(let gone):
      note("\(gone.agent) ended: \(gone.reason)\(gone.expected ? "" : ", unexpectedly")")
      return [.load(.status)]
    case .alert(let alert): take(alert)
    case .report(let agent, let report): take(report, of: agent)
    case .approvals(let list):
      approvals = list.approvals.filter { $0.expires >= now }
      return raiseApproval()
    case .backends(let list): backends = list
    case .settings(let list): settings = list
    case .logs(let lines): logs = lines
    case .memory(let facts): take(facts)
    case .machine(let facts): machine = facts
    case .past(let facts): past = facts
    case .outcome(let outcome): return take(outcome)
    }
    return []
  }

  private mutating func note(_ text: String) {
    changes.append("\(Clock.time(now)) \(text)")
    if changes.count > 200 { changes.removeFirst(changes.count - 200) }
  }

  private mutating func take(_ new: CrewStatus) {
    status = new
    statusAt = now
    link = .connected
    for agent in new.agents {
      cpu[agent.id, default: History()].add(agent.cpu)
      memory[agent.id, default: History()].add(Double(agent.memory))
    }
    crewCPU.add(new.agents.reduce(0) { $0 + $1.cpu })
    crewMemory.add(Double(new.agents.reduce(0) { $0 + $1.memory }))
    throughput.add(new.system.systemThroughput)
    for alert in new.alerts { take(alert) }
  }

  private mutating func take(_ alert: Alert) {
    if let known = alerts.firstIndex(where: { $0.alert.code == alert.code && $0.alert.agent == alert.agent }) {
      alerts[known] = SeenAlert(alert: alert, seen: now)
    } else {
      alerts.append(SeenAlert(alert: alert, seen: now))
      if alerts.count > 50 { alerts.removeFirst() }
      say(alert.message, .warning)
    }
  }

  private mutating func take(_ report: AgentReport, of agent: String) {
    guard let at = status?.agents.firstIndex(where: { $0.id == agent }) else { return }
    status?.agents[at].state = report.state
    status?.agents[at].activeTasks = report.activeTasks
    status?.agents[at].tasksCompleted = report.tasksCompleted
    status?.agents[at].tasksFailed = report.tasksFailed
    status?.agents[at].averageResponseTime = report.averageResponseTime
  }

  private mutating func take(_ facts: MemoryFacts) {
    if let query = facts.query, query == self.query { (found.query, found.results) = (query, facts.results) }
    if let kept = facts.facts { found.facts = kept }
    if let numbers = facts.numbers { found.numbers = numbers }
  }

  // MARK: Tasks

  private mutating func take(_ list: TaskList) -> [MonitorEffect] {
    tasks = list.tasks
    var effects = catchUp()
    for task in list.tasks.prefix(30).reversed() where !task.status.isFinal { effects += open(task.id) }
    if let current = currentID { effects += open(current) }
    return effects
  }

  /// Reads what was recorded about the open tasks since their record was last read: notices may have been missed.
  private func catchUp() -> [MonitorEffect] {
    opened.compactMap { folds[$0] }.filter { !$0.status.isFinal }
      .map { .fetch(TaskQuery(task: $0.id.text, after: $0.known)) }
  }

  /// From now on everything about the task is known, from its beginning.
  mutating func open(_ id: TaskID) -> [MonitorEffect] {
    if folds[id] != nil { return [] }
    folds[id] = TaskFold(id)
    opened.append(id)
    if opened.count > 64, let old = opened.firstIndex(where: { $0 != currentID && folds[$0]?.status.isFinal ?? true }) {
      folds[opened.remove(at: old)] = nil
    }
    return [.listen(id), .fetch(TaskQuery(task: id.text))]
  }

  private mutating func take(_ history: TaskHistory) -> [MonitorEffect] {
    if folds[history.task] == nil { _ = open(history.task) }
    // Of a task that is only read now, and was not asked for here, nothing ends while one looks on.
    let isNews = folds[history.task]?.began != nil || asked.contains(history.task)
    let before = isNews ? folds[history.task]?.status : nil
    folds[history.task]?.take(history.events)
    folds[history.task]?.learned(upTo: history.events.last?.number ?? 0)
    if replay == nil { folds[history.task]?.status = history.status }
    return ended(history.task, before)
  }

  private mutating func take(_ notice: TaskNotice) -> [MonitorEffect] {
    var effects = open(notice.task)
    let before = folds[notice.task]?.status
    if let event = notice.event {
      folds[notice.task]?.take([event])
      if case .submitted = event.event { effects.append(.load(.tasks)) }
      if case .approvalAsked(let approval) = event.event { effects += ask(approval) }
      if case .approvalAnswered(let id, _, _, _) = event.event { withdraw(id) }
    }
    if let progress = notice.progress { folds[notice.task]?.take(progress) }
    folds[notice.task]?.status = notice.status
    if let at = tasks.firstIndex(where: { $0.id == notice.task }) { tasks[at].status = notice.status }
    return effects + ended(notice.task, before)
  }

  /// What follows from a task's end.
  private mutating func ended(_ id: TaskID, _ before: TaskState?) -> [MonitorEffect] {
    guard let fold = folds[id], fold.status.isFinal, before?.isFinal == false, fold.began != nil else { return [] }
    approvals.removeAll { $0.task == id }
    if case .approval(let approval, _, _, _)? = dialog?.kind, approval.task == id { dialog = nil }
    guard replay == nil else { return [] }
    let seconds = Double((fold.ended ?? now).milliseconds - (fold.began ?? now).milliseconds) / 1000
    // A record that is only read ended long ago.
    guard now.milliseconds - (fold.ended ?? now).milliseconds < 60_000 else { return [] }
    if fold.status == .completed { statistics.completed += 1 } else { statistics.failed += 1 }
    statistics.longest = max(statistics.longest, seconds)
    let text = "\(id.text) is \(fold.status.rawValue) after \(Figures.seconds(seconds))"
    say(text, fold.status == .completed ? .good : .bad, seconds: 10)
    return [.load(.tasks)] + (seconds >= 5 ? [.bell("proxima: " + text)] : [])
  }

  private mutating func take(_ outcome: Outcome) -> [MonitorEffect] {
    if let error = outcome.error {
      statistics.errors += 1
      let remedy = status?.node.halted == true ? "an emergency stop is in force: :up lifts it" : error.remedy
      say("\(outcome.what): \(error.message)\(remedy.isEmpty ? "" : " (\(remedy))")", .bad, seconds: 10)
      // A request that nobody took is no task.
      if let task = outcome.task, folds[task]?.began == nil {
        folds[task] = nil
        opened.removeAll { $0 == task }
        asked.removeAll { $0 == task }
        if ui.task == task.text { ui.task = asked.last?.text }
      }
      return []
    }
    say("\(outcome.what): done", .good)
    guard let task = outcome.task else { return [.load(.status)] }
    if !asked.contains(task) { asked.append(task) }
    return open(task) + [.load(.tasks)]
  }
}
