/// A set of qubits, or a basis state of them, in a fixed number of words.
struct BitKey<Words: SIMD & Sendable>: Hashable, Sendable where Words.Scalar == UInt64 {
  private var words = Words(repeating: 0)

  init() {}

  /// How many qubits fit.
  static var capacity: Int { Words.scalarCount * 64 }

  subscript(bit: Int) -> Bool {
    get { words[bit >> 6] >> UInt64(bit & 63) & 1 == 1 }
    set {
      let mask = UInt64(1) << UInt64(bit & 63)
      words[bit >> 6] = newValue ? words[bit >> 6] | mask : words[bit >> 6] & ~mask
    }
  }

  /// The bits of either.
  static func | (a: BitKey, b: BitKey) -> BitKey {
    var result = a
    result.words |= b.words
    return result
  }

  /// The bits of `a` that `b` does not have.
  func subtracting(_ b: BitKey) -> BitKey {
    var result = self
    result.words &= ~b.words
    return result
  }

  func hash(into hasher: inout Hasher) {
    // One multiplication a word: keys of a state are not chosen by an adversary.
    var mixed: UInt64 = 0
    for index in 0..<Words.scalarCount { mixed = (mixed ^ words[index]) &* 0x9E37_79B9_7F4A_7C15 }
    hasher.combine(mixed)
  }
}
