import CLinux
import Core
import Dispatch
import FoundationEssentials
import Glibc
import Synchronization

/// A real process of a test: its output is kept in files, and it dies with the tests.
public final class TestProcess: Sendable {
  public let pid: Int32
  private let outputPath: String
  private let errorPath: String
  private let ended = Mutex<Int32?>(nil)

  private init(pid: Int32, outputPath: String, errorPath: String) {
    self.pid = pid
    self.outputPath = outputPath
    self.errorPath = errorPath
  }

  /// Starts `program` with its output in files under `folder`.
  public static func start(
    _ program: String, _ arguments: [String] = [], environment: [String: String], folder: String
  ) throws -> TestProcess {
    let name = String(Identifier.random().description.prefix(8))
    let (output, errors) = ("\(folder)/\(name).out", "\(folder)/\(name).err")
    let result = Mutex<(pid: Int32, reason: Int32)>((-1, 0))
    SpawningThread.shared.run {
      let files = [output, errors].map { (path: String) in open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600) }
      var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
      var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
      let pid = px_spawn(program, &argv, &envp, -1, files[0], files[1], 1, 1, nil)
      let reason = errno
      for pointer in argv + envp { free(pointer) }
      for file in files where file >= 0 { close(file) }
      result.withLock { $0 = (pid, reason) }
    }
    let (pid, reason) = result.withLock { $0 }
    guard pid > 0 else { throw NotInTime(description: "cannot start \(program): \(String(cString: strerror(reason)))") }
    return TestProcess(pid: pid, outputPath: output, errorPath: errors)
  }

  public func signal(_ number: Int32) { if exitStatus == nil { Glibc.kill(pid, number) } }

  /// `kill -9` of this process alone.
  public func kill() { signal(SIGKILL) }

  /// The status of `waitpid` once the process has ended.
  public var exitStatus: Int32? {
    ended.withLock { ended in
      if let ended { return ended }
      var status: Int32 = 0
      if waitpid(pid, &status, WNOHANG) == pid { ended = status }
      return ended
    }
  }

  /// Waits for the end: the exit code, or 128 and the signal.
  public func wait(within seconds: Double = 60) async throws -> Int32 {
    let status = try await eventually(some: "end of process \(pid)", within: seconds) { exitStatus }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

  public var output: String { (try? String(contentsOfFile: outputPath, encoding: .utf8)) ?? "" }
  public var errors: String { (try? String(contentsOfFile: errorPath, encoding: .utf8)) ?? "" }

  /// Whether a process `pid` exists and is no zombie.
  public static func isAlive(_ pid: Int32) -> Bool {
    guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
      let end = stat.lastIndex(of: ")")
    else { return false }
    return !stat[stat.index(after: end)...].hasPrefix(" Z")
  }
}

/// The thread that starts the tests' processes: the parent-death signal follows the thread, so it must outlive them.
private final class SpawningThread: Sendable {
  static let shared = SpawningThread()
  private let jobs = Mutex<[@Sendable () -> Void]>([])
  private let wake = DispatchSemaphore(value: 0)

  private init() {
    _ = try? DedicatedThread.start("test-spawner") { [self] in
      while true {
        wake.wait()
        jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }?()
      }
    }
  }

  /// Runs `job` on the thread and waits for it.
  func run(_ job: @escaping @Sendable () -> Void) {
    let done = DispatchSemaphore(value: 0)
    jobs.withLock {
      $0.append {
        job()
        done.signal()
      }
    }
    wake.signal()
    done.wait()
  }
}

extension TestProcess {
  /// Removes the files that hold its output.
  public func removeFiles() {
    unlink(outputPath)
    unlink(errorPath)
  }
}
