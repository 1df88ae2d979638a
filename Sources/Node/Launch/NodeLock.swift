import Core
import Glibc
import Synchronization

/// A lock on a file that ends with the process which holds it, and can be looked at without being taken.
///
/// An open-file-description lock (fcntl(2)): it also keeps two parts of one process apart. The file holds the pid.
public final class NodeLock: Sendable {
  // Not in Swift's Glibc: linux/fcntl.h.
  private static let look: Int32 = 36  // F_OFD_GETLK
  private static let set: Int32 = 37  // F_OFD_SETLK

  private let descriptor: Mutex<Int32>

  private init(descriptor: Int32) { self.descriptor = Mutex(descriptor) }

  /// Takes the lock at `path`; nil where somebody else holds it.
  public static func take(_ path: String) throws(ProximaError) -> NodeLock? {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw ProximaError("node.no_lock", "cannot open \(path): \(errnoText())", exit: .cannotWrite)
    }
    var request = wholeFile()
    guard fcntl(descriptor, set, &request) == 0 else {
      let reason = errno
      close(descriptor)
      if reason == EAGAIN || reason == EACCES { return nil }
      throw ProximaError("node.no_lock", "cannot lock \(path): \(String(cString: strerror(reason)))", exit: .cannotWrite)
    }
    let text = Array("\(getpid())\n".utf8)
    guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count else {
      let reason = errnoText()
      close(descriptor)
      throw ProximaError("node.no_lock", "cannot write \(path): \(reason)", exit: .cannotWrite)
    }
    return NodeLock(descriptor: descriptor)
  }

  /// The process that holds the lock at `path`, 0 where it has not said yet who it is; nil where nobody does.
  public static func holder(_ path: String) -> Int32? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var request = wholeFile()
    guard fcntl(descriptor, look, &request) == 0, request.l_type != Int16(F_UNLCK) else { return nil }
    return ProcessTable.contents(path).flatMap { Int32($0.trimmed) } ?? 0
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
