import FoundationEssentials
import Glibc
import Synchronization

/// A file that is appended to and never grows past its limit: `x.log`, then `x.1.log` and so on, oldest last.
///
/// Losing a line of it is never fatal: a full disk makes it fall silent until there is room again.
public final class RotatingFile: Sendable {
  /// How large a file may grow and how many are kept, the current one included.
  public struct Limit: Sendable, Hashable {
    public var bytes: Int
    public var files: Int

    public init(bytes: Int, files: Int) {
      self.bytes = bytes
      self.files = max(1, files)
    }

    /// Five files of 5 MB.
    public static let log = Limit(bytes: 5_000_000, files: 5)
  }

  private struct Open {
    var descriptor: Int32 = -1
    var size = 0
  }

  public let path: String
  private let limit: Limit
  private let open = Mutex(Open())

  public init(path: String, limit: Limit) {
    self.path = path
    self.limit = limit
  }

  /// Appends `bytes` with one write; rotates first where they would pass the limit.
  public func append(_ bytes: Data) {
    open.withLock { open in
      if open.descriptor < 0 { begin(&open) }
      if open.size > 0, open.size + bytes.count > limit.bytes {
        close(open.descriptor)
        open.descriptor = -1
        rotate()
        begin(&open)
      }
      guard open.descriptor >= 0 else { return }
      let written = bytes.withUnsafeBytes { write(open.descriptor, $0.baseAddress, $0.count) }
      if written > 0 { open.size += written }
    }
  }

  /// The paths that exist, newest first.
  public var paths: [String] {
    (0..<limit.files).map(name).filter { access($0, F_OK) == 0 }
  }

  /// The name of the file that was rotated out `age` times.
  private func name(_ age: Int) -> String {
    guard age > 0 else { return path }
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return "\(path).\(age)" }
    return "\(path[..<dot]).\(age)\(path[dot...])"
  }

  private func begin(_ open: inout Open) {
    open.descriptor = Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    var info = stat()
    open.size = open.descriptor >= 0 && fstat(open.descriptor, &info) == 0 ? Int(info.st_size) : 0
  }

  private func rotate() {
    unlink(name(limit.files - 1))
    for age in stride(from: limit.files - 2, through: 0, by: -1) { rename(name(age), name(age + 1)) }
  }

  deinit {
    let descriptor = open.withLock { $0.descriptor }
    if descriptor >= 0 { close(descriptor) }
  }
}
