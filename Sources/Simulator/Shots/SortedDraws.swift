import Core

/// The random numbers of all shots, in ascending order: which shot drew which does not matter for counts.
enum SortedDraws {
  /// Numbers of [0, 1): chunk k of `chunk` shots draws them from `SeededGenerator(seed:, stream: k)`.
  static func make(shots: Int, seed: UInt64, chunk: Int) -> [Double] {
    var draws: [Double] = []
    draws.reserveCapacity(shots)
    for index in 0..<((shots + chunk - 1) / chunk) {
      var numbers = SeededGenerator(seed: seed, stream: UInt64(index))
      for _ in index * chunk..<min(shots, (index + 1) * chunk) { draws.append(numbers.unit()) }
    }
    return sorted(draws)
  }

  /// `draws` in ascending order: put into as many buckets as there are numbers, then sorted by insertion, since a bucket
  /// of uniform numbers holds one on average.
  static func sorted(_ draws: [Double]) -> [Double] {
    let count = draws.count
    if count < 64 { return draws.sorted() }
    let scale = Double(count)
    func bucket(_ value: Double) -> Int { min(count - 1, Int(value * scale)) }
    var starts = Array(repeating: 0, count: count + 1)
    for value in draws { starts[bucket(value) + 1] += 1 }
    for index in 1...count { starts[index] += starts[index - 1] }
    return Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      for value in draws {
        let at = bucket(value)
        buffer[starts[at]] = value
        starts[at] += 1
      }
      for index in 1..<count {
        let value = buffer[index]
        var at = index
        while at > 0, buffer[at - 1] > value {
          buffer[at] = buffer[at - 1]
          at -= 1
        }
        buffer[at] = value
      }
      initialized = count
    }
  }
}
