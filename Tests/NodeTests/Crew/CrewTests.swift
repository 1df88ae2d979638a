import AgentKit
import Bus
import Core
import FoundationEssentials
import Glibc
import Node
import TestKit
import Testing

/// Node, broker and agents as real processes.
@Suite(.serialized, .timeLimit(.minutes(4))) struct CrewTests {
  @Test("a crew comes up, answers over processes, and says how it fares")
  func endToEnd() async throws {
    try await TestCrew(missing: ["ghost"]).run { crew in
      let front = try await crew.up()
      #expect(try await front.add("one", 2, 3) == 5)
      let relayed: Int = try await front.client.call(
        to: "two", action: "relay", parameters: Front.Relay(to: "one", a: 20, b: 22))
      #expect(relayed == 42)
      let byCapability: Int = try await front.client.call(
        to: .capability("arithmetic"), action: "add", parameters: Front.Numbers(a: 1, b: 1))
      #expect(byCapability == 2)
      var options = AgentClient.Options()
      options.task = TaskID("t1")
      options.step = "s1"
      let asTask: Int = try await front.client.call(
        to: "one", action: "add", parameters: Front.Numbers(a: 4, b: 4), options: options)
      #expect(asTask == 8)
      let status = try await eventually(some: "the task in the metrics") {
        let status = try await front.status()
        return status.system.totalTasksCompleted == 1 ? status : nil
      }
      let one = try #require(status.agents.first { $0.id == "one" })
      #expect(one.state == .ready && one.version == "9.9" && one.capabilities == ["arithmetic", "relaying"])
      #expect(one.maxConcurrentTasks == 2 && one.tasksCompleted == 1 && one.memory > 1_000_000)
      #expect(one.messagesReceived > 0 && one.messagesSent > 0 && one.lastHeartbeatSeconds >= 0)
      #expect(status.node.sockets == crew.home.home.runtime && status.node.home == crew.home.path)
      #expect(status.system.totalAgents == 3 && status.system.healthyAgents == 2)
      #expect(status.alerts.map(\.code) == ["agent.missing"])
      #expect(status.agents.first { $0.id == "ghost" }?.state == .error)
    }
  }

  @Test("errors come back with their codes: unknown action, bad parameters, a failing tool, an unknown agent")
  func errors() async throws {
    try await TestCrew(["one"]).run { crew in
      let front = try await crew.up(["one"])
      for (agent, action, code) in [
        ("one", "dance", "agent.unknown_action"), ("one", "add", "agent.bad_parameters"), ("one", "fail", "demo.failed"),
        ("nobody", "add", "bus.unknown_recipient"), ("node", "dance", "agent.unknown_action"),
      ] {
        let error = await #expect(throws: ProximaError.self) {
          let _: JSONValue = try await front.client.call(to: agent, action: action)
        }
        #expect(error?.code == code)
      }
    }
  }

  @Test("a killed agent is seen at once by who waits for it, and started again")
  func killedAgent() async throws {
    try await TestCrew(["one"]).run { crew in
      let front = try await crew.up(["one"])
      for _ in 0..<3 {
        let pid = try await front.pid("one")
        let error = await #expect(throws: ProximaError.self) {
          let _: Bool = try await front.client.call(to: "one", action: "die", options: .init(timeout: 60, retries: 0))
        }
        #expect(error?.code == "bus.recipient_gone")
        _ = try await front.pid("one", other: pid)
        #expect(try await front.add("one", 1, 1) == 2)
      }
      #expect(try await front.agent("one")?.restarts == 3)
    }
  }

  @Test("a process that hangs as a whole is replaced after three missed heartbeats")
  func hangingAgent() async throws {
    try await TestCrew(["one"], ["--heartbeat", "0.3"]).run { crew in
      let front = try await crew.up(["one"])
      let pid = try await front.pid("one")
      let error = await #expect(throws: ProximaError.self) {
        let _: Bool = try await front.client.call(to: "one", action: "freeze", options: .init(timeout: 60, retries: 0))
      }
      #expect(error?.code == "bus.recipient_gone")
      _ = try await front.pid("one", other: pid)
      try await eventually("the hanging process is gone") { !TestProcess.isAlive(pid) }
    }
  }

  @Test("an agent that computes without end still beats its heart")
  func busyAgent() async throws {
    try await TestCrew(["one"], ["--heartbeat", "0.3"]).run { crew in
      let front = try await crew.up(["one"])
      let pid = try await front.pid("one")
      let done: Bool = try await front.client.call(
        to: "one", action: "compute", parameters: Front.Pause(seconds: 2), options: .init(timeout: 60, retries: 0))
      #expect(done)
      #expect(try await front.pid("one") == pid)
    }
  }

  @Test("the children of a killed node are gone; the next one takes over, and a call that waited is answered")
  func killedNode() async throws {
    try await TestCrew().run { crew in
      let front = try await crew.up()
      let pids = [try await front.pid("one"), try await front.pid("two")]
      let first = try #require(crew.launcher.running)
      var options = AgentClient.Options(timeout: 30, retries: 10)
      options.patience = 60
      async let waiting: Int = front.client.call(
        to: "one", action: "count", parameters: Front.Pause(seconds: 1), options: options)
      try await eventually("the call runs") { try await front.agent("one")?.state == .busy }
      #expect(kill(first.pid, SIGKILL) == 0)
      try await eventually("the children are gone") { pids.allSatisfy { !TestProcess.isAlive($0) } }
      // A killed node holds its lock until its last thread is gone, after its children: whoever waits looks again.
      try await eventually("another node runs") { try await crew.launcher.ensureRunning(timeout: 60).pid != first.pid }
      #expect(try await waiting == 1)
    }
  }

  @Test("of many launchers at once one starts the node")
  func race() async throws {
    try await TestCrew(["one"]).run { crew in
      let pids = try await withThrowingTaskGroup(of: Int32.self) { group in
        for _ in 0..<8 { group.addTask { try await crew.launcher.ensureRunning(timeout: 60).pid } }
        return try await group.reduce(into: Set<Int32>()) { $0.insert($1) }
      }
      #expect(pids.count == 1)
      await crew.clean()
      #expect(crew.launcher.running == nil)
    }
  }

  @Test("a home whose name is too long for a socket has its sockets elsewhere, and status says where")
  func longHome() async throws {
    try await TestCrew(["one"], longName: true).run { crew in
      let front = try await crew.up(["one"])
      let status = try await front.status()
      #expect(status.node.sockets == crew.home.home.runtime)
      #expect(!status.node.sockets.hasPrefix(crew.home.path))
      #expect(status.node.home == crew.home.path)
    }
  }
}
