import Bus
import Core
import FoundationEssentials
import Glibc
import Synchronization
import TestKit
import Testing

@testable import Monitor

/// A model that a feed tells of a real bus.
final class Watching: Sendable {
  private let model = Mutex(MonitorModel(width: 120, height: 40, now: SystemTime().wall))
  private let stuck = Mutex(false)

  func take(_ event: FeedEvent) {
    while stuck.withLock({ $0 }) { usleep(1000) }
    _ = model.withLock { $0.update(.feed(event), at: SystemTime().wall) }
  }

  /// Whether it takes nothing, as a monitor does that is stopped.
  func set(stuck value: Bool) { stuck.withLock { $0 = value } }

  var now: MonitorModel { model.withLock { $0 } }
}

@Suite("Numbers under load", .serialized)
struct LoadTests {
  static let messages = 20_000

  /// Sends `messages` notifications among 16 agents as fast as they go; gives what a monitor shows of them.
  static func run(stuck: Bool, window: Int = 512) async throws -> MonitorModel {
    let scratch = try TestHome()
    defer { scratch.remove() }
    try scratch.home.create()
    var configuration = BrokerConfiguration(addresses: [scratch.home.busAddress])
    configuration.window = window
    let broker = try Broker(configuration: configuration)
    try broker.start()
    defer { broker.stop() }
    let watching = Watching()
    let feed = try LiveFeed(home: scratch.home, environment: [:]) { watching.take($0) }
    feed.start()
    defer { feed.stop() }
    var agents: [BusConnection] = []
    for number in 0..<16 {
      let agent = try BusConnection(address: scratch.home.busAddress, registration: Registration(id: "agent-\(number)"))
      _ = try await agent.registered()
      Task { for await _ in agent.incoming {} }
      agents.append(agent)
    }
    // What is sent before the monitor listens is not its to count.
    try await eventually("the monitor listens") {
      _ = try? agents[0].send(OutgoingMessage(.notification, to: .agent("agent-1"), action: "probe"))
      return watching.now.traffic.byKind["notification"] ?? 0 > 0
    }
    watching.set(stuck: stuck)
    for number in 0..<messages {
      let to = Recipient.agent("agent-\((number + 1) % 16)")
      try agents[number % 16].send(OutgoingMessage(.notification, to: to, action: "load", payload: Data("{}".utf8)))
      if number % 500 == 499 { try await Task.sleep(for: .milliseconds(5)) }
    }
    watching.set(stuck: false)
    // A gap is told with the next batch that arrives.
    try await eventually("everything is counted") {
      _ = try? agents[0].send(OutgoingMessage(.notification, to: .agent("agent-1"), action: "probe"))
      let traffic = watching.now.traffic
      // Probes are counted too: only where something was missed do they not matter.
      if traffic.lost > 0 { return traffic.total + Int(traffic.lost) >= messages }
      return (1..<16).allSatisfy {
        traffic.pairs[.init(from: "agent-\($0)", to: "agent-\(($0 + 1) % 16)")] == messages / 16
      }
    }
    for agent in agents { agent.close() }
    return watching.now
  }

  @Test("every message of 16 agents is counted, for each sender and each receiver")
  func complete() async throws {
    let traffic = try await Self.run(stuck: false).traffic
    guard traffic.lost == 0 else { return }
    for number in 1..<16 {
      #expect(traffic.sent["agent-\(number)"] ?? 0 >= Self.messages / 16)
      #expect(traffic.pairs[.init(from: "agent-\(number)", to: "agent-\((number + 1) % 16)")] == Self.messages / 16)
    }
  }

  @Test("a monitor that is too slow counts what it missed and shows the gap")
  func gaps() async throws {
    let model = try await Self.run(stuck: true, window: 8)
    #expect(model.traffic.lost > 0)
    #expect(model.traffic.total + Int(model.traffic.lost) >= Self.messages)
    #expect(FrameView.draw(model).rows[0].contains("gap "))
  }
}

@Suite("A task of 1,000 steps")
struct LargeTaskTests {
  static let steps = (0..<1000).map { at in Samples.step("s\(at)", after: at == 0 ? [] : ["s\((at - 1) / 3)"]) }

  static func notice(_ number: Int) -> TaskNotice {
    let event: TaskEvent =
      number % 2 == 0
      ? .assigned(step: "s\(number / 2)", agent: "a", fence: 1)
      : .completed(step: "s\(number / 2)", fence: 1, result: .null)
    return TaskNotice(
      task: Samples.task(), status: .running,
      event: NumberedEvent(number: Int64(4 + number), time: Samples.time(Int64(number)), event: event))
  }

  @Test("is right at the end although notices were lost, came twice and came late: the record is read again")
  func recovered() {
    var generator = SeededGenerator(seed: 3)
    var model = Samples.model(Self.steps, width: 200, height: 60)
    let notices = (0..<2000).map(Self.notice)
    let heard = notices.filter { _ in Int.random(in: 0..<10, using: &generator) > 1 }
    for notice in heard.shuffled(using: &generator) + heard.prefix(100) {
      _ = model.update(.feed(.notice(notice)), at: Samples.time(5000))
    }
    #expect(model.current?.done ?? 0 < 1000)
    let entry = TaskList.Entry(id: Samples.task(), request: "x", status: .running, created: "", seconds: 0, runs: 0)
    let asked = model.update(.feed(.tasks(TaskList(tasks: [entry]))), at: Samples.time(6000))
    #expect(asked.contains(.fetch(TaskQuery(task: Samples.task().text, after: 3))))
    _ = model.update(
      .feed(.history(TaskHistory(task: Samples.task(), status: .running, events: notices.compactMap(\.event)))),
      at: Samples.time(6001))
    #expect(model.current?.done == 1000)
    #expect(FrameView.draw(model).rows.joined().contains("1000/1000 steps done"))
  }
}
