import Core

/// Reads graphs as people write them: lists of edges, DIMACS, JSON.
public enum GraphText {
  /// A graph whose nodes count from 0.
  public struct Graph: Hashable, Sendable {
    public var nodes: Int
    public var edges: [[Int]]
    /// What cutting each edge is worth; nil where every edge counts 1.
    public var weights: [Double]?

    /// The edges as a family takes them: `[a, b]`, or `[a, b, weight]` where there are weights.
    public var json: JSONValue {
      .array(
        edges.enumerated().map { at, ends in
          .array(ends.map { .int($0) } + (weights.map { [.double($0[at])] } ?? []))
        })
    }
  }

  /// The graph that `text` describes: JSON (`[[0,1],[1,2]]` or `{"nodes": 3, "edges": …}`), DIMACS (`p edge 3 2`, `e 1 2`), or
  /// an edge a line (`0 1`, `0-1` or `0,1`), `#`, `%` and `c` beginning comments. A third number is the edge's weight.
  ///
  /// In a list without node 0 that names all of 1 to n, nodes count from 1, as in DIMACS. An edge that stands twice counts once.
  /// - Throws: `graph.malformed` with the line; a weight of 0 is refused, and one edge with two weights.
  public static func read(_ text: String, name: String) throws(CircuitError) -> Graph {
    let first = text.first { !$0.isWhitespace }
    return first == "[" || first == "{" ? try json(text, name) : try lines(text, name)
  }

  private static func malformed(_ name: String, _ reason: String) -> CircuitError {
    CircuitError("graph.malformed", "\(name): \(reason)")
  }

  // MARK: JSON

  private static func json(_ text: String, _ name: String) throws(CircuitError) -> Graph {
    guard let tree = try? JSON.decode(JSONValue.self, from: text) else { throw malformed(name, "this is no JSON") }
    guard let list = tree.array ?? tree["edges"]?.array ?? tree["links"]?.array else {
      throw malformed(name, "a list `edges` is missing")
    }
    var pairs: [WeightedEdge] = []
    for item in list {
      let ends = item.array ?? [item["source"], item["target"]].compactMap(\.self)
      let weight = item["weight"] ?? (ends.count > 2 ? ends[2] : nil)
      guard ends.count >= 2, let a = ends[0].int, let b = ends[1].int else {
        throw malformed(name, "an edge is two numbers, such as [0, 1]")
      }
      var edge = WeightedEdge(a, b)
      if let weight { edge.weight = try checked(weight.double, name) }
      pairs.append(edge)
    }
    let nodes = tree["nodes"]
    return try graph(pairs, nodes: nodes?.int ?? nodes?.array?.count, countsFromOne: nil, name)
  }

  // MARK: Lines

  private static func lines(_ text: String, _ name: String) throws(CircuitError) -> Graph {
    var pairs: [WeightedEdge] = []
    var nodes: Int?
    var isDimacs = false
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      var words = words(of: line)
      guard let head = words.first, !head.hasPrefix("#"), !head.hasPrefix("%"), !head.hasPrefix("//"), head != "c" else { continue }
      if head == "p" {
        isDimacs = true
        nodes = words.dropFirst().compactMap { Int($0) }.first
        continue
      }
      if head == "e" || head == "a" { words.removeFirst() }
      guard words.count == 2 || words.count == 3, let a = Int(words[0]), let b = Int(words[1]) else {
        throw malformed("\(name):\(index + 1)", "`\(line.prefix(40))` is no edge such as `0 1`")
      }
      let weight = words.count == 3 ? try checked(Double(words[2]), "\(name):\(index + 1)") : 1
      pairs.append(WeightedEdge(a, b, weight: weight))
    }
    return try graph(pairs, nodes: nodes, countsFromOne: isDimacs ? true : nil, name)
  }

  /// A hyphen joins two nodes; before a weight, behind a space and before a figure, it is a minus.
  private static func words(of line: Substring) -> [String] {
    var words: [String] = []
    for part in line.split(whereSeparator: { " \t,;()[]{}".contains($0) }) {
      if words.count >= 2, part.hasPrefix("-") { words.append(String(part)) } else {
        words += part.split { "-–".contains($0) }.map(String.init)
      }
    }
    return words
  }

  private static func checked(_ weight: Double?, _ name: String) throws(CircuitError) -> Double {
    guard let weight, WeightedEdge.isUsable(weight) else {
      throw malformed(name, "the weight of an edge is a number other than 0, up to 1e9")
    }
    return weight
  }

  private static func graph(
    _ pairs: [WeightedEdge], nodes: Int?, countsFromOne: Bool?, _ name: String
  ) throws(CircuitError) -> Graph {
    let used = Set(pairs.flatMap { [$0.a, $0.b] })
    guard let highest = used.max(), let lowest = used.min(), lowest >= 0 else { throw malformed(name, "there are no edges") }
    let fromOne = countsFromOne ?? (lowest == 1 && used.count == highest)
    let shift = fromOne ? 1 : 0
    let count = nodes ?? highest + 1 - shift
    guard lowest >= shift, highest - shift < count, count <= 10_000 else {
      throw malformed(name, "a node is outside the \(count) nodes of the graph, or there are more than 10,000")
    }
    var seen: [[Int]: Double] = [:]
    var edges: [[Int]] = []
    for pair in pairs {
      let (a, b) = (pair.a, pair.b)
      guard a != b else { throw malformed(name, "the edge \(a)-\(b) joins a node to itself") }
      let edge = [min(a, b) - shift, max(a, b) - shift]
      if let other = seen.updateValue(pair.weight, forKey: edge) {
        guard other == pair.weight else { throw malformed(name, "the edge \(a)-\(b) stands there with two weights") }
      } else {
        edges.append(edge)
      }
    }
    let weights = edges.map { seen[$0] ?? 1 }
    return Graph(nodes: count, edges: edges, weights: weights.allSatisfy { $0 == 1 } ? nil : weights)
  }
}
