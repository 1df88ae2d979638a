import Core
import Testing

@testable import Circuits

@Suite("Families reach their known answers") struct KnownAnswerTests {
  private func family(_ name: String) throws -> CircuitFamily { try #require(CircuitFamily.named(name)) }

  /// A Pauli sum applied to a vector of 2^n amplitudes.
  private static func apply(_ sum: PauliSum, to vector: [Double]) -> [Double] {
    var result = Array(repeating: 0.0, count: vector.count)
    for term in sum.terms {
      var (x, z, ys) = (0, 0, 0)
      for factor in term.factors {
        if factor.pauli != .z { x |= 1 << factor.qubit }
        if factor.pauli != .x { z |= 1 << factor.qubit }
        if factor.pauli == .y { ys += 1 }
      }
      // Real amplitudes: products with an odd number of Y have no part here.
      guard ys % 2 == 0 else { continue }
      let sign = ys % 4 == 2 ? -1.0 : 1.0
      for index in vector.indices where vector[index] != 0 {
        result[index ^ x] += term.coefficient * sign * ((index & z).nonzeroBitCount % 2 == 0 ? 1 : -1) * vector[index]
      }
    }
    return result
  }

  /// The least eigenvalue among the states that `start` reaches, by powers of a shifted matrix.
  private static func leastEigenvalue(_ sum: PauliSum, from start: [Double], shift: Double) -> Double {
    var (vector, value) = (start, 0.0)
    for _ in 0..<600 {
      let image = zip(apply(sum, to: vector), vector).map { $0 - shift * $1 }
      let length = image.reduce(0) { $0 + $1 * $1 }.squareRoot()
      value = zip(image, vector).reduce(0) { $0 + $1.0 * $1.1 } + shift
      vector = image.map { $0 / length }
    }
    return value
  }

  @Test("VQE of LiH meets exact diagonalisation of its Hamiltonian, and H2 the known energy")
  func molecules() throws {
    let design = try #require(try family("vqe").designs(parameters: ["molecule": "LiH"]).first)
    let (text, energy) = try #require(design.expectation.observables?.first)
    let hamiltonian = try PauliSum(parsing: text)
    #expect(design.circuit.qubitCount == 10)
    var start = Array(repeating: 0.0, count: 1 << 10)
    for up in 0..<5 { for down in 5..<10 { start[1 << up | 1 << down] = up + 5 == down ? 1 : 0.01 } }
    let exact = Self.leastEigenvalue(hamiltonian, from: start, shift: -5.5)
    #expect(abs(exact - (Molecules.exactEnergy("LiH", bond: nil) ?? 0)) < 1e-6, "\(exact)")
    #expect(abs(energy - exact) < 1e-6, "\(energy) against \(exact)")
    // The circuit's own state has that energy.
    let state = DenseReference.state(design.circuit).map(\.re)
    let image = Self.apply(hamiltonian, to: state)
    #expect(abs(zip(state, image).reduce(0) { $0 + $1.0 * $1.1 } - energy) < 1e-8)
    let hydrogen = try #require(try family("vqe").designs(parameters: ["molecule": "H2"]).first)
    let known = try #require(hydrogen.expectation.observables?.values.first)
    #expect(abs(known + 1.1373) < 0.0016)
    #expect(throws: CircuitError.self) { try family("vqe").build(qubits: 4, parameters: ["molecule": "LiH"]) }
    #expect(throws: CircuitError.self) { try family("vqe").build(parameters: ["molecule": "H2O"]) }
  }

  @Test("LiH meets exact diagonalisation at every length of its bond that there is", arguments: [1.0, 1.4, 2.0, 3.0])
  func bonds(_ bond: Double) throws {
    let design = try #require(
      try family("vqe").designs(parameters: ["molecule": "LiH", "bond": .double(bond)]).first)
    let (text, energy) = try #require(design.expectation.observables?.first)
    var start = Array(repeating: 0.0, count: 1 << 10)
    for up in 0..<5 { for down in 5..<10 { start[1 << up | 1 << down] = up + 5 == down ? 1 : 0.01 } }
    let exact = Self.leastEigenvalue(try PauliSum(parsing: text), from: start, shift: -5.5)
    #expect(abs(exact - (Molecules.exactEnergy("LiH", bond: bond) ?? 0)) < 1e-5, "\(exact)")
    #expect(abs(energy - exact) < 1.6e-3, "\(energy) against \(exact)")
  }

  @Test("a bond that there are no integrals for is refused with those that there are")
  func unknownBonds() throws {
    #expect(Molecules.lithiumHydrideBonds.allSatisfy { (Molecules.exactEnergy("LiH", bond: $0) ?? 0) < -7.7 })
    let error = #expect(throws: CircuitError.self) { try family("vqe").build(parameters: ["molecule": "LiH", "bond": 2.2]) }
    #expect(error?.message.contains("1.595") == true)
    #expect(throws: CircuitError.self) { try family("vqe").build(parameters: ["molecule": "H2", "bond": 1]) }
  }

  /// The mean cut of the circuit's outcomes.
  private func meanCut(_ circuit: Circuit, _ edges: [[Int]]) -> Double {
    DenseReference.distribution(circuit).reduce(0) { sum, outcome in
      let sides = Array(outcome.key.utf8.reversed())
      return sum + outcome.value * Double(edges.count { sides[$0[0]] != sides[$0[1]] })
    }
  }

  @Test("the angles of QAOA are found for each graph")
  func angles() throws {
    // A cube has no triangles and degree 3: one layer cuts 0.6924 of its edges.
    let cube = (0..<8).flatMap { a in [1, 2, 4].compactMap { a & $0 == 0 ? [a, a | $0] : nil } }
    let graph = GraphText.Graph(nodes: 8, edges: cube).json
    let one = try family("qaoa").build(parameters: ["graph": graph])
    #expect(abs(meanCut(one, cube) / 12 - 0.6924) < 1e-3)
    let two = try family("qaoa").build(parameters: ["graph": graph, "layers": 2])
    #expect(meanCut(two, cube) > meanCut(one, cube) + 0.5)
    // On a complete graph the angles of a ring would do worse.
    let pairs = (0..<5).flatMap { a in ((a + 1)..<5).map { [a, $0] } }
    let text = try family("qaoa").expectation(qubits: 5, parameters: ["graph": "complete", "layers": 2]).text
    let mean = meanCut(try family("qaoa").build(qubits: 5, parameters: ["graph": "complete", "layers": 2]), pairs)
    #expect(text.contains("best angles for this graph") && mean > 5.6)
    let large = try family("qaoa").expectation(qubits: 30, parameters: ["graph": "star", "layers": 2]).text
    #expect(large.contains("not optimised"))
  }

  @Test("graphs are read from edge lists, DIMACS and JSON")
  func graphs() throws {
    let square = [[0, 1], [1, 2], [2, 3], [0, 3]]
    for text in [
      "0 1\n1 2\n2 3\n3 0\n", "# a square\n1-2, \n2-3\n3-4\n1-4", "c square\np edge 4 4\ne 1 2\ne 2 3\ne 3 4\ne 4 1\n",
      "[[0,1],[1,2],[2,3],[3,0]]", #"{"nodes": 4, "edges": [[0,1],[1,2],[2,3],[3,0],[0,3]]}"#,
      #"{"nodes": [{"id":0},{"id":1},{"id":2},{"id":3}], "links": [{"source":0,"target":1},{"source":1,"target":2},{"source":2,"target":3},{"source":3,"target":0}]}"#,
    ] {
      let graph = try GraphText.read(text, name: "g")
      #expect(graph.nodes == 4 && graph.edges == square, "\(text)")
    }
    #expect(try GraphText.read("p edge 6 1\ne 1 2", name: "g").nodes == 6)
    for text in ["", "0 1 0", "0 1 heavy", "0 1 2\n1 0 3", "a b", "0 0", "{\"nodes\": 2}", "[[0]]", "p edge 2 1\ne 1 5", "-1 2 3 4"] {
      #expect(throws: CircuitError.self, "\(text)") { try GraphText.read(text, name: "g") }
    }
    let error = #expect(throws: CircuitError.self) { try GraphText.read("0 1\nx\n", name: "g.txt") }
    #expect(error?.message.contains("g.txt:2") == true)
  }

  @Test("HHL solves random systems of two and four equations with fidelity 0.99", arguments: [2, 4])
  func linearSystems(_ n: Int) throws {
    var generator = SeededGenerator(seed: UInt64(n))
    func random() -> Double { Double(generator.next() >> 11) / Double(1 << 53) * 2 - 1 }
    for round in 0..<(n == 2 ? 5 : 2) {
      var matrix = (0..<n).map { _ in (0..<n).map { _ in random() } }
      // Symmetric and not, all with eigenvalues away from 0.
      if round % 3 != 2 { for a in 0..<n { for b in 0..<a { matrix[a][b] = matrix[b][a] } } }
      for a in 0..<n { matrix[a][a] += round % 2 == 0 ? Double(n) / 2 + 0.5 : -Double(n) / 2 - 0.5 }
      let vector = (0..<n).map { _ in random() }
      let json = JSONValue.array(matrix.map { .array($0.map { .double($0) }) })
      let design = try #require(
        try family("hhl").designs(parameters: ["matrix": json, "vector": .array(vector.map { .double($0) })]).first)
      let bits = n.trailingZeroBitCount
      let offset = design.circuit.qubitCount - bits - (round % 3 == 2 ? 1 : 0)
      let state = DenseReference.state(design.circuit)
      let exact = Self.solve(matrix, vector)
      // Over all that the clock may hold: the overlap of the flagged part with the solution.
      var (overlap, success) = (0.0, 0.0)
      for rest in 0..<(1 << offset) where rest & 1 == 1 {
        for half in 0..<(round % 3 == 2 ? 2 : 1) {
          var sum = Complex.zero
          for x in 0..<n {
            let amplitude = state[x << offset | half << (offset + bits) | rest]
            success += amplitude.squaredMagnitude
            if half == (round % 3 == 2 ? 1 : 0) { sum += exact[x] * amplitude }
          }
          overlap += sum.squaredMagnitude
        }
      }
      #expect(overlap / success >= 0.99, "\(matrix) \(vector): \(overlap / success)")
    }
    // A larger condition number is refused rather than solved badly.
    #expect(throws: CircuitError.self) { try family("hhl").build(parameters: ["matrix": [[1, 1], [1, 1]]]) }
    #expect(throws: CircuitError.self) { try family("hhl").build(parameters: ["matrix": [[1, 0, 0], [0, 1, 0], [0, 0, 1]]]) }
  }

  /// The solution of length 1, by elimination.
  private static func solve(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
    let n = vector.count
    var rows = zip(matrix, vector).map { $0 + [$1] }
    for column in 0..<n {
      let pivot = (column..<n).max { abs(rows[$0][column]) < abs(rows[$1][column]) } ?? column
      rows.swapAt(pivot, column)
      for row in 0..<n where row != column {
        let factor = rows[row][column] / rows[column][column]
        for k in 0...n { rows[row][k] -= factor * rows[column][k] }
      }
    }
    let solution = (0..<n).map { rows[$0][n] / rows[$0][$0] }
    let length = solution.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return solution.map { $0 / length }
  }

  @Test("linear systems are read from files")
  func systems() throws {
    let rows = try LinearSystemText.read("# A | b\n2 1 1\n1 3 0\n", name: "s")
    #expect(rows["matrix"] == [[2.0, 1.0], [1.0, 3.0]] && rows["vector"] == [1.0, 0.0])
    let json = try LinearSystemText.read(#"{"A": [[2,1],[1,3]], "b": [1,0]}"#, name: "s")
    #expect(json["matrix"] == [[2, 1], [1, 3]] && json["vector"] == [1, 0])
    #expect(try LinearSystemText.read("[[2,1],[1,3]]", name: "s")["vector"] == nil)
    for text in ["", "1 2\n3", "a b", "{}"] {
      #expect(throws: CircuitError.self, "\(text)") { try LinearSystemText.read(text, name: "s") }
    }
  }
}
