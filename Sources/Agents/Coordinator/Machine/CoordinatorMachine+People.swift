import Core

extension CoordinatorMachine {
  /// Asks a person when all estimates are in and together they cost more than the limits.
  mutating func askConsent(_ id: TaskID, _ work: inout Work) {
    guard let record = tasks[id], !record.consented, record.approval == nil else { return }
    let estimates = record.steps.filter { $0.spec.action == EstimateBatchResult.action }
    guard estimates.allSatisfy({ $0.state.isFinal }) else { return }
    let predictions = estimates.flatMap { $0.value(EstimateBatchResult.self)?.estimates ?? [] }.map(\.prediction)
    let seconds = predictions.reduce(0) { $0 + $1.seconds }
    let bytes = predictions.map(\.bytes).max() ?? 0
    if let size = tooLarge(record) { return ask(oversized(size, of: record, work), of: record, &work) }
    guard seconds > limits.consentSeconds || bytes > limits.consentBytes || crowds(bytes) else { return }
    let approval = Approval(
      id: "\(id.text).1", task: id, action: "expensive_run",
      details: Self.cost(estimates, of: record) + ": about \(Amounts.seconds(seconds)) and \(Amounts.bytes(bytes)) of memory",
      expires: WallTime(milliseconds: work.wall.milliseconds + Int64(limits.approvalSeconds * 1000)))
    ask(approval, of: record, &work)
  }

  /// What is to be run where, for a person who is asked: each executor once.
  private static func cost(_ estimates: [StepRecord], of record: TaskRecord) -> String {
    let request = record.plan?.request
    var places: [String] = []
    for step in estimates {
      for estimate in step.value(EstimateBatchResult.self)?.estimates ?? [] {
        let executor = step.agent ?? step.spec.parameters["backend"]?.string ?? "an executor"
        let place = "\(estimate.method.rawValue) on \(executor)"
        if !places.contains(place) { places.append(place) }
      }
    }
    let shown = places.prefix(4).joined(separator: ", ") + (places.count > 4 ? " and \(places.count - 4) more" : "")
    let understood = request?.understood ?? ""
    let what = understood.isEmpty ? "run \(request?.circuit?.family ?? "a circuit")" : understood
    return (what.hasSuffix(".") ? String(what.dropLast()) : what) + ", by " + shown
  }

  /// Asks a person, or takes the answer that the flags gave beforehand.
  mutating func ask(_ approval: Approval, of record: TaskRecord, _ work: inout Work) {
    let id = record.id
    var approval = approval
    approval.session = Self.grantable(approval, record.submission)
    emit(.approvalAsked(approval), id, &work)
    emit(.moved(.awaitingConsent, reason: approval.details), id, &work)
    let flags = record.submission.flags
    if approval.action == Approval.tooLarge {
      // To agree to what a run costs is not to insist on one that does not fit.
      if flags.force {
        decide(id, allowed: true, by: "--force, although it does not fit", forced: true, &work)
      } else if flags.yes || flags.noInput || flags.unattended == true {
        decide(id, allowed: false, by: flags.yes ? "--yes allows what fits" : "nobody is there to ask", &work)
      } else {
        approvalDeadlines[id] = work.now.advanced(by: limits.approvalSeconds)
      }
    } else if let session = approval.session, let grant = grants[Grant(session: session, action: approval.action)] {
      decide(id, allowed: true, by: "\(grant.by), who allowed it for session \(session) with \(grant.approval)", &work)
    } else if flags.yes || flags.force {
      decide(id, allowed: true, by: flags.force ? "--force" : "--yes", &work)
    } else if flags.noInput {
      decide(id, allowed: false, by: "--no-input", &work)
    } else {
      approvalDeadlines[id] = work.now.advanced(by: limits.approvalSeconds)
    }
  }

  /// The answer is known; `forced` where somebody insists on what does not fit.
  mutating func decide(_ id: TaskID, allowed: Bool, by: String, forced: Bool? = nil, _ work: inout Work) {
    guard let approval = tasks[id]?.approval else { return }
    approvalDeadlines[id] = nil
    emit(.approvalAnswered(id: approval.id, allowed: allowed, by: by, forced: forced), id, &work)
    if allowed || approval.action == Approval.reviewTie {
      emit(.moved(.running, reason: "\(allowed ? "allowed" : "denied") by \(by)"), id, &work)
    } else {
      conclude(
        id, .denied,
        ProximaError(
          "consent.denied", "not run: \(approval.details) was not allowed (\(by))",
          remedy: approval.action == Approval.tooLarge ? "ask for less, or insist with --force" : "allow it with --yes, or ask for less",
          exit: .refused), &work)
    }
  }

  mutating func answer(_ answer: ApprovalAnswer, _ asker: AskerID, _ work: inout Work) {
    guard let record = tasks.values.first(where: { $0.approval?.id == answer.id }) else {
      work.decision.effects.append(
        .reply(
          asker,
          .error(
            ProximaError(
              "approval.unknown", "nothing waits under \(answer.id)", remedy: "see `proxima approvals list`",
              exit: .usage))))
      return
    }
    if let approval = record.approval, approval.action == Approval.tooLarge, answer.allow {
      return allow(approval, of: record, answer, asker, &work)
    }
    let isForSession = answer.allow && answer.scope == .session
    if isForSession, let approval = record.approval {
      guard let session = approval.session else {
        return work.decision.effects.append(.reply(asker, .error(Self.onlyOnce(approval))))
      }
      grants[Grant(session: session, action: approval.action)] = Granted(by: answer.by, approval: approval.id)
    }
    decide(record.id, allowed: answer.allow, by: isForSession ? "\(answer.by), for the session" : answer.by, &work)
    work.decision.effects.append(.reply(asker, .approvals(ApprovalList(approvals: approvals))))
  }

  mutating func control(_ control: TaskControl, _ id: TaskID, _ asker: AskerID, _ work: inout Work) {
    guard let record = tasks[id] else {
      work.decision.effects.append(
        .reply(
          asker,
          .error(
            ProximaError(
              "task.finished", "\(id) has ended; it cannot be told to \(control.verb.rawValue)",
              remedy: "`proxima task retry \(id)` runs it again", exit: .usage))))
      return
    }
    if let error = perform(control, on: record, &work) {
      work.decision.effects.append(.reply(asker, .error(error)))
    } else {
      settle(&work)
      let status = tasks[id]?.state ?? work.decision.entries.last { $0.task == id }?.status ?? .completed
      work.decision.effects.append(.reply(asker, .submitted(TaskSubmitted(task: id, status: status))))
    }
  }

  mutating func perform(_ control: TaskControl, on record: TaskRecord, _ work: inout Work) -> ProximaError? {
    let id = record.id
    switch control.verb {
    case .abort: beginAbort(id, Self.abortError, &work)
    case .pause:
      guard [.running, .ready, .queued].contains(record.state) else { return Self.cannot("pause", record) }
      pause(record, control.text, &work)
    case .resume:
      guard [.paused, .pausing].contains(record.state) else { return Self.cannot("resume", record) }
      resume(record, &work)
    case .priority:
      guard let priority = control.priority else { return ProximaError("task.no_priority", "which priority?", exit: .usage) }
      emit(.prioritised(priority), id, &work)
    case .reassign: return reassign(control, record, &work)
    case .feedback:
      guard let agent = control.agent, let text = control.text else {
        return ProximaError(
          "task.no_feedback", "feedback needs an agent and words",
          remedy: "proxima task feedback \(id) \"use fewer gates\" --to \(AgentName.quantumExpert)", exit: .usage)
      }
      guard directory.agents[agent] != nil || AgentName.crew.contains(agent) else {
        let known = Set(directory.agents.keys).union(AgentName.crew).sorted().joined(separator: ", ")
        return ProximaError("agent.unknown", "there is no agent \(agent)", remedy: "the crew is: \(known)", exit: .usage)
      }
      emit(.feedback(agent: agent, text: text), id, &work)
      work.decision.effects.append(.feedback(agent: agent, task: id, text: text))
    case .retry, .replay, .rollback: return Self.cannot(control.verb.rawValue, record)
    }
    return nil
  }

  mutating func reassign(_ control: TaskControl, _ record: TaskRecord, _ work: inout Work) -> ProximaError? {
    guard let stepID = control.step, let step = record.step(stepID), !step.state.isFinal else {
      return ProximaError(
        "task.no_such_step", "\(record.id) has no open step \(control.step ?? "")",
        remedy: "see `proxima task show \(record.id)`", exit: .usage)
    }
    guard let agent = control.agent, let entry = directory.agents[agent], entry.can(step.spec.capabilities), !entry.drained else {
      return ProximaError(
        "task.incapable_agent", "\(control.agent ?? "nobody") cannot do \(step.spec.capabilities.joined(separator: ", "))",
        remedy: "see `proxima agents list`", exit: .usage)
    }
    emit(.reassigned(step: stepID, agent: agent), record.id, &work)
    if step.state == .running, let holder = step.agent, holder != agent {
      let key = StepKey(task: record.id, step: stepID, fence: step.fence)
      work.decision.effects.append(.cancel(key, agent: holder))
      directory.gaveUp(holder)
      release(key)
      emit(.lost(step: stepID, fence: step.fence, agent: holder, reason: "reassigned to \(agent)"), record.id, &work)
    }
    return nil
  }

  mutating func drain(_ order: DrainOrder, _ asker: AskerID?, _ work: inout Work) {
    let agent = order.executor
    let active = agent.hasPrefix(AgentName.executor("")) ? directory.drain(agent, order.draining) : nil
    guard let asker else { return }
    if let active {
      let answer = DrainedExecutor(executor: agent, draining: order.draining, activeTasks: active)
      work.decision.effects.append(.reply(asker, .drained(answer)))
    } else {
      let error = ProximaError("executor.unknown", "no executor \(agent) is here", remedy: "see `proxima executor list`", exit: .usage)
      work.decision.effects.append(.reply(asker, .error(error)))
    }
  }

  static let abortError = ProximaError(
    "task.aborted", "the task was aborted", remedy: "`proxima task retry` runs it again", exit: .interrupted)

  static func cannot(_ verb: String, _ record: TaskRecord) -> ProximaError {
    ProximaError(
      "task.wrong_state", "\(record.id) is \(record.state.rawValue): it cannot \(verb)",
      remedy: "see `proxima task show \(record.id)`", exit: .usage)
  }

  /// Tells the agents at work to stop, and gives them a second.
  mutating func beginAbort(_ id: TaskID, _ error: ProximaError, _ work: inout Work) {
    guard let record = tasks[id], pendingAborts[id] == nil else { return }
    pendingAborts[id] = error
    abortDeadlines[id] = work.now.advanced(by: limits.abortSeconds)
    emit(.moved(.aborting, reason: error.message), id, &work)
    for step in record.steps where step.state == .running {
      let key = StepKey(task: id, step: step.id, fence: step.fence)
      work.decision.effects.append(.cancel(key, agent: step.agent ?? ""))
    }
  }
}
