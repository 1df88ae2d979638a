import CLinux
import Core
import FoundationEssentials
import Glibc

/// The process `proxima-monitor`: the child that draws, while its parent keeps the terminal.
public enum MonitorProgram {
  /// Runs the process and ends it.
  public static func main() -> Never {
    // When the parent is killed the terminal must still be given back.
    _ = px_set_parent_death_signal(SIGTERM)
    do throws(ProximaError) {
      let options = try MonitorOptions(Array(CommandLine.arguments.dropFirst()))
      exit(try run(options, environment: ProcessInfo.processInfo.environment))
    } catch {
      let text = "proxima: \(error.message)\(error.remedy.isEmpty ? "" : "\n    try: \(error.remedy)")\n"
      _ = Array(text.utf8).withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
      exit(error.exit.rawValue)
    }
  }

  private static func run(_ options: MonitorOptions, environment: [String: String]) throws(ProximaError) -> Int32 {
    let home = Home(environment: environment)
    let recording: Recording?
    if let path = options.session {
      recording = try Recording.read(path)
    } else if let task = options.replay {
      recording = try TaskRecording.read(task, home)
    } else {
      recording = nil
    }
    // Where the cursor cannot be moved there are lines only.
    if options.plain || ["", "dumb", "unknown"].contains(environment["TERM"] ?? "") {
      return try PlainProgram(options: options, home: home, environment: environment).run(recording)
    }
    return try CursesProgram(options: options, home: home, environment: environment, recording: recording).run()
  }
}
