import Core
import FoundationEssentials
import Glibc

/// Where a run keeps what it needs to go on after its process was killed, and which run that is.
public struct CheckpointSpot: Sendable {
  /// An absolute path; made when something is first written.
  public let folder: String
  /// SHA-256 of everything that fixes the result.
  let identity: [UInt8]
  private let name: String

  /// For the run that `identity` describes: text of its circuit and all its options.
  public init(folder: String, identity: String) {
    self.folder = folder
    self.identity = SHA256.digest(identity.utf8)
    name = String(SHA256.hexadecimal(identity).prefix(32))
  }

  /// The file of one of the trees of shots that a run grows side by side.
  func path(tree: Int) -> String { "\(folder)/\(name).\(tree).checkpoint" }

  /// The method that left something here; nil where nothing is left.
  var keptMethod: Method? { CheckpointReader.method(path(tree: 0)) ?? CheckpointReader.method(path(tree: 1)) }

  /// Makes the folder and those above it, for their owner only.
  func makeFolder() {
    var built = ""
    for part in folder.split(separator: "/") {
      built += "/" + part
      mkdir(built, 0o700)
    }
  }

  /// Takes away what the run left, and the folder where nothing else is in it.
  public func remove() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for own in names where own.hasPrefix(name + ".") { unlink(folder + "/" + own) }
    rmdir(folder)
  }

  /// Takes away what lies in the folders inside `folder` and was not written to for `seconds`: their runs never went on.
  public static func removeStale(in folder: String, olderThan seconds: Int) {
    let manager = FileManager.default
    for task in (try? manager.contentsOfDirectory(atPath: folder)) ?? [] {
      let inner = folder + "/" + task
      for file in (try? manager.contentsOfDirectory(atPath: inner)) ?? [] where file.contains(".checkpoint") {
        var info = stat()
        if lstat(inner + "/" + file, &info) == 0, info.st_mtim.tv_sec < Glibc.time(nil) - seconds { unlink(inner + "/" + file) }
      }
      rmdir(inner)
    }
  }
}
