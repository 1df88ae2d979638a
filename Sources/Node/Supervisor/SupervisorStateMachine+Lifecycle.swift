import Core

extension SupervisorStateMachine {
  mutating func add(_ spec: ChildSpec) -> [Action] {
    guard children[spec.id] == nil else { return [] }
    order.append(spec.id)
    children[spec.id] = Child(spec: spec)
    return mode == .running ? begin(spec.id) : []
  }

  /// Asks for the start of `id`.
  mutating func begin(_ id: String) -> [Action] {
    guard var child = children[id] else { return [] }
    child.phase = .starting
    child.epoch += 1
    child.registered = false
    child.deadline = nil
    children[id] = child
    return [.spawn(child.spec, epoch: child.epoch)]
  }

  mutating func started(_ id: String, _ pid: Int32, _ now: Instant) -> [Action] {
    guard var child = children[id], child.phase == .starting else { return [.kill(id: id, pid: pid)] }
    guard mode == .running else {
      // The stop came while the process was being made.
      child.phase = .stopping(pid: pid, .stay)
      child.deadline = now.advanced(by: 1)
      children[id] = child
      return [.kill(id: id, pid: pid)]
    }
    child.phase = .running(pid: pid, since: now)
    child.deadline = now.advanced(by: limits.registrationGrace)
    let lifted: [Action] = child.raised.contains("agent.missing") ? [.lift(code: "agent.missing", agent: id)] : []
    child.raised.remove("agent.missing")
    children[id] = child
    return lifted
  }

  mutating func startFailed(_ id: String, _ reason: String, _ missing: Bool, _ now: Instant) -> [Action] {
    guard var child = children[id], child.phase == .starting else { return [] }
    guard mode == .running else {
      child.phase = .stopped
      children[id] = child
      return shutdownStep(now)
    }
    let code = missing ? "agent.missing" : "agent.restarting"
    let actions = child.raise(code, "\(id) cannot be started: \(reason)")
    child.phase = .failed(reason)
    child.attempt += 1
    child.deadline =
      missing
      ? now.advanced(by: limits.missingRetry) : now.advanced(by: limits.delay(attempt: max(1, child.attempt)))
    children[id] = child
    return actions
  }

  mutating func registered(_ id: String, _ pid: Int32) -> [Action] {
    guard var child = children[id], case .running(pid, let since) = child.phase else { return [] }
    child.registered = true
    // An alert about its restarts is lifted once it has lasted.
    child.deadline = child.raised.isEmpty ? nil : since.advanced(by: limits.stableAfter)
    children[id] = child
    return []
  }

  mutating func exited(_ id: String, _ pid: Int32, _ exit: ChildExit, _ now: Instant) -> [Action] {
    guard var child = children[id], child.pid == pid else { return [] }
    var reason = exit.description
    var expected = mode != .running
    var next = Child.Next.startAgain
    var lasted = false
    switch child.phase {
    case .running(_, let since):
      lasted = now.seconds(since: since) >= limits.stableAfter
      if child.spec.restart == .temporary || (child.spec.restart == .transient && exit.isClean) { next = .stay }
    case .stopping(_, let asked):
      next = asked
      switch asked {
      case .replaced(let why): reason = why
      case .stay, .startAgain: expected = true
      }
    default: return []
    }
    child.registered = false
    child.deadline = nil
    var actions: [Action] = [
      .gone(AgentGone(agent: id, pid: pid, epoch: child.epoch, reason: reason, expected: expected))
    ]
    child.phase = .stopped
    if mode != .running {
      children[id] = child
      return actions + shutdownStep(now)
    }
    if lasted { child.attempt = 0 }
    actions += next == .stay ? child.liftAll() : child.again(after: reason, expected: expected, limits, now)
    children[id] = child
    if case .waiting = child.phase, child.deadline == now { actions += begin(id) }
    return actions
  }

  mutating func heartbeatsLost(_ id: String, _ now: Instant) -> [Action] {
    // A process that has not registered yet cannot have been lost: the news is about the one before it.
    guard children[id]?.registered == true else { return [] }
    return stopNow(id, then: .replaced("no heartbeat"), now)
  }
}

extension SupervisorStateMachine.Child {
  typealias Action = SupervisorStateMachine.Action

  /// Plans the next start after an end, or gives up.
  mutating func again(after reason: String, expected: Bool, _ limits: SupervisorLimits, _ now: Instant) -> [Action] {
    if expected {
      attempt = 0
      phase = .waiting
      deadline = now
      return []
    }
    let delay = limits.delay(attempt: attempt)
    attempt += 1
    if !spec.essential, attempt > limits.attempts {
      phase = .failed("given up after \(limits.attempts) starts in a row; the last ended with \(reason)")
      return liftAll() + raise("agent.gave_up", "\(spec.id) ended \(limits.attempts) times in a row (\(reason))")
    }
    phase = .waiting
    deadline = now.advanced(by: delay)
    return attempt < 3
      ? [] : raise("agent.restarting", "\(spec.id) ended \(attempt) times in a row, the last time with \(reason)")
  }

  mutating func raise(_ code: String, _ message: String) -> [Action] {
    guard raised.insert(code).inserted else { return [] }
    return [.raise(code: code, agent: spec.id, message: message)]
  }

  mutating func liftAll() -> [Action] {
    defer { raised = [] }
    return raised.sorted().map { .lift(code: $0, agent: spec.id) }
  }
}
