import FoundationEssentials
import Glibc

/// A file that holds a secret: readable by its owner only, replaced in one step, on disk when a write returns.
public struct SecretFile: Sendable {
  public let folder: String
  public let name: String
  public var path: String { folder + "/" + name }

  public init(folder: String, name: String) {
    self.folder = folder
    self.name = name
  }

  /// What it holds; nil where it is not there. Throws `keys.unreadable`, also where others may read it.
  public func read() throws(ProximaError) -> Data? {
    var info = stat()
    guard stat(path, &info) == 0 else { return nil }
    guard info.st_mode & 0o077 == 0 else {
      throw ProximaError(
        "keys.unreadable", "others may read \(path)", remedy: "chmod 600 it, and revoke what it let in", exit: .refused)
    }
    do { return try Data(contentsOf: URL(filePath: path)) } catch {
      throw ProximaError("keys.unreadable", "cannot read \(path): \(error)", exit: .configuration)
    }
  }

  /// Replaces what it holds; throws `keys.not_written`.
  public func write(_ data: Data) throws(ProximaError) {
    mkdir(folder, 0o700)
    let fresh = path + ".new"
    unlink(fresh)
    let descriptor = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure("open") }
    let written = data.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    let isSafe = written == data.count && fsync(descriptor) == 0
    close(descriptor)
    guard isSafe, rename(fresh, path) == 0 else {
      let error = failure("write")
      unlink(fresh)
      throw error
    }
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if directory >= 0 {
      fsync(directory)
      close(directory)
    }
  }

  private func failure(_ call: String) -> ProximaError {
    ProximaError(
      "keys.not_written", "cannot \(call) \(path): \(String(cString: strerror(errno)))",
      remedy: "free space or rights there", exit: .cannotWrite)
  }
}
