import Core

extension CoordinatorMachine {
  mutating func finish(_ key: StepKey, _ outcome: Result<JSONValue, ProximaError>, _ work: inout Work) {
    guard let record = tasks[key.task], let step = record.step(key.step), step.holds(key.fence) else {
      discarded += 1
      return
    }
    let agent = step.agent ?? ""
    let seconds = release(key).map { work.now.seconds(since: $0) } ?? 0
    switch outcome {
    case .success(let value):
      directory.ended(agent, failed: false, seconds: seconds, at: work.now)
      if step.spec.action == EstimateBatchResult.action {
        emit(.completed(step: key.step, fence: key.fence, result: value), key.task, &work)
        askConsent(key.task, &work)
      } else {
        emit(.completed(step: key.step, fence: key.fence, result: value), key.task, &work)
        if step.spec.action == ReviewBatch.action { considerReview(key, &work) }
        if step.spec.action == AnalysisRequest.action { considerComparison(key, &work) }
      }
    case .failure(let error):
      directory.ended(agent, failed: error.exit == .bug, seconds: seconds, at: work.now)
      // Who was told to stop has not gone.
      if Self.isLoss(error), pendingAborts[key.task] == nil {
        // Whoever cannot be reached is not given more until it is heard of again.
        if error.code == "bus.unknown_recipient" { directory.remove(agent) }
        lose(step, of: key.task, reason: TaskRecord.undelivered + error.message, &work)
      } else {
        emit(.failed(step: key.step, fence: key.fence, error: error), key.task, &work)
      }
    }
  }

  /// Errors of the way to the agent, not of its work: the step goes to another.
  static func isLoss(_ error: ProximaError) -> Bool {
    error.code.hasPrefix("bus.") || ["agent.stopping", "agent.deadline", "agent.inbox_full"].contains(error.code)
  }

  mutating func progress(_ key: StepKey, _ fraction: Double, _ message: String, _ work: inout Work) {
    guard let record = tasks[key.task], let step = record.step(key.step), step.holds(key.fence) else { return }
    if message == RunOrder.pausedMessage { stands(key, &work) }
    work.decision.effects.append(
      .notify(
        TaskNotice(
          task: key.task, status: record.state,
          progress: .init(step: key.step, agent: step.agent ?? "", fraction: fraction, message: message))))
  }

  /// A review that was not favourable sends the work back to its author once; after the second round there is a vote.
  mutating func considerReview(_ key: StepKey, _ work: inout Work) {
    guard let record = tasks[key.task], let step = record.step(key.step),
      let reviews = step.value(ReviewBatchResult.self)?.reviews, reviews.contains(where: { !$0.approved }),
      let round = step.spec.parameters["round"]?.int, let code = record.step("code")
    else { return }
    guard round < Self.reviewRounds else { return callVote(after: key, &work) }
    let next = round + 1
    var author = code.spec
    author.id = "code.\(next)"
    author.dependsOn = [key.step]
    author.essential = false
    author.parameters["round"] = .int(next)
    var reviewer = step.spec
    reviewer.id = "review.\(next)"
    reviewer.dependsOn = [author.id]
    reviewer.parameters["round"] = .int(next)
    emit(.extended([author, reviewer]), key.task, &work)
  }

  mutating func left(_ agent: String, _ reason: String, _ onPurpose: Bool, _ work: inout Work) {
    directory.remove(agent, onPurpose: onPurpose)
    for id in tasks.keys.sorted() {
      for step in tasks[id]?.steps ?? [] where step.state == .running && step.agent == agent {
        lose(step, of: id, reason: reason, &work)
      }
    }
  }

  mutating func lose(_ step: StepRecord, of id: TaskID, reason: String, _ work: inout Work) {
    release(StepKey(task: id, step: step.id, fence: step.fence))
    emit(.lost(step: step.id, fence: step.fence, agent: step.agent ?? "", reason: reason), id, &work)
    guard let losses = tasks[id]?.step(step.id)?.losses, losses.count >= limits.lossesAllowed else { return }
    emit(.quarantined(step: step.id, evidence: losses), id, &work)
  }
}
