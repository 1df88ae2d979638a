import Core

/// Turns samples of the crew into the metrics and alerts of A3.12. Pure: samples and the time in.
public struct CrewHealth: Sendable {
  /// The lines between fine and alarming.
  public struct Limits: Sendable, Hashable {
    /// Seconds without a sign of life.
    public var silence: Double = 30
    /// Share of tasks that failed, and how many tasks it takes to judge.
    public var errorRate: Double = 0.2
    public var errorTasks: Int = 10
    /// Throughput under this share of its mean over `window` seconds.
    public var throughputShare: Double = 0.5
    public var window: Double = 600
    /// Tasks in the window that it takes to judge the throughput.
    public var throughputTasks: Int = 10

    public init() {}
  }

  private struct Counter: Sendable {
    var pid: Int32
    var completed = 0
    var failed = 0
  }

  private struct Sample: Sendable {
    var at: Instant
    var completed: Int
  }

  public let limits: Limits
  private var counters: [String: Counter] = [:]
  private var completed = 0
  private var failed = 0
  private var history: [Sample] = []
  private var since: [String: WallTime] = [:]

  public init(limits: Limits = Limits()) { self.limits = limits }

  /// Takes one sample: the agents as they are, whether work waits, and the mean seconds of a message through the broker.
  public mutating func sample(
    _ agents: [AgentStatus], working: Bool, latency: Double, now: Instant, wall: WallTime
  ) -> (system: SystemMetrics, alerts: [Alert]) {
    count(agents)
    remember(now)
    var system = SystemMetrics()
    system.totalAgents = agents.count
    system.healthyAgents = agents.filter { isHealthy($0) }.count
    system.totalTasksCompleted = completed
    system.totalTasksFailed = failed
    let weights = agents.map { Double($0.tasksCompleted + $0.tasksFailed) }
    let weight = weights.reduce(0, +)
    if weight > 0 {
      system.averageTaskDuration = zip(agents, weights).reduce(0) { $0 + $1.0.averageResponseTime * $1.1 } / weight
    }
    system.systemThroughput = rate(over: 60, now) * 60
    system.interAgentLatency = latency
    return (system, alerts(agents, working, now, wall))
  }

  private func isHealthy(_ agent: AgentStatus) -> Bool {
    switch agent.state {
    case .ready, .busy, .waiting: agent.lastHeartbeatSeconds <= limits.silence
    default: false
    }
  }

  /// Adds what each process finished since its last sample; a new process counts from 0.
  private mutating func count(_ agents: [AgentStatus]) {
    for agent in agents {
      var before = counters[agent.id] ?? Counter(pid: agent.pid)
      if before.pid != agent.pid || agent.tasksCompleted < before.completed || agent.tasksFailed < before.failed {
        before = Counter(pid: agent.pid)
      }
      completed += agent.tasksCompleted - before.completed
      failed += agent.tasksFailed - before.failed
      counters[agent.id] = Counter(pid: agent.pid, completed: agent.tasksCompleted, failed: agent.tasksFailed)
    }
  }

  private mutating func remember(_ now: Instant) {
    history.append(Sample(at: now, completed: completed))
    let start = now.advanced(by: -limits.window)
    // One sample at or before the window's start is kept: it is what the rate is measured from.
    while history.count > 2, history[1].at <= start { history.removeFirst() }
  }

  /// Tasks a second over the last `seconds`, or over what is known.
  private func rate(over seconds: Double, _ now: Instant) -> Double {
    let start = now.advanced(by: -seconds)
    guard let from = history.last(where: { $0.at <= start }) ?? history.first, from.at < now else { return 0 }
    return Double(completed - from.completed) / now.seconds(since: from.at)
  }
}

extension CrewHealth {
  private mutating func alerts(_ agents: [AgentStatus], _ working: Bool, _ now: Instant, _ wall: WallTime) -> [Alert] {
    var found: [Alert] = []
    for agent in agents where agent.state != .stopped && agent.state != .stopping {
      if agent.lastHeartbeatSeconds > limits.silence {
        let seconds = Int(agent.lastHeartbeatSeconds)
        found.append(alert("agent.silent", agent.id, "\(agent.id) has been silent for \(seconds) s", wall))
      }
      let tasks = agent.tasksCompleted + agent.tasksFailed
      if tasks >= limits.errorTasks, Double(agent.tasksFailed) > limits.errorRate * Double(tasks) {
        let text = "\(agent.id) failed in \(agent.tasksFailed) of \(tasks) tasks"
        found.append(alert("agent.error_rate", agent.id, text, wall))
      }
    }
    if let alert = throughputAlert(working, now, wall) { found.append(alert) }
    let current = Set(found.map { "\($0.code) \($0.agent ?? "")" })
    since = since.filter { current.contains($0.key) }
    return found
  }

  /// Only where work waits: a crew without work is idle, not slow.
  private mutating func throughputAlert(_ working: Bool, _ now: Instant, _ wall: WallTime) -> Alert? {
    guard working, let first = history.first, now.seconds(since: first.at) >= 120,
      completed - first.completed >= limits.throughputTasks
    else { return nil }
    let (recent, mean) = (rate(over: 60, now), rate(over: limits.window, now))
    guard recent < limits.throughputShare * mean else { return nil }
    func perMinute(_ rate: Double) -> Double { (rate * 600).rounded() / 10 }
    let text = "\(perMinute(recent)) tasks a minute; the mean of ten minutes is \(perMinute(mean))"
    return alert("crew.throughput", nil, text, wall)
  }

  private mutating func alert(_ code: String, _ agent: String?, _ message: String, _ wall: WallTime) -> Alert {
    let key = "\(code) \(agent ?? "")"
    let began = since[key] ?? wall
    since[key] = began
    return Alert(code: code, agent: agent, message: message, since: began)
  }
}
