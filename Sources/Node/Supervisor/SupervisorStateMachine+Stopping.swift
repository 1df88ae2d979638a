import Core

extension SupervisorStateMachine {
  /// Asks `id` to end; what follows is `next`.
  mutating func stop(_ id: String, then next: Child.Next, _ now: Instant) -> [Action] {
    guard var child = children[id] else { return [] }
    switch child.phase {
    case .running(let pid, _):
      child.phase = .stopping(pid: pid, next)
      child.deadline = now.advanced(by: limits.stopGrace)
      children[id] = child
      return [.terminate(id: id, pid: pid)]
    case .stopping(let pid, _):
      child.phase = .stopping(pid: pid, next)
      children[id] = child
      return []
    case .starting:
      // The process is being made: `started` sees the phase and ends it.
      child.phase = .stopped
    case .waiting, .failed: child.phase = .stopped
    case .stopped: return []
    }
    child.deadline = nil
    let lifted = child.liftAll()
    children[id] = child
    return lifted
  }

  /// Ends `id` without asking.
  mutating func stopNow(_ id: String, then next: Child.Next, _ now: Instant) -> [Action] {
    guard var child = children[id], case .running(let pid, _) = child.phase else { return [] }
    child.phase = .stopping(pid: pid, next)
    child.deadline = now.advanced(by: 1)
    children[id] = child
    return [.kill(id: id, pid: pid)]
  }

  mutating func restart(_ id: String, _ now: Instant) -> [Action] {
    guard mode == .running, let child = children[id] else { return [] }
    switch child.phase {
    case .running, .stopping: return stop(id, then: .startAgain, now)
    case .starting: return []
    case .waiting, .stopped, .failed:
      children[id]?.attempt = 0
      return begin(id)
    }
  }

  mutating func shutdown(_ now: Instant) -> [Action] {
    guard mode == .running || mode == .halted else { return [] }
    mode = .shuttingDown
    var actions: [Action] = []
    for id in order where children[id]?.pid == nil { actions += stop(id, then: .stay, now) }
    return actions + shutdownStep(now)
  }

  /// While shutting down: tells the lowest tier that still lives to end, or finishes.
  mutating func shutdownStep(_ now: Instant) -> [Action] {
    guard mode == .shuttingDown else { return [] }
    let alive = order.filter { children[$0]?.pid != nil || children[$0]?.phase == .starting }
    guard let tier = alive.compactMap({ children[$0]?.spec.tier }).min() else {
      mode = .finished
      return [.finished]
    }
    var actions: [Action] = []
    for id in alive where children[id]?.spec.tier == tier {
      if case .running = children[id]?.phase { actions += stop(id, then: .stay, now) }
    }
    return actions
  }

  mutating func emergency() -> [Action] {
    guard mode == .running || mode == .halted else { return killAll() }
    mode = .halted
    return killAll()
  }

  private mutating func killAll() -> [Action] {
    var actions: [Action] = []
    for id in order {
      guard var child = children[id] else { continue }
      switch child.phase {
      case .running(let pid, _), .stopping(let pid, _):
        child.phase = .stopping(pid: pid, .stay)
        actions.append(.kill(id: id, pid: pid))
      case .starting, .stopped: break
      case .waiting, .failed: child.phase = .stopped
      }
      child.deadline = nil
      actions += child.liftAll()
      children[id] = child
    }
    return actions
  }

  mutating func resume() -> [Action] {
    guard mode == .halted else { return [] }
    mode = .running
    var actions: [Action] = []
    for id in order {
      guard let child = children[id] else { continue }
      if case .stopping(let pid, .stay) = child.phase {
        children[id]?.phase = .stopping(pid: pid, .startAgain)
      } else if child.phase == .stopped {
        children[id]?.attempt = 0
        actions += begin(id)
      }
    }
    return actions
  }

  mutating func tick(_ now: Instant) -> [Action] {
    var actions: [Action] = []
    for id in order {
      guard let child = children[id], let deadline = child.deadline, deadline <= now else { continue }
      switch child.phase {
      case .waiting, .failed:
        actions += begin(id)
      case .running where child.registered:
        actions += children[id]?.liftAll() ?? []
        children[id]?.deadline = nil
      case .running:
        actions += stopNow(id, then: .replaced("did not register"), now)
      case .stopping(let pid, _):
        children[id]?.deadline = now.advanced(by: 1)
        actions.append(.kill(id: id, pid: pid))
      case .starting, .stopped:
        children[id]?.deadline = nil
      }
    }
    return actions
  }
}
