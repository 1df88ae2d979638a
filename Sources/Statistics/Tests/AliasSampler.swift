import Core

/// Draws indices with given probabilities in constant time each (Walker, 1977; built as by Vose, 1991).
public struct AliasSampler: Sendable {
  private var keep: [Double]
  private var alias: [Int]

  /// `weights` are not negative and not all zero; they need not add up to 1.
  public init(_ weights: [Double]) {
    let count = weights.count
    let mean = weights.reduce(0, +) / Double(max(1, count))
    keep = weights.map { $0 / mean }
    alias = Array(0..<count)
    var small = keep.indices.filter { keep[$0] < 1 }
    var large = keep.indices.filter { keep[$0] >= 1 }
    while let low = small.popLast(), let high = large.popLast() {
      alias[low] = high
      keep[high] -= 1 - keep[low]
      if keep[high] < 1 { small.append(high) } else { large.append(high) }
    }
  }

  /// One index.
  @inline(__always)
  public func draw(_ generator: inout SeededGenerator) -> Int {
    let column = generator.index(below: keep.count)
    return generator.unit() < keep[column] ? column : alias[column]
  }
}
