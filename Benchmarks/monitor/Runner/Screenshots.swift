import Core
import FoundationEssentials
import TestKit

/// Pictures of every screen of a crew that runs, for the documentation.
enum Screenshots {
  /// Opens the monitor of the crew that `PROXIMA_HOME` names and writes `NAME.svg` of each screen into `folder`.
  nonisolated static func write(to folder: String) async throws {
    var environment = ProcessInfo.processInfo.environment
    environment["TERM"] = "xterm-256color"
    environment["LANG"] = "C.UTF-8"
    let monitor = try PseudoTerminal(
      BuiltProgram.path("proxima-monitor"), ["--screen", "overview"], environment: environment, width: 120, height: 36)
    try await monitor.expect("the crew") { $0.rows.joined().contains("connected") }
    // What is asked while it watches is in the traffic too.
    for request in [
      "3 qubit GHZ state, 1000 shots, seed 5", "4 qubit Grover search for 1011, 2000 shots, seed 1",
      "20 qubit qft, 1000 shots, seed 3",
    ] {
      monitor.type("a\(request)\r")
      try await Task.sleep(for: .seconds(2))
      monitor.type("3")
      try await Task.sleep(for: .seconds(6))
    }
    let shots = [
      ("overview", "1"), ("crew", "2"), ("task", "3"), ("traffic", "4"), ("sequence", "4s"), ("machines", "4s5"),
      ("results", "6"), ("resources", "9"),
      ("history", "9r"),
    ]
    for (name, keys) in shots {
      monitor.type(keys)
      try await Task.sleep(for: .seconds(2))
      try Data(ScreenPicture.svg(monitor.screen).utf8).write(to: URL(filePath: "\(folder)/monitor-\(name).svg"))
    }
    monitor.type("9rrrrq")
    _ = try await monitor.wait()
  }
}
