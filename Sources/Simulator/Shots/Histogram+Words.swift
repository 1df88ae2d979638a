extension Histogram {
  /// How many shots were counted.
  var total: Int { entries.reduce(0) { $0 + $1.count } }

  /// All that was counted, in words: for each outcome its count and its bits, bit 0 the least significant of the first.
  var words: [UInt64] { entries.flatMap { [UInt64($0.count)] + $0.bits } }

  /// Reads `words` back; nil where they are none for `width` bits.
  init?(width: Int, words: ArraySlice<UInt64>) {
    self.init(width: width)
    let length = max(1, (width + 63) / 64)
    guard words.count % (length + 1) == 0 else { return nil }
    for start in stride(from: words.startIndex, to: words.endIndex, by: length + 1) {
      guard let count = Int(exactly: words[start]) else { return nil }
      let bits = Array(words[(start + 1)..<(start + 1 + length)])
      if width <= 64 { add(bits[0], count: count) } else { add(words: bits, count: count) }
    }
  }
}
