import FoundationEssentials
import Glibc

/// Files in a private folder of the host, to be shown read-only inside a sandbox.
struct StagedFiles {
  let path: String
  let names: [String]

  /// Writes `files` into a new folder; `forOthers` makes them readable for the user that the sandbox runs as.
  init(_ files: [String: Data], forOthers: Bool) throws(SandboxError) {
    var template = Array("/tmp/proxima-sandbox-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer -> String? in
      guard let base = buffer.baseAddress, mkdtemp(base) != nil else { return nil }
      return String(cString: base)
    }
    guard let made else { throw .notStarted("mkdtemp", errno) }
    path = made
    names = files.keys.sorted()
    if forOthers { chmod(path, 0o711) }
    for name in names {
      guard let data = files[name], Self.write(data, to: "\(path)/\(name)", mode: forOthers ? 0o644 : 0o600) else {
        let number = errno
        remove()
        throw .notStarted("writing `\(name)`", number)
      }
    }
  }

  /// Removes the folder.
  func remove() {
    for name in names { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  private static func write(_ data: Data, to path: String, mode: mode_t) -> Bool {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard file >= 0 else { return false }
    defer { close(file) }
    fchmod(file, mode)
    return data.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let wrote = Glibc.write(file, bytes.baseAddress?.advanced(by: done), bytes.count - done)
        if wrote <= 0 {
          if errno == EINTR { continue }
          return false
        }
        done += wrote
      }
      return true
    }
  }
}
