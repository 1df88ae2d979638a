import Core
import FoundationEssentials

/// A folder of its own for one test, removed with it.
final class Scratch {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/proxima-store-" + Identifier.random().description
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }
}

func moment(_ seconds: Int64) -> WallTime { WallTime(milliseconds: 1_795_253_105_000 + seconds * 1000) }

func taskID(_ text: String) throws -> TaskID {
  guard let id = TaskID(text) else { throw ProximaError.bug("not a task id: \(text)") }
  return id
}
