import Core

/// Says which logical observables were flipped, from the detectors that fired: the likeliest set of errors that explains
/// them, found as a matching of least weight (Dennis et al., 2002).
///
/// What fired is split where joining two detectors is no better than joining each to the border, which loses nothing; parts
/// of up to eight are solved by trying all ways, larger ones by Edmonds' algorithm.
public struct MatchingDecoder: Sendable {
  private let graph: MatchingGraph
  private var paths: [(lengths: [Int], observables: [UInt64])?]
  /// Parts above this many detectors go to Edmonds' algorithm.
  static let smallPart = 8

  public init(_ graph: MatchingGraph) {
    self.graph = graph
    paths = Array(repeating: nil, count: graph.detectorCount)
  }

  /// The decoder of `circuit` with the detectors of `plan` under `noise`.
  ///
  /// - Throws: `decoder.gate`, `noise.…`
  public init(_ circuit: Circuit, plan: DetectorPlan, noise: [NoiseEntry]) throws(CircuitError) {
    let mechanisms = try ErrorMechanism.all(in: circuit, plan: plan, noise: noise)
    self.init(MatchingGraph(mechanisms, detectorCount: plan.detectors.count))
  }

  /// The observables that the likeliest errors flip, bit by bit, where `fired` are the detectors that fired.
  public mutating func decode(_ fired: [Int]) -> UInt64 {
    let nodes = fired.filter { graph.matters[$0] }
    for node in nodes where paths[node] == nil { paths[node] = graph.paths(from: node) }
    return parts(nodes).reduce(0) { $0 ^ solve($1) }
  }

  private func length(_ a: Int, _ b: Int) -> Int { paths[a]?.lengths[b] ?? Int.max }
  private func flips(_ a: Int, _ b: Int) -> UInt64 { paths[a]?.observables[b] ?? 0 }
  private func toBorder(_ a: Int) -> Int { length(a, graph.detectorCount) }

  /// Whether joining the two is better than joining each to the border.
  private func areNear(_ a: Int, _ b: Int) -> Bool {
    let (apart, whole) = (toBorder(a), toBorder(b))
    if apart == Int.max || whole == Int.max { return length(a, b) != Int.max }
    return length(a, b) < apart + whole
  }

  private func parts(_ nodes: [Int]) -> [[Int]] {
    var rest = nodes
    var result: [[Int]] = []
    while let first = rest.popLast() {
      var (part, next) = ([first], 0)
      while next < part.count {
        let node = part[next]
        for place in rest.indices.reversed() where areNear(node, rest[place]) { part.append(rest.remove(at: place)) }
        next += 1
      }
      result.append(part)
    }
    return result
  }

  private func solve(_ part: [Int]) -> UInt64 {
    if part.count == 1 { return flips(part[0], graph.detectorCount) }
    if part.count <= Self.smallPart { return solveSmall(part) }
    return solveLarge(part)
  }

  /// Tries all ways, remembering the best for each set of detectors that are left.
  private func solveSmall(_ part: [Int]) -> UInt64 {
    let n = part.count
    var best = Array(repeating: (cost: 0, flips: UInt64(0)), count: 1 << n)
    for set in 1..<(1 << n) {
      let low = set.trailingZeroBitCount
      let without = set & (set - 1)
      var choice = (cost: Self.sum(best[without].cost, toBorder(part[low])), flips: UInt64(0))
      choice.flips = best[without].flips ^ flips(part[low], graph.detectorCount)
      for other in (low + 1)..<max(low + 1, n) where set >> other & 1 == 1 {
        let rest = best[without ^ 1 << other]
        let cost = Self.sum(rest.cost, length(part[low], part[other]))
        if cost < choice.cost { choice = (cost, rest.flips ^ flips(part[low], part[other])) }
      }
      best[set] = choice
    }
    return best[(1 << n) - 1].flips
  }

  private static func sum(_ a: Int, _ b: Int) -> Int { a == Int.max || b == Int.max ? Int.max : a + b }

  /// Two that are both joined to the border count as joined to each other by way of it; of an odd number one is left to it.
  private func solveLarge(_ part: [Int]) -> UInt64 {
    let far = 1 << 40
    let size = part.count + part.count % 2
    var costs = Array(repeating: far, count: size * size)
    for i in 0..<size {
      for j in 0..<size where i != j {
        let (a, b) = (min(i, j), max(i, j))
        costs[i * size + j] = min(far, b < part.count ? length(part[a], part[b]) : toBorder(part[a]))
      }
    }
    var blossom = Blossom(costs: costs, size: size)
    let mates = blossom.matching()
    var result: UInt64 = 0
    for (i, j) in mates.enumerated() where i < j {
      result ^= j < part.count ? flips(part[i], part[j]) : flips(part[i], graph.detectorCount)
    }
    return result
  }
}

extension MatchingDecoder {
  /// What decoding made of a run's counts.
  public struct Outcome: Sendable, Hashable {
    public var shots = 0
    /// Detectors that fired, over all shots.
    public var fired = 0
    /// Shots whose first observable came out flipped before decoding.
    public var rawErrors = 0
    /// Shots in which it is wrong after decoding.
    public var logicalErrors = 0
  }

  /// Decodes `counts`, whose keys have classical bit 0 rightmost, until `mostShots` are passed: which ones does not depend
  /// on what was measured.
  public mutating func outcome(of counts: [String: Int], plan: DetectorPlan, mostShots: Int = .max) -> Outcome {
    var outcome = Outcome()
    let order = counts.map { (hash: Self.hash($0.key), key: $0.key, count: $0.value) }
      .sorted { ($0.hash, $0.key) < ($1.hash, $1.key) }
    for (_, key, count) in order {
      guard outcome.shots < mostShots else { break }
      let bits = Array(key.utf8.reversed())
      func isOdd(_ places: [Int]) -> Bool { places.reduce(false) { $0 != (bits[$1] == 0x31) } }
      let fired = plan.detectors.indices.filter { isOdd(plan.detectors[$0]) }
      let raw = plan.observables.first.map(isOdd) ?? false
      outcome.shots += count
      outcome.fired += fired.count * count
      if raw { outcome.rawErrors += count }
      if raw != (decode(fired) & 1 == 1) { outcome.logicalErrors += count }
    }
    return outcome
  }

  /// FNV-1a.
  private static func hash(_ key: String) -> UInt64 {
    key.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
