import Core
import FoundationEssentials
import Glibc
import TestKit
import Testing

@testable import Monitor

/// The real program on a real bus, with hostile words in all that it is told, and whatever keys there are.
@Suite("Whatever is said and pressed", .serialized)
struct HostileTests {
  /// Keys, clicks and sizes in one run; `Scripts/fuzz-monitor.sh` sets more.
  static let rounds = ProcessInfo.processInfo.environment["PROXIMA_FUZZ_MONITOR"].flatMap { Int($0) } ?? 1500

  static func start(_ crew: HostileCrew, _ arguments: [String] = []) throws -> PseudoTerminal {
    var environment = crew.scratch.environment
    environment["TERM"] = "xterm-256color"
    environment["LANG"] = "C.UTF-8"
    return try PseudoTerminal(
      BuiltProgram.path("proxima-monitor"), arguments, environment: environment, width: 120, height: 40)
  }

  /// Bytes of one random key, of the mouse, of text and of what is neither.
  static func input(_ generator: inout SeededGenerator) -> [UInt8] {
    let keys = [
      "\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D", "\u{1B}OA", "\u{1B}[5~", "\u{1B}[6~", "\u{1B}[H", "\u{1B}[F",
      "\u{1B}[Z", "\u{1B}[3~", "\u{1B}OP", "\r", "\t", "\u{7F}", "\u{C}", "\u{14}", "\u{17}", "\u{1D}",
    ]
    switch Int.random(in: 0..<10, using: &generator) {
    case 0...2: return Array(keys[Int.random(in: 0..<keys.count, using: &generator)].utf8)
    case 3, 4:
      let (x, y) = (Int.random(in: 1...210, using: &generator), Int.random(in: 1...70, using: &generator))
      let button = [0, 0, 32, 64, 65, 2, 35, 99][Int.random(in: 0..<8, using: &generator)]
      return Array("\u{1B}[<\(button);\(x);\(y)\(Bool.random(using: &generator) ? "M" : "m")".utf8)
    case 5:
      return (0..<Int.random(in: 1...6, using: &generator)).map { _ in UInt8.random(in: 128...255, using: &generator) }
    // q and Ctrl-C leave, Ctrl-D leaves, Ctrl-Z stops.
    default: return [UInt8.random(in: 32...126, using: &generator)].filter { $0 != 0x71 }
    }
  }

  @Test(
    "no key, click, size or word of the crew crashes it or reaches the terminal as a sequence, which is sane afterwards"
  )
  func random() async throws {
    var generator = SeededGenerator(seed: 17)
    let crew = try await HostileCrew(seed: 17)
    defer { crew.end() }
    let monitor = try Self.start(crew)
    try await monitor.expect("a picture") { $0.isAlternate && $0.row(0).contains("connected") }
    for round in 0..<Self.rounds {
      monitor.send(Self.input(&generator))
      if round % 3 == 0 { try crew.publish(round, &generator) }
      // Time to draw what came of it now and then.
      if round % 10 == 0 { try await Task.sleep(for: .milliseconds(5)) }
      if round % 25 == 0 {
        monitor.resize(
          width: Int.random(in: 0...220, using: &generator), height: Int.random(in: 0...70, using: &generator))
      }
      if round % 100 == 0 {
        let codes = ScreenID.allCases.map { String($0.key) }
        monitor.type("\u{1B}\u{1B}n" + codes[round / 100 % codes.count])
        #expect(TestProcess.isAlive(monitor.pid), "it ended in round \(round)")
        if !TestProcess.isAlive(monitor.pid) { break }
        try await Task.sleep(for: .milliseconds(20))
      }
    }
    monitor.resize(width: 120, height: 40)
    try await leave(monitor)
  }

  @Test("every screen is drawn from hostile words, and stays after the bus was lost")
  func screens() async throws {
    let crew = try await HostileCrew(seed: 3)
    defer { crew.end() }
    let monitor = try Self.start(crew)
    try await monitor.expect("a picture") { $0.isAlternate && $0.row(0).contains("connected") }
    var generator = SeededGenerator(seed: 3)
    for round in 0..<200 { try crew.publish(round, &generator) }
    for screen in ScreenID.allCases where screen != .help {
      try await eventually("the screen \(screen)") {
        // A question stands in front of everything until it is answered.
        monitor.type("d")
        monitor.type(String(screen.key))
        try await Task.sleep(for: .milliseconds(100))
        return monitor.row(1).contains("*\(screen.title)")
      }
    }
    crew.stopBroker()
    try await monitor.expect("that the crew is gone") { $0.row(0).contains("crew lost") }
    monitor.type("2")
    try await leave(monitor)
  }

  private func leave(_ monitor: PseudoTerminal) async throws {
    // Whatever is open is left first: a line that is typed, a question.
    for _ in 0..<4 { monitor.send([3]) }
    #expect(try await monitor.wait() == 0)
    #expect(monitor.isSane)
    let screen = monitor.screen
    #expect(screen.unknown.isEmpty, "\(screen.unknown.prefix(5))")
    #expect(!screen.isAlternate && screen.showsCursor && !screen.reportsMouse)
    #expect(
      screen.notifications.allSatisfy { $0.hasPrefix("proxima: ") && $0.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } })
  }
}
