import Bus
import Core
import FoundationEssentials
import Glibc

/// The node of one home: holds the broker and the supervisor, answers for the crew's processes as `node`.
public actor NodeService {
  let settings: NodeSettings
  let home: Home
  let log: Log
  let time: any TimeSource
  let sink: any MetricsSink
  let build: String
  let began: Instant
  let parts: NodeParts
  var table = CrewTable()
  var health = CrewHealth()
  var idle: IdleWatch
  /// Alerts of the supervisor by code and agent.
  var processAlerts: [String: Alert] = [:]
  /// Alerts that people have been told of.
  var announced: Set<String> = []
  var registered: Set<String> = []
  /// Executors that get nothing new until that is taken back or they have left and come back.
  var drained: Set<String> = []
  var readyWaiters: [ReadyWaiter] = []
  var lastStatus: (at: Instant, status: CrewStatus)?
  var latency = 0.0
  var ending = false
  /// No child is left.
  var finished = false
  /// Who may come in over tcp; nil where nobody was ever invited.
  var remote: RemoteAccess?
  /// The processes of the crew.
  var specs: [ChildSpec] = []

  /// Somebody who waits for agents to be ready.
  struct ReadyWaiter {
    var agents: [String]
    var deadline: Instant
    var answer: CheckedContinuation<ReadyResult, Never>
  }

  init(settings: NodeSettings, parts: NodeParts, log: Log, sink: any MetricsSink, time: any TimeSource) {
    self.settings = settings
    self.parts = parts
    self.log = log
    self.sink = sink
    self.time = time
    home = settings.home
    build = BuildID.of(folder: settings.folder)
    began = time.now
    idle = IdleWatch(limit: settings.idleSeconds, stays: settings.stays, now: time.now)
  }

  /// Runs until `down`, a signal or idleness ends the crew.
  func run() async throws -> ExitCode {
    let crew = try settings.crewFile.map { try CrewPlan.read($0, folder: settings.folder) }
      ?? CrewPlan.crew(home: home, folder: settings.folder, environment: settings.environment)
    try parts.broker.start()
    restoreRemoteAccess()
    try parts.supervisor.start()
    specs = crew
    for spec in crew { parts.supervisor.post(.add(spec)) }
    let connection = try BusConnection(
      address: home.busAddress,
      registration: Registration(id: AgentName.node, pid: getpid(), maxConcurrentTasks: 0))
    parts.link.fill(connection)
    // Who reads the record may ask `node` at once.
    try await connection.registered(timeout: 10)
    try NodeRecord(pid: getpid(), build: build, address: home.busAddress).write(home)
    log.info("node.started", ["pid": .int(Int(getpid())), "build": .string(build), "agents": .int(crew.count)])
    let recorder = try TrafficRecorder(home: home, time: time)
    let background = [
      Task { await self.answer(connection) }, Task { await self.watchCrew() }, Task { await self.subscribe(connection) },
      Task { await recorder.run(self.log) },
    ]
    for await event in parts.events.stream { if take(event) { break } }
    background.forEach { $0.cancel() }
    recorder.connection.close()
    connection.close()
    parts.broker.stop()
    unlink(NodeRecord.path(home))
    log.info("node.stopped")
    return .done
  }

  /// Takes one event; true once the crew has ended and the broker has passed on its last words.
  private func take(_ event: NodeEvent) -> Bool {
    switch event {
    case .broker(.registered(let registration, let host)):
      if !host.isEmpty { admit(registration) }
      registered.insert(registration.id)
      settleWaiters()
    case .broker(.gone(let agent, let reason)):
      registered.remove(agent)
      drained.remove(agent)
      table.forget(agent)
      log.info("agent.left", ["agent": .string(agent), "reason": .string(reason)])
      return finished && childrenHaveLeft
    case .broker(.malformed(let agent, let reason, let refused)):
      log.warning(
        "bus.malformed",
        ["agent": .string(agent ?? ""), "reason": .string(reason), "refused": .bool(refused)])
    case .broker(.keyRefused(_, let address)): log.warning("bus.key_refused", ["address": .string(address)])
    case .broker(.outOfCredit(let agent)): log.debug("bus.out_of_credit", ["agent": .string(agent)])
    case .supervisor(.finished):
      // An agent leaves the bus behind its last answers: once the broker knows that all have left, it has routed them.
      finished = true
      yieldLater(.waitedEnough, after: 2)
      return childrenHaveLeft
    case .supervisor(let notice): take(notice)
    case .waitedEnough: return true
    case .terminate: end("signal")
    }
    return false
  }

  private var childrenHaveLeft: Bool { registered.isDisjoint(with: parts.supervisor.views.map(\.id)) }

  private func yieldLater(_ event: NodeEvent, after seconds: Double) {
    let send = parts.events.send
    Task {
      try? await Task.sleep(for: .seconds(seconds))
      send.yield(event)
    }
  }

  private func take(_ notice: Supervisor.Notice) {
    switch notice {
    case .started(let id, let pid, let epoch):
      log.info("agent.started", ["agent": .string(id), "pid": .int(Int(pid)), "epoch": .int(epoch)])
    case .gone(let gone):
      log.write(
        gone.expected ? .info : .warning, "agent.gone",
        [
          "agent": .string(gone.agent), "pid": .int(Int(gone.pid)), "epoch": .int(gone.epoch),
          "reason": .string(gone.reason),
        ])
      publish(CrewTopic.gone, gone)
      if gone.isOrderly { forgetUnlessReplaced(gone) }
    case .raised(let code, let agent, let message):
      processAlerts["\(code) \(agent)"] = Alert(code: code, agent: agent, message: message, since: time.wall)
      settleWaiters()
      announce(Array(processAlerts.values))
    case .lifted(let code, let agent):
      processAlerts["\(code) \(agent)"] = nil
      announced.remove("\(code) \(agent)")
    case .finished: break
    }
  }

  /// An agent that ended with exit 0 without leaving the bus is forgotten after a moment, unless another has its place.
  private func forgetUnlessReplaced(_ gone: AgentGone) {
    Task {
      try? await Task.sleep(for: .milliseconds(500))
      let agents = await parts.broker.statistics().agents
      guard agents.contains(where: { $0.registration.id == gone.agent && $0.registration.pid == gone.pid }) else { return }
      parts.broker.forget(agent: gone.agent, reason: "ended")
    }
  }

  /// Ends the crew in order: the agents first, then `run` returns.
  func end(_ reason: String) {
    guard !ending else { return }
    ending = true
    log.info("node.ending", ["reason": .string(reason)])
    for waiter in readyWaiters { waiter.answer.resume(returning: readiness(waiter.agents).result) }
    readyWaiters = []
    parts.supervisor.post(.shutdown)
    Task {
      // The agents are killed one by one after their grace; this bounds the whole.
      try? await Task.sleep(for: .seconds(20))
      parts.supervisor.post(.emergency)
    }
  }

  /// Tells everyone who listens to the node.
  func publish(_ event: String, _ body: some Encodable, on topic: String = CrewTopic.node) {
    guard let link = parts.link.get() else { return }
    do { try link.send(OutgoingMessage(.notification, to: .topic(topic), action: event, body: body)) } catch {
      log.debug("node.not_published", ["code": .string(error.code)])
    }
  }

  /// Logs and publishes the alerts that are new.
  func announce(_ alerts: [Alert]) {
    for alert in alerts where announced.insert("\(alert.code) \(alert.agent ?? "")").inserted {
      log.warning(
        "alert",
        ["code": .string(alert.code), "agent": .string(alert.agent ?? ""), "message": .string(alert.message)])
      publish(CrewTopic.alert, alert)
    }
  }
}
