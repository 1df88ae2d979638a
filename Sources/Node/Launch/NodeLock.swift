import Core
import Glibc
import Synchronization

/// A lock on a file that ends with the process which holds it, and can be looked at without being taken.
///
/// A POSIX record lock: a child does not inherit it, and the kernel names its holder.
public final class NodeLock: Sendable {
  private let descriptor: Mutex<Int32>

  private init(descriptor: Int32) { self.descriptor = Mutex(descriptor) }

  /// Takes the lock at `path`; nil where another process holds it.
  public static func take(_ path: String) throws(ProximaError) -> NodeLock? {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw ProximaError("node.no_lock", "cannot open \(path): \(errnoText())", exit: .cannotWrite)
    }
    var request = wholeFile()
    guard fcntl(descriptor, F_SETLK, &request) == 0 else {
      let reason = errno
      close(descriptor)
      if reason == EAGAIN || reason == EACCES { return nil }
      throw ProximaError("node.no_lock", "cannot lock \(path): \(String(cString: strerror(reason)))", exit: .cannotWrite)
    }
    return NodeLock(descriptor: descriptor)
  }

  /// The process that holds the lock at `path`; nil where nobody does.
  public static func holder(_ path: String) -> Int32? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var request = wholeFile()
    guard fcntl(descriptor, F_GETLK, &request) == 0, request.l_type != Int16(F_UNLCK) else { return nil }
    return request.l_pid
  }

  /// Gives the lock back; also what the end of the process does.
  public func release() {
    descriptor.withLock { descriptor in
      if descriptor >= 0 { close(descriptor) }
      descriptor = -1
    }
  }

  private static func wholeFile() -> Glibc.flock {
    var request = Glibc.flock()
    request.l_type = Int16(F_WRLCK)
    request.l_whence = Int16(SEEK_SET)
    return request
  }
}
