/// Values under names, looked up by the raw bytes of a frame without making a String.
///
/// Invariants: a bucket holds every entry whose name has the bucket's hash; pointers are read only within the call.
package struct ByteTable<Value> {
  private struct Entry {
    var name: [UInt8]
    var value: Value
  }

  private var buckets: [UInt64: [Entry]] = [:]

  package init() {}

  /// The value under the name that `bytes` spell.
  package subscript(bytes: UnsafeRawBufferPointer) -> Value? {
    guard let bucket = buckets[Self.hash(bytes)] else { return nil }
    for entry in bucket where ByteTable.equal(entry.name, bytes) { return entry.value }
    return nil
  }

  package subscript(name: String) -> Value? {
    get {
      var name = name
      return name.withUTF8 { self[UnsafeRawBufferPointer($0)] }
    }
    set {
      let bytes = Array(name.utf8)
      let hash = bytes.withUnsafeBytes { Self.hash($0) }
      buckets[hash, default: []].removeAll { $0.name == bytes }
      if let newValue { buckets[hash, default: []].append(Entry(name: bytes, value: newValue)) }
      if buckets[hash]?.isEmpty == true { buckets[hash] = nil }
    }
  }

  private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: bytes.count) ^ 0x9E37_79B9_7F4A_7C15
    var offset = 0
    while offset + 8 <= bytes.count {
      hash = (hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 32
      offset += 8
    }
    while offset < bytes.count {
      hash = (hash ^ UInt64(bytes[offset])) &* 0x0000_0100_0000_01B3
      offset += 1
    }
    return hash ^ (hash >> 29)
  }

  @inline(__always)
  package static func equal(_ name: [UInt8], _ bytes: UnsafeRawBufferPointer) -> Bool {
    guard name.count == bytes.count else { return false }
    return name.withUnsafeBytes { own in
      for index in 0..<bytes.count where own[index] != bytes[index] { return false }
      return true
    }
  }
}
