import Core

/// The life of an agent and the calls it holds. Pure: events and the time in, actions out.
///
/// initializing → ready ⇄ busy ⇄ waiting; any → error; any → stopping → stopped. At most `maxConcurrentTasks` calls run,
/// the rest waits by priority up to `inboxBound`; a call that is held already is not taken twice.
public struct AgentStateMachine: Sendable {
  /// A call as far as the machine needs to know it.
  public struct Ticket: Sendable, Hashable {
    public var id: Identifier
    public var priority: Int
    public var deadline: Instant?
    /// Whether it counts as a task in the agent's metrics.
    public var counts: Bool
    /// Whether it is answered beside the running ones, also while stopping: `ping` and the like.
    public var immediate: Bool

    public init(
      id: Identifier, priority: Int = 0, deadline: Instant? = nil, counts: Bool = true, immediate: Bool = false
    ) {
      self.id = id
      self.priority = priority
      self.deadline = deadline
      self.counts = counts
      self.immediate = immediate
    }
  }

  /// How a call ended.
  public enum Outcome: String, Sendable, Hashable {
    case succeeded
    /// For a reason that lies with the agent.
    case failed
    /// For a reason that lies with the caller: bad input, refused, taken back.
    case refused
  }

  public enum Event: Sendable, Hashable {
    /// The broker confirmed the registration.
    case registered
    /// The broker did not, after all attempts.
    case failed(ProximaError)
    case arrived(Ticket)
    /// The caller takes the call back.
    case cancelled(Identifier)
    case ended(Identifier, Outcome)
    /// A running call begins or ends to wait for another agent.
    case waits(Identifier, Bool)
    /// The agent is asked to end.
    case stop
    case tick
  }

  public enum Action: Sendable, Hashable {
    case begin(Identifier)
    /// Answer with an error instead of what its handler says, which is asked to end where it runs.
    case reject(Identifier, ProximaError)
    /// Ask a running call to end.
    case interrupt(Identifier)
    /// The state or the load has changed.
    case report
    /// Nothing is left to do: leave the bus and exit.
    case exit(ExitCode)
  }

  private struct Running: Sendable, Hashable {
    var began: Instant
    var counts: Bool
    var immediate: Bool
    /// How many answers of other agents it waits for; the events that count may overtake one another.
    var waits = 0
    var interrupted = false
    /// Whether its caller was told that the work comes back; its handler may still be at it.
    var givenBack = false
  }

  private enum Phase: Sendable, Hashable { case initializing, serving, failed, stopping, stopped }

  public let maxConcurrentTasks: Int
  public let inboxBound: Int
  /// Seconds between the wish to stop and the interruption of what still runs, and again until it is left behind.
  public let stopGrace: Double
  private var phase = Phase.initializing
  private var inbox = PriorityInbox<Ticket>()
  private var running: [Identifier: Running] = [:]
  private var completed = 0
  private var failures = 0
  private var meanSeconds = 0.0
  private var stopDeadline: Instant?
  private var interruptedAll = false

  public init(maxConcurrentTasks: Int, inboxBound: Int = 1000, stopGrace: Double = 3) {
    self.maxConcurrentTasks = max(1, maxConcurrentTasks)
    self.inboxBound = inboxBound
    self.stopGrace = stopGrace
  }

  /// Takes one event at `now` and says what is to be done.
  public mutating func handle(_ event: Event, at now: Instant) -> [Action] {
    let before = report
    var actions: [Action] =
      switch event {
      case .registered: registered()
      case .failed(let error): fail(error)
      case .arrived(let ticket): arrived(ticket, now)
      case .cancelled(let id): cancelled(id)
      case .ended(let id, let outcome): ended(id, outcome, now)
      case .waits(let id, let waits): mark(id, waits)
      case .stop: stop(now)
      case .tick: tick(now)
      }
    if report != before { actions.append(.report) }
    return actions
  }

  /// When `tick` is due; nil while nothing waits for the time.
  public var nextDeadline: Instant? { phase == .stopping ? stopDeadline : nil }

  /// The state by the contract's words.
  public var state: AgentState {
    switch phase {
    case .initializing: .initializing
    case .failed: .error
    case .stopping: .stopping
    case .stopped: .stopped
    case .serving:
      active.isEmpty ? .ready : active.allSatisfy({ $0.waits > 0 }) ? .waiting : .busy
    }
  }

  /// What the agent says about itself.
  public var report: AgentReport {
    AgentReport(
      state: state, activeTasks: active.count, queued: inbox.count, tasksCompleted: completed, tasksFailed: failures,
      averageResponseTime: meanSeconds)
  }

  private var active: [Running] { running.values.filter { !$0.immediate } }
}

extension AgentStateMachine {
  private mutating func registered() -> [Action] {
    if phase == .initializing || phase == .failed { phase = .serving }
    return []
  }

  private mutating func fail(_ error: ProximaError) -> [Action] {
    guard phase == .initializing || phase == .serving else { return [] }
    phase = .failed
    return [.exit(error.exit)]
  }

  private mutating func arrived(_ ticket: Ticket, _ now: Instant) -> [Action] {
    guard running[ticket.id] == nil, !inbox.contains({ $0.id == ticket.id }) else { return [] }
    if ticket.immediate {
      begin(ticket, now)
      return [.begin(ticket.id)]
    }
    guard phase != .stopping, phase != .stopped else { return [.reject(ticket.id, .stopping)] }
    guard inbox.count < inboxBound else { return [.reject(ticket.id, .inboxFull(inboxBound))] }
    inbox.insert(ticket, priority: ticket.priority)
    return beginNext(now)
  }

  private mutating func begin(_ ticket: Ticket, _ now: Instant) {
    running[ticket.id] = Running(began: now, counts: ticket.counts, immediate: ticket.immediate)
  }

  private mutating func beginNext(_ now: Instant) -> [Action] {
    var actions: [Action] = []
    while active.count < maxConcurrentTasks, let ticket = inbox.takeFirst() {
      if let deadline = ticket.deadline, deadline < now {
        actions.append(.reject(ticket.id, .tooLate))
      } else {
        begin(ticket, now)
        actions.append(.begin(ticket.id))
      }
    }
    return actions
  }

  private mutating func cancelled(_ id: Identifier) -> [Action] {
    if inbox.remove(where: { $0.id == id }) { return [.reject(id, .takenBack)] }
    guard running[id]?.interrupted == false else { return [] }
    running[id]?.interrupted = true
    return [.interrupt(id)]
  }

  private mutating func ended(_ id: Identifier, _ outcome: Outcome, _ now: Instant) -> [Action] {
    guard let call = running.removeValue(forKey: id) else { return [] }
    if call.counts, outcome != .refused {
      if outcome == .succeeded { completed += 1 } else { failures += 1 }
      meanSeconds += (now.seconds(since: call.began) - meanSeconds) / Double(completed + failures)
    }
    return phase == .stopping ? endIfDone() : beginNext(now)
  }

  private mutating func mark(_ id: Identifier, _ waits: Bool) -> [Action] {
    running[id]?.waits += waits ? 1 : -1
    return []
  }

  private mutating func stop(_ now: Instant) -> [Action] {
    guard phase != .stopping, phase != .stopped else { return [] }
    phase = .stopping
    stopDeadline = now.advanced(by: stopGrace)
    var actions: [Action] = []
    // Work that has not begun goes back to whoever gave it.
    while let ticket = inbox.takeFirst() { actions.append(.reject(ticket.id, .stopping)) }
    return actions + endIfDone()
  }

  private mutating func endIfDone() -> [Action] {
    guard active.isEmpty else { return [] }
    phase = .stopped
    return [.exit(.done)]
  }

  private mutating func tick(_ now: Instant) -> [Action] {
    guard phase == .stopping, let deadline = stopDeadline, deadline <= now else { return [] }
    let held = running.filter { !$0.value.immediate }.keys.sorted { ($0.high, $0.low) < ($1.high, $1.low) }
    if !interruptedAll {
      interruptedAll = true
      stopDeadline = now.advanced(by: 1)
      // The callers hear that the work comes back, not what an interrupted handler makes of it: a run that was aborted
      // because its executor ends has not failed. What a caller took back itself ends by its handler's own word.
      let returned = held.filter { running[$0]?.interrupted == false }
      for id in returned { running[id]?.givenBack = true }
      return returned.map { .reject($0, .stopping) }
    }
    // What does not end when told is left behind with the process.
    let left = held.filter { running[$0]?.givenBack == false }
    for id in held { running[id] = nil }
    phase = .stopped
    return left.map { .reject($0, .stopping) } + [.exit(.done)]
  }
}

extension ProximaError {
  /// The agent ends before it could do the work: give it to another.
  static let stopping = ProximaError(
    "agent.stopping", "the agent is stopping", remedy: "give the work to another agent", exit: .tryLater)
  static let tooLate = ProximaError(
    "agent.deadline", "the deadline passed before the work began", remedy: "allow more time", exit: .timedOut)
  static let takenBack = ProximaError("agent.cancelled", "the work was taken back", exit: .interrupted)

  static func inboxFull(_ bound: Int) -> ProximaError {
    ProximaError(
      "agent.inbox_full", "\(bound) calls wait here already", remedy: "send it again later", exit: .tryLater)
  }
}
