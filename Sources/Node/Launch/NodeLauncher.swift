import Bus
import CLinux
import Core
import FoundationEssentials
import Glibc

/// Finds the node of a home, starts it where there is none, and ends it.
public struct NodeLauncher: Sendable {
  public let home: Home
  /// Where the programs of the crew are.
  public let folder: String
  /// What the node is given.
  public var environment: [String: String]
  /// Further options of `proxima-node`.
  public var options: [String] = []

  /// A launcher for `home` of the programs in `folder`, which is this program's own where it is not given.
  public init(
    home: Home = .current, folder: String = BuildID.ownFolder,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.home = home
    self.folder = folder
    self.environment = environment
    if Home(environment: environment) != home { self.environment["PROXIMA_HOME"] = home.data }
  }

  /// Makes sure that a node of this build runs in `home`.
  @discardableResult
  public static func ensureRunning(home: Home) async throws(ProximaError) -> NodeRecord {
    try await NodeLauncher(home: home).ensureRunning()
  }

  /// The node of this home, if one runs and listens.
  public var running: NodeRecord? { NodeRecord.running(home) }

  /// Finds the node of this build, or starts it; a node of another build is ended first. Of several callers at once one starts it.
  ///
  /// Throws `node.not_started` where it does not come up in `timeout` seconds.
  @discardableResult
  public func ensureRunning(stays: Bool = false, timeout: Double = 15) async throws(ProximaError) -> NodeRecord {
    let build = BuildID.of(folder: folder)
    if let record = running, record.build == build { return record }
    try home.create()
    let deadline = SystemTime().now.advanced(by: timeout)
    let turn = try await takeTurn(deadline)
    defer { turn.release() }
    if let record = running, record.build == build { return record }
    if NodeLock.holder(NodeRecord.lock(home)) != nil {
      if let record = await comingUp(deadline), record.build == build { return record }
      try await end(timeout: max(5, deadline.seconds(since: SystemTime().now)))
    }
    while true {
      if let record = try await start(build, stays: stays, deadline) { return record }
    }
  }

  /// Waits for the launchers' lock, so that only one of them starts a node.
  private func takeTurn(_ deadline: Instant) async throws(ProximaError) -> NodeLock {
    let path = home.runtime + "/launch.lock"
    while true {
      if let lock = try NodeLock.take(path) { return lock }
      guard SystemTime().now < deadline else {
        throw notStarted("process \(NodeLock.holder(path) ?? 0) has been starting it for too long")
      }
      await pause(5)
    }
  }

  /// A node that holds the lock but has not said yet that it listens: gives it a moment.
  private func comingUp(_ deadline: Instant) async -> NodeRecord? {
    let end = min(deadline, SystemTime().now.advanced(by: 3))
    while SystemTime().now < end, NodeLock.holder(NodeRecord.lock(home)) != nil {
      if let record = running { return record }
      await pause(5)
    }
    return running
  }

  /// Starts the node; nil where somebody killed it before it listened, which says nothing against another try.
  private func start(_ build: String, stays: Bool, _ deadline: Instant) async throws(ProximaError) -> NodeRecord? {
    let program = "\(folder)/proxima-node"
    let errorFile = home.logs + "/node.stderr"
    let errors = open(errorFile, O_WRONLY | O_TRUNC | O_CREAT | O_CLOEXEC, 0o600)
    defer { if errors >= 0 { close(errors) } }
    let arguments = [program, "--detached"] + (stays ? ["--stay"] : []) + options
    let pid = ProcessStart.launch(
      program, arguments, environment, errors: errors, dieWithParent: false, newGroup: false)
    guard pid > 0 else { throw notStarted("\(program): \(errnoText())") }
    while SystemTime().now < deadline {
      if let record = running, record.pid == pid {
        try reapInBackground(pid)
        return record
      }
      var status: Int32 = 0
      if waitpid(pid, &status, WNOHANG) == pid {
        if status & 0x7F == SIGKILL { return nil }
        let said = ProcessTable.contents(errorFile)?.trimmed ?? "it ended with status \(status)"
        throw notStarted(said)
      }
      await pause(2)
    }
    Glibc.kill(pid, SIGKILL)
    try reapInBackground(pid)
    throw notStarted("it did not listen in time")
  }

  /// A node that ends while its starter still runs must not stay as a zombie.
  private func reapInBackground(_ pid: Int32) throws(ProximaError) {
    try DedicatedThread.start("node-reaper", stackBytes: 64 << 10) {
      var status: Int32 = 0
      while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    }
  }

  private func notStarted(_ reason: String) -> ProximaError {
    ProximaError(
      "node.not_started", "the crew's node could not be started: \(reason)",
      remedy: "see \(home.logs)/node.log and node.stderr", exit: .unavailable)
  }

  private func pause(_ milliseconds: Int) async { try? await Task.sleep(for: .milliseconds(milliseconds)) }
}

extension NodeLauncher {
  /// Ends the node of this home: asks it, then ends its process; returns false where none ran.
  @discardableResult
  public func end(timeout: Double = 25) async throws(ProximaError) -> Bool {
    let lock = NodeRecord.lock(home)
    guard NodeLock.holder(lock) != nil else { return false }
    let deadline = SystemTime().now.advanced(by: timeout)
    var pid: Int32 = 0
    while pid == 0, SystemTime().now < deadline {
      guard let holder = NodeLock.holder(lock) else { return true }
      pid = holder
      if pid == 0 { await pause(2) }
    }
    // Signals to 0 and below go to whole groups.
    guard pid > 0 else { throw ProximaError("node.not_ended", "\(lock) does not say who holds it", exit: .tryLater) }
    // The signal is the same wish as `down` on the bus, and reaches a node that does not listen yet.
    Glibc.kill(pid, SIGTERM)
    while NodeLock.holder(lock) == pid, SystemTime().now < deadline { await pause(5) }
    if NodeLock.holder(lock) == pid {
      Glibc.kill(pid, SIGKILL)
      let last = SystemTime().now.advanced(by: 5)
      while NodeLock.holder(lock) == pid {
        guard SystemTime().now < last else {
          throw ProximaError("node.not_ended", "process \(pid) does not end", exit: .tryLater)
        }
        await pause(5)
      }
    }
    return true
  }

  /// Ends everything at once, also where the node does not answer: its children die with it.
  @discardableResult
  public func kill() -> Bool {
    guard let pid = NodeLock.holder(NodeRecord.lock(home)), pid > 0 else { return false }
    return Glibc.kill(pid, SIGKILL) == 0
  }
}

extension String {
  /// Without the line's end.
  var trimmed: String {
    var text = self[...]
    while let last = text.last, last.isNewline || last == " " { text.removeLast() }
    return String(text)
  }
}
