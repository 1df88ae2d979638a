import Core

/// Reads graphs as people write them: lists of edges, DIMACS, JSON.
public enum GraphText {
  /// A graph whose nodes count from 0.
  public struct Graph: Hashable, Sendable {
    public var nodes: Int
    public var edges: [[Int]]

    /// The edges as a family takes them.
    public var json: JSONValue { .array(edges.map { .array($0.map { .int($0) }) }) }
  }

  /// The graph that `text` describes: JSON (`[[0,1],[1,2]]` or `{"nodes": 3, "edges": …}`), DIMACS (`p edge 3 2`, `e 1 2`), or
  /// an edge a line (`0 1`, `0-1` or `0,1`), `#`, `%` and `c` beginning comments.
  ///
  /// In a list without node 0 that names all of 1 to n, nodes count from 1, as in DIMACS. An edge that stands twice counts once.
  /// - Throws: `graph.malformed` with the line; weights other than 1 are refused.
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
    var pairs: [(Int, Int)] = []
    for item in list {
      let ends = item.array ?? [item["source"], item["target"]].compactMap(\.self)
      let weight = item["weight"] ?? (ends.count > 2 ? ends[2] : nil)
      guard ends.count >= 2, let a = ends[0].int, let b = ends[1].int else {
        throw malformed(name, "an edge is two numbers, such as [0, 1]")
      }
      if let weight { try checkWeight(weight.double, name) }
      pairs.append((a, b))
    }
    let nodes = tree["nodes"]
    return try graph(pairs, nodes: nodes?.int ?? nodes?.array?.count, countsFromOne: nil, name)
  }

  // MARK: Lines

  private static func lines(_ text: String, _ name: String) throws(CircuitError) -> Graph {
    var pairs: [(Int, Int)] = []
    var nodes: Int?
    var isDimacs = false
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      var words = line.split { " \t,;-–()[]{}".contains($0) }.map(String.init)
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
      if words.count == 3 { try checkWeight(Double(words[2]), "\(name):\(index + 1)") }
      pairs.append((a, b))
    }
    return try graph(pairs, nodes: nodes, countsFromOne: isDimacs ? true : nil, name)
  }

  private static func checkWeight(_ weight: Double?, _ name: String) throws(CircuitError) {
    guard weight == 1 else { throw malformed(name, "edges with weights are not supported: every edge counts 1") }
  }

  private static func graph(
    _ pairs: [(Int, Int)], nodes: Int?, countsFromOne: Bool?, _ name: String
  ) throws(CircuitError) -> Graph {
    let used = Set(pairs.flatMap { [$0.0, $0.1] })
    guard let highest = used.max(), let lowest = used.min(), lowest >= 0 else { throw malformed(name, "there are no edges") }
    let fromOne = countsFromOne ?? (lowest == 1 && used.count == highest)
    let shift = fromOne ? 1 : 0
    let count = nodes ?? highest + 1 - shift
    guard lowest >= shift, highest - shift < count, count <= 10_000 else {
      throw malformed(name, "a node is outside the \(count) nodes of the graph, or there are more than 10,000")
    }
    var seen: Set<[Int]> = []
    var edges: [[Int]] = []
    for (a, b) in pairs {
      guard a != b else { throw malformed(name, "the edge \(a)-\(b) joins a node to itself") }
      let edge = [min(a, b) - shift, max(a, b) - shift]
      if seen.insert(edge).inserted { edges.append(edge) }
    }
    return Graph(nodes: count, edges: edges)
  }
}
