import CLinux
import Core
import Glibc

/// Runs a program of this machine to its end and takes what it says.
public enum Command {
  /// The exit status and all output of `path`, whose group is killed after `seconds`.
  /// Blocks the calling thread.
  public static func run(
    _ path: String, _ arguments: [String], environment: [String: String], seconds: Double, stderr: Bool = true
  ) -> (status: Int32, output: String) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return (127, "cannot make a pipe") }
    for end in ends { px_set_cloexec(end, 1) }
    defer { close(ends[0]) }
    var argv: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    // The thread that calls waits for the program: it dies with it, and so with Ctrl-C.
    let pid = px_spawn(path, &argv, &envp, -1, ends[1], stderr ? ends[1] : -1, 1, 1, nil)
    let reason = String(cString: strerror(errno))
    (argv + envp).forEach { free($0) }
    close(ends[1])
    guard pid > 0 else { return (127, "cannot start \(path): \(reason)") }
    let output = drain(ends[0], until: px_monotonic_nanoseconds() + UInt64(seconds * 1e9))
    if output == nil { kill(-pid, SIGKILL) }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    return output.map { (code, $0) } ?? (124, "it did not end within \(Int(seconds)) s")
  }

  /// All that comes until the end; nil where the time is over first.
  private static func drain(_ descriptor: Int32, until end: UInt64) -> String? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let now = px_monotonic_nanoseconds()
      guard now < end else { return nil }
      var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      if poll(&wait, 1, Int32(min((end - now) / 1_000_000 + 1, 1000))) <= 0 { continue }
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += chunk[..<count]
      if bytes.count > 1 << 20 { bytes.removeFirst(bytes.count - 1 << 19) }
    }
  }
}
