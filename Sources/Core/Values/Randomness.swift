/// The seeded generator of the project: xoshiro256** 1.0 (Blackman and Vigna, 2018), seeded by SplitMix64.
///
/// Pure Swift and fixed for ever: same seed, same numbers, on every machine.
public struct SeededGenerator: RandomNumberGenerator, Sendable, Hashable {
  private var s0, s1, s2, s3: UInt64

  public init(seed: UInt64) {
    var mix = SplitMix64(state: seed)
    (s0, s1, s2, s3) = (mix.next(), mix.next(), mix.next(), mix.next())
  }

  /// The generator of stream `stream` under `seed`: what a chunk of shots, a trajectory or a repetition draws from.
  public init(seed: UInt64, stream: UInt64) {
    var mix = SplitMix64(state: stream &+ 0x9E37_79B9_7F4A_7C15)
    self.init(seed: seed ^ mix.next())
  }

  public mutating func next() -> UInt64 {
    let scaled = s1 &* 5
    let result = ((scaled << 7) | (scaled >> 57)) &* 9
    let shifted = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = (s3 << 45) | (s3 >> 19)
    return result
  }

  /// A number of [0, 1) with 53 random bits.
  @inlinable public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): turns one seed into many.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  var state: UInt64

  public init(state: UInt64) { self.state = state }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
