import Core
import Node
import Testing

@Suite struct CrewHealthTests {
  func agent(_ id: String, pid: Int32 = 1, done: Int = 0, failed: Int = 0, silent: Double = 0) -> AgentStatus {
    var agent = AgentStatus(id: id, state: .ready)
    agent.pid = pid
    agent.tasksCompleted = done
    agent.tasksFailed = failed
    agent.lastHeartbeatSeconds = silent
    agent.averageResponseTime = 0.5
    return agent
  }

  func instant(_ seconds: Double) -> Instant { Instant(nanoseconds: 1).advanced(by: seconds) }
  func wall(_ seconds: Double) -> WallTime { WallTime(milliseconds: Int64(seconds * 1000)) }

  @Test("an agent that was silent for more than 30 s is an alert and not healthy", arguments: [(30.0, false), (30.5, true)])
  func silence(seconds: Double, alarmed: Bool) {
    var health = CrewHealth()
    let (system, alerts) = health.sample(
      [agent("a", silent: seconds), agent("b")], working: false, latency: 0, now: instant(0), wall: wall(0))
    #expect(alerts.map(\.code) == (alarmed ? ["agent.silent"] : []))
    #expect(system.healthyAgents == (alarmed ? 1 : 2))
    #expect(system.totalAgents == 2)
  }

  @Test("an error rate over 20 % is an alert once ten tasks are there",
    arguments: [(0, 9, false), (8, 2, false), (7, 3, true), (80, 20, false), (79, 21, true)])
  func errorRate(done: Int, failed: Int, alarmed: Bool) {
    var health = CrewHealth()
    let (_, alerts) = health.sample(
      [agent("a", done: done, failed: failed)], working: false, latency: 0, now: instant(0), wall: wall(0))
    #expect(alerts.contains { $0.code == "agent.error_rate" } == alarmed)
  }

  @Test("throughput under half its ten-minute mean is an alert while work waits, and none in an idle crew")
  func throughput() {
    for working in [true, false] {
      var health = CrewHealth()
      var done = 0
      var seen: [Alert] = []
      // Eight minutes at one task a second, then two minutes at one in ten seconds.
      for step in 0..<60 {
        done += step < 48 ? 10 : 1
        let time = Double(step) * 10
        let (system, alerts) = health.sample(
          [agent("a", done: done)], working: working, latency: 0.001, now: instant(time), wall: wall(time))
        if step == 40 { #expect(abs(system.systemThroughput - 60) < 1) }
        if step < 48 { #expect(alerts.isEmpty) }
        seen = alerts
      }
      #expect(seen.map(\.code) == (working ? ["crew.throughput"] : []))
    }
  }

  @Test("the counts of a process that was replaced are kept in the totals")
  func replaced() {
    var health = CrewHealth()
    _ = health.sample([agent("a", pid: 1, done: 5)], working: false, latency: 0, now: instant(0), wall: wall(0))
    let (system, _) = health.sample(
      [agent("a", pid: 2, done: 3, failed: 1)], working: false, latency: 0, now: instant(10), wall: wall(10))
    #expect(system.totalTasksCompleted == 8)
    #expect(system.totalTasksFailed == 1)
  }

  @Test("an alert keeps the time when it began, and begins anew after it was gone")
  func since() {
    var health = CrewHealth()
    func look(_ seconds: Double, silent: Double) -> String? {
      health.sample([agent("a", silent: silent)], working: false, latency: 0, now: instant(seconds), wall: wall(seconds))
        .alerts.first?.since
    }
    #expect(look(0, silent: 40) == wall(0).iso8601)
    #expect(look(10, silent: 50) == wall(0).iso8601)
    #expect(look(20, silent: 1) == nil)
    #expect(look(60, silent: 31) == wall(60).iso8601)
  }
}

@Suite struct ProcessTableTests {
  @Test("a line of /proc is read also where the program's name holds spaces and parentheses")
  func line() throws {
    let text = "42 (a (b) c) S 7 42 42 0 -1 4194560 1 2 3 4 150 50 0 0 20 0 1 0 99 1000000 25 18446744073709551615"
    let entry = try #require(ProcessTable.Entry(pid: 42, stat: text, ticks: 100, page: 4096))
    #expect(entry == .init(pid: 42, parent: 7, group: 42, seconds: 2, memory: 25 * 4096))
  }

  @Test("what is below a process is counted with it")
  func tree() {
    let table = ProcessTable(entries: [
      .init(pid: 1, parent: 0, group: 1, seconds: 1, memory: 10), .init(pid: 2, parent: 1, group: 1, seconds: 2, memory: 20),
      .init(pid: 3, parent: 2, group: 3, seconds: 4, memory: 40), .init(pid: 9, parent: 0, group: 9, seconds: 8, memory: 80),
    ])
    #expect(Set(table.descendants(of: 1)) == [2, 3])
    let usage = table.usage(of: 1)
    #expect(usage?.seconds == 7)
    #expect(usage?.memory == 70)
    #expect(table.usage(of: 5) == nil)
  }

  @Test("this process finds itself")
  func own() {
    let table = ProcessTable.read()
    #expect(table.entries.values.contains { $0.memory > 1_000_000 })
  }
}
