import Core

/// How an agent is chosen among those that can.
public enum SchedulingStrategy: String, CaseIterable, Sendable {
  case capability
  case capabilityLoadBalanced = "capability_load_balanced"
  case performance, priority, affinity
}

/// Who is in the crew, what each can do and holds, as the coordinator sees it.
struct AgentDirectory: Sendable {
  private(set) var agents: [String: AgentEntry] = [:]
  var strategy: SchedulingStrategy = .capabilityLoadBalanced
  /// Agents that were stopped on purpose: nobody waits for them.
  private(set) var stopped: Set<String> = []

  /// Takes in an agent that registered, or registered anew.
  mutating func register(_ id: String, capabilities: [String], maxConcurrentTasks: Int, remote: Bool) {
    var entry = agents[id] ?? AgentEntry(id: id)
    entry.capabilities = Set(capabilities)
    entry.maxConcurrentTasks = max(1, maxConcurrentTasks)
    entry.remote = remote
    entry.present = true
    agents[id] = entry
    stopped.remove(id)
  }

  /// An agent went. With `onPurpose` nobody expects it back.
  mutating func remove(_ id: String, onPurpose: Bool = false) {
    agents[id]?.present = false
    agents[id]?.active = 0
    agents[id]?.drained = false
    if onPurpose { stopped.insert(id) }
  }

  /// Gives `id` nothing new until that is taken back or it has left and come back; what it holds when that is said, nil
  /// where nobody is so called.
  mutating func drain(_ id: String, _ draining: Bool) -> Int? {
    guard agents[id]?.present == true else { return nil }
    agents[id]?.drained = draining
    return agents[id]?.active
  }

  /// Who could do it and is only not given anything because it is drained.
  func drained(_ capabilities: [String]) -> [String] {
    agents.values.filter { $0.present && $0.drained && $0.can(capabilities) }.map(\.id).sorted()
  }

  /// Whether an agent with all of `capabilities` is there and takes work, the wanted one where one is wanted.
  func canDo(_ capabilities: [String], wanted: String? = nil) -> Bool {
    agents.values.contains { $0.present && !$0.drained && $0.can(capabilities) && (wanted == nil || $0.id == wanted) }
  }

  /// The backends that have an executor which takes work.
  var backends: Set<String> {
    let words = agents.values.filter { $0.present && !$0.drained }.flatMap(\.capabilities)
    return Set(words.filter { $0.hasPrefix("execution.") }.map { String($0.dropFirst("execution.".count)) })
  }

  /// Whether an agent with all of `capabilities` was here and was not stopped: it is probably being started again.
  func isExpected(_ capabilities: [String]) -> Bool {
    agents.values.contains { !$0.present && $0.can(capabilities) && !stopped.contains($0.id) }
  }

  /// The best agent for a step now, by the strategy; nil where none is able and free.
  ///
  /// An agent must have all capabilities (AG-A3.7-09) and a free place (AG-A3.7-16), and its breaker must be closed.
  /// With `away`, only those on other machines count.
  func choose(
    _ capabilities: [String], wanted: String? = nil, affinity: String? = nil, away: Bool = false, now: Instant
  ) -> String? {
    let able = agents.values.filter {
      $0.present && !$0.drained && $0.can(capabilities) && $0.active < $0.maxConcurrentTasks && $0.breaker.allows(at: now)
        && ($0.remote || !away)
    }
    if let wanted { return able.contains { $0.id == wanted } ? wanted : nil }
    let ordered = able.sorted { $0.id < $1.id }
    switch strategy {
    case .capability, .priority: return ordered.first?.id
    case .capabilityLoadBalanced: return ordered.min { $0.active < $1.active }?.id
    case .performance: return ordered.min { $0.meanSeconds < $1.meanSeconds }?.id
    case .affinity:
      if let affinity, ordered.contains(where: { $0.id == affinity }) { return affinity }
      return ordered.min { $0.active < $1.active }?.id
    }
  }

  /// Counts an assignment.
  mutating func began(_ id: String, at now: Instant) {
    agents[id]?.active += 1
    agents[id]?.breaker.began(at: now)
  }

  /// Frees the place of a step that was taken away from the agent, which says nothing about it.
  mutating func gaveUp(_ id: String) {
    guard var entry = agents[id] else { return }
    entry.active = max(0, entry.active - 1)
    entry.breaker.abandoned()
    agents[id] = entry
  }

  /// Counts an end: `failed` feeds the breaker, `seconds` the mean.
  mutating func ended(_ id: String, failed: Bool, seconds: Double, at now: Instant) {
    guard var entry = agents[id] else { return }
    entry.active = max(0, entry.active - 1)
    entry.ended += 1
    entry.meanSeconds += (seconds - entry.meanSeconds) / Double(min(entry.ended, 50))
    if failed { entry.breaker.failed(at: now) } else { entry.breaker.succeeded() }
    agents[id] = entry
  }
}

/// One agent of the directory.
struct AgentEntry: Sendable {
  let id: String
  var capabilities: Set<String> = []
  var maxConcurrentTasks = 1
  var remote = false
  var present = false
  /// Takes nothing new, because a person said so.
  var drained = false
  var active = 0
  var ended = 0
  /// Mean seconds of the last 50 steps or so.
  var meanSeconds = 0.0
  var breaker = CircuitBreaker()

  init(id: String) { self.id = id }

  func can(_ needed: [String]) -> Bool { needed.allSatisfy(capabilities.contains) }
}
