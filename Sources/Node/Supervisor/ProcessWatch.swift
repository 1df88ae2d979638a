import CLinux
import Core
import Glibc

/// A child process and the descriptor that tells of its end; owned by the supervisor's thread.
struct ProcessWatch {
  let id: String
  let pid: Int32
  /// Readable once the process has ended; -1 where the kernel gave none.
  let descriptor: Int32

  init(id: String, pid: Int32) {
    self.id = id
    self.pid = pid
    descriptor = px_pidfd_open(pid)
    if descriptor >= 0 { px_set_cloexec(descriptor, 1) }
  }

  /// Whether the process has ended and waits to be reaped.
  var hasEnded: Bool {
    var info = siginfo_t()
    guard waitid(P_PID, id_t(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 else { return true }
    return info.si_signo != 0
  }

  /// Ends the process, its group, and what of its descendants left the group.
  func killTree() {
    let descendants = ProcessTable.read().descendants(of: pid)
    kill(-pid, SIGKILL)
    kill(pid, SIGKILL)
    for child in descendants { kill(child, SIGKILL) }
  }

  /// Collects the ended process; what is left of its group is ended with it. Nil where somebody else collected it.
  func reap() -> ChildExit? {
    defer { if descriptor >= 0 { close(descriptor) } }
    // While the leader is not collected its number cannot name another group.
    kill(-pid, SIGKILL)
    var status: Int32 = 0
    var collected = waitpid(pid, &status, 0)
    while collected < 0, errno == EINTR { collected = waitpid(pid, &status, 0) }
    guard collected == pid else { return .signal(SIGKILL) }
    return status & 0x7F == 0 ? .code((status >> 8) & 0xFF) : .signal(status & 0x7F)
  }
}

/// Starting a process with `px_spawn`.
enum ProcessStart {
  /// Starts `spec` in a group of its own, to die with the calling thread; its error stream is appended to `errorFile`.
  static func spawn(
    _ spec: ChildSpec, environment: [String: String], errorFile: String
  ) throws(ProximaError) -> Int32 {
    var info = stat()
    let tooLong = stat(errorFile, &info) == 0 && info.st_size > 1_000_000
    let errors = open(errorFile, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | (tooLong ? O_TRUNC : 0), 0o600)
    defer { if errors >= 0 { close(errors) } }
    let pid = launch(
      spec.executable, [spec.executable] + spec.arguments, environment, errors: errors, dieWithParent: true,
      newGroup: true)
    guard pid > 0 else {
      throw ProximaError("node.cannot_spawn", "\(spec.executable): \(errnoText())", exit: .tryLater)
    }
    return pid
  }

  /// `px_spawn` with Swift's arrays; -1 and `errno` where it fails.
  static func launch(
    _ path: String, _ arguments: [String], _ environment: [String: String], errors: Int32, dieWithParent: Bool,
    newGroup: Bool
  ) -> Int32 {
    var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    return px_spawn(path, &argv, &envp, -1, errors, errors, newGroup ? 1 : 0, dieWithParent ? 1 : 0, nil)
  }
}
