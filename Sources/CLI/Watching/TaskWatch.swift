import Core

/// Follows one task from submission to its end, over losses of the connection and restarts of the crew.
///
/// Pure: what happened goes in, what is to be done comes out. The same submission is sent again with the same id, which
/// changes nothing where it arrived before; events are told once however often they arrive.
struct TaskWatch: Sendable {
  /// What is watched.
  enum Subject: Sendable, Hashable {
    /// A task that is submitted here.
    case new(SubmitTask)
    /// A task that exists; an id, the beginning of one, or `last`.
    case existing(String)
    /// A control that makes a new task, such as a retry.
    case control(TaskControl)
  }

  /// What Ctrl-C and the end of `--timeout` do.
  enum Leaving: Sendable, Hashable {
    /// The task is aborted, durably.
    case aborts
    /// The task goes on without a watcher.
    case leaves
  }

  enum Input: Sendable {
    case connected
    case lost
    case refused(ProximaError)
    /// What is published about the task comes in from now on.
    case listening
    case submitted(TaskSubmitted)
    case history(TaskHistory)
    case notice(TaskNotice)
    /// A call that an action made has failed.
    case failed(Call, ProximaError)
    case interrupt
    case key(TaskControl.Verb)
    case answered(String, Bool)
    /// Allowed although it does not fit.
    case insisted(String)
    /// Allowed, as is whatever of its kind the session asks for.
    case granted(String)
    case tick
  }

  enum Call: Sendable, Hashable { case submit, fetch, listen, control, answer }

  enum Action: Sendable, Hashable {
    case submit(SubmitTask)
    /// Sends a control that answers with a new task.
    case begin(TaskControl)
    case listen(TaskID)
    case fetch(TaskQuery)
    case control(TaskControl)
    /// The crew is gone: start it again.
    case revive
    case show(NumberedEvent)
    case progress(TaskNotice.Progress)
    case ask(Approval)
    /// The question on the screen is answered elsewhere.
    case withdraw(String)
    case answer(ApprovalAnswer)
    /// A remark for the person.
    case say(String)
    case end(Ending)
  }

  /// How watching ends.
  enum Ending: Sendable, Hashable {
    case report(TaskReport)
    case detached(TaskSubmitted)
    /// Ctrl-C; the task, where one was accepted, and whether its end was seen.
    case interrupted(TaskID?, Leaving)
    case timedOut(TaskID?, Leaving)
    case error(ProximaError)
  }

  let subject: Subject
  let leaving: Leaving
  let detaches: Bool
  /// When `--timeout` is over.
  let deadline: Instant?
  /// Seconds without news after which the record is read again.
  static let patience = 2.0
  /// Seconds for which a crew that does not answer is waited for.
  static let endurance = 30.0

  private(set) var task: TaskID?
  private(set) var status: TaskState = .queued
  private var listening = false
  private var fetched: Int64 = 0
  private var seen: Set<Int64> = []
  private var lastNews: Instant
  private var fetching = false
  /// When the submission is tried again after a failure.
  private var retryAt: Instant?
  private var troubleSince: Instant?
  private var aborting: (since: Instant, timedOut: Bool)?
  private var open: Set<String> = []
  private var ended = false

  init(_ subject: Subject, leaving: Leaving, detaches: Bool = false, deadline: Instant? = nil, now: Instant) {
    self.subject = subject
    self.leaving = leaving
    self.detaches = detaches
    self.deadline = deadline
    lastNews = now
  }

  /// What to do at first.
  mutating func start() -> [Action] { begin() }

  /// What to do about `input`.
  mutating func handle(_ input: Input, at now: Instant) -> [Action] {
    if ended { return [] }
    let actions = react(input, now)
    if actions.contains(where: { if case .end = $0 { true } else { false } }) { ended = true }
    return actions
  }

  /// When `tick` is due.
  func nextTick(after now: Instant) -> Instant {
    var due = lastNews.advanced(by: Self.patience)
    if let retryAt { due = min(due, retryAt) }
    if let deadline { due = min(due, deadline) }
    if let aborting { due = min(due, aborting.since.advanced(by: 5)) }
    return max(due, now.advanced(by: 0.02))
  }

  private func begin() -> [Action] {
    switch subject {
    // The name is ours, so listening need not wait for the answer.
    case .new(let submission): (submission.id.map { [.listen($0)] } ?? []) + [.submit(submission)]
    case .existing(let name): [.fetch(TaskQuery(task: name, after: 0))]
    case .control(let control): [.begin(control)]
    }
  }

  private mutating func react(_ input: Input, _ now: Instant) -> [Action] {
    switch input {
    case .connected: return again(now)
    case .lost:
      troubleSince = troubleSince ?? now
      return [.revive]
    case .refused(let error): return [.end(.error(error))]
    case .listening:
      listening = true
      return fetch(now)
    case .submitted(let answer): return accepted(answer, now)
    case .history(let history): return learn(history, now)
    case .notice(let notice): return hear(notice, now)
    case .failed(let call, let error): return failed(call, error, now)
    case .interrupt: return interrupted(now)
    case .key(let verb): return task.map { [.control(TaskControl(task: $0.text, verb: verb))] } ?? []
    case .answered(let id, let allowed):
      return open.remove(id) == nil ? [] : [.answer(ApprovalAnswer(id: id, allow: allowed, by: "front"))]
    case .insisted(let id):
      return open.remove(id) == nil ? [] : [.answer(ApprovalAnswer(id: id, allow: true, by: "front", force: true))]
    case .granted(let id):
      return open.remove(id) == nil ? [] : [.answer(ApprovalAnswer(id: id, allow: true, by: "front", scope: .session))]
    case .tick: return tick(now)
    }
  }

  /// The connection is there again: whatever was on its way may be lost.
  private mutating func again(_ now: Instant) -> [Action] {
    fetching = false
    guard let task else { return [] }
    listening = false
    return [.listen(task)]
  }

  private mutating func accepted(_ answer: TaskSubmitted, _ now: Instant) -> [Action] {
    troubleSince = nil
    retryAt = nil
    lastNews = now
    if task != nil { return [] }
    task = answer.task
    status = answer.status
    let abort: [Action] = aborting == nil ? [] : [.control(TaskControl(task: answer.task.text, verb: .abort))]
    if detaches, aborting == nil { return [.end(.detached(answer))] }
    // Read only what happened before listening began: nothing falls between the two.
    return abort + (listening ? fetch(now) : answer.task == ownID ? [] : [.listen(answer.task)])
  }

  /// The name that this side gave the task.
  private var ownID: TaskID? { if case .new(let submission) = subject { submission.id } else { nil } }

  private mutating func fetch(_ now: Instant) -> [Action] {
    guard let task, !fetching else { return [] }
    fetching = true
    lastNews = now
    return [.fetch(TaskQuery(task: task.text, after: fetched))]
  }

  private mutating func learn(_ history: TaskHistory, _ now: Instant) -> [Action] {
    fetching = false
    troubleSince = nil
    retryAt = nil
    lastNews = now
    let first = task == nil
    task = history.task
    status = history.status
    var actions: [Action] = first && !listening ? [.listen(history.task)] : []
    for event in history.events.sorted(by: { $0.number < $1.number }) {
      actions += tell(event, now)
      fetched = max(fetched, event.number)
    }
    seen = seen.filter { $0 > fetched }
    return actions
  }

  private mutating func hear(_ notice: TaskNotice, _ now: Instant) -> [Action] {
    guard notice.task == task ?? ownID else { return [] }
    lastNews = now
    status = notice.status
    var actions: [Action] = []
    if let progress = notice.progress { actions.append(.progress(progress)) }
    if let event = notice.event { actions += tell(event, now) }
    return actions
  }

  /// Tells an event once; what follows from it.
  private mutating func tell(_ event: NumberedEvent, _ now: Instant) -> [Action] {
    guard event.number > fetched, seen.insert(event.number).inserted else { return [] }
    var actions: [Action] = [.show(event)]
    switch event.event {
    case .approvalAsked(let approval):
      open.insert(approval.id)
      actions.append(.ask(approval))
    case .approvalAnswered(let id, _, _, _):
      if open.remove(id) != nil { actions.append(.withdraw(id)) }
    case .finished(let report): actions.append(.end(ending(report)))
    default: break
    }
    return actions
  }

  private func ending(_ report: TaskReport) -> Ending {
    guard let aborting, report.status == .aborted else { return .report(report) }
    return aborting.timedOut ? .timedOut(report.task, .aborts) : .interrupted(report.task, .aborts)
  }

  private mutating func failed(_ call: Call, _ error: ProximaError, _ now: Instant) -> [Action] {
    if call == .fetch { fetching = false }
    guard Self.isTransient(error) else {
      switch call {
      case .submit, .fetch: return [.end(.error(error))]
      case .control, .answer, .listen: return [.say(error.message)]
      }
    }
    let since = troubleSince ?? now
    troubleSince = since
    if now.seconds(since: since) > Self.endurance {
      return [
        .end(
          .error(
            ProximaError(
              "crew.unavailable", "the crew does not answer: \(error.message)",
              remedy: "see `proxima status` and `proxima doctor`", exit: .unavailable)))
      ]
    }
    retryAt = now.advanced(by: 0.1)
    return []
  }

  /// Whether trying again may help: the broker is away, or the coordinator is not registered yet.
  static func isTransient(_ error: ProximaError) -> Bool { transient.contains(error.code) }

  private static let transient: Set<String> = [
    "bus.unknown_recipient", "bus.queue_full", "bus.deadline", "bus.timeout", "bus.recipient_gone", "bus.not_registered",
    "bus.closed", "bus.socket", "agent.stopping", "agent.inbox_full", "agent.not_connected", "agent.deadline",
  ]

  private mutating func interrupted(_ now: Instant) -> [Action] {
    if leaving == .leaves { return [.end(.interrupted(task, .leaves))] }
    if aborting != nil { return [.end(.interrupted(task, .aborts))] }
    return abort(timedOut: false, now)
  }

  private mutating func abort(timedOut: Bool, _ now: Instant) -> [Action] {
    aborting = (now, timedOut)
    guard let task else { return [] }
    return [.control(TaskControl(task: task.text, verb: .abort))]
  }

  private mutating func tick(_ now: Instant) -> [Action] {
    if let aborting, now.seconds(since: aborting.since) >= 5 {
      return [.end(aborting.timedOut ? .timedOut(task, .aborts) : .interrupted(task, .aborts))]
    }
    if let deadline, now >= deadline, aborting == nil {
      if leaving == .leaves { return [.end(.timedOut(task, .leaves))] }
      return [.say("the time is over: aborting")] + abort(timedOut: true, now)
    }
    if let retryAt, now >= retryAt {
      self.retryAt = nil
      guard let task else { return begin() }
      return listening ? fetch(now) : [.listen(task)]
    }
    if now.seconds(since: lastNews) >= Self.patience {
      lastNews = now
      return task == nil ? [] : fetch(now)
    }
    return []
  }
}
