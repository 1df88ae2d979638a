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
          name: "graph", kind: .edges, summary: "ring, line, star, complete, or a list of edges such as [[0,1],[1,2]]",
          standard: "ring"),
        Parameter(name: "layers", kind: .integer, summary: "how often cost and mixer alternate", standard: "1"),
      ], maker: qaoa),
    vqe,
  ]

  private static func qaoa(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    let layers = try arguments.integer("layers", in: 1...1000) ?? 1
    let (n, edges, graph) = try graph(arguments)
    guard (edges.count + n) * layers <= 2_000_000 else { throw CircuitError("family.size", "qaoa: too many gates") }
    var (gammas, betas) = angles(layers)
    let degree = max(2, 2 * Double(edges.count) / Double(n))
    // Denser graphs want a smaller cost angle: arctan(1 / sqrt(d - 1)) at one layer (Wang et al., 2018).
    let scale = atan(1 / (degree - 1).squareRoot()) / (.pi / 4)
    gammas = gammas.map { $0 * scale }
    var circuit = Circuit(name: "qaoa_\(n)", qubits: n)
    for qubit in 0..<n { circuit.append(.h, [], qubit) }
    for layer in 0..<layers {
      // e^(-iγ(1 - ZZ)/2) on every edge, e^(-iβX) on every node.
      for (a, b) in edges { circuit.append(.rzz, [-gammas[layer]], a, b) }
      for qubit in 0..<n { circuit.append(.rx, [2 * betas[layer]], qubit) }
    }
    circuit.measure(0..<n)
    var text =
      "Bit strings name the two sides of a cut of \(edges.count) edges; good cuts come up most, and a string and its complement equally often."
    if graph == "ring", n >= 2 * layers + 2, layers <= 6 {
      let share = Double(2 * layers + 1) / Double(2 * layers + 2)
      text +=
        " The mean cut is \(AngleText.significant(share * Double(n), 4)) of \(n) edges, (2p + 1)/(2p + 2) of them."
    }
    return [FamilyDesign(circuit: circuit, expectation: FamilyExpectation(text))]
  }

  /// The nodes and edges that are asked for.
  private static func graph(
    _ arguments: FamilyArguments
  ) throws(CircuitError) -> (n: Int, edges: [(Int, Int)], name: String) {
    if let list = arguments.values["graph"]?.array {
      var edges: [(Int, Int)] = []
      for item in list {
        guard let pair = item.array, pair.count == 2, let a = pair[0].int, let b = pair[1].int, a != b, min(a, b) >= 0,
          max(a, b) < 10_000
        else { throw arguments.wrong("graph must be a list of edges such as [[0,1],[1,2]]") }
        edges.append((a, b))
      }
      let highest = edges.map { max($0.0, $0.1) }.max() ?? 0
      let n = try arguments.size(fixedBy: arguments.qubits == nil ? highest + 1 : nil)
      guard highest < n else { throw arguments.wrong("node \(highest) of the graph is beyond its \(n) nodes") }
      return (n, edges, "edges")
    }
    let name = try arguments.text("graph") ?? "ring"
    let n = try arguments.size()
    let line = (1..<n).map { ($0 - 1, $0) }
    switch name {
    case "ring", "cycle": return (n, n > 2 ? line + [(n - 1, 0)] : line, "ring")
    case "line", "path": return (n, line, "line")
    case "star": return (n, (1..<n).map { (0, $0) }, "star")
    case "complete":
      guard n <= 1000 else { throw CircuitError("family.size", "qaoa: a complete graph has at most 1000 nodes here") }
      return (n, (0..<n).flatMap { a in ((a + 1)..<n).map { (a, $0) } }, "complete")
    default: throw arguments.wrong("graph must be ring, line, star, complete or a list of edges")
    }
  }

  /// Cost and mixer angles that are optimal on a ring of at least 2p + 2 nodes, where the mean cut reaches
  /// (2p + 1)/(2p + 2) of the edges; above six layers, the curve of six stretched.
  private static func angles(_ layers: Int) -> (gammas: [Double], betas: [Double]) {
    if layers <= ring.count { return ring[layers - 1] }
    let (gammas, betas) = ring[ring.count - 1]
    func stretched(_ curve: [Double]) -> [Double] {
      (0..<layers).map { layer in
        let position = Double(layer) * Double(curve.count - 1) / Double(layers - 1)
        let low = min(Int(position), curve.count - 2)
        return curve[low] + (position - Double(low)) * (curve[low + 1] - curve[low])
      }
    }
    return (stretched(gammas), stretched(betas))
  }

  private static let ring: [(gammas: [Double], betas: [Double])] = [
    ([0.7853981634], [0.3926990817]),
    ([0.6558707292, 1.2428609549], [0.6214304759, 0.3279353578]),
    ([0.5921358287, 1.1560868338, 1.3645764825], [0.6822882318, 0.5780434181, 0.2960679033]),
    (
      [0.551357966, 1.1083818214, 1.3062654494, 1.4174858803], [0.7087429283, 0.6531327184, 0.5541909075, 0.2756789658]
    ),
    (
      [0.5220142205, 1.0747070632, 1.2758798246, 1.3731700818, 1.4465704377],
      [0.7232852599, 0.6865850699, 0.6379399359, 0.5373535419, 0.2610071272]
    ),
    (
      [0.4994371394, 1.0483464228, 1.2546751672, 1.351755158, 1.4102011121, 1.464855557],
      [0.7324278311, 0.705100588, 0.6758775643, 0.62733754, 0.5241731444, 0.2497185022]
    ),
  ]
}
