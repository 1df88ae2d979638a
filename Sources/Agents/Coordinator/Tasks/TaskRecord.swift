import Core

/// A task as its events tell it: the fold over its part of the journal, and nothing besides.
struct TaskRecord: Sendable {
  let id: TaskID
  let submission: Submission
  var state: TaskState = .queued
  var plan: Plan?
  var steps: [StepRecord] = []
  /// Where each step stands in `steps`, by its id.
  private(set) var places: [String: Int] = [:]
  var priority: Int
  var approval: Approval?
  /// Whether a person, or `--yes`, allowed what the estimate said.
  var consented: Bool
  /// A person insisted on a run that does not fit.
  var isForced = false
  /// What a person said to a tie between author and reviewer.
  var tieKept: Bool?
  /// Why the last state was entered, where there is a reason.
  var reason: String?
  var report: TaskReport?
  /// What a person told each agent about the task: it goes with the agent's next work.
  var feedback: [String: [String]] = [:]

  init(id: TaskID, submission: Submission) {
    self.id = id
    self.submission = submission
    priority = submission.flags.priority ?? 0
    consented = false
  }

  /// How the reason of a loss begins that is no death of the agent.
  static let undelivered = "undelivered: "

  /// Whether a loss speaks against the step: an agent that died or fell silent over it does, one that was told to go or
  /// that was never reached does not.
  static func isEvidence(_ reason: String) -> Bool {
    let innocent = [CoordinatorMachine.restartReason, "unregistered", "replaced", "revoked", "stopped"]
    return !innocent.contains(reason) && !reason.hasPrefix(undelivered) && !reason.hasPrefix("reassigned")
  }

  /// The step `id`, or nil.
  func step(_ id: String) -> StepRecord? { places[id].map { steps[$0] } }

  /// Takes one event in. Nothing follows the end.
  mutating func apply(_ event: TaskEvent) {
    guard report == nil else { return }
    switch event {
    case .submitted: break
    case .feedback(let agent, let text): feedback[agent, default: []].append(text)
    case .planned(let plan, let graph):
      self.plan = plan
      add(graph)
    case .extended(let graph): add(graph)
    case .moved(let state, let reason):
      self.state = state
      self.reason = reason
    case .approvalAsked(let approval): self.approval = approval
    case .approvalAnswered(_, let allowed, _, let forced):
      let isTie = approval?.action == Approval.reviewTie
      if allowed, forced == true { isForced = true }
      approval = nil
      if isTie { tieKept = allowed } else if allowed { consented = true }
    case .prioritised(let priority): self.priority = priority
    case .finished(let report):
      state = report.status
      self.report = report
    default: applyToStep(event)
    }
  }

  private mutating func applyToStep(_ event: TaskEvent) {
    switch event {
    case .assigned(let step, let agent, let fence):
      change(step) { $0.begin(agent: agent, fence: fence) }
    case .completed(let step, let fence, let result):
      change(step) { if $0.holds(fence) { $0.finish(.completed, result: result) } }
    case .failed(let step, let fence, let error):
      change(step) { if $0.holds(fence) { $0.finish(.failed, error: error) } }
    case .lost(let step, let fence, let agent, let reason):
      change(step) { if $0.holds(fence) { $0.lose(agent: agent, reason: reason) } }
    case .quarantined(let step, let evidence):
      change(step) {
        let story = evidence.joined(separator: "; ")
        $0.finish(
          .quarantined,
          error: ProximaError(
            "step.quarantined", "\(step) took \(evidence.count) agents with it: \(story)",
            remedy: "see `proxima task logs`; the agents' logs hold the evidence"))
      }
    case .skipped(let step, let reason):
      change(step) { $0.finish(.skipped, error: ProximaError("step.skipped", reason)) }
    case .reassigned(let step, let agent):
      change(step) { $0.spec.agent = agent }
    default: break
    }
  }

  private mutating func add(_ graph: [StepSpec]) {
    for spec in graph where places[spec.id] == nil {
      places[spec.id] = steps.count
      steps.append(StepRecord(spec: spec))
    }
  }

  private mutating func change(_ id: String, _ body: (inout StepRecord) -> Void) {
    guard let place = places[id] else { return }
    body(&steps[place])
  }

  /// Whether every step has ended one way or another.
  var isSettled: Bool { plan != nil && steps.allSatisfy(\.state.isFinal) }

  /// Steps that wait, and whose dependencies are all satisfied.
  var runnable: [StepRecord] {
    steps.filter { step in
      step.state == .waiting || step.state == .ready
        ? step.spec.dependsOn.allSatisfy { self.step($0).map { isSatisfied($0, for: step) } ?? false } : false
    }
  }

  /// What `step` waits for is satisfied when it completed; those that put results together also go on without what was
  /// not essential and will not come any more.
  func isSatisfied(_ needed: StepRecord, for step: StepRecord) -> Bool {
    if needed.state == .completed { return true }
    let gathers = [AnalysisRequest.action, DocumentRequest.action].contains(step.spec.action)
    return gathers && needed.state.isFinal && !needed.spec.essential
  }
}

/// One step, where it stands, and who holds it.
struct StepRecord: Sendable {
  var spec: StepSpec
  var state: StepState = .waiting
  var agent: String?
  /// The fencing token of the newest assignment.
  var fence: UInt64 = 0
  var result: JSONValue?
  var error: ProximaError?
  /// What happened to the agents that held it and went.
  var losses: [String] = []

  init(spec: StepSpec) { self.spec = spec }

  var id: String { spec.id }

  /// Whether an answer with `fence` is the one that is waited for.
  func holds(_ fence: UInt64) -> Bool { state == .running && self.fence == fence }

  mutating func begin(agent: String, fence: UInt64) {
    state = .running
    self.agent = agent
    self.fence = fence
  }

  mutating func finish(_ state: StepState, result: JSONValue? = nil, error: ProximaError? = nil) {
    self.state = state
    self.result = result
    self.error = error
  }

  mutating func lose(agent: String, reason: String) {
    state = .ready
    self.agent = nil
    if TaskRecord.isEvidence(reason) { losses.append("\(agent): \(reason)") }
  }

  /// The result as `type`, or nil.
  func value<Value: Decodable>(_ type: Value.Type = Value.self) -> Value? {
    guard let result, let data = try? JSON.encode(result) else { return nil }
    return try? JSON.decode(type, from: data)
  }
}
