import Core
import FoundationEssentials
import Glibc

/// Replaces a file as a whole: a reader sees the old or the new content, and after a crash one of them is there.
enum AtomicFile {
  /// Writes `data` to `path` through a file beside it, synchronised before it takes the place; a link is followed, the
  /// rights of a file that was there are kept, a new one is its owner's alone.
  static func write(_ data: Data, to path: String) throws(ConfigurationError) {
    let target = resolved(path)
    let temporary = target + ".new.\(getpid())"
    var info = stat()
    let mode = stat(target, &info) == 0 ? info.st_mode & 0o777 : 0o600
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw failure(path) }
    let isWritten = writeAll(data, to: file) && fchmod(file, mode) == 0 && fsync(file) == 0
    let failed = isWritten ? nil : failure(path)
    close(file)
    if let failed {
      unlink(temporary)
      throw failed
    }
    guard rename(temporary, target) == 0 else {
      let failed = failure(path)
      unlink(temporary)
      throw failed
    }
    let folder = open(self.folder(of: target), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
  }

  /// Runs `body` while no other process edits a file of the same folder; makes the folder (0700) where it is missing.
  static func whileLocked<T>(
    _ path: String, _ body: () throws(ConfigurationError) -> T
  ) throws(ConfigurationError) -> T {
    let folder = folder(of: resolved(path))
    try makeFolder(folder)
    let lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard lock >= 0 else { throw failure(path) }
    defer { close(lock) }
    while flock(lock, LOCK_EX) != 0 {
      if errno != EINTR { throw failure(path) }
    }
    return try body()
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func makeFolder(_ path: String) throws(ConfigurationError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch { throw failure(path) }
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func writeAll(_ data: Data, to file: Int32) -> Bool {
    data.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Glibc.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }
  }

  private static func failure(_ path: String) -> ConfigurationError {
    ConfigurationError(
      "config.cannot_write", "it cannot be written: \(String(cString: strerror(errno)))",
      remedy: "check its rights, its folder's, and the space on its disk", at: Place(path), exit: .cannotWrite)
  }
}
