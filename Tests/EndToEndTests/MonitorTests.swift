import Core
import FoundationEssentials
import Node
import TestKit
import Testing

@Suite("The monitor on a real crew", .serialized)
struct MonitorTests {
  static func start(_ crew: LiveCrew, _ arguments: [String] = []) throws -> PseudoTerminal {
    var environment = crew.scratch.environment
    environment["TERM"] = "xterm-256color"
    environment["LANG"] = "C.UTF-8"
    return try PseudoTerminal(
      BuiltProgram.path("proxima"), ["monitor"] + arguments, environment: environment, width: 160, height: 48)
  }

  @Test("shows every agent, submits a request, shows its graph and its answer, and gives the terminal back", .timeLimit(.minutes(5)))
  func live() async throws {
    try await LiveCrew.run { crew in
      let monitor = try Self.start(crew)
      try await monitor.expect("the crew") { screen in
        LiveCrew.whole.allSatisfy { agent in screen.rows.contains { $0.contains(agent) } } && screen.rows[0].contains("connected")
      }
      monitor.type("a")
      try await monitor.expect("the line to ask in") { $0.rows.last?.hasPrefix("ask:") == true }
      monitor.type("3 qubit GHZ state, 1000 shots\r")
      try await monitor.expect("the answer") { screen in
        let text = screen.rows.joined(separator: "\n")
        return text.contains("completed") && text.contains("verified") && text.contains("run.native")
      }
      for (key, title) in [("1", "Overview"), ("2", "Crew"), ("4", "Traffic"), ("5", "Machines"), ("6", "Results"), ("7", "Backends"), ("8", "Configuration"), ("9", "Resources"), ("0", "Memory"), ("L", "Logs"), ("?", "Help")] {
        monitor.type(key)
        try await monitor.expect("the screen \(title)") { $0.rows[1].contains("*\(title)") && $0.rows[0].contains("agents 8/8") }
      }
      monitor.type("q")
      #expect(try await monitor.wait() == 0)
      #expect(monitor.isSane && !monitor.screen.isAlternate)
      #expect(monitor.screen.unknown.isEmpty, "\(monitor.screen.unknown)")
    }
  }

  @Test("the terminal is right again after the child that draws was killed, and the crew goes on", .timeLimit(.minutes(5)))
  func killed() async throws {
    try await LiveCrew.run(["coordinator"]) { crew in
      let monitor = try Self.start(crew)
      try await monitor.expect("a picture") { $0.isAlternate && $0.rows[0].contains("connected") }
      let child = try await eventually(some: "the child") { Processes.child(of: monitor.pid) }
      kill(child)
      #expect(try await monitor.wait() == 1)
      #expect(monitor.isSane)
      #expect(!monitor.screen.isAlternate && monitor.screen.showsCursor && !monitor.screen.reportsMouse)
      try await crew.expect(["coordinator"])
    }
  }

  @Test("the node is killed: the monitor says so, takes keys, finds the next crew, and leaves a sane terminal", .timeLimit(.minutes(5)))
  func nodeKilled() async throws {
    try await LiveCrew.run(["coordinator"]) { crew in
      let monitor = try Self.start(crew)
      try await monitor.expect("a picture") { $0.isAlternate && $0.rows[0].contains("connected") }
      _ = crew.launcher.kill()
      try await monitor.expect("that the crew is gone") { $0.rows[0].contains("crew lost") }
      monitor.type("2")
      try await monitor.expect("the screen Crew") { $0.rows[1].contains("*Crew") }
      try await crew.relaunch()
      try await monitor.expect("the next crew") { $0.rows[0].contains("connected") }
      _ = crew.launcher.kill()
      try await monitor.expect("that this is gone too") { $0.rows[0].contains("crew lost") }
      monitor.type("q")
      #expect(try await monitor.wait() == 0)
      #expect(monitor.isSane && !monitor.screen.isAlternate && monitor.screen.showsCursor && !monitor.screen.reportsMouse)
    }
  }

  @Test("a recorded task is played from its journal", .timeLimit(.minutes(5)))
  func replay() async throws {
    try await LiveCrew.run { crew in
      _ = try await crew.ask("bell pair, 100 shots, seed 7", id: "played")
      let monitor = try Self.start(crew, ["--replay", "played", "--speed", "0.05"])
      try await monitor.expect("its end") { screen in screen.rows[0].contains("replay") && screen.rows.joined().contains("completed") }
      monitor.type("{")
      try await monitor.expect("its beginning") { screen in !screen.rows.joined().contains("100% done") }
      monitor.type("}")
      try await monitor.expect("its end again") { screen in screen.rows.joined().contains("completed") }
      monitor.type("q")
      #expect(try await monitor.wait() == 0)
    }
  }
}

/// Processes as /proc tells of them.
enum Processes {
  /// A child of `parent`.
  static func child(of parent: Int32) -> Int32? {
    guard let text = try? String(contentsOfFile: "/proc/\(parent)/task/\(parent)/children", encoding: .utf8) else { return nil }
    return text.split(separator: " ").first.flatMap { Int32($0) }
  }
}
