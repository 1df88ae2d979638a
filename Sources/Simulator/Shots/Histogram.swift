/// How often each outcome of the classical bits was seen.
struct Histogram: Sendable {
  /// How many classical bits a key has.
  let width: Int
  /// Outcomes of at most 64 bits, bit 0 the least significant, as they came: a key may stand more than once.
  private var narrow: [(key: UInt64, count: Int)] = []
  private var wide: [[Bool]: Int] = [:]
  /// Outcomes of more bits in words, bit 0 the least significant of the first.
  private var packed: [[UInt64]: Int] = [:]

  init(width: Int) { self.width = width }

  /// Counts `count` shots that ended with `bits`, bit 0 first.
  mutating func add(_ bits: [Bool], count: Int) {
    if width <= 64 {
      add(Self.number(bits), count: count)
    } else {
      wide[bits, default: 0] += count
    }
  }

  /// The same for at most 64 bits, bit 0 the least significant.
  mutating func add(_ key: UInt64, count: Int) {
    if let last = narrow.last, last.key == key {
      narrow[narrow.count - 1].count += count
    } else {
      narrow.append((key, count))
    }
  }

  /// The same for any number of bits, in words of 64, bit 0 the least significant of the first.
  mutating func add(words: [UInt64], count: Int) { packed[words, default: 0] += count }

  mutating func merge(_ other: Histogram) {
    narrow += other.narrow
    wide.merge(other.wide, uniquingKeysWith: +)
    packed.merge(other.packed, uniquingKeysWith: +)
  }

  /// By bit string, bit 0 rightmost.
  var counts: [String: Int] {
    var result: [String: Int] = [:]
    result.reserveCapacity(narrow.count + wide.count + packed.count)
    if narrow.count > 64 {
      var merged: [UInt64: Int] = [:]
      merged.reserveCapacity(narrow.count)
      for (key, count) in narrow { merged[key, default: 0] += count }
      for (key, count) in merged { result[Self.text(key, width: width)] = count }
    } else {
      for (key, count) in narrow { result[Self.text(key, width: width), default: 0] += count }
    }
    for (words, count) in packed { result[Self.text(words, width: width), default: 0] += count }
    for (bits, count) in wide { result[String(bits.reversed().map { $0 ? "1" : "0" }), default: 0] += count }
    return result
  }

  static func number(_ bits: [Bool]) -> UInt64 {
    var key: UInt64 = 0
    for (place, bit) in bits.enumerated() where bit { key |= 1 << UInt64(place) }
    return key
  }

  /// The low `width` bits of `key`, bit 0 rightmost.
  static func text(_ key: UInt64, width: Int) -> String {
    String(unsafeUninitializedCapacity: width) { buffer in
      for place in 0..<width { buffer[width - 1 - place] = 0x30 | UInt8(key >> UInt64(place) & 1) }
      return width
    }
  }

  private static func text(_ words: [UInt64], width: Int) -> String {
    String(unsafeUninitializedCapacity: width) { buffer in
      for place in 0..<width { buffer[width - 1 - place] = 0x30 | UInt8(words[place >> 6] >> UInt64(place & 63) & 1) }
      return width
    }
  }
}
