import FoundationEssentials
import Glibc

/// Where this crew keeps its files: the XDG folders, or all under `PROXIMA_HOME`.
public struct Home: Sendable, Hashable {
  /// Databases: `journal.db`, `memory/agent_memory.db`.
  public var data: String
  /// Logs and what may be lost.
  public var state: String
  /// Sockets and pid files; 0700.
  public var runtime: String
  /// `config.yaml`.
  public var config: String

  /// The folders that `environment` asks for; nothing is created.
  public init(environment: [String: String]) {
    func value(_ key: String) -> String? {
      guard let text = environment[key], text.hasPrefix("/") else { return nil }
      return text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
    }
    let uid = getuid()
    let user = value("HOME") ?? "/tmp/proxima-\(uid)"
    if let root = environment["PROXIMA_HOME"], !root.isEmpty {
      let base = root.hasPrefix("/") ? root : FileManager.default.currentDirectoryPath + "/" + root
      data = base
      state = base + "/state"
      config = base
      runtime = Self.short(base + "/run", name: base, uid: uid)
    } else {
      data = (value("XDG_DATA_HOME") ?? user + "/.local/share") + "/proxima"
      state = (value("XDG_STATE_HOME") ?? user + "/.local/state") + "/proxima"
      config = (value("XDG_CONFIG_HOME") ?? user + "/.config") + "/proxima"
      if let run = value("XDG_RUNTIME_DIR") {
        runtime = Self.short(run + "/proxima", name: run, uid: uid)
      } else {
        runtime = "/tmp/proxima-\(uid)"
      }
    }
  }

  /// The folders of this process's environment.
  public static var current: Home { Home(environment: ProcessInfo.processInfo.environment) }

  public var journal: String { data + "/journal.db" }
  public var memory: String { data + "/memory/agent_memory.db" }
  public var logs: String { state + "/logs" }
  public var configFile: String { config + "/config.yaml" }
  /// The broker's address on this machine.
  public var busAddress: String { "ipc://" + runtime + "/bus.sock" }

  /// `path`, or a private folder in /tmp where a socket in `path` would be longer than Linux takes (107 bytes).
  private static func short(_ path: String, name: String, uid: UInt32) -> String {
    if path.utf8.count + "/bus.sock".utf8.count + 16 <= 107 { return path }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a, 64 bits
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return "/tmp/proxima-\(uid)-" + String(hash, radix: 36)
  }

  /// Makes the folders, readable by their owner only. A runtime folder that belongs to somebody else, or that others may enter, is refused.
  public func create() throws(ProximaError) {
    for folder in [data, data + "/memory", state, logs, config] { try Self.makeFolder(folder) }
    try Self.makeFolder(runtime)
    var info = stat()
    guard lstat(runtime, &info) == 0, info.st_mode & S_IFMT == S_IFDIR, info.st_uid == getuid() else {
      throw ProximaError(
        "home.unsafe", "\(runtime) is not a folder of yours", remedy: "remove it or set PROXIMA_HOME", exit: .configuration)
    }
    if info.st_mode & 0o077 != 0, chmod(runtime, 0o700) != 0 {
      throw ProximaError("home.unsafe", "others may enter \(runtime)", remedy: "chmod 700 it", exit: .configuration)
    }
  }

  private static func makeFolder(_ path: String) throws(ProximaError) {
    var built = ""
    for part in path.split(separator: "/") {
      built += "/" + part
      if mkdir(built, 0o700) != 0, errno != EEXIST, errno != EISDIR {
        let reason = String(cString: strerror(errno))
        throw ProximaError(
          "home.cannot_create", "cannot create \(built): \(reason)",
          remedy: "free space or rights there, or set PROXIMA_HOME", exit: .cannotWrite)
      }
    }
  }
}
