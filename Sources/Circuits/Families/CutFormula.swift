import Glibc

/// The mean cut at one layer of QAOA, edge by edge (Wang, Hadfield, Jiang and Rieffel, 2018); with weights, each neighbour turns
/// by the weight of its own edge.
struct CutFormula {
  /// An edge: its weight, those of the edges that one end alone has, and those of both ends to each common neighbour.
  private struct Kind: Hashable {
    var weight: Double
    var first: [Double: Int]
    var second: [Double: Int]
    var common: [[Double]: Int]
  }

  /// How many edges there are of each kind.
  private let kinds: [Kind: Int]
  /// Whether every edge weighs the same.
  let isEven: Bool

  /// Pairs of an edge and a neighbour that are looked at.
  private static let most = 20_000_000

  /// Nil where the graph has too many edges at too many nodes for this.
  init?(_ n: Int, _ edges: [WeightedEdge]) {
    var near: [[Int: Double]] = Array(repeating: [:], count: n)
    for edge in edges {
      near[edge.a][edge.b] = edge.weight
      near[edge.b][edge.a] = edge.weight
    }
    guard edges.reduce(0, { $0 + near[$1.a].count + near[$1.b].count }) <= Self.most else { return nil }
    isEven = Set(edges.map(\.weight)).count <= 1
    var kinds: [Kind: Int] = [:]
    for edge in edges { kinds[Self.kind(edge, near[edge.a], near[edge.b]), default: 0] += 1 }
    self.kinds = kinds
  }

  private static func kind(_ edge: WeightedEdge, _ one: [Int: Double], _ other: [Int: Double]) -> Kind {
    var kind = Kind(weight: edge.weight, first: [:], second: [:], common: [:])
    for (node, weight) in one where node != edge.b {
      if let second = other[node] { kind.common[[weight, second], default: 0] += 1 } else { kind.first[weight, default: 0] += 1 }
    }
    for (node, weight) in other where node != edge.a && one[node] == nil { kind.second[weight, default: 0] += 1 }
    return kind
  }

  /// The mean worth of the cut at a cost angle and a mixer angle.
  func meanCut(_ gamma: Double, _ beta: Double) -> Double {
    func product(_ weights: some Sequence<(Double, Int)>) -> Double {
      weights.reduce(1) { $0 * pow(cos(gamma * $1.0), Double($1.1)) }
    }
    return kinds.reduce(0) { sum, entry in
      let kind = entry.key
      func common(_ weight: ([Double]) -> Double) -> Double { product(kind.common.map { (weight($0.key), $0.value) }) }
      let (first, second) = (product(kind.first.map { ($0.key, $0.value) }), product(kind.second.map { ($0.key, $0.value) }))
      let ends = first * common { $0[0] } + second * common { $0[1] }
      let both = first * second * (common { $0[0] - $0[1] } - common { $0[0] + $0[1] })
      let share = 0.5 + sin(4 * beta) * sin(gamma * kind.weight) * ends / 4 - pow(sin(2 * beta), 2) * both / 4
      return sum + kind.weight * share * Double(entry.value)
    }
  }
}
