import Core
import FoundationEssentials
import Glibc

/// Runs programs in bubblewrap: no network, no capabilities, their own process space, a read-only view of the system's
/// programs, one scratch folder in memory, and limits. Where bubblewrap does not work there is no runner, and nothing runs.
public struct SandboxRunner: Sendable {
  let bubblewrap: String
  /// Sets resource limits inside the sandbox.
  let prlimit: String
  /// Gives up root before entering, since the kernel does not limit root's processes; nil where we are not root.
  let setpriv: String?

  private static let probed = ProbeOnce()

  /// The runner of this machine, probed once per process.
  public static func find() async throws(SandboxError) -> SandboxRunner { try await probed.result().get() }

  /// Runs `command` and waits for its end.
  public func run(_ command: SandboxCommand, limits: SandboxLimits = SandboxLimits()) async throws(SandboxError)
    -> SandboxOutcome
  {
    try command.check()
    let result: Result<SandboxOutcome, SandboxError> = await OwnThread.run {
      do throws(SandboxError) {
        return .success(try self.runBlocking(command, limits))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  func runBlocking(_ command: SandboxCommand, _ limits: SandboxLimits) throws(SandboxError) -> SandboxOutcome {
    let folder = try StagedFiles(command.files, forOthers: setpriv != nil)
    defer { folder.remove() }
    var child = try ConfinedChild(arguments: line(command, limits, staged: folder), environment: environment(command))
    return child.wait(limits)
  }

  private func environment(_ command: SandboxCommand) -> [String] {
    var values = ["PATH": "/usr/bin:/bin", "HOME": "/scratch", "LANG": "C.UTF-8"]
    values.merge(command.environment) { _, given in given }
    return values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
  }

  /// The whole command line, from giving up root to the program itself.
  func line(_ command: SandboxCommand, _ limits: SandboxLimits, staged: StagedFiles) -> [String] {
    var line: [String] = []
    if let setpriv { line += [setpriv, "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs"] }
    line += [bubblewrap, "--unshare-all", "--unshare-user", "--uid", "65534", "--gid", "65534"]
    line += ["--cap-drop", "ALL", "--die-with-parent", "--new-session", "--hostname", "sandbox"]
    for path in ["/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc/alternatives", "/etc/ld.so.cache"] + command.readable {
      line += ["--ro-bind-try", path, path]
    }
    line += ["--proc", "/proc", "--dev", "/dev", "--size", "\(limits.scratchBytes)", "--tmpfs", "/scratch"]
    // What is readable below /tmp needs a folder there.
    if !command.readable.contains(where: { $0 == "/tmp" || $0.hasPrefix("/tmp/") }) { line += ["--symlink", "/scratch", "/tmp"] }
    for name in staged.names { line += ["--ro-bind", "\(staged.path)/\(name)", "/scratch/\(name)"] }
    line += ["--remount-ro", "/", "--chdir", "/scratch", "--", prlimit]
    line += ["--cpu=\(limits.cpuSeconds):\(limits.cpuSeconds)", "--as=\(limits.memoryBytes)", "--core=0"]
    line += ["--nproc=\(limits.processes)", "--nofile=\(limits.openFiles)", "--fsize=\(limits.fileBytes)"]
    return line + [command.executable] + command.arguments
  }
}

/// Probes the machine when first asked and remembers the answer.
private actor ProbeOnce {
  private var known: Result<SandboxRunner, SandboxError>?

  func result() async -> Result<SandboxRunner, SandboxError> {
    if let known { return known }
    let found = await OwnThread.run { SandboxRunner.probe(in: ["/usr/bin", "/bin", "/usr/local/bin"]) }
    known = found
    return found
  }
}

extension SandboxRunner {
  /// Looks for the programs in `folders` and runs `true` in a sandbox to see that it works; blocks for some
  /// milliseconds.
  static func probe(in folders: [String]) -> Result<SandboxRunner, SandboxError> {
    func program(_ name: String) -> String? { folders.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 } }
    guard let bubblewrap = program("bwrap") else { return .failure(.none("bubblewrap is not installed")) }
    guard let prlimit = program("prlimit") else { return .failure(.none("prlimit (util-linux) is not installed")) }
    guard let nothing = program("true") else { return .failure(.none("there is no program `true` to probe with")) }
    var setpriv: String?
    if getuid() == 0 {
      guard let found = program("setpriv") else {
        return .failure(.none("setpriv (util-linux), with which root is given up, is not installed"))
      }
      setpriv = found
    }
    let runner = SandboxRunner(bubblewrap: bubblewrap, prlimit: prlimit, setpriv: setpriv)
    do throws(SandboxError) {
      let outcome = try runner.runBlocking(SandboxCommand(executable: nothing), SandboxLimits())
      if outcome.succeeded { return .success(runner) }
      let said = String(decoding: outcome.errors.prefix(200), as: UTF8.self).filter { !$0.isNewline }
      return .failure(.none("bubblewrap does not work here: \(said)"))
    } catch {
      return .failure(error)
    }
  }
}
