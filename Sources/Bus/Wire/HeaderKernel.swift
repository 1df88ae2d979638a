import Core

/// Reads and writes header frames in place, without copying or allocating.
///
/// Invariants: every access lies inside `bytes`; `fixedSize` bytes and the five strings have been checked by `scan`
/// before any accessor is used; integers are in network order and unaligned.
package struct HeaderView {
  /// Bytes before the five strings.
  package static let fixedSize = 88
  /// The longest header: each string at most 255 bytes.
  package static let maximumSize = fixedSize + 5 * 256

  package let bytes: UnsafeRawBufferPointer
  /// Where each string begins, and how long it is.
  private let starts: (sender: Int, recipient: Int, task: Int, step: Int, action: Int)

  /// Why a frame is no header.
  package enum Fault: Error, Equatable {
    case short, version(UInt8), kind(UInt8), strings, trailing, encoding
  }

  /// Checks the whole frame once: length, version, kind, and that the strings fill it exactly.
  package static func scan(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> HeaderView {
    guard bytes.count > 0 else { throw .short }
    guard bytes[0] == MessageHeader.version else { throw .version(bytes[0]) }
    guard bytes.count >= fixedSize + 5 else { throw .short }
    guard MessageKind(rawValue: bytes[1]) != nil else { throw .kind(bytes[1]) }
    let a = fixedSize
    let b = a + 1 + Int(bytes[a])
    guard b < bytes.count else { throw .strings }
    let c = b + 1 + Int(bytes[b])
    guard c < bytes.count else { throw .strings }
    let d = c + 1 + Int(bytes[c])
    guard d < bytes.count else { throw .strings }
    let e = d + 1 + Int(bytes[d])
    guard e < bytes.count else { throw .strings }
    let end = e + 1 + Int(bytes[e])
    guard end <= bytes.count else { throw .strings }
    guard end == bytes.count else { throw .trailing }
    return HeaderView(bytes: bytes, starts: (a, b, c, d, e))
  }

  @inline(__always) private func load<T: FixedWidthInteger>(_ offset: Int, as type: T.Type = T.self) -> T {
    T(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: T.self))
  }

  @inline(__always) private func string(_ start: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[(start + 1)..<(start + 1 + Int(bytes[start]))])
  }

  package var kind: MessageKind { MessageKind(rawValue: bytes[1]) ?? .error }
  package var flags: MessageFlags { MessageFlags(rawValue: load(2)) }
  package var priority: Int16 { load(4) }
  package var credit: UInt16 { load(6) }
  package var budget: UInt32 { load(8) }
  package var id: Identifier { Identifier(high: load(16), low: load(24)) }
  package var replyTo: Identifier { Identifier(high: load(32), low: load(40)) }
  package var sent: Int64 { load(48) }
  package var trace: TraceParent {
    TraceParent(trace: Identifier(high: load(56), low: load(64)), span: load(72))
  }
  package var fence: UInt64 { load(80) }
  package var sender: UnsafeRawBufferPointer { string(starts.sender) }
  package var recipient: UnsafeRawBufferPointer { string(starts.recipient) }
  package var task: UnsafeRawBufferPointer { string(starts.task) }
  package var step: UnsafeRawBufferPointer { string(starts.step) }
  package var action: UnsafeRawBufferPointer { string(starts.action) }

  /// The message id of a frame that may be of another version or cut: it stands at the same place in all of them.
  package static func identifier(of bytes: UnsafeRawBufferPointer) -> Identifier {
    guard bytes.count >= 32 else { return .none }
    func load(_ offset: Int) -> UInt64 { UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) }
    return Identifier(high: load(16), low: load(24))
  }

  /// Overwrites the deadline budget of the frame at `base`, which must be a scanned header.
  package static func write(budget: UInt32, at base: UnsafeMutableRawPointer) {
    base.storeBytes(of: budget.bigEndian, toByteOffset: 8, as: UInt32.self)
  }

  /// Marks the scanned frame as one that used up a credit of its receiver. The frame is memory that libzmq handed over.
  package static func charge(_ header: HeaderView) {
    guard let base = UnsafeMutableRawPointer(mutating: header.bytes.baseAddress) else { return }
    let flags = header.flags.union(.charged)
    base.storeBytes(of: flags.rawValue.bigEndian, toByteOffset: 2, as: UInt16.self)
  }

  /// Overwrites the credit of the frame at `base`, which must be a scanned header.
  package static func write(credit: UInt16, at base: UnsafeMutableRawPointer) {
    base.storeBytes(of: credit.bigEndian, toByteOffset: 6, as: UInt16.self)
  }
}
