import CLinux
import Glibc

/// Runs a small program of this machine and takes what it says: for `doctor`.
enum ShortCommand {
  /// The exit status and stdout of `path`, ended after `seconds`; nil where it cannot be started. Blocks the caller.
  static func run(_ path: String, _ arguments: [String], environment: [String: String], seconds: Double = 10) -> (status: Int32, output: String)? {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    px_set_cloexec(ends[0], 1)
    defer { close(ends[0]) }
    var argv: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    let pid = px_spawn(path, &argv, &envp, -1, ends[1], -1, 1, 0, nil)
    (argv + envp).forEach { free($0) }
    close(ends[1])
    guard pid > 0 else { return nil }
    let output = drain(ends[0], until: px_monotonic_nanoseconds() + UInt64(seconds * 1e9))
    if output == nil { kill(-pid, SIGKILL) }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    return (status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F), output ?? "")
  }

  /// All that comes until the end; nil where the time is over first.
  private static func drain(_ descriptor: Int32, until end: UInt64) -> String? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let now = px_monotonic_nanoseconds()
      guard now < end else { return nil }
      var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      if poll(&wait, 1, Int32((end - now) / 1_000_000 + 1)) <= 0 { continue }
      let count = read(descriptor, &chunk, chunk.count)
      if count <= 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += chunk[..<count]
      if bytes.count > 1 << 20 { return String(decoding: bytes, as: UTF8.self) }
    }
  }

  /// Where `program` lies on `PATH`.
  static func find(_ program: String, environment: [String: String]) -> String? {
    (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map { "\($0)/\(program)" }
      .first { access($0, X_OK) == 0 }
  }
}
