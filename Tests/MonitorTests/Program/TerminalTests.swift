import Core
import Glibc
import TestKit
import Testing

@testable import Monitor

@Suite("The terminal")
struct TerminalTests {
  static func start(_ arguments: [String] = [], width: Int = 100, height: Int = 30) throws -> PseudoTerminal {
    try PseudoTerminal(
      BuiltProgram.path("proxima-monitor"),
      ["--session", RealFrames.folder + "/Sessions/crew.jsonl", "--at", "49300"] + arguments,
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

  @Test("shows the same picture to who comes back")
  func attached() async throws {
    let scratch = try TestHome()
    defer { scratch.remove() }
    try scratch.home.create()
    func open() throws -> PseudoTerminal {
      try PseudoTerminal(
        BuiltProgram.path("proxima-monitor"), [],
        environment: RealFrames.environment(["PROXIMA_HOME": scratch.path]), width: 120, height: 40)
    }
    let first = try open()
    try await first.expect("a picture") { $0.rows[1].contains("*Overview") }
    first.type("2z>>")
    try await first.expect("Crew with its statistics") {
      $0.rows[1].contains("*Crew") && $0.rows.contains { $0.contains(" Statistics ") }
        && $0.rows.last?.contains("75 %") == true
    }
    first.type("q")
    #expect(try await first.wait() == 0)
    let second = try open()
    try await second.expect("Crew with its statistics again") {
      $0.rows[1].contains("*Crew") && $0.rows.contains { $0.contains(" Statistics ") }
    }
    second.type("<")
    try await second.expect("the divider where it was") { $0.rows.last?.contains("70 %") == true }
    second.type("q")
    #expect(try await second.wait() == 0)
  }

  @Test("is given back while the monitor is suspended, and taken again")
  func suspended() async throws {
    let terminal = try Self.start()
    try await terminal.expect("a picture") { $0.isAlternate && $0.rows[1].contains("*Overview") }
    for _ in 0..<3 {
      terminal.send([26])
      try await eventually("the terminal is given back") { terminal.isSane && !terminal.screen.isAlternate }
      #expect(terminal.screen.showsCursor && !terminal.screen.reportsMouse)
      terminal.kill(SIGCONT)
      try await terminal.expect("the picture again") {
        $0.isAlternate && $0.reportsMouse && $0.rows[1].contains("*Overview")
      }
      #expect(!terminal.isSane)
    }
    terminal.type("q")
    #expect(try await terminal.wait() == 0)
    #expect(terminal.isSane)
  }

  @Test("a divider is dragged with the mouse, in steps of 5 %, and no panel gets less than 20 %")
  func drag() async throws {
    let terminal = try Self.start(["--screen", "task"], width: 160, height: 40)
    /// The column where the second panel begins.
    func border() -> Int {
      terminal.row(2).firstIndex(of: "╭").map { terminal.row(2).distance(from: terminal.row(2).startIndex, to: $0) }
        ?? 0
    }
    try await terminal.expect("the task") { _ in border() == 40 }
    for (column, expected) in [(80, 80), (2, 32), (159, 128), (66, 64)] {
      terminal.type("\u{1B}[<0;\(border() + 1);10M")
      try await terminal.expect("that it is taken") { $0.rows.last?.contains("drag this border") == true }
      terminal.type("\u{1B}[<32;\(column + 1);10M")
      try await terminal.expect("the divider at \(expected)") { _ in border() == expected }
      terminal.type("\u{1B}[<0;\(column + 1);10m")
    }
    terminal.type("q")
    #expect(try await terminal.wait() == 0)
  }

  @Test("that cannot move its cursor gets lines without a single sequence", arguments: ["dumb", ""])
  func dumb(_ name: String) async throws {
    let terminal = try PseudoTerminal(
      BuiltProgram.path("proxima-monitor"), ["--session", RealFrames.folder + "/Sessions/crew.jsonl"],
      environment: RealFrames.environment(["TERM": name]), width: 100, height: 400)
    #expect(try await terminal.wait() == 0)
    #expect(terminal.screen.rows.contains { $0.contains("agent coordinator is ready") })
    #expect(terminal.screen.unknown.isEmpty && !terminal.screen.isAlternate && terminal.isSane)
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
      if width >= 80 {
        try await terminal.expect("\(width)x\(height)") { $0.rows.count > 1 && $0.rows[1].contains("*Overview") }
      }
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
        bytes += Array(
          "\u{1B}[<\(Int.random(in: 0...70, using: &generator));\(Int.random(in: 1...120, using: &generator));\(Int.random(in: 1...40, using: &generator))M"
            .utf8)
      }
      terminal.send(bytes)
      if Int.random(in: 0..<20, using: &generator) == 0 {
        terminal.resize(
          width: Int.random(in: 0...200, using: &generator), height: Int.random(in: 0...60, using: &generator))
      }
    }
    terminal.resize(width: 100, height: 30)
    terminal.send([3, 3, 3])
    #expect(try await terminal.wait() == 0)
    #expect(terminal.isSane)
    #expect(terminal.screen.unknown.isEmpty)
  }
}
