import CLinux
import Core
import FoundationEssentials
import Glibc

/// A worker's process with its three pipes: raw, non-blocking, used by one thread alone.
struct WorkerChild {
  let pid: Int32
  /// Written to, read from, and what it says on its error stream.
  let input: Int32
  let output: Int32
  let errors: Int32
  /// Readable once the process has ended, whoever still holds its pipes.
  let ending: Int32

  /// Starts `program`; it leads a group of its own and is killed when the calling thread ends.
  init(
    _ program: String, _ arguments: [String], environment: [String: String], folder: String
  ) throws(ProximaError) {
    var ends: [Int32] = [-1, -1, -1, -1, -1, -1]
    var made = true
    for index in 0..<3 {
      var pair: [Int32] = [-1, -1]
      made = made && pipe(&pair) == 0
      ends[2 * index] = pair[0]
      ends[2 * index + 1] = pair[1]
      for end in pair where end >= 0 { px_set_cloexec(end, 1) }
    }
    var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (argv + envp).forEach { free($0) } }
    pid = made ? px_spawn(program, &argv, &envp, ends[0], ends[3], ends[5], 1, 1, folder) : -1
    let reason = String(cString: strerror(errno))
    for end in [ends[0], ends[3], ends[5]] where end >= 0 { close(end) }
    (input, output, errors) = (ends[1], ends[2], ends[4])
    guard pid > 0 else {
      for end in [input, output, errors] where end >= 0 { close(end) }
      throw ProximaError(
        "backend.not_started", "cannot start \(program): \(reason)", remedy: "see `proxima backends list`", exit: .unavailable)
    }
    for end in [input, output, errors] { px_set_nonblocking(end, 1) }
    ending = px_pidfd_open(pid)
  }

  func signal(_ number: Int32) { _ = kill(-pid, number) }

  /// Kills the whole group, takes the process's end, and closes the pipes; the status that it ended with.
  func end() -> Int32 {
    _ = kill(-pid, SIGKILL)
    _ = kill(pid, SIGKILL)
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    // Whoever joined the group between the two has gone with it now.
    _ = kill(-pid, SIGKILL)
    Strays.end()
    for end in [input, output, errors, ending] where end >= 0 { close(end) }
    return status
  }

  /// Seconds of processor time that the group has used; nil where nothing can be read.
  func processorSeconds() -> Double? {
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
      let close = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[text.index(after: close)...].split(separator: " ")
    // Fields 14 to 17 of the whole line: its own time and that of children it has waited for.
    guard fields.count > 14 else { return nil }
    return fields[11...14].compactMap { Double($0) }.reduce(0, +) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// Resident bytes now.
  func residentBytes() -> Int {
    let text = (try? String(contentsOfFile: "/proc/\(pid)/statm", encoding: .utf8)) ?? ""
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}

/// Processes that a worker left behind outside its group: where this process takes orphans in, they are its children.
enum Strays {
  /// Makes this process the parent of what its workers leave behind. For programs that have no other children.
  static func adopt() { px_set_child_subreaper() }

  /// Ends every child of this process that leads no worker of `WorkerRegistry`.
  static func end() {
    let known = WorkerRegistry.pids
    guard WorkerRegistry.ownsAllChildren else { return }
    for pid in children() where !known.contains(pid) {
      kill(pid, SIGKILL)
      var status: Int32 = 0
      while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    }
  }

  private static func children() -> [Int32] {
    let me = getpid()
    let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(me)/task")) ?? []
    return tasks.flatMap { task in
      ((try? String(contentsOfFile: "/proc/\(me)/task/\(task)/children", encoding: .utf8)) ?? "")
        .split(separator: " ").compactMap { Int32($0) }
    }
  }
}
