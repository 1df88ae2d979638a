import CLinux
import Core
import FoundationEssentials
import Glibc

extension Commands {
  /// Starts the crew where it does not run, and a child that draws; this process keeps the terminal and puts it right
  /// again, however the child ends.
  static func monitor(_ context: Context) throws(ProximaError) -> ExitCode {
    let plain = context.invocation.has(.plain) || !context.world.facts.stdout || !context.world.facts.stdin
    let recorded = context.invocation.has(.replayed) || context.invocation.has(.recorded)
    if context.json {
      throw UsageError(
        "contradiction", "the monitor prints no JSON", remedy: "proxima status --json, or proxima task logs --json-lines --follow",
        command: ["monitor"]
      ).proxima
    }
    if !recorded, !context.invocation.has(.readOnly) {
      let gate = context.world.crew
      let home = context.home
      try context.wait("starting the crew") { () async throws(ProximaError) -> Void in try await gate.start(home, stays: false) }
    }
    let child = MonitorChild(
      program: context.world.executableFolder + "/proxima-monitor", arguments: arguments(context, plain: plain),
      environment: context.world.environment)
    return try child.run()
  }

  /// What the child is told.
  private static func arguments(_ context: Context, plain: Bool) -> [String] {
    let invocation = context.invocation
    var arguments: [String] = []
    for (flag, name) in [(FlagSpec.readOnly, "--read-only"), (.noColor, "--no-color"), (.statistics, "--statistics")]
    where invocation.has(flag) { arguments.append(name) }
    if plain { arguments.append("--plain") }
    for (flag, name) in [
      (FlagSpec.replayed, "--replay"), (.speed, "--speed"), (.theme, "--theme"), (.record, "--record"), (.recorded, "--session"),
    ] {
      if let value = invocation.text(flag) { arguments += [name, value] }
    }
    return arguments
  }
}

/// The child that draws, and the terminal as it was before.
struct MonitorChild {
  let program: String
  let arguments: [String]
  let environment: [String: String]

  /// What takes back everything that a monitor may have switched on: alternate screen, mouse reports, keypad mode, colours,
  /// a hidden cursor.
  static let reset = "\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l\u{1B}[?1l\u{1B}>\u{1B}[?1049l\u{1B}[0m\u{1B}[?25h\r"

  /// Runs the child until it ends; gives its exit code.
  func run() throws(ProximaError) -> ExitCode {
    var saved = termios()
    let terminal = tcgetattr(STDIN_FILENO, &saved) == 0
    let signals = Interrupts.descriptor
    let pid = try start()
    let status = wait(pid, signals)
    let killed = status & 0x7F != 0
    if terminal {
      if killed, isatty(STDOUT_FILENO) == 1 { write(Self.reset) }
      tcsetattr(STDIN_FILENO, TCSANOW, &saved)
    }
    if killed {
      throw ProximaError(
        "monitor.killed", "the monitor ended by signal \(status & 0x7F); the crew goes on", remedy: "proxima monitor", exit: .failed)
    }
    return ExitCode(rawValue: (status >> 8) & 0xFF) ?? .failed
  }

  private func start() throws(ProximaError) -> pid_t {
    var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    let pid = px_spawn(program, &argv, &envp, STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO, 0, 0, nil)
    guard pid > 0 else {
      throw ProximaError(
        "monitor.missing", "cannot start \(program): \(String(cString: strerror(errno)))", remedy: "build it: swift build",
        exit: .unavailable)
    }
    return pid
  }

  /// Waits for the child; a signal that would end this process ends the child instead, the second one at once.
  private func wait(_ pid: pid_t, _ signals: Int32) -> Int32 {
    let ended = px_pidfd_open(pid)
    defer { if ended >= 0 { close(ended) } }
    var asked = false
    while ended >= 0 {
      var set = [pollfd(fd: ended, events: Int16(POLLIN), revents: 0), pollfd(fd: signals, events: Int16(POLLIN), revents: 0)]
      poll(&set, 2, -1)
      if set[0].revents != 0 { break }
      if set[1].revents != 0, !Interrupts.take().isEmpty {
        kill(pid, asked ? SIGKILL : SIGTERM)
        asked = true
      }
    }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    return status
  }

  private func write(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
  }
}
