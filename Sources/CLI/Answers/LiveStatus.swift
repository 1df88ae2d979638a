import Core

/// What the status line says while a task runs: folded from its events, drawn from the time. Pure.
struct LiveStatus: Sendable, Hashable {
  /// What is going on, in words.
  var stage = "submitting"
  var steps = 0
  var finished = 0
  /// Steps that run now, with what they do and how far they are.
  var running: [String: Running] = [:]
  /// Seconds that the plan predicts.
  var estimate: Double?
  private var actions: [String: String] = [:]

  struct Running: Sendable, Hashable {
    var agent: String
    var action: String
    var fraction: Double?
    var message = ""
  }

  /// Takes in an event. True where the stage changed, so that a plain log says so.
  mutating func apply(_ event: TaskEvent) -> Bool {
    let before = stage
    switch event {
    case .submitted: stage = "understanding"
    case .planned(let plan, let graph):
      steps = graph.count
      estimate = plan.predicted?.seconds
      for step in graph { actions[step.id] = step.action }
      stage = "planned, \(graph.count) step\(graph.count == 1 ? "" : "s")"
    case .extended(let more):
      steps += more.count
      for step in more { actions[step.id] = step.action }
    case .moved(let state, let reason): moved(state, reason)
    case .assigned(let step, let agent, _):
      running[step] = Running(agent: agent, action: actions[step] ?? "")
      stage = StageWords.doing(actions[step] ?? "", step: step)
    case .completed(let step, _, _), .failed(let step, _, _), .skipped(let step, _):
      if running.removeValue(forKey: step) != nil || finished < steps { finished += 1 }
      if let next = running.min(by: { $0.key < $1.key }) { stage = StageWords.doing(next.value.action, step: next.key) }
    case .quarantined(let step, _):
      running[step] = nil
      finished += 1
    case .lost(let step, _, let agent, _):
      running[step] = nil
      stage = "\(agent) is gone, \(step) is given to another"
    case .approvalAsked: stage = "waiting for your approval"
    case .approvalAnswered(_, let allowed, _, _): stage = allowed ? "approved" : "denied"
    case .reassigned(let step, let agent): stage = "\(step) goes to \(agent)"
    case .finished: stage = "done"
    case .prioritised, .feedback: break
    }
    return stage != before
  }

  private mutating func moved(_ state: TaskState, _ reason: String?) {
    switch state {
    case .running where !running.isEmpty: break
    case .queued, .planning, .pausing, .paused, .resuming, .aborting:
      stage = state.rawValue + (reason.map { ": \($0)" } ?? "")
    default: break
    }
  }

  /// Takes in how far a step is.
  mutating func apply(_ progress: TaskNotice.Progress) {
    guard var step = running[progress.step] else { return }
    step.fraction = min(max(progress.fraction, 0), 1)
    step.message = progress.message
    running[progress.step] = step
  }

  /// The line `elapsed` seconds after the start.
  func line(elapsed: Double, width: Int, unicode: Bool) -> Line {
    var detail = ""
    if steps > 0 { detail += "  \(min(finished, steps))/\(steps)" }
    if let step = running.values.max(by: { ($0.fraction ?? -1) < ($1.fraction ?? -1) }), let fraction = step.fraction {
      detail += "  " + Numbers.percent(fraction)
      if !step.message.isEmpty { detail += " " + step.message }
    }
    var clock = "  " + Numbers.seconds(elapsed)
    if let estimate, estimate >= 0.5 { clock += " of about " + Numbers.seconds(estimate) }
    let head = Self.spinner(elapsed, unicode: unicode)
    let room = max(width - 1 - TextWidth.of(clock) - 2, 10)
    return Line(
      Span(head + " ", .accent), Span(TextWidth.cut(Escape.outside(stage + detail), to: room)), Span(clock, .dim))
  }

  /// The line of a wait without a task.
  static func waiting(_ label: String, elapsed: Double, unicode: Bool) -> Line {
    Line(Span(spinner(elapsed, unicode: unicode) + " ", .accent), Span(label), Span("  " + Numbers.seconds(elapsed), .dim))
  }

  private static func spinner(_ elapsed: Double, unicode: Bool) -> String {
    let frames = unicode ? ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"] : ["|", "/", "-", "\\"]
    return frames[Int(min(max(elapsed, 0), 1e9) * 10) % frames.count]
  }
}

/// What the steps of a plan are called while they run.
enum StageWords {
  private static let words: [String: String] = [
    DesignRequest.action: "designing the circuit", RunBatch.action: "running", VerifyBatch.action: "verifying",
    VerifyRequest.action: "verifying", CodeRequest.action: "writing code", ReviewRequest.action: "reviewing",
    AnalysisRequest.action: "analysing", DocumentRequest.action: "writing the report", TestsRequest.action: "writing tests",
    EstimateBatchResult.action: "estimating",
  ]

  /// `running (run.aer)`.
  static func doing(_ action: String, step: String) -> String {
    guard let words = words[action] else { return step }
    return step.contains(".") ? "\(words) (\(step))" : words
  }
}
