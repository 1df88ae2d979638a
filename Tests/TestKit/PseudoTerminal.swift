import CLinux
import Core
import Glibc
import Synchronization

/// A program on a terminal of its own: what it writes is read by a thread, as a person's terminal would, and shown.
public final class PseudoTerminal: Sendable {
  private struct State {
    var screen: TerminalScreen
    var closed = false
    var pid: pid_t = -1
    var status: Int32?
  }

  private let state: Mutex<State>
  private let master: Int32
  private let slave: Int32

  /// Starts `program` on a terminal of that size.
  public init(
    _ program: String, _ arguments: [String], environment: [String: String], width: Int, height: Int
  ) throws {
    var other: Int32 = -1
    master = px_open_terminal(&other)
    slave = other
    guard master >= 0 else { throw NotInTime(description: "no pseudo-terminal") }
    state = Mutex(State(screen: TerminalScreen(width: width, height: height)))
    _ = px_set_terminal_size(slave, Int32(height), Int32(width))
    // The thread that starts the program lives as long as the program reads: its end would be taken for the parent's.
    try DedicatedThread.start("pty") { [self] in
      start(program, arguments, environment)
      read()
    }
  }

  deinit {
    kill(SIGKILL)
    close(slave)
    close(master)
  }

  private func start(_ program: String, _ arguments: [String], _ environment: [String: String]) {
    var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    let pid = px_spawn(program, &argv, &envp, slave, slave, slave, 1, 1, nil)
    for pointer in argv + envp { free(pointer) }
    state.withLock {
      $0.pid = pid
      if pid < 0 { $0.closed = true }
    }
  }

  private func read() {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    while !isEnded {
      var set = [pollfd(fd: master, events: Int16(POLLIN), revents: 0)]
      guard poll(&set, 1, 20) > 0 else { continue }
      take(&bytes)
    }
    // What it wrote last.
    var set = [pollfd(fd: master, events: Int16(POLLIN), revents: 0)]
    while poll(&set, 1, 20) > 0, take(&bytes) {}
    state.withLock { $0.closed = true }
  }

  @discardableResult
  private func take(_ bytes: inout [UInt8]) -> Bool {
    let count = Glibc.read(master, &bytes, bytes.count)
    if count > 0 { state.withLock { $0.screen.take(bytes[..<count]) } }
    return count > 0
  }

  /// Whether the program has ended, by itself or not.
  private var isEnded: Bool {
    state.withLock { state in
      if state.status != nil || state.pid <= 0 { return true }
      var status: Int32 = 0
      if waitpid(state.pid, &status, WNOHANG) == state.pid { state.status = status }
      return state.status != nil
    }
  }

  public var screen: TerminalScreen { state.withLock { $0.screen } }
  /// One row of the picture, which costs less than all of it.
  public func row(_ y: Int) -> String { state.withLock { $0.screen.row(y) } }
  public var pid: pid_t { state.withLock { $0.pid } }

  /// Types.
  public func type(_ text: String) { send(Array(text.utf8)) }

  /// Types bytes, all of them: a program that reads slowly is waited for, one that has ended is not.
  public func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) } else if state.withLock({ $0.closed }) || errno == EIO { return } else { usleep(1000) }
    }
  }

  public func resize(width: Int, height: Int) {
    state.withLock { $0.screen.resize(width: width, height: height) }
    _ = px_set_terminal_size(slave, Int32(height), Int32(width))
    kill(SIGWINCH)
  }

  public func kill(_ signal: Int32) {
    let pid = state.withLock { $0.status == nil ? $0.pid : -1 }
    if pid > 0 { Glibc.kill(pid, signal) }
  }

  /// Waits until the picture satisfies `condition`.
  public func expect(_ what: String, within seconds: Double = 60, _ condition: (TerminalScreen) -> Bool) async throws {
    do { try await eventually(what, within: seconds) { condition(self.screen) } } catch {
      throw NotInTime(description: "\(what): not within \(seconds) s; the screen is\n" + screen.rows.joined(separator: "\n"))
    }
  }

  /// Waits until the program has ended and all that it wrote is read: the exit code, or 128 and the signal.
  public func wait(within seconds: Double = 60) async throws -> Int32 {
    try await eventually("end of the program", within: seconds) { state.withLock { $0.closed } }
    let status = state.withLock { $0.status ?? -1 }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

  /// Whether the terminal is as a shell expects it: lines, echo, signals.
  public var isSane: Bool {
    var modes = termios()
    guard tcgetattr(slave, &modes) == 0 else { return false }
    return modes.c_lflag & tcflag_t(ICANON) != 0 && modes.c_lflag & tcflag_t(ECHO) != 0 && modes.c_lflag & tcflag_t(ISIG) != 0
  }
}
