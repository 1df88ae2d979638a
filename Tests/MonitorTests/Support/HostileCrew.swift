import Bus
import Core
import FoundationEssentials
import Synchronization
import TestKit

@testable import Monitor

/// A crew on a real bus all of whose words are hostile: what a recorded crew told, with every text replaced.
final class HostileCrew: Sendable {
  let scratch: TestHome
  private let broker: Broker
  private let members: [BusConnection]
  private let told: Told

  /// What is answered and published.
  struct Told: Sendable {
    var status: [CrewStatus] = []
    var tasks: [TaskList] = []
    var histories: [TaskHistory] = []
    var notices: [TaskNotice] = []
    var approvals: [ApprovalList] = []
    var backends: [BackendFacts] = []
    var found: [MemoryFacts] = []
    var reports: [AgentReport] = []
    var alerts: [Alert] = []
  }

  init(seed: UInt64) async throws {
    scratch = try TestHome()
    try scratch.home.create()
    told = try Self.read(seed)
    broker = try Broker(configuration: BrokerConfiguration(addresses: [scratch.home.busAddress]))
    try broker.start()
    var members: [BusConnection] = []
    for id in [AgentName.node, AgentName.coordinator, AgentName.memory, "executor.native"] {
      let one = try BusConnection(
        address: scratch.home.busAddress,
        registration: Registration(id: id, capabilities: ["execution.native"], maxConcurrentTasks: 100))
      _ = try await one.registered()
      members.append(one)
    }
    self.members = members
    let told = told
    for (at, one) in members.enumerated() {
      Task {
        var generator = SeededGenerator(seed: seed &+ UInt64(at))
        for await message in one.incoming where message.kind.expectsAnswer {
          try? Self.answer(message, one, told, &generator)
        }
      }
    }
    try writeLogs(seed)
  }

  func end() {
    for one in members { one.close() }
    broker.stop()
    scratch.remove()
  }

  /// Ends the bus as `kill -9` of the node does, for who listens.
  func stopBroker() { broker.stop() }

  private static func read(_ seed: UInt64) throws -> Told {
    var writer = HostileWriter(seed: seed)
    var told = Told()
    var traffic = 0
    for entry in try Recording.read(RealFrames.folder + "/Sessions/crew.jsonl").entries {
      if case .traffic = entry.event { traffic += 1 }
      if case .traffic = entry.event, traffic > 0 { continue }
      switch try writer.spoil(entry.event) {
      case .status(let one): told.status.append(one)
      case .tasks(let one): told.tasks.append(one)
      case .history(let one): told.histories.append(one)
      case .notice(let one): told.notices.append(one)
      case .approvals(let one): if !one.approvals.isEmpty { told.approvals.append(one) }
      case .backends(let list): told.backends += list
      case .memory(let one): told.found.append(one)
      case .report(_, let one): told.reports.append(one)
      default: break
      }
    }
    var generator = SeededGenerator(seed: seed)
    told.alerts = (0..<5).map { _ in
      Alert(
        code: Hostile.text(&generator), agent: Hostile.text(&generator), message: Hostile.text(&generator),
        since: SystemTime().wall)
    }
    return told
  }

  /// Logs with hostile fields, and lines that are no JSON and no UTF-8.
  private func writeLogs(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var data = Data()
    for number in 0..<50 {
      let line: [String: JSONValue] = [
        "time": .string(SystemTime().wall.iso8601), "level": .string("warning"),
        "component": .string(Hostile.text(&generator)),
        "event": .string(Hostile.text(&generator)), "task": .string(Hostile.text(&generator)),
        Hostile.text(&generator): .string(Hostile.text(&generator)),
      ]
      data += number % 5 == 0 ? try Hostile.broken(line, &generator) : try JSON.encode(line)
      data.append(0x0A)
    }
    try FileManager.default.createDirectory(atPath: scratch.home.logs, withIntermediateDirectories: true)
    try data.write(to: URL(filePath: scratch.home.logs + "/node.log"))
  }

  /// Publishes something, now and then in bytes that are no UTF-8.
  func publish(_ round: Int, _ generator: inout SeededGenerator) throws {
    func pick<Value>(_ list: [Value]) -> Value? {
      list.isEmpty ? nil : list[Int.random(in: 0..<list.count, using: &generator)]
    }
    func send(_ topic: String, _ action: String, _ value: some Encodable, by at: Int) throws {
      let payload = round % 7 == 0 ? try Hostile.broken(value, &generator) : try JSON.encode(value)
      try members[at].publish(topic, action: action, payload: payload)
    }
    switch round % 4 {
    case 0: if let notice = pick(told.notices) { try send(TaskAction.topic(notice.task), "task.notice", notice, by: 1) }
    case 1: if let alert = pick(told.alerts) { try send(CrewTopic.node, CrewTopic.alert, alert, by: 0) }
    case 2: if let report = pick(told.reports) { try send(CrewTopic.reports, "report", report, by: 3) }
    default:
      let action = String(Hostile.text(&generator).prefix(60))
      try members[3].send(
        OutgoingMessage(
          .notification, to: .agent(AgentName.memory), action: action, payload: Data([0xFF, 0xC3]),
          task: String(Hostile.text(&generator).prefix(40)),
          step: String(Hostile.text(&generator).prefix(40))))
    }
  }

  private static func answer(
    _ message: IncomingMessage, _ bus: BusConnection, _ told: Told, _ generator: inout SeededGenerator
  ) throws {
    struct Body<Value: Encodable>: Encodable { var result: Value }
    func pick<Value>(_ list: [Value]) -> Value? {
      list.isEmpty ? nil : list[Int.random(in: 0..<list.count, using: &generator)]
    }
    func reply(_ value: some Encodable) throws {
      let body = Body(result: value)
      if Int.random(in: 0..<10, using: &generator) == 0 {
        try bus.reply(to: message, payload: try Hostile.broken(body, &generator))
      } else {
        try bus.reply(to: message, body: body)
      }
    }
    switch message.action {
    case NodeAction.status: if let one = pick(told.status) { return try reply(one) }
    case TaskAction.list: if let one = pick(told.tasks) { return try reply(one) }
    case TaskAction.events: if let one = pick(told.histories) { return try reply(one) }
    case TaskAction.approvals: if let one = pick(told.approvals) { return try reply(one) }
    case IdentifyExchange.action: if let one = pick(told.backends) { return try reply(one.info) }
    case "memory.search": if let one = pick(told.found.filter { $0.results != nil }) { return try reply(one) }
    case "memory.facts", "memory.stats": return try reply([Hostile.text(&generator): Hostile.text(&generator)])
    default: break
    }
    try bus.reply(
      to: message, error: ProximaError("test.no", Hostile.text(&generator), remedy: Hostile.text(&generator)))
  }
}
