import AgentKit
import Bus
import Core
import FoundationEssentials
import Glibc
import Node
import Synchronization

/// A crew that runs: listens on the bus, asks what has to be asked for, and carries out what the person wants.
final class LiveFeed: Sendable {
  private let home: Home
  private let environment: [String: String]
  private let sink: @Sendable (FeedEvent) -> Void
  private let name: String
  private let connection: BusConnection
  private let client: AgentClient
  private let tasks = Mutex<[Task<Void, Never>]>([])
  private let listening = Mutex<Set<String>>([])
  private let busy = Mutex<Set<String>>([])

  /// Connects to the crew of `home`, now or as soon as one runs; `sink` is called from other threads.
  init(home: Home, environment: [String: String], sink: @escaping @Sendable (FeedEvent) -> Void) throws(ProximaError) {
    self.home = home
    self.environment = environment
    self.sink = sink
    name = "front.monitor.\(getpid()).\(UInt32.random(in: 0 ... .max))"
    connection = try BusConnection(
      address: home.busAddress, registration: Registration(id: name, role: .front, pid: getpid(), maxConcurrentTasks: 0)
    )
    client = AgentClient(connection)
  }

  func start() {
    keep(Task { await self.watchConnection() })
    // Once is enough: the connection subscribes again wherever it registers. None of them waits for another, nor do the
    // events of the connection wait for them: the broker may be gone before it answers.
    for topic in [BusTopic.crew, BusTopic.traffic, CrewTopic.node, CrewTopic.reports] {
      keep(Task { try? await self.connection.subscribe(topic) })
    }
    keep(Task { await self.receive() })
    keep(Task { await self.poll() })
  }

  func stop() {
    tasks.withLock { $0.forEach { $0.cancel() } }
    connection.close()
  }

  private func keep(_ task: Task<Void, Never>) { tasks.withLock { $0.append(task) } }

  // MARK: What comes in

  private func watchConnection() async {
    for await event in connection.events {
      switch event {
      case .registered: sink(.connected)
      case .disconnected: sink(.lost)
      case .refused(let error): sink(.refused(error))
      }
    }
  }

  private func receive() async {
    for await message in connection.incoming where message.kind == .notification {
      if let event = try? read(message) { sink(event) }
    }
  }

  private func read(_ message: IncomingMessage) throws(ProximaError) -> FeedEvent? {
    switch message.header.recipient.text {
    case "topic:" + BusTopic.traffic: return .traffic(try TrafficReader.read(message, own: name))
    case "topic:" + BusTopic.crew:
      let change = try message.decode(CrewChange.self)
      return change.agent.hasPrefix("front.") ? nil : .crew(change)
    case "topic:" + CrewTopic.node:
      if message.action == CrewTopic.gone { return .gone(try message.decode(AgentGone.self)) }
      if message.action == CrewTopic.alert { return .alert(try message.decode(Alert.self)) }
      return nil
    case "topic:" + CrewTopic.reports: return .report(agent: message.sender, try message.decode(AgentReport.self))
    case let topic where topic.hasPrefix("topic:task."): return .notice(try message.decode(TaskNotice.self))
    default: return nil
    }
  }

  /// What no topic tells: the numbers of the processes, and tasks of others.
  private func poll() async {
    var round = 0
    while !Task.isCancelled {
      load(.status)
      if round % 2 == 0 { load(.tasks) }
      if round % 5 == 0 {
        load(.approvals)
        load(.machine)
      }
      round += 1
      try? await Task.sleep(for: .seconds(2))
    }
  }

  // MARK: Asking

  private func call<Answer: Decodable & Sendable>(
    _ recipient: String, _ action: String, _ body: some Encodable & Sendable = Nothing(), timeout: Double = 10,
    as type: Answer.Type = Answer.self
  ) async throws(ProximaError) -> Answer {
    try await client.call(
      to: Recipient(text: recipient), action: action, parameters: body, as: type,
      options: AgentClient.Options(timeout: timeout, retries: 0))
  }

  /// Reads a source, unless it is being read.
  func load(_ source: MonitorEffect.Source) {
    guard busy.withLock({ $0.insert(source.rawValue).inserted }) else { return }
    // Not kept: a task that has ended holds the memory it ran in for as long as somebody holds it.
    Task {
      if let event = try? await self.loaded(source) { self.sink(event) }
      _ = self.busy.withLock { $0.remove(source.rawValue) }
    }
  }

  private func loaded(_ source: MonitorEffect.Source) async throws -> FeedEvent {
    switch source {
    case .status: return .status(try await call(AgentName.node, NodeAction.status))
    case .tasks: return .tasks(try await call(AgentName.coordinator, TaskAction.list, TaskListQuery(limit: 100)))
    case .approvals: return .approvals(try await call(AgentName.coordinator, TaskAction.approvals))
    case .settings: return .settings(try Sources.settings(home, environment))
    case .logs: return .logs(LogReader(folder: home.logs).lines(limit: 1000))
    case .memory: return .memory(try await memory())
    case .backends: return .backends(try await backends())
    case .machine: return .machine(MachineReader.now(home.data))
    }
  }

  private func memory() async throws(ProximaError) -> MemoryFacts {
    let facts: JSONValue = try await call(AgentName.memory, "memory.facts", JSONValue.object(["limit": 200]))
    let stats: JSONValue = try await call(AgentName.memory, "memory.stats")
    return MemoryFacts(facts: Sources.facts(facts), numbers: Sources.numbers(stats))
  }

  private func backends() async throws(ProximaError) -> [BackendFacts] {
    let status: CrewStatus = try await call(AgentName.node, NodeAction.status)
    var found: [BackendFacts] = []
    for agent in status.agents where agent.capabilities.contains(where: { $0.hasPrefix("execution.") }) {
      do throws(ProximaError) {
        found.append(
          BackendFacts(info: try await call(agent.id, IdentifyExchange.action, timeout: 3), executor: agent.id))
      } catch {
        let name = agent.capabilities.first { $0.hasPrefix("execution.") }.map { String($0.dropFirst(10)) } ?? agent.id
        found.append(
          BackendFacts(info: Sources.missing(name, "\(agent.id) does not answer: \(error.message)"), executor: agent.id)
        )
      }
    }
    let names = Set(found.map(\.info.name))
    return found
      + BackendName.known.filter { !names.contains($0) }.map {
        BackendFacts(info: Sources.missing($0, "no executor here has it: proxima backends install \($0)"), executor: "")
      }
  }

  // MARK: What the person wants

  /// Carries out an effect that concerns the crew.
  func perform(_ effect: MonitorEffect) {
    switch effect {
    case .listen(let task): listen(task)
    case .fetch(let query):
      run("read \(query.task)", quiet: true) {
        .history(try await self.call(AgentName.coordinator, TaskAction.events, query))
      }
    case .load(let source): load(source)
    case .search(let text): search(text)
    case .past(let range): past(range)
    case .set(let key, let value):
      run("set \(key)") {
        try Sources.set(key, value, self.home)
        return .outcome(Outcome("set \(key)"))
      }
    default: command(effect)
    }
  }

  private func command(_ effect: MonitorEffect) {
    switch effect {
    case .submit(let asked):
      run("ask", task: asked.id) {
        var task = asked
        Sources.fillIn(&task.submission.flags, self.home, self.environment)
        try await self.revive()
        let answer: TaskSubmitted = try await self.call(AgentName.coordinator, TaskAction.submit, task)
        return .outcome(Outcome("ask", task: answer.task))
      }
    case .control(let control):
      run("\(control.verb.rawValue) \(control.task)") {
        let answer: TaskSubmitted = try await self.call(AgentName.coordinator, TaskAction.control, control)
        return .outcome(Outcome("\(control.verb.rawValue) \(control.task)", task: answer.task))
      }
    case .answer(let answer):
      run("answer \(answer.id)") { .approvals(try await self.call(AgentName.coordinator, TaskAction.answer, answer)) }
    case .stopAll:
      run("emergency stop") {
        let result: StopAllResult = try await self.call(AgentName.node, NodeAction.stopAll)
        return .outcome(Outcome("emergency stop of \(result.stopped.count) agents"))
      }
    case .lift:
      run("up") {
        try await self.revive()
        return .status(try await self.call(AgentName.node, NodeAction.up))
      }
    case .stopAgent(let id): node("stop \(id)", NodeAction.stopAgent, id)
    case .restartAgent(let id): node("restart \(id)", NodeAction.restartAgent, id)
    case .drain(let id): node("drain \(id)", NodeAction.drain, id)
    case .undrain(let id): node("undrain \(id)", NodeAction.undrain, id)
    default: break
    }
  }

  /// Starts a crew where none answers, as any command does: a node that died comes back by the next wish.
  private func revive() async throws(ProximaError) {
    if (try? await connection.registered(timeout: 0.2)) != nil { return }
    try await NodeLauncher(home: home, environment: environment).ensureRunning()
    try await connection.registered(timeout: 10)
  }

  private func node(_ what: String, _ action: String, _ agent: String) {
    run(what) {
      let _: Nothing = try await self.call(AgentName.node, action, AgentQuery(agent: agent))
      return .outcome(Outcome(what))
    }
  }

  private func run(
    _ what: String, task: TaskID? = nil, quiet: Bool = false, _ body: @escaping @Sendable () async throws -> FeedEvent
  ) {
    Task {
      do { self.sink(try await body()) } catch {
        if !quiet { self.sink(.outcome(Outcome(what, task: task, error: ProximaError.from(error)))) }
      }
    }
  }

  /// Follows a task: what is published about it, and what happened before that was heard.
  private func listen(_ task: TaskID) {
    guard listening.withLock({ $0.insert(task.text).inserted }) else { return }
    run("follow \(task.text)", quiet: true) {
      try await self.connection.subscribe(TaskAction.topic(task))
      return .history(try await self.call(AgentName.coordinator, TaskAction.events, TaskQuery(task: task.text)))
    }
  }

  /// Reads what the node recorded; on a thread of its own, for a week of it takes a while.
  private func past(_ range: HistoryRange) {
    guard busy.withLock({ $0.insert("past").inserted }) else { return }
    let (home, sink) = (home, sink)
    _ = try? DedicatedThread.start("history") { [self] in
      sink(.past(HistoryReader(home).read(range, now: SystemTime().wall)))
      _ = busy.withLock { $0.remove("past") }
    }
  }

  private func search(_ text: String) {
    struct Query: Codable, Sendable {
      var query: String
      var limit: Int
    }
    struct Answer: Codable, Sendable { var results: [MemoryFacts.Found] }
    run("search") {
      let answer: Answer = try await self.call(AgentName.memory, "memory.search", Query(query: text, limit: 50))
      return .memory(MemoryFacts(query: text, results: answer.results))
    }
  }
}
