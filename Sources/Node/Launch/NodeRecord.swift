import Core
import FoundationEssentials
import Glibc

/// What a running node leaves beside its socket for those who want to reach it: written once it listens.
public struct NodeRecord: Codable, Hashable, Sendable {
  public var pid: Int32
  public var build: String
  /// The broker's address.
  public var address: String

  public init(pid: Int32, build: String, address: String) {
    self.pid = pid
    self.build = build
    self.address = address
  }

  /// Where it lies.
  public static func path(_ home: Home) -> String { home.runtime + "/node.json" }
  /// The lock that the node holds.
  public static func lock(_ home: Home) -> String { home.runtime + "/node.lock" }

  /// The node of `home`, if one runs and listens.
  public static func running(_ home: Home) -> NodeRecord? {
    guard let holder = NodeLock.holder(lock(home)), let text = ProcessTable.contents(path(home)),
      let record = try? JSON.decode(NodeRecord.self, from: text), record.pid == holder, !isDying(holder)
    else { return nil }
    return record
  }

  /// Whether a process is on its way out: killed, it keeps its locks until the last of its threads has gone.
  private static func isDying(_ pid: Int32) -> Bool {
    guard let stat = ProcessTable.contents("/proc/\(pid)/stat"), let end = stat.lastIndex(of: ")") else { return true }
    return stat[stat.index(after: end)...].hasPrefix(" Z") || stat[stat.index(after: end)...].hasPrefix(" X")
  }

  /// Puts the record in place in one step.
  func write(_ home: Home) throws(ProximaError) {
    let path = Self.path(home)
    do {
      try JSON.encode(self).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw ProximaError("node.no_record", "cannot write \(path): \(error)", exit: .cannotWrite)
    }
  }
}
