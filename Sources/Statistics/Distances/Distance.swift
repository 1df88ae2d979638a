import Glibc

/// Distances between two distributions over bit strings; an absent key has probability 0.
public enum Distance {
  /// Half the sum of absolute differences: 0 for equal, 1 for disjoint distributions.
  public static func totalVariation(_ p: [String: Double], _ q: [String: Double]) -> Double {
    min(1, overUnion(p, q) { abs($0 - $1) } / 2)
  }

  /// √(1 - Σ√(pq)), 0 to 1.
  public static func hellinger(_ p: [String: Double], _ q: [String: Double]) -> Double {
    // Σ(√p-√q)² / 2 equals 1 - Σ√(pq) for normalised p and q, and does not cancel for close ones.
    (overUnion(p, q) { ($0.squareRoot() - $1.squareRoot()) * ($0.squareRoot() - $1.squareRoot()) } / 2).squareRoot()
  }

  /// (Σ√(pq))², the classical fidelity, 1 for equal distributions.
  public static func fidelity(_ p: [String: Double], _ q: [String: Double]) -> Double {
    let overlap = overUnion(p, q) { ($0 * $1).squareRoot() }
    return min(1, overlap * overlap)
  }

  /// Σ p ln(p / q) in nats; infinite where `q` excludes what `p` allows.
  public static func kullbackLeibler(_ p: [String: Double], _ q: [String: Double]) -> Double {
    overUnion(p, q) { $0 <= 0 ? 0 : ($1 <= 0 ? .infinity : $0 * log($0 / $1)) }
  }

  /// Adds up `term` over all keys of either, in sorted order, so that equal inputs give equal bits.
  private static func overUnion(
    _ p: [String: Double], _ q: [String: Double], _ term: (Double, Double) -> Double
  ) -> Double {
    var sum = 0.0
    for key in Set(p.keys).union(q.keys).sorted() { sum += term(p[key] ?? 0, q[key] ?? 0) }
    return sum
  }
}

/// What counts say by themselves.
public enum Counts {
  /// Relative frequencies; empty for no counts at all.
  public static func frequencies(_ counts: [String: Int]) -> [String: Double] {
    let total = counts.values.reduce(0, +)
    guard total > 0 else { return [:] }
    return counts.mapValues { Double($0) / Double(total) }
  }

  /// The counts of two samples together.
  public static func sum(_ a: [String: Int], _ b: [String: Int]) -> [String: Int] { a.merging(b) { $0 + $1 } }

  /// Shannon entropy of a distribution in bits.
  public static func entropyBits(_ p: [String: Double]) -> Double {
    var sum = 0.0
    for key in p.keys.sorted() {
      if let value = p[key], value > 0 { sum -= value * log2(value) }
    }
    return max(0, sum)
  }

  /// Entropy of what was sampled, in bits, with the correction of Miller and Madow (1955) for finite counts.
  public static func estimatedEntropyBits(_ counts: [String: Int]) -> Double {
    let total = counts.values.reduce(0, +)
    guard total > 0 else { return 0 }
    let seen = counts.values.count { $0 > 0 }
    return entropyBits(frequencies(counts)) + Double(seen - 1) / (2 * Double(total) * log(2))
  }
}
