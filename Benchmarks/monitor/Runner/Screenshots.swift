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
    for request in ["4 qubit Grover search for 1011, 2000 shots, seed 1", "5 qubit W state, 4000 shots, seed 5"] {
      monitor.type("a\(request)\r")
      try await Task.sleep(for: .seconds(6))
    }
    let shots = [
      ("traffic", "4", 1), ("sequence", "s", 1), ("results", "s6", 2), ("history", "9r", 3), ("resources", "rrrr", 3),
      ("task", "a24 qubit random circuit depth 100, 1000 shots, seed 3, method statevector\r", 3), ("crew", "2", 1),
      ("overview", "1", 1),
    ]
    for (name, keys, seconds) in shots {
      monitor.type(keys)
      try await Task.sleep(for: .seconds(seconds))
      try Data(ScreenPicture.svg(monitor.screen).utf8).write(to: URL(filePath: "\(folder)/monitor-\(name).svg"))
    }
    monitor.type("q")
    _ = try await monitor.wait()
  }
}
