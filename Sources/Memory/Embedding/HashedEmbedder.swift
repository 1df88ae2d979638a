import Glibc

/// Hashed n-grams: words, pairs of words and pieces of 3 to 5 letters, each added with a sign to one of 384 numbers.
///
/// No model, no file, the same on every machine. Signed feature hashing (Weinberger et al., 2009), so that collisions
/// cancel on average; pieces make forms of one word and typing errors alike. A feature that occurs n times counts
/// 1 + ln n times.
public struct HashedEmbedder: Embedder {
  public let model = "hashed-ngrams-1"
  public let dimensions = 384

  public init() {}

  public func embed(_ text: String) -> [Float] {
    let words = Words.meaningful(in: text)
    var vector = [Float](repeating: 0, count: dimensions)
    add(words.map { Self.hash($0.utf8, salt: 1) }, weight: 1, to: &vector)
    add(zip(words, words.dropFirst()).map { Self.hash("\($0) \($1)".utf8, salt: 2) }, weight: 0.6, to: &vector)
    add(words.flatMap(Self.pieces), weight: 0.35, to: &vector)
    let length = vector.reduce(Float(0)) { $0 + $1 * $1 }.squareRoot()
    return length > 0 ? vector.map { $0 / length } : vector
  }

  /// Adds each distinct feature, in the order of its hash, so that sums are the same in every process.
  private func add(_ features: [UInt64], weight: Float, to vector: inout [Float]) {
    let sorted = features.sorted()
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, sorted[end] == sorted[start] { end += 1 }
      let amount = weight * (1 + Float(log(Double(end - start))))
      let feature = sorted[start]
      vector[Int((feature >> 1) % UInt64(dimensions))] += feature & 1 == 0 ? amount : -amount
      start = end
    }
  }

  /// The pieces of a word with its borders marked: `^gh`, `ghz`, `hz$`, `^ghz`, …
  private static func pieces(of word: String) -> [UInt64] {
    let bytes = [UInt8(ascii: "^")] + Array(word.utf8) + [UInt8(ascii: "$")]
    var hashes: [UInt64] = []
    for length in 3...5 where bytes.count >= length {
      for start in 0...(bytes.count - length) { hashes.append(hash(bytes[start..<(start + length)], salt: 3)) }
    }
    return hashes
  }

  /// FNV-1a of 64 bits (Fowler, Noll, Vo), finished by the mixer of SplitMix64 so that the low bits are good too.
  private static func hash(_ bytes: some Sequence<UInt8>, salt: UInt64) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ salt
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
    return hash ^ (hash >> 31)
  }
}
