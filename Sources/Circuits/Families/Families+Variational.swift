import Core
import Glibc

extension CircuitFamily {
  static let variational: [CircuitFamily] = [
    CircuitFamily(
      name: "qaoa", title: "QAOA for maximum cut",
      summary: "cuts a graph by alternating cost and mixer, at good angles",
      width: "nodes of the graph", sizes: 2...10_000, defaultSize: 4,
      parameters: [
        Parameter(
          name: "graph", kind: .edges,
          summary: "ring, line, star, complete, a list of edges such as [[0,1],[1,2]] or with weights [[0,1,2.5],[1,2,-1]], or a file of edges",
          standard: "ring"),
        Parameter(name: "layers", kind: .integer, summary: "how often cost and mixer alternate", standard: "1"),
      ], maker: qaoa),
    vqe,
  ]

  private static func qaoa(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    let layers = try arguments.integer("layers", in: 1...1000) ?? 1
    let (n, edges, graph) = try graph(arguments)
    guard (edges.count + n) * layers <= 2_000_000 else { throw CircuitError("family.size", "qaoa: too many gates") }
    let angles = QAOAAngles.best(n, edges, layers: layers, isRing: graph == "ring" && n > 2)
    var circuit = Circuit(name: "qaoa_\(n)", qubits: n)
    for qubit in 0..<n { circuit.append(.h, [], qubit) }
    for layer in 0..<layers {
      // e^(-iγw(1 - ZZ)/2) on every edge of weight w, e^(-iβX) on every node.
      for edge in edges { circuit.append(.rzz, [-angles.gammas[layer] * edge.weight], edge.a, edge.b) }
      for qubit in 0..<n { circuit.append(.rx, [2 * angles.betas[layer]], qubit) }
    }
    circuit.measure(0..<n)
    let isWeighted = edges.contains { $0.weight != 1 }
    let total = AngleText.significant(edges.reduce(0) { $0 + $1.weight }, 6)
    let worth = isWeighted ? " with weights that add up to \(total)" : ""
    var text =
      "Bit strings name the two sides of a cut of \(edges.count) edges\(worth); good cuts come up most, and a string and its complement equally often."
    if let mean = angles.meanCut {
      text += " The mean cut is \(AngleText.significant(mean, 4)) of \(isWeighted ? total : "\(edges.count) edges") at the best angles"
      text += graph == "ring" && n >= 2 * layers + 2 && layers <= 6 ? ", (2p + 1)/(2p + 2) of them." : " for this graph."
    } else {
      text += " The angles are those of a ring, stretched to the degree of this graph: they were not optimised for it."
    }
    return [FamilyDesign(circuit: circuit, expectation: FamilyExpectation(text, distribution: distribution(n, edges, angles)))]
  }

  /// How likely each cut is, of a small graph: the last node's side is as likely 1 as 0.
  private static func distribution(_ n: Int, _ edges: [WeightedEdge], _ angles: QAOAAngles) -> [String: Double]? {
    guard n <= 10, angles.gammas.count <= 32 else { return nil }
    var result: [String: Double] = [:]
    let all = 1 << n - 1
    for (sides, probability) in CutState(n, edges).probabilities(angles.gammas + angles.betas).enumerated()
    where probability > 1e-15 {
      result[Bits.key(sides, n)] = probability / 2
      result[Bits.key(all ^ sides, n)] = probability / 2
    }
    return result
  }

  /// The nodes and edges that are asked for.
  private static func graph(
    _ arguments: FamilyArguments
  ) throws(CircuitError) -> (n: Int, edges: [WeightedEdge], name: String) {
    if let list = arguments.values["graph"]?.array {
      var edges: [WeightedEdge] = []
      var seen: Set<[Int]> = []
      for item in list {
        guard let edge = WeightedEdge(item), edge.a != edge.b, min(edge.a, edge.b) >= 0, max(edge.a, edge.b) < 10_000
        else { throw arguments.wrong("graph must be a list of edges such as [[0,1],[1,2]], a weight other than 0 behind them where there is one") }
        guard seen.insert([min(edge.a, edge.b), max(edge.a, edge.b)]).inserted else {
          throw arguments.wrong("the edge \(edge.a)-\(edge.b) stands twice in the graph")
        }
        edges.append(edge)
      }
      guard !edges.isEmpty, edges.count <= 20_000 else { throw arguments.wrong("the graph has no edges, or over 20,000") }
      let highest = edges.map { max($0.a, $0.b) }.max() ?? 0
      let n = try arguments.size(fixedBy: arguments.qubits == nil ? highest + 1 : nil)
      guard highest < n else { throw arguments.wrong("node \(highest) of the graph is beyond its \(n) nodes") }
      return (n, edges, "edges")
    }
    let name = try arguments.text("graph") ?? "ring"
    let n = try arguments.size()
    let line = (1..<n).map { WeightedEdge($0 - 1, $0) }
    switch name {
    case "ring", "cycle": return (n, n > 2 ? line + [WeightedEdge(n - 1, 0)] : line, "ring")
    case "line", "path": return (n, line, "line")
    case "star": return (n, (1..<n).map { WeightedEdge(0, $0) }, "star")
    case "complete":
      guard n <= 1000 else { throw CircuitError("family.size", "qaoa: a complete graph has at most 1000 nodes here") }
      return (n, (0..<n).flatMap { a in ((a + 1)..<n).map { WeightedEdge(a, $0) } }, "complete")
    default: throw arguments.wrong("graph must be ring, line, star, complete or a list of edges")
    }
  }
}
