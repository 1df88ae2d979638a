import Core
import Glibc
import TestKit
import Testing

@testable import Monitor

@Suite("The terminal")
struct TerminalTests {
  static func start(_ arguments: [String] = [], width: Int = 100, height: Int = 30) throws -> PseudoTerminal {
    try PseudoTerminal(
      BuiltProgram.path("proxima-monitor"), ["--session", RealFrames.folder + "/Sessions/crew.jsonl", "--at", "49300"] + arguments,
      environment: RealFrames.environment([:]), width: width, height: height)
  }

  @Test("is given back when the monitor is left, told to end, or hung up on")
  func restored() async throws {
    for ending in [0, SIGTERM, SIGHUP] {
      let terminal = try Self.start()
      try await terminal.expect("a picture") { $0.isAlternate && $0.rows[1].contains("*Overview") }
      #expect(!terminal.isSane)
      if ending == 0 { terminal.type("q") } else { terminal.kill(ending) }
      #expect(try await terminal.wait() == (ending == 0 ? 0 : 128 + ending))
      #expect(terminal.isSane)
      let screen = terminal.screen
      #expect(!screen.isAlternate && screen.showsCursor && !screen.reportsMouse)
    }
  }

  @Test("keys and clicks reach the screens, and every size is drawn")
  func keys() async throws {
    let terminal = try Self.start()
    try await terminal.expect("a picture") { $0.rows[1].contains("*Overview") }
    terminal.type("3")
    try await terminal.expect("the task") { $0.rows[1].contains("*Task") }
    // A press on the sixth column of the second row, where the first tab is.
    terminal.type("\u{1B}[<0;6;2M\u{1B}[<0;6;2m")
    try await terminal.expect("the overview again") { $0.rows[1].contains("*Overview") }
    for (width, height) in [(300, 100), (80, 24), (10, 3), (0, 0), (200, 60)] {
      terminal.resize(width: width, height: height)
      if width >= 80 { try await terminal.expect("\(width)x\(height)") { $0.rows.count > 1 && $0.rows[1].contains("*Overview") } }
    }
    terminal.type("q")
    #expect(try await terminal.wait() == 0)
  }

  @Test("survives random bytes, keys, clicks and sizes, and is sane afterwards")
  func fuzz() async throws {
    var generator = SeededGenerator(seed: 5)
    let terminal = try Self.start()
    try await terminal.expect("a picture") { $0.rows[1].contains("*Overview") }
    for _ in 0..<400 {
      // q and what ends or suspends a monitor are left out.
      var bytes = (0..<20).map { _ in UInt8.random(in: 27...255, using: &generator) }.filter { $0 != 0x71 }
      if Bool.random(using: &generator) {
        bytes += Array("\u{1B}[<\(Int.random(in: 0...70, using: &generator));\(Int.random(in: 1...120, using: &generator));\(Int.random(in: 1...40, using: &generator))M".utf8)
      }
      terminal.send(bytes)
      if Int.random(in: 0..<20, using: &generator) == 0 {
        terminal.resize(width: Int.random(in: 0...200, using: &generator), height: Int.random(in: 0...60, using: &generator))
      }
    }
    terminal.resize(width: 100, height: 30)
    terminal.send([3, 3, 3])
    #expect(try await terminal.wait() == 0)
    #expect(terminal.isSane)
    #expect(terminal.screen.unknown.isEmpty)
  }
}
