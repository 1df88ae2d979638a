import CKernels
import Core
import Glibc

/// Reads checkpoints: all of a file is checked before anything of it is believed.
struct CheckpointReader {
  let path: String
  /// Whether to go on, asked before each block.
  let goesOn: () -> Bool

  /// What lies at `path`, once its checksum holds and it is the checkpoint of `identity`.
  func verified(identity: [UInt8]) throws(Checkpoint.Fault) -> Checkpoint {
    let file = try Self.opened(path)
    defer { close(file) }
    var info = stat()
    guard fstat(file, &info) == 0, info.st_size >= Checkpoint.prefix + 8 else { throw .damaged("it is cut short") }
    let checkpoint = try head(file, size: Int(info.st_size))
    guard checkpoint.identity == identity else { throw .foreign }
    guard lseek(file, 0, SEEK_SET) == 0 else { throw .damaged("it cannot be read") }
    var crc: UInt64 = 0, left = Int(info.st_size) - 8
    var block = [UInt8](repeating: 0, count: CheckpointWriter.block)
    while left > 0 {
      guard goesOn() else { throw .interrupted }
      let count = min(left, block.count)
      guard Self.fill(file, &block, count) else { throw .damaged("it is cut short") }
      crc = px_crc64(crc, block, count)
      left -= count
    }
    guard Self.fill(file, &block, 8), Self.word(block[0..<8]) == crc else { throw .damaged("its checksum does not hold") }
    return checkpoint
  }

  /// Copies the states of `checkpoint`, in their order, into `memory`; its checksum was checked before.
  func load(_ checkpoint: Checkpoint, into memory: [UnsafeMutableRawPointer]) throws(Checkpoint.Fault) {
    let file = try Self.opened(path)
    defer { close(file) }
    let start = Checkpoint.magic.count + 32 + 8 * checkpoint.head.count
    guard lseek(file, start, SEEK_SET) == start else { throw .damaged("it cannot be read") }
    for (state, memory) in zip(checkpoint.states, memory) {
      for first in stride(from: 0, to: state.bytes, by: CheckpointWriter.block) {
        guard goesOn() else { throw .interrupted }
        let count = min(CheckpointWriter.block, state.bytes - first)
        guard Self.fill(file, memory + first, count) else { throw .damaged("it is cut short") }
      }
    }
  }

  /// The method of what lies at `path`; nil where that is no checkpoint.
  static func method(_ path: String) -> Method? {
    guard let file = try? opened(path) else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: Checkpoint.prefix)
    guard fill(file, &bytes, bytes.count), bytes.starts(with: Checkpoint.magic) else { return nil }
    let index = word(bytes[40..<48])
    return index < Method.allCases.count ? Method.allCases[Int(index)] : nil
  }

  private func head(_ file: Int32, size: Int) throws(Checkpoint.Fault) -> Checkpoint {
    var bytes = [UInt8](repeating: 0, count: Checkpoint.prefix)
    guard Self.fill(file, &bytes, bytes.count), bytes.starts(with: Checkpoint.magic) else {
      throw .damaged("it is no checkpoint")
    }
    let fixed = stride(from: 40, to: bytes.count, by: 8).map { Self.word(bytes[$0..<($0 + 8)]) }
    guard fixed.allSatisfy({ $0 < 1 << 48 }) else { throw .damaged("its head makes no sense") }
    let more = Int(fixed[5]) + Int(fixed[6]) + 2 * Int(fixed[8])
    let whole = Checkpoint.prefix + 8 * more + Int(fixed[7]) + 8
    guard whole == size else { throw .damaged(whole > size ? "it is cut short" : "its head makes no sense") }
    var rest = [UInt8](repeating: 0, count: 8 * more)
    guard Self.fill(file, &rest, rest.count) else { throw .damaged("it is cut short") }
    let words = fixed + stride(from: 0, to: rest.count, by: 8).map { Self.word(rest[$0..<($0 + 8)]) }
    guard let result = Checkpoint(identity: Array(bytes[8..<40]), head: words) else {
      throw .damaged("its head makes no sense")
    }
    return result
  }

  private static func opened(_ path: String) throws(Checkpoint.Fault) -> Int32 {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    if file >= 0 { return file }
    throw errno == ENOENT ? .absent : .damaged("it cannot be opened: \(String(cString: strerror(errno)).lowercased())")
  }

  private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } }

  private static func fill(_ file: Int32, _ memory: UnsafeMutableRawPointer, _ count: Int) -> Bool {
    var done = 0
    while done < count {
      let taken = read(file, memory + done, count - done)
      if taken < 0, errno == EINTR { continue }
      guard taken > 0 else { return false }
      done += taken
    }
    return true
  }
}
