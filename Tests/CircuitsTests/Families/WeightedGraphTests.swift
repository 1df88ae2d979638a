import Core
import Testing

@testable import Circuits

@Suite("QAOA on graphs with weights")
struct WeightedGraphTests {
  private static func random(_ n: Int, seed: UInt64) -> [WeightedEdge] {
    var generator = SeededGenerator(seed: seed)
    func uniform() -> Double { Double(generator.next() >> 11) / Double(1 << 53) }
    var edges: [WeightedEdge] = []
    for a in 0..<n {
      for b in (a + 1)..<max(a + 1, n) where b == a + 1 || uniform() < 0.4 {
        edges.append(WeightedEdge(a, b, weight: uniform() * 4 - 1))
      }
    }
    return edges
  }

  private static func json(_ edges: [WeightedEdge]) -> JSONValue {
    .array(edges.map { .array([.int($0.a), .int($0.b), .double($0.weight)]) })
  }

  /// The mean worth of the cuts that the circuit samples, from its gates alone.
  private static func meanCut(_ circuit: Circuit, _ edges: [WeightedEdge]) -> Double {
    DenseReference.distribution(circuit).reduce(0) { sum, outcome in
      let sides = Array(outcome.key.utf8.reversed())
      return sum + outcome.value * WeightedEdge.cut(edges) { sides[$0] != sides[$1] }
    }
  }

  @Test("the formula at one layer is what the state has, for weights of either sign", arguments: [1, 2, 3, 4] as [UInt64])
  func formula(_ seed: UInt64) throws {
    let edges = Self.random(6, seed: seed)
    let formula = try #require(CutFormula(6, edges))
    let state = CutState(6, edges)
    for (gamma, beta) in [(0.3, 0.2), (0.9, -0.4), (-1.3, 0.7)] {
      #expect(abs(formula.meanCut(gamma, beta) - state.meanCut([gamma, beta])) < 1e-10)
    }
  }

  @Test("the circuit samples cuts as promised, better than at random, and better with a second layer", arguments: [5, 6] as [UInt64])
  func circuit(_ seed: UInt64) throws {
    let edges = Self.random(6, seed: seed)
    let family = try #require(CircuitFamily.named("qaoa"))
    var last = edges.reduce(0) { $0 + $1.weight } / 2
    for layers in 1...2 {
      let design = try #require(try family.designs(parameters: ["graph": Self.json(edges), "layers": .int(layers)]).first)
      let mean = Self.meanCut(design.circuit, edges)
      #expect(mean > last + 0.1, "\(layers) layers: \(mean) after \(last)")
      last = mean
      for (key, share) in DenseReference.distribution(design.circuit) {
        #expect(abs((design.expectation.distribution?[key] ?? 0) - share) < 1e-9)
      }
      #expect(design.expectation.text.contains("weights that add up to"))
    }
  }

  @Test("one heavy edge of a triangle is cut, a negative one is not")
  func triangle() throws {
    let edges = [WeightedEdge(0, 1, weight: 10), WeightedEdge(1, 2), WeightedEdge(0, 2, weight: -2)]
    let design = try #require(
      try CircuitFamily.named("qaoa")?.designs(parameters: ["graph": Self.json(edges), "layers": 3]).first)
    #expect(Self.meanCut(design.circuit, edges) > 0.9 * 11)
  }

  @Test("weights are read from edge lists, DIMACS and JSON")
  func files() throws {
    for text in [
      "0 1 2.5\n1 2 -1\n0 2", "0-1 2.5\n1-2 -1\n0-2 1", "0, 1, 2.5; \n1, 2, -1\n0, 2", "p edge 3 3\ne 1 2 2.5\ne 2 3 -1\ne 1 3 1\n",
      "[[0,1,2.5],[1,2,-1],[0,2]]",
      #"{"nodes": 3, "links": [{"source":0,"target":1,"weight":2.5},{"source":1,"target":2,"weight":-1},{"source":0,"target":2}]}"#,
    ] {
      let graph = try GraphText.read(text, name: "g")
      #expect(graph.edges == [[0, 1], [1, 2], [0, 2]] && graph.weights == [2.5, -1, 1], "\(text): \(graph)")
      #expect(graph.json.array?.compactMap { WeightedEdge($0)?.weight } == [2.5, -1, 1])
    }
    #expect(try GraphText.read("0 1 1\n1 2 1", name: "g").weights == nil)
  }

  @Test("a weight of nothing, of infinity, or two for one edge is refused")
  func refused() {
    for text in ["[[0,1,0]]", "0 1 nan", "0 1 1e300", "0 1 2\n0 1 3"] {
      #expect(throws: CircuitError.self, "\(text)") { try GraphText.read(text, name: "g") }
    }
    let family = CircuitFamily.named("qaoa")
    for graph in [[[0, 1, 0]], [[0, 1, 2], [1, 0, 3]], [[0, 1, 2, 3]]] as [JSONValue] {
      #expect(throws: CircuitError.self) { try family?.build(parameters: ["graph": graph]) }
    }
  }
}
