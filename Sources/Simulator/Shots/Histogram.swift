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

  /// Outcomes of at most 64 bits in ascending order, each once; nil for wider ones.
  var outcomes: [(key: UInt64, count: Int)]? { width <= 64 && packed.isEmpty ? merged : nil }

  /// The narrow outcomes in ascending order, each once.
  private var merged: [(key: UInt64, count: Int)] {
    var result = OutcomeSort.sorted(narrow, width: width)
    guard var last = result.indices.first else { return [] }
    for index in result.indices.dropFirst() {
      if result[index].key == result[last].key {
        result[last].count += result[index].count
      } else {
        last += 1
        result[last] = result[index]
      }
    }
    result.removeSubrange((last + 1)...)
    return result
  }

  /// By bit string, bit 0 rightmost.
  var counts: [String: Int] {
    let merged = merged
    var result: [String: Int] = [:]
    result.reserveCapacity(merged.count + wide.count + packed.count)
    for (key, count) in merged { result[Self.text(key, width: width)] = count }
    for (words, count) in packed { result[Self.text(words, width: width), default: 0] += count }
    for (bits, count) in wide { result[String(bits.reversed().map { $0 ? "1" : "0" }), default: 0] += count }
    return result
  }

  /// Every outcome in words of 64 bits, as often as it stands.
  var entries: [(bits: [UInt64], count: Int)] {
    let few = narrow.map { (bits: [$0.key], count: $0.count) }
    let many = packed.map { (bits: $0.key, count: $0.value) } + wide.map { (bits: Self.packed($0.key), count: $0.value) }
    return few + many.sorted { $0.bits.lexicographicallyPrecedes($1.bits) }
  }

  private static func packed(_ bits: [Bool]) -> [UInt64] {
    var words = Array(repeating: UInt64(0), count: (bits.count + 63) / 64)
    for (place, bit) in bits.enumerated() where bit { words[place >> 6] |= 1 << UInt64(place & 63) }
    return words
  }

  static func number(_ bits: [Bool]) -> UInt64 {
    var key: UInt64 = 0
    for (place, bit) in bits.enumerated() where bit { key |= 1 << UInt64(place) }
    return key
  }

  /// The low `width` bits of `key`, bit 0 rightmost.
  static func text(_ key: UInt64, width: Int) -> String {
    String(unsafeUninitializedCapacity: width) { buffer in
      var rest = key
      for place in stride(from: width - 1, through: 0, by: -1) {
        buffer[place] = 0x30 | UInt8(truncatingIfNeeded: rest & 1)
        rest >>= 1
      }
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

/// Sorts outcomes by their keys, eleven bits at a time from the least significant: a million in a few milliseconds.
private enum OutcomeSort {
  static func sorted(_ entries: [(key: UInt64, count: Int)], width: Int) -> [(key: UInt64, count: Int)] {
    if entries.count < 4096 { return entries.sorted { $0.key < $1.key } }
    let digits = 11
    var (source, target) = (entries, entries)
    for shift in stride(from: 0, to: width, by: digits) {
      func digit(_ key: UInt64) -> Int { Int(key >> UInt64(shift)) & (1 << digits - 1) }
      var starts = Array(repeating: 0, count: 1 << digits + 1)
      for entry in source { starts[digit(entry.key) + 1] += 1 }
      for index in 1..<starts.count { starts[index] += starts[index - 1] }
      for entry in source {
        let place = digit(entry.key)
        target[starts[place]] = entry
        starts[place] += 1
      }
      swap(&source, &target)
    }
    return source
  }
}
