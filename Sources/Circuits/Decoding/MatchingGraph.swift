import Glibc

/// Detectors as nodes, and an edge for each error that one or two of them see: one alone is joined to the border.
public struct MatchingGraph: Sendable {
  /// How many detectors there are; the border is the node after them.
  public let detectorCount: Int
  /// The neighbours of each node.
  private var neighbours: [[Edge]]
  /// Whether a detector's part of the graph has an edge that flips an observable: elsewhere nothing needs decoding.
  let matters: [Bool]

  struct Edge: Sendable {
    var to: Int
    /// ln((1 - p)/p) in units of 1/65536, not below 0.
    var weight: Int
    var observables: UInt64
  }

  /// Errors with the same detectors are taken together; of those that differ in what they flip the likelier stays.
  public init(_ mechanisms: [ErrorMechanism], detectorCount: Int) {
    self.detectorCount = detectorCount
    var merged: [Pair: [UInt64: Double]] = [:]
    for one in mechanisms where one.detectors.count == 1 || one.detectors.count == 2 {
      let pair = Pair(a: one.detectors[0], b: one.detectors.count == 2 ? one.detectors[1] : detectorCount)
      let p = merged[pair, default: [:]][one.observables, default: 0]
      merged[pair, default: [:]][one.observables] = p * (1 - one.probability) + one.probability * (1 - p)
    }
    var neighbours: [[Edge]] = Array(repeating: [], count: detectorCount + 1)
    for (pair, kinds) in merged.sorted(by: { ($0.key.a, $0.key.b) < ($1.key.a, $1.key.b) }) {
      guard let best = kinds.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { continue }
      let weight = Int((max(0, log((1 - best.value) / best.value)) * 65536).rounded())
      neighbours[pair.a].append(Edge(to: pair.b, weight: weight, observables: best.key))
      neighbours[pair.b].append(Edge(to: pair.a, weight: weight, observables: best.key))
    }
    self.neighbours = neighbours
    matters = Self.parts(neighbours, border: detectorCount)
  }

  private struct Pair: Hashable {
    var a: Int
    var b: Int
  }

  private static func parts(_ neighbours: [[Edge]], border: Int) -> [Bool] {
    var result = Array(repeating: false, count: border)
    var seen = result
    for start in 0..<border where !seen[start] {
      var (part, next, flips) = ([start], 0, false)
      seen[start] = true
      while next < part.count {
        for edge in neighbours[part[next]] {
          flips = flips || edge.observables != 0
          if edge.to != border, !seen[edge.to] {
            seen[edge.to] = true
            part.append(edge.to)
          }
        }
        next += 1
      }
      if flips { for node in part { result[node] = true } }
    }
    return result
  }

  /// The likeliest paths from `source` to every node, the border last: their lengths (`Int.max` where there is none) and
  /// what they flip.
  func paths(from source: Int) -> (lengths: [Int], observables: [UInt64]) {
    var lengths = Array(repeating: Int.max, count: detectorCount + 1)
    var flips = Array(repeating: UInt64(0), count: detectorCount + 1)
    var heap = PathHeap()
    lengths[source] = 0
    heap.push(0, source)
    while let (length, node) = heap.pop() {
      guard length == lengths[node] else { continue }
      for edge in neighbours[node] where length + edge.weight < lengths[edge.to] {
        lengths[edge.to] = length + edge.weight
        flips[edge.to] = flips[node] ^ edge.observables
        heap.push(length + edge.weight, edge.to)
      }
    }
    return (lengths, flips)
  }
}

/// A binary heap of nodes by length.
private struct PathHeap {
  private var items: [(length: Int, node: Int)] = []

  mutating func push(_ length: Int, _ node: Int) {
    items.append((length, node))
    var place = items.count - 1
    while place > 0, items[place].length < items[(place - 1) / 2].length {
      items.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func pop() -> (Int, Int)? {
    guard let first = items.first else { return nil }
    let last = items.removeLast()
    guard !items.isEmpty else { return first }
    items[0] = last
    var place = 0
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2] where child < items.count && items[child].length < items[least].length {
        least = child
      }
      if least == place { return first }
      items.swapAt(place, least)
      place = least
    }
  }
}
