import Bus
import Core
import FoundationEssentials
import Glibc

extension NodeService {
  /// The crew as it is, at most a fifth of a second old.
  func status() async -> CrewStatus {
    if let lastStatus, time.now.seconds(since: lastStatus.at) < 0.2 { return lastStatus.status }
    await askForReports(timeout: 0.5)
    return await look().status
  }

  /// Looks at everything: the rows, the metrics, the alerts.
  func look() async -> (status: CrewStatus, statistics: BrokerStatistics) {
    let statistics = await parts.broker.statistics()
    let now = time.now
    let children = parts.supervisor.views
    var rows = table.rows(children: children, records: statistics.agents, processes: ProcessTable.read(), now: now)
    for index in rows.indices where drained.contains(rows[index].id) { rows[index].draining = true }
    let queue = table.queue
    let working = queue.openTasks > 0 || queue.active > 0 || queue.waiting > 0
    let (system, found) = health.sample(rows, working: working, latency: latency, now: now, wall: time.wall)
    let alerts = processAlerts.values.sorted { $0.since < $1.since } + found
    let raised = Set(alerts.map { "\($0.code) \($0.agent ?? "")" })
    announced.formIntersection(raised)
    announce(alerts)
    let info = NodeInfo(
      pid: getpid(), home: home.data, sockets: home.runtime, build: build, version: Version.program,
      uptime: now.seconds(since: began), stays: idle.stays, halted: parts.supervisor.mode == .halted)
    let status = CrewStatus(node: info, agents: rows, system: system, queue: queue, alerts: alerts)
    lastStatus = (now, status)
    return (status, statistics)
  }

  /// Looks at the crew again and again: records it, raises alerts, ends an idle crew.
  func watchCrew() async {
    while !Task.isCancelled {
      do { try await Task.sleep(for: .seconds(settings.sampleSeconds)) } catch { return }
      sweepInvitations()
      await measureLatency()
      await askForReports()
      let (status, statistics) = await look()
      let sample = sample(status, statistics)
      sink.record(sample, at: time.wall)
      publish(CrewTopic.metrics, sample, on: CrewTopic.metrics)
      let fronts = statistics.agents.map(\.registration)
        .filter { ($0.role == .front || $0.role == .observer) && $0.id != TrafficRecorder.id }.count
      let working = status.queue.openTasks + status.queue.active + status.queue.waiting > 0
      if idle.look(fronts: fronts, working: working, at: time.now) { end("idle") }
    }
  }

  /// Half the time that a message takes from the node through the broker to itself and back.
  private func measureLatency() async {
    guard let link = parts.link.get() else { return }
    let began = time.now
    let message = OutgoingMessage(.query, to: .agent(AgentName.node), action: NodeAction.ping)
    if (try? await link.request(message, timeout: 5, retries: 0)) != nil {
      latency = time.now.seconds(since: began) / 2
    }
  }

  /// Asks for reports: executors that are not the node's children may not publish theirs, and the coordinator's tasks end
  /// without anybody calling it.
  private func askForReports(timeout: Double = 2) async {
    guard let link = parts.link.get() else { return }
    let asked = await parts.broker.statistics().agents.map(\.registration)
      .filter { $0.role == .executor || $0.id == AgentName.coordinator }
    await withTaskGroup(of: (String, AgentReport?).self) { group in
      for agent in asked {
        group.addTask {
          let message = OutgoingMessage(.query, to: .agent(agent.id), action: CrewTopic.report)
          let answer = try? await link.request(message, timeout: timeout, retries: 0)
          return (agent.id, try? answer?.decode(AnswerPayload<AgentReport>.self).result)
        }
      }
      for await (id, report) in group { if let report { table.note(report, of: id) } }
    }
  }

  /// Tells the executors that are not the node's processes to give up what they run.
  func haltOthers() async {
    guard let link = parts.link.get() else { return }
    for executor in await parts.broker.statistics().agents.map(\.registration) where executor.role == .executor {
      let halt = OutgoingMessage(
        .notification, to: .agent(executor.id), action: NodeAction.halt, payload: Data("{}".utf8), priority: .max)
      do { try link.send(halt) } catch { log.warning("node.not_halted", ["agent": .string(executor.id)]) }
    }
  }

  private func sample(_ status: CrewStatus, _ bus: BrokerStatistics) -> MetricsSample {
    MetricsSample(
      time: time.wall.iso8601, system: status.system, queue: status.queue,
      agents: status.agents.map { MetricsSample.Agent($0) }, bus: MetricsSample.Traffic(bus),
      alerts: status.alerts.map(\.code))
  }
}
