import CSQLite
import Core
import Glibc

/// Makes a file's writer the only one: an exclusive `flock` on a file beside it, let go when the process ends, however.
final class WriterLock {
  private let file: Int32

  /// Takes the lock at `path`, waiting up to `seconds` for its holder to go; throws `store.busy`, naming the holder.
  init(path: String, waiting seconds: Double) throws(StoreError) {
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw StoreError.sqlite(SQLITE_CANTOPEN, "open failed", system: errno, file: path) }
    let time = SystemTime()
    let deadline = time.now.advanced(by: seconds)
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR, time.now < deadline else {
        let holder = Self.holder(file)
        close(file)
        throw StoreError(
          "store.busy", "\(path.dropLast(5)) has a writer already\(holder)",
          remedy: "stop that process, or set PROXIMA_HOME for a crew of its own", exit: .tryLater)
      }
      usleep(10_000)
    }
    self.file = file
    let pid = "\(getpid())\n"
    if ftruncate(file, 0) == 0 { _ = pid.withCString { pwrite(file, $0, pid.utf8.count, 0) } }
  }

  deinit { close(file) }

  private static func holder(_ file: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = pread(file, &bytes, bytes.count, 0)
    guard count > 1 else { return "" }
    return ", process " + String(decoding: bytes[..<(count - 1)], as: UTF8.self)
  }
}
