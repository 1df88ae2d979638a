import AgentKit
import Bus
import Core
import FoundationEssentials
import Glibc
import Node
import Synchronization
import TestKit
import Testing

/// How many calls came to an end, well or not.
private final class Ended: Sendable { let count = Mutex(0) }

/// Ending things: agents, the crew, an idle crew, everything at once.
@Suite(.serialized, .timeLimit(.minutes(4))) struct CrewStopTests {
  @Test("down lets the running call finish, then nothing is left")
  func down() async throws {
    try await TestCrew(["one"]).run { crew in
      let front = try await crew.up(["one"])
      let pid = try await front.pid("one")
      let node = try #require(crew.launcher.running)
      let ended = Ended()
      func begin() -> Task<Int, any Error> {
        Task {
          defer { ended.count.withLock { $0 += 1 } }
          return try await front.client.call(
            to: "one", action: "count", parameters: Front.Pause(seconds: 2), options: .init(timeout: 60, retries: 0))
        }
      }
      // A busy machine may look too late to see a call at work, or lose it before the front is heard: then another is made.
      var calls = [begin()]
      while let agent = try await front.agent("one"), agent.state != .busy {
        if ended.count.withLock({ $0 }) == calls.count { calls.append(begin()) }
        try await Task.sleep(for: .milliseconds(20))
      }
      try await front.node(NodeAction.down)
      let counted = try await calls[calls.count - 1].value
      #expect((1...calls.count).contains(counted))
      try await eventually("the crew is gone") { !TestProcess.isAlive(pid) && !TestProcess.isAlive(node.pid) }
      #expect(crew.launcher.running == nil)
      #expect(!FileManager.default.fileExists(atPath: NodeRecord.path(crew.home.home)))
    }
  }

  @Test("an emergency stop ends busy, deaf and stopped processes, and nothing starts until `up`")
  func emergency() async throws {
    try await TestCrew().run { crew in
      let front = try await crew.up()
      let pids = [try await front.pid("one"), try await front.pid("two")]
      let busy = Task {
        try await front.client.call(
          to: "one", action: "compute", parameters: Front.Pause(seconds: 1000), as: Bool.self,
          options: .init(timeout: 90, retries: 0))
      }
      try await eventually("the call runs") { try await front.agent("one")?.state == .busy }
      kill(pids[1], SIGSTOP)
      let result: StopAllResult = try await front.client.call(to: AgentName.node, action: NodeAction.stopAll)
      #expect(Set(result.stopped) == ["one", "two"])
      #expect(result.seconds < 5)
      #expect(pids.allSatisfy { !TestProcess.isAlive($0) })
      await #expect(throws: ProximaError.self) { _ = try await busy.value }
      let refused = await #expect(throws: ProximaError.self) { try await front.node(NodeAction.restartAgent, agent: "one") }
      #expect(refused?.code == "node.halted")
      let halted = try await front.status()
      #expect(halted.node.halted && halted.agents.allSatisfy { $0.state == .stopped })
      try await front.node(NodeAction.up)
      try await front.ready(["one", "two"])
      #expect(try await front.add("two", 1, 2) == 3)
      #expect(try await front.status().node.stays)
    }
  }

  @Test("one agent is stopped and started again by its name; an unknown name is refused with those that are known")
  func oneAgent() async throws {
    try await TestCrew().run { crew in
      let front = try await crew.up()
      let pid = try await front.pid("one")
      try await front.node(NodeAction.stopAgent, agent: "one")
      try await eventually("it is stopped") { try await front.agent("one")?.state == .stopped }
      #expect(!TestProcess.isAlive(pid))
      #expect(try await front.add("two", 1, 1) == 2)
      let gone = await #expect(throws: ProximaError.self) { _ = try await front.add("one", 1, 1) }
      #expect(gone?.code == "bus.unknown_recipient")
      try await front.node(NodeAction.restartAgent, agent: "one")
      _ = try await front.pid("one", other: pid)
      let unknown = await #expect(throws: ProximaError.self) { try await front.node(NodeAction.stopAgent, agent: "nobody") }
      #expect(unknown?.code == "agent.unknown")
      #expect(unknown?.remedy.contains("two") == true)
    }
  }

  @Test("a crew that no `up` asked for ends when it has been idle; a front keeps it")
  func idle() async throws {
    try await TestCrew(["one"], ["--idle", "0.6"]).run { crew in
      let front = try await crew.up(["one"])
      let node = try #require(crew.launcher.running)
      for _ in 0..<10 {
        try await Task.sleep(for: .milliseconds(120))
        #expect(try await front.add("one", 1, 1) == 2)
      }
      front.connection.close()
      try await eventually("the idle crew is gone") { !TestProcess.isAlive(node.pid) }
    }
  }

  @Test("a crew of another build is replaced by the launcher")
  func otherBuild() async throws {
    try await TestCrew(["one"]).run { crew in
      let folder = crew.home.path + "/bin"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for program in ["proxima-node", "proxima-demo-agent"] {
        #expect(symlink(BuiltProgram.path(program), "\(folder)/\(program)") == 0)
      }
      let options = crew.launcher.options
      var launcher = NodeLauncher(home: crew.home.home, folder: folder, environment: crew.home.environment)
      launcher.options = options + ["--bin", folder]
      let first = try await launcher.ensureRunning(timeout: 60)
      #expect(try await launcher.ensureRunning(timeout: 60) == first)
      try Data("new".utf8).write(to: URL(filePath: folder + "/proxima-memory"))
      let second = try await launcher.ensureRunning(timeout: 60)
      #expect(second.pid != first.pid && second.build != first.build)
      try await eventually("the old node is gone") { !TestProcess.isAlive(first.pid) }
    }
  }

  @Test("an agent started by hand joins, survives the node, joins the next one, and ends cleanly on SIGTERM")
  func byHand() async throws {
    try await TestCrew(["one"]).run { crew in
      let front = try await crew.up(["one"])
      let agent = try TestProcess.start(
        BuiltProgram.path("proxima-demo-agent"), ["--id", "guest", "--home", crew.home.path],
        environment: crew.home.environment, folder: crew.home.path)
      try await front.ready(["guest"])
      #expect(try await front.add("guest", 3, 4) == 7)
      let node = try #require(crew.launcher.running)
      kill(node.pid, SIGKILL)
      try await eventually("the node is gone") { !TestProcess.isAlive(node.pid) }
      try await crew.launcher.ensureRunning(timeout: 60)
      try await eventually("the guest is back") { try await front.agent("guest") != nil }
      #expect(try await front.add("guest", 5, 6) == 11)
      agent.signal(SIGTERM)
      #expect(try await agent.wait() == 0)
      try await eventually("it has left") { try await front.agent("guest") == nil }
    }
  }

  @Test("what happened stands in the logs and the metrics")
  func records() async throws {
    try await TestCrew(["one"]).run { crew in
      let front = try await crew.up(["one"])
      #expect(try await front.add("one", 1, 1) == 2)
      let folder = crew.home.home.state + "/metrics"
      let text = try await eventually(some: "a sample with the agent ready") {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let text = names.first.flatMap { try? String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) } ?? ""
        return text.contains(#""state":"ready""#) ? text : nil
      }
      let line = try #require(text.split(separator: "\n").last)
      let sample: MetricsSample = try JSON.decode(from: String(line))
      #expect(sample.agents.map(\.id) == ["one"])
      #expect(sample.bus.messagesIn > 0)
      let traffic = TrafficFiles(folder: TrafficFiles.folder(crew.home.home))
      try await eventually("a call stands in the recorded traffic") {
        // The recorder may have come after the first.
        _ = try await front.add("one", 1, 1)
        return traffic.recordedDays.flatMap { traffic.blocks(of: $0) }.flatMap(\.records)
          .contains { $0.header.recipient == .agent("one") && $0.header.sender == "front.test" }
      }
      let log = try String(contentsOfFile: crew.home.home.logs + "/node.log", encoding: .utf8)
      #expect(log.contains(#""event":"agent.started""#))
      let own = try String(contentsOfFile: crew.home.home.logs + "/one.log", encoding: .utf8)
      #expect(own.contains(#""event":"agent.ready""#))
    }
  }
}
