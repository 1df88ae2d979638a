import Core
import FoundationEssentials
import TestKit
import Testing

@testable import Monitor

/// The real program in a pseudo-terminal, playing a recorded session with its clock stopped.
enum RealFrames {
  static let folder: String = {
    let file = #filePath
    let program = file[..<(file.lastIndex(of: "/") ?? file.endIndex)]
    return String(program[..<(program.lastIndex(of: "/") ?? program.endIndex)])
  }()

  static func environment(_ extra: [String: String]) -> [String: String] {
    [
      "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "PROXIMA_HOME": "/tmp/px-no-home", "LANG": "C.UTF-8",
      "TERM": "xterm-256color",
    ]
    .merging(extra) { _, new in new }
  }

  /// The frame of `screen` at `milliseconds` into the session, when the program was told to leave.
  static func frame(
    _ screen: ScreenID, at milliseconds: Int, width: Int, height: Int, _ extra: [String: String] = [:],
    arguments: [String] = []
  ) async throws -> TerminalScreen {
    let terminal = try PseudoTerminal(
      BuiltProgram.path("proxima-monitor"),
      ["--session", folder + "/Sessions/crew.jsonl", "--at", "\(milliseconds)", "--screen", screen.rawValue]
        + arguments,
      environment: environment(extra), width: width, height: height)
    try await terminal.expect("the screen \(screen)") { $0.rows.count > 1 && $0.rows[1].contains("*") }
    terminal.send([3])
    _ = try await terminal.wait()
    return terminal.screen
  }

  /// The rows, and below each what it looks like: a letter for each look, which the legend explains.
  static func text(_ screen: TerminalScreen, colour: Bool) -> String {
    guard colour, let cells = screen.left else { return screen.leftRows.map { $0 + "\n" }.joined() }
    let letters = Array(".abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    var known: [String] = [""]
    var out = ""
    for (y, row) in screen.leftRows.enumerated() {
      var looks = ""
      for cell in cells[(y * screen.width)..<((y + 1) * screen.width)] {
        if !known.contains(cell.look) { known.append(cell.look) }
        looks.append(letters[min(known.firstIndex(of: cell.look) ?? 0, letters.count - 1)])
      }
      while looks.last == "." { looks.removeLast() }
      out += row + "\n" + "\u{2502}" + looks + "\n"
    }
    return out + known.enumerated().map { "\(letters[min($0.offset, letters.count - 1)]) = \($0.element)\n" }.joined()
  }

  /// Compares with a file of the checkout; with PROXIMA_RECORD=1 writes it.
  static func check(_ text: String, _ name: String) throws {
    let path = folder + "/Golden/" + name
    if ProcessInfo.processInfo.environment["PROXIMA_RECORD"] == "1" {
      try Data(text.utf8).write(to: URL(filePath: path))
      return
    }
    let expected = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    if text != expected {
      let pair = zip(
        text.split(separator: "\n", omittingEmptySubsequences: false),
        expected.split(separator: "\n", omittingEmptySubsequences: false))
      let first = pair.enumerated().first { $0.element.0 != $0.element.1 }
      Issue.record(
        "\(name) differs in line \((first?.offset ?? -1) + 1):\n\(first?.element.0 ?? "")\ninstead of\n\(first?.element.1 ?? "")"
      )
    }
  }
}

@Suite("The real program in a terminal")
struct GoldenFrameTests {
  static let sizes = [(80, 24), (120, 40), (200, 60)]
  /// While a run of 24 qubits is at work.
  static let moment = 49_300

  @Test(
    "shows every screen as the golden frames do, at three sizes, in colour and without", arguments: ScreenID.allCases)
  func golden(_ screen: ScreenID) async throws {
    for (width, height) in Self.sizes {
      for colour in [true, false] {
        let shown = try await RealFrames.frame(
          screen, at: Self.moment, width: width, height: height, colour ? [:] : ["NO_COLOR": "1"])
        #expect(shown.unknown.isEmpty)
        if !colour { #expect(!(shown.left ?? []).contains { $0.look.contains("38;") || $0.look.contains("48;") }) }
        try RealFrames.check(
          RealFrames.text(shown, colour: colour), "\(screen.rawValue)-\(width)x\(height)\(colour ? "-colour" : "").txt")
      }
    }
  }

  @Test("shows the approval in front of everything, and nothing that its text tries")
  func approval() async throws {
    let shown = try await RealFrames.frame(.overview, at: 60_100, width: 120, height: 40)
    try RealFrames.check(RealFrames.text(shown, colour: true), "approval-120x40-colour.txt")
    #expect(shown.leftRows.contains { $0.contains("\\x1b[2J+= forged =+") })
  }

  @Test("shows only ASCII where there is no Unicode")
  func ascii() async throws {
    for screen in [ScreenID.overview, .task, .results] {
      let shown = try await RealFrames.frame(
        screen, at: Self.moment, width: 100, height: 30, ["LANG": "C", "TERM": "xterm"])
      #expect(shown.leftRows.count == 30)
      #expect(shown.leftRows.joined().utf8.allSatisfy { $0 < 0x80 })
      try RealFrames.check(RealFrames.text(shown, colour: false), "\(screen.rawValue)-100x30-ascii.txt")
    }
  }

  @Test("shows every theme in 24-bit, 256, 16 colours")
  func depths() async throws {
    for theme in Theme.all {
      for (name, extra) in [
        ("direct", ["TERM": "xterm-direct"]), ("256", ["TERM": "xterm-256color"]), ("16", ["TERM": "xterm-16color"]),
      ] {
        let shown = try await RealFrames.frame(
          .task, at: Self.moment, width: 80, height: 24, extra, arguments: ["--theme", theme.name])
        #expect(shown.leftRows.joined().contains("24 qubit qft"), "\(theme.name) \(name)")
        #expect((shown.left ?? []).contains { !$0.look.isEmpty }, "\(theme.name) \(name)")
      }
    }
  }
}
