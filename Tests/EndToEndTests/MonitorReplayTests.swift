import Core
import TestKit
import Testing

/// A finished task is played by keys, and what stands there is what the journal says of that moment.
@Suite("A recording is played", .serialized, .timeLimit(.minutes(5)))
struct MonitorReplayTests {
  /// What a frame says: where the recording stands, how long it is, and how many steps are done there.
  struct Sight: Equatable {
    var position: String
    var length: String
    var done: String

    init?(_ screen: TerminalScreen) {
      guard let head = screen.rows.first?.split(separator: " ").map(String.init),
        let replay = head.firstIndex(of: "replay"), replay + 3 < head.count
      else { return nil }
      (position, length) = (head[replay + 1], head[replay + 3])
      let words = screen.rows.first { $0.contains(" steps done") }?.split(separator: " ").map(String.init) ?? []
      done = words.firstIndex(of: "steps").flatMap { $0 > 0 ? words[$0 - 1] : nil } ?? "0/0"
    }

    var isEnd: Bool { position == length }
  }

  private func step(_ key: String, from sight: Sight, _ monitor: PseudoTerminal) async throws -> Sight {
    monitor.type(key)
    return try await eventually(some: "the picture after \(key) at \(sight)") { () -> Sight? in
      guard let now = Sight(monitor.screen), now.position != sight.position else { return nil }
      return now
    }
  }

  private func press(
    _ key: String, _ monitor: PseudoTerminal, _ what: String, _ holds: (TerminalScreen) -> Bool
  ) async throws {
    monitor.type(key)
    try await monitor.expect(what, holds)
  }

  @Test("forward and back, step by step and at several speeds, the same moment always looks the same")
  func played() async throws {
    try await LiveCrew.run { crew in
      _ = try await crew.ask("bell pair, 100 shots, seed 7", id: "played")
      let monitor = try MonitorTests.start(crew, ["--replay", "played", "--speed", "1"])
      try await monitor.expect("its end") { $0.rows[0].contains("replay") && $0.rows.joined().contains("completed") }
      try await press(" {", monitor, "its beginning, at rest") {
        $0.rows[0].contains("‖ replay") && Sight($0)?.position == "0.0s"
      }
      var here = try #require(Sight(monitor.screen))
      var seen = [here.done]
      while !here.isEnd {
        let next = try await step("]", from: here, monitor)
        seen.append(next.done)
        try #require(seen.count < 200)
        // Back and forth: the last step is shorter, so that only the others lead to the same moment.
        if !next.isEnd {
          #expect(try await step("[", from: next, monitor) == here)
          #expect(try await step("]", from: here, monitor) == next)
        }
        here = next
      }
      #expect(Self.isRising(seen), "\(seen)")
      try await slowly(monitor)
      try await press("{", monitor, "the beginning again") { Sight($0)?.position == "0.0s" }
      try await speeds(monitor)
      monitor.type("q")
      #expect(try await monitor.wait() == 0)
      #expect(monitor.isSane)
    }
  }

  /// Whether steps are only ever done, never undone.
  private static func isRising(_ seen: [String]) -> Bool {
    let done = seen.map { Int($0.prefix { $0 != "/" }) ?? -1 }
    return done.first == 0 && done == done.sorted()
  }

  /// Played slowly, the steps are done one after another until all are.
  private func slowly(_ monitor: PseudoTerminal) async throws {
    try await press("{------", monitor, "a sixty-fourth, at rest") {
      $0.rows[0].contains("‖ replay") && $0.rows[0].contains("×1/64") && Sight($0)?.position == "0.0s"
    }
    var seen = [try #require(Sight(monitor.screen)).done]
    monitor.type(" ")
    try await eventually("all of them", within: 120) {
      guard let done = Sight(monitor.screen)?.done else { return false }
      if done != seen.last { seen.append(done) }
      return done != "0/0" && done.split(separator: "/").first == done.split(separator: "/").last
    }
    #expect(seen.count > 3 && Self.isRising(seen), "\(seen)")
    try await press(" ++++++", monitor, "its own speed, at rest") { $0.rows[0].contains("‖ replay") && $0.rows[0].contains("×1 ") }
  }

  /// Played from its beginning at a quarter of its speed and at 64 times that.
  private func speeds(_ monitor: PseudoTerminal) async throws {
    try await press("--", monitor, "a quarter") { $0.rows[0].contains("×1/4") }
    try await press(" ", monitor, "that it plays, slowly") {
      $0.rows[0].contains("▶ replay") && !$0.rows[0].contains("replay 0.0s")
    }
    try await press("++++++++", monitor, "the speed") { $0.rows[0].contains("×64") }
    try await monitor.expect("its end") { $0.rows.joined().contains("completed") }
    try await press("{", monitor, "its end, from the beginning") { $0.rows.joined().contains("completed") }
    try await press(" {", monitor, "the beginning") { Sight($0)?.done.hasPrefix("0/") == true }
    try await press("}", monitor, "the end at once") { $0.rows.joined().contains("completed") }
  }
}
