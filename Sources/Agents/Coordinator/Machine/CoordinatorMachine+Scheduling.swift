import Core

extension CoordinatorMachine {
  /// Lets queued tasks in, ends what can end, and gives out what can be given out. Only tasks that the input touched, or
  /// that wait for an agent, are looked at: the cost does not grow with the number of open tasks.
  mutating func settle(_ work: inout Work) {
    repeat {
      admit(&work)
      advanceTouched(&work)
      assign(&work)
    } while !work.touched.isEmpty
  }

  /// Plans queued tasks while there is room, urgent ones first, then older ones.
  private mutating func admit(_ work: inout Work) {
    guard !queued.isEmpty else { return }
    let order = queued.compactMap { tasks[$0] }.sorted(by: Self.isBefore)
    for record in order where tasks.count - queued.count < limits.tasksAtOnce {
      queued.remove(record.id)
      makePlan(record.id, &work)
    }
  }

  private mutating func advanceTouched(_ work: inout Work) {
    let touched = work.touched
    work.touched = []
    for id in touched.sorted() {
      advance(id, &work)
      if tasks[id]?.state == .running { hungry.insert(id) }
    }
  }

  /// Urgent tasks come first, then older ones.
  static func isBefore(_ a: TaskRecord, _ b: TaskRecord) -> Bool {
    if a.priority != b.priority { return a.priority > b.priority }
    return (a.submission.created, a.id) < (b.submission.created, b.id)
  }

  /// Moves one task on as far as it goes without an agent.
  mutating func advance(_ id: TaskID, _ work: inout Work) {
    guard let record = tasks[id] else { return }
    if let error = pendingAborts[id] {
      let busy = record.steps.contains { $0.state == .running }
      if !busy || abortDeadlines[id].map({ work.now >= $0 }) ?? true { conclude(id, .aborted, error, &work) }
      return
    }
    skipHopeless(id, &work)
    countVotes(id, &work)
    guard let record = tasks[id], record.approval == nil else { return }
    settlePause(record, &work)
    if record.isSettled { complete(id, &work) }
  }

  /// Steps that wait for something that will not come are skipped; the rest goes on (AG-A3.4-19).
  mutating func skipHopeless(_ id: TaskID, _ work: inout Work) {
    var changed = true
    while changed, let record = tasks[id] {
      changed = false
      for step in record.steps where step.state == .waiting || step.state == .ready {
        guard
          let missing = step.spec.dependsOn.first(where: { needed in
            record.step(needed).map { $0.state.isFinal && !record.isSatisfied($0, for: step) } ?? true
          })
        else { continue }
        emit(.skipped(step: step.id, reason: "\(missing) did not complete"), id, &work)
        changed = true
      }
    }
  }

  /// Ends a task all of whose steps have ended: a partial result is no success.
  mutating func complete(_ id: TaskID, _ work: inout Work) {
    guard let record = tasks[id] else { return }
    let (state, error) = ReportBuilder(record: record).outcome()
    conclude(id, state, error, &work)
  }

  mutating func conclude(_ id: TaskID, _ state: TaskState, _ error: ProximaError?, _ work: inout Work) {
    guard let record = tasks[id] else { return }
    for step in record.steps where step.state == .running {
      directory.gaveUp(step.agent ?? "")
      release(StepKey(task: id, step: step.id, fence: step.fence))
    }
    emit(.finished(ReportBuilder(record: record).report(status: state, error: error)), id, &work)
    tasks[id] = nil
    started[id] = nil
    starving[id] = nil
    approvalDeadlines[id] = nil
    abortDeadlines[id] = nil
    pendingAborts[id] = nil
    queued.remove(id)
    hungry.remove(id)
    ledger.forget(id)
    standing = standing.filter { $0.task != id }
  }

  /// Gives runnable steps to free agents, those of urgent tasks first, then of older ones.
  mutating func assign(_ work: inout Work) {
    let order = hungry.compactMap { tasks[$0] }.sorted(by: Self.isBefore)
    for record in order {
      guard record.state == .running else {
        hungry.remove(record.id)
        continue
      }
      var fed = true
      var starved = false
      for step in record.runnable {
        switch give(step, of: record.id, &work) {
        case .given: break
        case .busy: fed = false
        case .nobody:
          fed = false
          starved = true
        }
      }
      if fed { hungry.remove(record.id) }
      if !starved { starving[record.id] = nil }
    }
  }

  enum Giving { case given, busy, nobody }

  /// Gives one step to an agent.
  mutating func give(_ step: StepRecord, of id: TaskID, _ work: inout Work) -> Giving {
    guard let record = tasks[id] else { return .given }
    let affinity = step.spec.dependsOn.lazy.compactMap { record.step($0)?.agent }.first
    guard
      var agent = directory.choose(
        step.spec.capabilities, wanted: step.spec.agent, affinity: affinity, now: work.now)
    else {
      if directory.canDo(step.spec.capabilities, wanted: step.spec.agent) { return .busy }
      ledger.settle(MemoryLedger.Waiter(task: id, step: step.id))
      return starve(step, of: id, &work) ? .nobody : .given
    }
    if directory.agents[agent]?.remote != true, !admits(step, of: record, &work) {
      // Another machine has memory of its own.
      let away = directory.choose(step.spec.capabilities, wanted: step.spec.agent, away: true, now: work.now)
      guard let away else { return .busy }
      agent = away
    }
    let fence = nextFence
    nextFence += 1
    let key = StepKey(task: id, step: step.id, fence: fence)
    emit(.assigned(step: step.id, agent: agent, fence: fence), id, &work)
    directory.began(agent, at: work.now)
    began[key] = work.now
    lease(step, key, of: record, to: agent)
    do {
      let parameters = try StepInputs(record: record).parameters(of: step, for: agent)
      work.decision.effects.append(
        .assign(key, agent: agent, action: step.spec.action, parameters: parameters, priority: record.priority))
    } catch {
      let known = error as? ProximaError ?? .bug("\(step.id): \(error)")
      finish(key, .failure(known), &work)
    }
    return .given
  }

  /// A step whose agent is not there: fails at once where nobody is expected, otherwise after a while. True while it waits.
  mutating func starve(_ step: StepRecord, of id: TaskID, _ work: inout Work) -> Bool {
    let since = starving[id] ?? work.now
    starving[id] = since
    let waited = work.now.seconds(since: since)
    if directory.isExpected(step.spec.capabilities) || directory.agents.isEmpty, waited < limits.agentWaitSeconds { return true }
    // One that was stopped may be on its way back: `agents restart`.
    if !directory.agents.isEmpty, waited < min(2, limits.agentWaitSeconds) { return true }
    let fence = nextFence
    nextFence += 1
    emit(.assigned(step: step.id, agent: "", fence: fence), id, &work)
    emit(.failed(step: step.id, fence: fence, error: unavailable(step.spec.capabilities)), id, &work)
    return false
  }

  private func unavailable(_ capabilities: [String]) -> ProximaError {
    let drained = directory.drained(capabilities)
    let restart = "see `proxima agents list`; `proxima agents restart` brings one back"
    return ProximaError(
      "agent.unavailable", "No agent can handle: \(capabilities.joined(separator: ", "))",
      remedy: drained.first.map { "\($0) is drained; `proxima executor undrain \($0)` gives it work again" } ?? restart,
      exit: .unavailable)
  }

  /// Takes an event in and notes that it has to be on disk.
  mutating func emit(_ event: TaskEvent, _ id: TaskID, _ work: inout Work) {
    tasks[id]?.apply(event)
    work.touched.insert(id)
    let status = tasks[id]?.state ?? .unknown
    work.decision.entries.append(.init(task: id, event: event, status: status))
  }
}
