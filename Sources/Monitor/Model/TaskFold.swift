import Core

/// One task as its events tell it: folding them again up to an earlier one gives what was then.
public struct TaskFold: Hashable, Sendable {
  public let id: TaskID
  public var status: TaskState = .queued
  public private(set) var request = ""
  public private(set) var session: String?
  public private(set) var plan: Plan?
  /// In the order of the plan.
  public private(set) var steps: [StepView] = []
  /// The newest events, without the results that they carry; `folded` more came before them.
  public private(set) var events: [NumberedEvent] = []
  /// Events that are part of the picture and no longer kept.
  public private(set) var folded = 0
  public private(set) var approvals: [Approval] = []
  public private(set) var report: TaskReport?
  /// The number of the journal up to which everything is known.
  public private(set) var known: Int64 = 0
  private var numbers: Set<Int64> = []
  /// What the folded events came to, and the number of the last of them; empty while all events are kept.
  private var base: [TaskFold] = []
  private var foldedUpTo: Int64 = 0
  private var index: [String: Int] = [:]
  /// The steps as a graph, by their places in `steps`.
  private(set) var layout = GraphLayout([])

  /// How many events are kept to be read, at least.
  public static let kept = 2000

  public init(_ id: TaskID) { self.id = id }

  /// One step of the graph.
  public struct StepView: Hashable, Sendable {
    public var spec: StepSpec
    public var state = StepState.waiting
    public var agent = ""
    public var began: WallTime?
    public var ended: WallTime?
    /// 0 to 1 while it runs.
    public var fraction = 0.0
    public var message = ""
    public var attempts = 0

    /// Seconds that it has run, at `now` where it still does.
    public func seconds(at now: WallTime) -> Double? {
      began.map { max(0, Double((ended ?? now).milliseconds - $0.milliseconds) / 1000) }
    }
  }

  /// When the first and the last event happened.
  public private(set) var began: WallTime?
  public var ended: WallTime? { status.isFinal ? events.last?.time : nil }
  public var done: Int { steps.count { $0.state == .completed } }
  public var settled: Int { steps.count { $0.state.isFinal } }
  public var running: [StepView] { steps.filter { $0.state == .running } }
  /// The share of the steps that is settled, running ones by their progress.
  public var fraction: Double {
    if steps.isEmpty { return status.isFinal ? 1 : 0 }
    let sum = steps.reduce(0.0) { $0 + ($1.state.isFinal ? 1 : $1.state == .running ? $1.fraction : 0) }
    return sum / Double(steps.count)
  }

  public func step(_ id: String) -> StepView? { index[id].map { steps[$0] } }

  /// Takes events; those that are known already change nothing.
  mutating func take(_ new: [NumberedEvent]) {
    let fresh = new.filter { $0.number > foldedUpTo && numbers.insert($0.number).inserted }
      .sorted { $0.number < $1.number }
    guard let first = fresh.first else { return }
    if let last = events.last?.number, first.number < last {
      refold(adding: fresh)
    } else {
      for event in fresh { append(event) }
    }
    refresh()
    fold()
  }

  private mutating func append(_ event: NumberedEvent) {
    apply(event)
    var event = event
    if case .completed(let step, let fence, _) = event.event {
      event.event = .completed(step: step, fence: fence, result: .null)
    }
    events.append(event)
  }

  /// Events that came late change what later ones mean: everything that is kept is folded anew.
  private mutating func refold(adding late: [NumberedEvent]) {
    let all = (events + late).sorted { $0.number < $1.number }
    let (known, numbers, base, folded, foldedUpTo) = (known, numbers, base, folded, foldedUpTo)
    self = base.first ?? TaskFold(id)
    (self.known, self.numbers, self.base, self.folded, self.foldedUpTo) = (known, numbers, base, folded, foldedUpTo)
    for event in all { append(event) }
  }

  /// Lets go of the oldest events where there are many, of those alone before which nothing can come any more.
  private mutating func fold() {
    guard events.count >= Self.kept * 5 / 4 else { return }
    let old = events.prefix(events.count - Self.kept).prefix { $0.number <= known }
    guard let last = old.last else { return }
    if base.isEmpty { base = [TaskFold(id)] }
    for event in old {
      base[0].apply(event)
      numbers.remove(event.number)
    }
    base[0].refresh()
    folded += old.count
    foldedUpTo = last.number
    events.removeFirst(old.count)
  }

  /// Everything up to `number` has been read.
  mutating func learned(upTo number: Int64) {
    known = max(known, number)
    fold()
  }

  mutating func take(_ progress: TaskNotice.Progress) {
    change(progress.step) {
      $0.fraction = min(1, max($0.fraction, progress.fraction))
      $0.message = progress.message
      if $0.agent.isEmpty { $0.agent = progress.agent }
    }
  }

  private mutating func change(_ step: String, _ body: (inout StepView) -> Void) {
    if let at = index[step] { body(&steps[at]) }
  }

  private mutating func add(_ specs: [StepSpec]) {
    for spec in specs where index[spec.id] == nil {
      index[spec.id] = steps.count
      steps.append(StepView(spec: spec))
    }
    layout = GraphLayout(steps.map(\.spec))
  }

  private mutating func finish(_ step: String, _ state: StepState, _ time: WallTime, _ message: String = "") {
    change(step) {
      $0.state = state
      $0.ended = time
      if state == .completed { $0.fraction = 1 }
      if !message.isEmpty { $0.message = message }
    }
  }

  private mutating func apply(_ numbered: NumberedEvent) {
    let time = numbered.time
    if began == nil { began = time }
    switch numbered.event {
    case .submitted(let submission):
      request = submission.text.isEmpty ? submission.program?.name ?? "" : submission.text
      session = submission.session
    case .planned(let plan, let graph):
      self.plan = plan
      add(graph)
    case .extended(let specs): add(specs)
    case .moved(let state, _): status = state
    case .assigned(let step, let agent, _):
      change(step) {
        ($0.state, $0.agent, $0.began, $0.ended, $0.fraction) = (.running, agent, time, nil, 0)
        $0.attempts += 1
      }
    case .completed(let step, _, _): finish(step, .completed, time)
    case .failed(let step, _, let error): finish(step, .failed, time, error.message)
    case .lost(let step, _, let agent, let reason):
      change(step) { ($0.state, $0.message) = (.ready, "\(agent) is gone: \(reason)") }
    case .quarantined(let step, let evidence): finish(step, .quarantined, time, evidence.joined(separator: "; "))
    case .skipped(let step, let reason): finish(step, .skipped, time, reason)
    case .approvalAsked(let approval): approvals.append(approval)
    case .approvalAnswered(let id, _, _, _): approvals.removeAll { $0.id == id }
    case .reassigned(let step, let agent): change(step) { $0.spec.agent = agent }
    case .prioritised, .feedback: break
    case .finished(let report):
      self.report = report
      status = report.status
      approvals = []
    }
  }

  /// Which of the waiting steps could run.
  private mutating func refresh() {
    for at in steps.indices where steps[at].state == .waiting {
      let free = steps[at].spec.dependsOn.allSatisfy { index[$0].map { steps[$0].state == .completed } ?? true }
      if free { steps[at].state = .ready }
    }
    if status.isFinal {
      for at in steps.indices where !steps[at].state.isFinal { steps[at].state = .aborted }
    }
  }
}
