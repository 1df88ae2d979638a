import Bus
import Core
import FoundationEssentials
import Node
import TestKit
import Testing

@testable import Monitor

@Suite("What the node recorded of the crew")
struct HistoryTests {
  /// Samples every ten seconds over `seconds` until `Samples.start`: memory and messages grow.
  static func samples(_ seconds: Int) -> [MetricsSample] {
    (0..<(seconds / 10)).map { at in
      var agent = AgentStatus(id: "a", state: .ready)
      (agent.cpu, agent.memory) = (0.5, (at + 1) << 10)
      var system = SystemMetrics()
      (system.systemThroughput, system.healthyAgents) = (3, 8)
      var bus = BrokerStatistics()
      bus.messagesIn = UInt64(at * 20)
      return MetricsSample(
        time: Samples.time(Int64(at * 10 - seconds) * 1000).iso8601, system: system, queue: QueueStatus(),
        agents: [.init(agent)],
        bus: .init(bus), alerts: [])
    }
  }

  @Test("is read for ten minutes, an hour, a day and a week, and says where nothing was recorded")
  func spans() throws {
    let scratch = try TestHome()
    defer { scratch.remove() }
    try scratch.home.create()
    let files = MetricsFiles(folder: scratch.home.state + "/metrics")
    // Half an hour of it.
    for sample in Self.samples(1800) {
      let time = try #require(ISOTime.milliseconds(sample.time))
      files.record(sample, at: WallTime(milliseconds: time))
    }
    let reader = HistoryReader(scratch.home)
    let ten = reader.read(.tenMinutes, now: Samples.start)
    #expect(ten.known.count > HistoryReader.buckets * 9 / 10)
    #expect(ten.known.allSatisfy { $0.cpu == 0.5 && $0.tasks == 3 && $0.healthy == 8 })
    #expect(ten.known.dropFirst(5).allSatisfy { abs($0.messages - 120) < 1 })
    let hour = reader.read(.hour, now: Samples.start)
    #expect(hour.buckets.prefix(HistoryReader.buckets / 2 - 2).allSatisfy { $0 == nil })
    #expect(hour.known.count > HistoryReader.buckets * 4 / 10)
    #expect(reader.read(.day, now: Samples.start).known.count == 8)
    #expect(reader.read(.week, now: Samples.start).known.count == 2)
  }

  @Test("counts who sent what by the recorded messages")
  func traffic() async throws {
    let scratch = try TestHome()
    defer { scratch.remove() }
    try scratch.home.create()
    let broker = try Broker(configuration: BrokerConfiguration(addresses: [scratch.home.busAddress]))
    try broker.start()
    defer { broker.stop() }
    func join(_ id: String) async throws -> BusConnection {
      let one = try BusConnection(
        address: scratch.home.busAddress, registration: Registration(id: id, maxConcurrentTasks: 5))
      _ = try await one.registered()
      return one
    }
    let (observer, sender, receiver) = (
      try await join("observer"), try await join("sender"), try await join("receiver")
    )
    try await observer.subscribe(BusTopic.traffic)
    let files = TrafficFiles(folder: TrafficFiles.folder(scratch.home))
    let recording = Task { for await message in observer.incoming { files.record(message, at: SystemTime().wall) } }
    for _ in 0..<50 { try sender.send(OutgoingMessage(.notification, to: .agent("receiver"), action: "x")) }
    try await eventually("the messages are recorded") {
      HistoryReader(scratch.home).read(.tenMinutes, now: SystemTime().wall).senders.first { $0.name == "sender" }?.count
        ?? 0 >= 50
    }
    let facts = HistoryReader(scratch.home).read(.hour, now: SystemTime().wall)
    #expect(facts.kinds.first { $0.name == "notification" }?.count ?? 0 >= 50)
    #expect(!facts.isCut && facts.messages >= 50)
    recording.cancel()
    for one in [observer, sender, receiver] { one.close() }
  }

  @Test("is chosen with a key, a click and a command, and drawn with its times")
  func chosen() {
    var model = MonitorModel(width: 120, height: 40, now: Samples.start)
    #expect(model.update(.key(.character("9")), at: Samples.start).contains(.past(.now)))
    #expect(model.update(.key(.character("r")), at: Samples.start).contains(.past(.tenMinutes)))
    #expect(FrameView.draw(model).rows.joined().contains("reading what the node recorded"))
    var effects: [MonitorEffect] = []
    for letter in ":history week" { effects = model.update(.key(.character(letter)), at: Samples.start) }
    effects = model.update(.key(.enter), at: Samples.start)
    #expect(effects.contains(.past(.week)))
    let from = Samples.start.milliseconds - 7 * 86_400_000
    let buckets = HistoryFold.buckets(Self.samples(3600), from: from, to: Samples.start.milliseconds, count: 360)
    let facts = HistoryFacts(
      range: .week, from: from, to: Samples.start.milliseconds, buckets: buckets, senders: [], kinds: [], messages: 0,
      isCut: false)
    _ = model.update(.feed(.past(facts)), at: Samples.start)
    let text = FrameView.draw(model).rows.joined(separator: "\n")
    #expect(text.contains("[week]") && text.contains("Messages a minute") && text.contains("└12-"))
    let canvas = FrameView.draw(model)
    let place = (0..<120).first { canvas.hit(at: $0, 2) == .range(.day) }
    #expect(place != nil)
    #expect(
      model.update(.mouse(Mouse(.press, x: place ?? 0, y: 2), .range(.day)), at: Samples.start).contains(.past(.day)))
  }

  @Test("reads times as they are written, leap days too")
  func times() {
    for text in [
      "1970-01-01T00:00:00.000Z", "2024-02-29T23:59:59.999Z", "2026-11-21T09:25:05.123Z", "2000-03-01T00:00:00.000Z",
    ] {
      #expect(ISOTime.milliseconds(text).map { WallTime(milliseconds: $0).iso8601 } == text)
    }
    for text in ["", "2026-11-21", "x026-11-21T09:25:05.123Z", "2026-99-21T09:25:05.123Z"] {
      #expect(ISOTime.milliseconds(text) == nil)
    }
  }
}
