import CLinux
import Glibc

/// A pipe with which another thread, or a signal handler, wakes a `poll`.
struct WakePipe: Sendable {
  let reading: Int32
  let writing: Int32

  /// Both ends non-blocking and closed in children; -1 where the machine has no descriptor left.
  init() {
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) != 0 { ends = [-1, -1] }
    for end in ends where end >= 0 {
      px_set_nonblocking(end, 1)
      px_set_cloexec(end, 1)
    }
    (reading, writing) = (ends[0], ends[1])
  }

  /// The bytes that arrived; none where nothing did.
  func take() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = read(reading, &bytes, bytes.count)
    return count > 0 ? Array(bytes[..<count]) : []
  }
}
