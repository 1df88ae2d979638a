import Synchronization

/// The workers of this process, so that what else is its child can be told apart.
enum WorkerRegistry {
  private static let all = Mutex((pids: Set<Int32>(), ownsAll: false))

  static var pids: Set<Int32> { all.withLock { $0.pids } }

  /// Whether this process has no children but workers and what they left behind.
  static var ownsAllChildren: Bool { all.withLock { $0.ownsAll } }

  static func claimAllChildren() {
    all.withLock { $0.ownsAll = true }
    Strays.adopt()
  }

  static func add(_ pid: Int32) { all.withLock { _ = $0.pids.insert(pid) } }
  static func remove(_ pid: Int32) { all.withLock { _ = $0.pids.remove(pid) } }
}
