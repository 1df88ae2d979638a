import Core

/// The outcomes of a run by falling share, ties by key.
public struct Outcomes: Sendable {
  public let ranked: [(key: String, share: Double)]
  /// Whether shares are frequencies of shots rather than exact probabilities.
  public let sampled: Bool

  public init(_ run: Run) {
    sampled = !run.counts.isEmpty
    let shares = sampled
      ? run.counts.mapValues { Double($0) / Double(max(1, run.shots)) } : run.probabilities ?? [:]
    ranked = shares.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }

  /// The `count` largest, in the order of their keys, and what all others have together.
  public func largest(_ count: Int) -> (shown: [(key: String, share: Double)], rest: Double) {
    let shown = ranked.prefix(count)
    return (shown.sorted { $0.key < $1.key }, ranked.dropFirst(count).reduce(0) { $0 + $1.share })
  }
}
