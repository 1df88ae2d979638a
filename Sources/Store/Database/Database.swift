import CSQLite
import Core
import Glibc

/// One connection to one SQLite file, in WAL mode; written data are on the disk when a transaction returns.
///
/// Not thread-safe and not `Sendable`: it belongs to one thread or actor, best one on a `DatabaseThread`.
public final class Database {
  /// How a file is opened.
  public enum Mode: Sendable, Hashable {
    /// The one writer of the file: takes `FILE.lock`, creates the file (0600) where it is missing.
    case writer
    /// Looks only; works beside a living writer and when nobody runs.
    case reader
  }

  /// The file, or `:memory:`.
  public let path: String
  let handle: OpaquePointer
  let lock: WriterLock?
  var statements: [String: OpaquePointer] = [:]

  /// Opens `path`; nil is a database in memory that ends with this object. A statement waits up to `busySeconds` for
  /// another connection's lock, and a writer as long for the file's previous writer to go.
  public init(path: String?, mode: Mode = .writer, busySeconds: Double = 5) throws(StoreError) {
    self.path = path ?? ":memory:"
    var lock: WriterLock?
    if let path, mode == .writer {
      lock = try WriterLock(path: path + ".lock", waiting: busySeconds)
      try Self.createPrivately(path)
    }
    self.lock = lock
    let flags = path == nil || mode == .writer ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY
    var opened: OpaquePointer?
    let result = sqlite3_open_v2(self.path, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard result == SQLITE_OK, let opened else {
      let detail = opened.map { String(cString: sqlite3_errmsg($0)) } ?? String(cString: sqlite3_errstr(result))
      let system = opened.map { sqlite3_system_errno($0) } ?? 0
      sqlite3_close_v2(opened)
      throw StoreError.sqlite(result, detail, system: system, file: self.path)
    }
    handle = opened
    sqlite3_busy_timeout(opened, Int32(min(busySeconds, 3600) * 1000))
    try execute("PRAGMA foreign_keys = ON")
    if mode == .reader {
      try execute("PRAGMA query_only = ON")
    } else {
      try execute("PRAGMA journal_mode = WAL")
      try execute("PRAGMA synchronous = FULL")
      try execute("PRAGMA secure_delete = ON")
      try execute("PRAGMA journal_size_limit = 16777216")
    }
  }

  deinit {
    for statement in statements.values { sqlite3_finalize(statement) }
    sqlite3_close_v2(handle)
  }

  /// Runs a script of several statements; results are dropped.
  public func execute(_ script: String) throws(StoreError) {
    let result = sqlite3_exec(handle, script, nil, nil, nil)
    if result != SQLITE_OK { throw failure(result) }
  }

  /// The error that SQLite's last call on this connection left behind.
  func failure(_ result: Int32) -> StoreError {
    StoreError.sqlite(
      result, String(cString: sqlite3_errmsg(handle)), system: sqlite3_system_errno(handle), file: path)
  }

  /// The write-ahead log is copied into the file and cut to nothing, as far as readers allow.
  public func checkpoint() throws(StoreError) {
    let result = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
    if result != SQLITE_OK, result & 0xFF != SQLITE_BUSY { throw failure(result) }
  }

  /// Makes the file readable by its owner only; SQLite gives its -wal and -shm files the same rights.
  private static func createPrivately(_ path: String) throws(StoreError) {
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    if file >= 0 {
      close(file)
    } else if errno != EISDIR {
      throw StoreError.sqlite(SQLITE_CANTOPEN, "open failed", system: errno, file: path)
    }
  }
}
