import Core
import FoundationEssentials
import Glibc

/// The changes that can be undone, on disk: `undo/` in the data folder, with the contents of files by their SHA-256.
struct UndoHistory {
  /// Larger files are not kept, and their change cannot be undone.
  static let largest = 16 << 20

  private let folder: String

  init(_ home: Home) { folder = home.data + "/undo" }

  /// The stacks as they are on disk; empty where there are none.
  func stacks() throws(ProximaError) -> UndoStacks {
    guard let data = FileManager.default.contents(atPath: folder + "/history.json") else { return UndoStacks() }
    do { return try JSON.decode(UndoStacks.self, from: data) } catch {
      throw ProximaError(
        "undo.damaged", "\(folder)/history.json cannot be read", remedy: "remove it: nothing else depends on it",
        exit: .badInput)
    }
  }

  /// Reads, changes and writes the stacks while no other program does.
  func update<Value>(_ change: (inout UndoStacks) throws(ProximaError) -> Value) throws(ProximaError) -> Value {
    guard (try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)) != nil else {
      throw ProximaError(
        "undo.cannot_write", "cannot write \(folder)", remedy: "free space or rights there", exit: .cannotWrite)
    }
    let lock = open(folder + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    defer { if lock >= 0 { close(lock) } }
    while lock >= 0, flock(lock, LOCK_EX) != 0, errno == EINTR {}
    var stacks = try stacks()
    let value = try change(&stacks)
    do { try Files.write(try JSON.text(stacks), to: folder + "/history.json") } catch { throw ProximaError.from(error) }
    sweep(stacks)
    return value
  }

  /// The name of the content of the file at `path`, which is kept; nil where there is no file. Throws for one too large.
  func keep(_ path: String) throws(ProximaError) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    guard status.st_size <= Self.largest, let data = FileManager.default.contents(atPath: path) else {
      throw ProximaError("undo.too_large", "\(path) is too large to be kept", exit: .badInput)
    }
    let name = SHA256.hexadecimal(data)
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let copy = folder + "/" + name
      if !FileManager.default.fileExists(atPath: copy) { try data.write(to: URL(filePath: copy), options: .atomic) }
    } catch {
      throw ProximaError("undo.cannot_write", "cannot write to \(folder)", remedy: "free space there", exit: .cannotWrite)
    }
    return name
  }

  /// Makes the file at `path` what it was when `keep` named its content; removes it where that is nil.
  func restore(_ path: String, _ name: String?) throws(ProximaError) {
    do {
      guard let name else { return try FileManager.default.removeItem(atPath: path) }
      guard let data = FileManager.default.contents(atPath: folder + "/" + name), SHA256.hexadecimal(data) == name else {
        throw ProximaError("undo.lost", "what \(path) held is not kept any more", exit: .failed)
      }
      try data.write(to: URL(filePath: path), options: .atomic)
    } catch let error as ProximaError { throw error } catch {
      throw ProximaError("undo.cannot_write", "cannot write \(path)", remedy: "free space or rights there", exit: .cannotWrite)
    }
  }

  /// The name that the content of the file at `path` would have; nil where there is none.
  static func name(of path: String) -> String? {
    FileManager.default.contents(atPath: path).map { SHA256.hexadecimal($0) }
  }

  private func sweep(_ stacks: UndoStacks) {
    let wanted = Set((stacks.done + stacks.undone).flatMap(\.contents))
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.count == 64 {
      if !wanted.contains(name) { unlink(folder + "/" + name) }
    }
  }
}
