import CKernels
import Glibc

/// Writes checkpoints: to a name of their own first, which replaces the old file only once all is on the disk.
struct CheckpointWriter {
  /// Bytes that are written at once, and after which somebody may interrupt.
  static let block = 1 << 20
  /// Bytes that are sent to the disk at once, so that an abort never waits for more.
  private static let flushed = 8 << 20
  /// Free space that is left to others.
  static let reserve = 64 << 20

  let path: String
  /// Whether to go on, asked before each block.
  let goesOn: () -> Bool

  /// Writes `checkpoint` with the memory of its states, in their order.
  func write(_ checkpoint: Checkpoint, _ memory: [UnsafeRawPointer]) throws(Checkpoint.Fault) {
    let size = Checkpoint.prefix + 8 * (checkpoint.head.count + 1) + checkpoint.states.reduce(0) { $0 + $1.bytes }
    guard Self.free(path) > size + Self.reserve else { throw .cannotWrite("the disk has no room for \(size) bytes") }
    let part = path + ".part"
    let file = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw Self.failed() }
    var isDone = false
    defer { if !isDone { unlink(part) } }
    do throws(Checkpoint.Fault) {
      try fill(file, checkpoint, memory)
    } catch {
      close(file)
      throw error
    }
    guard close(file) == 0, rename(part, path) == 0 else { throw Self.failed() }
    isDone = true
  }

  private func fill(
    _ file: Int32, _ checkpoint: Checkpoint, _ memory: [UnsafeRawPointer]
  ) throws(Checkpoint.Fault) {
    var crc: UInt64 = 0
    try put(file, Checkpoint.magic + checkpoint.identity, &crc)
    try put(file, checkpoint.head.flatMap(Self.bytes), &crc)
    var unflushed = 0
    for (state, memory) in zip(checkpoint.states, memory) {
      for start in stride(from: 0, to: state.bytes, by: Self.block) {
        guard goesOn() else { throw .interrupted }
        let count = min(Self.block, state.bytes - start)
        try put(file, memory + start, count, &crc)
        unflushed += count
        if unflushed >= Self.flushed {
          guard fdatasync(file) == 0 else { throw Self.failed() }
          unflushed = 0
        }
      }
    }
    let sum = crc
    try put(file, Self.bytes(sum), &crc)
    guard fsync(file) == 0 else { throw Self.failed() }
  }

  private func put(_ file: Int32, _ bytes: [UInt8], _ crc: inout UInt64) throws(Checkpoint.Fault) {
    do {
      try bytes.withUnsafeBytes { if let base = $0.baseAddress { try put(file, base, $0.count, &crc) } }
    } catch let fault as Checkpoint.Fault {
      throw fault
    } catch { throw Self.failed() }
  }

  private func put(_ file: Int32, _ bytes: UnsafeRawPointer, _ count: Int, _ crc: inout UInt64) throws(Checkpoint.Fault) {
    crc = px_crc64(crc, bytes, count)
    var done = 0
    while done < count {
      let written = Glibc.write(file, bytes + done, count - done)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw Self.failed() }
      done += written
    }
  }

  /// The eight bytes of `word`, the least significant first.
  static func bytes(_ word: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) } }

  private static func failed() -> Checkpoint.Fault { .cannotWrite(String(cString: strerror(errno)).lowercased()) }

  /// Bytes that may be written to the disk of `path`.
  private static func free(_ path: String) -> Int {
    var info = statvfs()
    let folder = path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
    guard statvfs(folder, &info) == 0 else { return .max }
    return Int(clamping: UInt64(info.f_bavail).multipliedReportingOverflow(by: UInt64(info.f_frsize)).partialValue)
  }
}
