import Bus
import Core

/// Joins what supervisor, broker, agents and `/proc` know into one row for each agent. Pure.
public struct CrewTable: Sendable {
  /// Processor time of a process at a moment, to tell how busy it was since.
  private struct Usage: Sendable {
    var pid: Int32
    var seconds: Double
    var at: Instant
    var share: Double
  }

  private var usages: [String: Usage] = [:]
  private var reports: [String: AgentReport] = [:]

  public init() {}

  /// What `agent` said about itself.
  public mutating func note(_ report: AgentReport, of agent: String) { reports[agent] = report }

  /// `agent` is gone: what it said is void.
  public mutating func forget(_ agent: String) { reports[agent] = nil }

  /// Tasks of people that are not final, as the coordinator says.
  public var openTasks: Int { reports[AgentName.coordinator]?.openTasks ?? 0 }

  /// What waits and what runs.
  public var queue: QueueStatus {
    QueueStatus(
      openTasks: openTasks, waiting: reports.values.reduce(0) { $0 + $1.queued },
      active: reports.values.reduce(0) { $0 + $1.activeTasks })
  }

  /// One row for each agent that should be or is there: the node's children in their order, then the others by name.
  public mutating func rows(
    children: [SupervisorStateMachine.ChildView], records: [AgentRecord], processes: ProcessTable, now: Instant
  ) -> [AgentStatus] {
    let known = Dictionary(records.map { ($0.registration.id, $0) }, uniquingKeysWith: { _, last in last })
    var rows: [AgentStatus] = []
    for child in children {
      rows.append(row(child, known[child.id], processes, now))
    }
    let own = Set(children.map(\.id))
    for record in records.sorted(by: { $0.registration.id < $1.registration.id })
    where !own.contains(record.registration.id) && Self.isAgent(record.registration) {
      rows.append(row(record, processes, now))
    }
    return rows
  }

  /// Whether a registration is an agent's and not a command's, a monitor's or the node's.
  static func isAgent(_ registration: Registration) -> Bool {
    (registration.role == .crew || registration.role == .executor) && registration.id != AgentName.node
  }

  private mutating func row(
    _ child: SupervisorStateMachine.ChildView, _ record: AgentRecord?, _ processes: ProcessTable, _ now: Instant
  ) -> AgentStatus {
    var status = AgentStatus(id: child.id, state: child.state)
    status.pid = child.pid ?? 0
    status.restarts = max(0, child.epoch - 1)
    status.reason = child.reason
    if let since = child.since { status.uptime = now.seconds(since: since) }
    if let record, child.pid != nil { fill(&status, record) }
    // The process's own word is finer, where supervisor and bus agree that it serves.
    if child.state == .ready, let report = reports[child.id] { fill(&status, report) }
    measure(&status, processes, now)
    return status
  }

  private mutating func row(_ record: AgentRecord, _ processes: ProcessTable, _ now: Instant) -> AgentStatus {
    var status = AgentStatus(id: record.registration.id, state: .ready)
    status.uptime = record.uptime
    fill(&status, record)
    if let report = reports[status.id] { fill(&status, report) }
    if record.host.isEmpty {
      status.pid = record.registration.pid
      measure(&status, processes, now)
    } else {
      status.host = record.host
    }
    return status
  }

  private func fill(_ status: inout AgentStatus, _ record: AgentRecord) {
    status.version = record.registration.version
    status.capabilities = record.registration.capabilities
    status.maxConcurrentTasks = record.registration.maxConcurrentTasks
    status.messagesSent = Int(clamping: record.messagesSent)
    status.messagesReceived = Int(clamping: record.messagesReceived)
    status.lastHeartbeatSeconds = record.lastHeartbeatSeconds
    if status.activeTasks == 0 { status.activeTasks = record.pending }
  }

  private func fill(_ status: inout AgentStatus, _ report: AgentReport) {
    status.state = report.state
    status.activeTasks = report.activeTasks
    status.tasksCompleted = report.tasksCompleted
    status.tasksFailed = report.tasksFailed
    status.averageResponseTime = report.averageResponseTime
  }

  private mutating func measure(_ status: inout AgentStatus, _ processes: ProcessTable, _ now: Instant) {
    guard status.pid > 0, let (seconds, memory) = processes.usage(of: status.pid) else { return }
    status.memory = memory
    var usage = usages[status.id] ?? Usage(pid: status.pid, seconds: seconds, at: now, share: 0)
    if usage.pid != status.pid { usage = Usage(pid: status.pid, seconds: seconds, at: now, share: 0) }
    let passed = now.seconds(since: usage.at)
    // Shorter spans than half a second say nothing: the kernel counts in hundredths.
    if passed >= 0.5 {
      usage = Usage(
        pid: status.pid, seconds: seconds, at: now, share: max(0, (seconds - usage.seconds) / passed))
    }
    usages[status.id] = usage
    status.cpu = usage.share
  }
}
