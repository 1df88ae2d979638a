import CSQLite
import Core
import Glibc

/// What went wrong in a database file: a stable code, what to do about it, and SQLite's own number.
public struct StoreError: ProximaErrorConvertible, Hashable, Sendable, CustomStringConvertible {
  /// A stable dotted name such as `store.disk_full`.
  public var code: String
  /// What happened, in one sentence, with the file's name.
  public var message: String
  /// What the reader can do about it.
  public var remedy: String
  /// How a command that ends with this error exits.
  public var exit: ExitCode
  /// SQLite's extended result code, 0 where the error is ours.
  public var sqlite: Int32

  public init(_ code: String, _ message: String, remedy: String = "", exit: ExitCode = .failed, sqlite: Int32 = 0) {
    self.code = code
    self.message = message
    self.remedy = remedy
    self.exit = exit
    self.sqlite = sqlite
  }

  public var description: String { remedy.isEmpty ? "\(message) [\(code)]" : "\(message) (\(remedy)) [\(code)]" }
}

extension StoreError {
  /// The same error in the form that crosses module borders.
  public var proxima: ProximaError { ProximaError(code, message, remedy: remedy, exit: exit) }
}

extension StoreError {
  /// The error of SQLite's result `result`, about `file`; `detail` is SQLite's own sentence.
  static func sqlite(_ result: Int32, _ detail: String, system: Int32, file: String) -> StoreError {
    switch result & 0xFF {
    case SQLITE_FULL: full(result, detail, file)
    case SQLITE_IOERR where system == ENOSPC || system == EDQUOT: full(result, detail, file)
    case SQLITE_IOERR:
      StoreError(
        "store.io", "cannot read or write \(file): \(detail)\(reason(system))",
        remedy: "check the disk under it, and the limits of this process", exit: .cannotWrite, sqlite: result)
    case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
      StoreError(
        "store.read_only", "\(file) may not be written: \(detail)", remedy: "check its rights and its folder's",
        exit: .cannotWrite, sqlite: result)
    case SQLITE_CANTOPEN:
      StoreError(
        "store.cannot_open", "cannot open \(file): \(detail)\(reason(system))",
        remedy: "check that the folder exists and is yours", exit: .cannotWrite, sqlite: result)
    case SQLITE_BUSY, SQLITE_LOCKED:
      StoreError(
        "store.busy", "\(file) is in use: \(detail)", remedy: "try again in a moment", exit: .tryLater, sqlite: result)
    case SQLITE_CORRUPT, SQLITE_NOTADB:
      StoreError(
        "store.corrupt", "\(file) is damaged: \(detail)",
        remedy:
          "move it away, with its -wal file, and keep it: what is in it can be salvaged with `sqlite3 FILE .recover`",
        exit: .cannotWrite, sqlite: result)
    case SQLITE_CONSTRAINT: StoreError("store.constraint", "\(file): \(detail)", exit: .bug, sqlite: result)
    case SQLITE_NOMEM:
      StoreError("store.no_memory", "no memory left for \(file)", exit: .tryLater, sqlite: result)
    case SQLITE_INTERRUPT:
      StoreError("store.interrupted", "a query of \(file) was interrupted", exit: .interrupted, sqlite: result)
    default: StoreError("store.bug", "\(file): \(detail)", remedy: "please report this", exit: .bug, sqlite: result)
    }
  }

  private static func full(_ result: Int32, _ detail: String, _ file: String) -> StoreError {
    StoreError(
      "store.disk_full", "no space left for \(file): \(detail)", remedy: "free some space on its disk and try again",
      exit: .cannotWrite, sqlite: result)
  }

  private static func reason(_ system: Int32) -> String {
    system == 0 ? "" : " (" + String(cString: strerror(system)) + ")"
  }
}
