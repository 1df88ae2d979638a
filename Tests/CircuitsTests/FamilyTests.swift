import Circuits
import Core
import Testing

@Suite struct FamilyTests {
  struct Case: Sendable, CustomStringConvertible {
    var family: String
    var qubits: Int?
    var parameters: [String: JSONValue] = [:]
    var description: String { "\(family) \(qubits.map { "\($0)" } ?? "") \(parameters.keys.sorted())" }
  }

  static let known: [Case] = [
    Case(family: "bell", qubits: nil), Case(family: "bell", qubits: 2, parameters: ["state": "psi-"]),
    Case(family: "bell", qubits: 2, parameters: ["state": "phi-"]),
    Case(family: "bell", qubits: 2, parameters: ["state": "psi+"]),
    Case(family: "ghz", qubits: 2), Case(family: "ghz", qubits: 5), Case(family: "w", qubits: 2),
    Case(family: "w", qubits: 3),
    Case(family: "w", qubits: 6), Case(family: "cluster", qubits: 4),
    Case(family: "cluster", qubits: 3, parameters: ["graph": "ring"]),
    Case(family: "qft", qubits: 1), Case(family: "qft", qubits: 4), Case(family: "qft", parameters: ["input": "0110"]),
    Case(family: "inverse_qft", qubits: 3), Case(family: "phase_estimation", qubits: 1),
    Case(family: "phase_estimation", qubits: 2),
    Case(family: "phase_estimation", qubits: 5),
    Case(family: "phase_estimation", qubits: 4, parameters: ["phase": 0.3]),
    Case(family: "phase_estimation", qubits: 3, parameters: ["phase": 0.625]),
    Case(family: "grover", qubits: 2), Case(family: "grover", qubits: 3),
    Case(family: "grover", parameters: ["marked": "1011"]),
    Case(family: "grover", parameters: ["marked": ["001", "110"]]),
    Case(family: "grover", qubits: 3, parameters: ["marked": "010", "iterations": 1]),
    Case(family: "grover", parameters: ["marked": ["00", "01", "10"]]),
    Case(family: "deutsch_jozsa", qubits: 3),
    Case(family: "deutsch_jozsa", qubits: 3, parameters: ["function": "constant1"]),
    Case(family: "deutsch_jozsa", qubits: 4, parameters: ["function": "random", "seed": 7]),
    Case(family: "deutsch_jozsa", parameters: ["function": "101"]), Case(family: "deutsch_jozsa", qubits: 1),
    Case(family: "bernstein_vazirani", parameters: ["secret": "110101"]), Case(family: "bernstein_vazirani", qubits: 4),
    Case(family: "simon", parameters: ["secret": "110"]), Case(family: "simon", parameters: ["secret": "000"]),
    Case(family: "simon", qubits: 3),
    Case(family: "teleportation", qubits: 3),
    Case(family: "teleportation", qubits: nil, parameters: ["theta": 2.1, "phi": 0.4]),
    Case(family: "superdense_coding", qubits: 2), Case(family: "superdense_coding", parameters: ["message": "01"]),
    Case(family: "superdense_coding", parameters: ["message": "11"]),
    Case(family: "superdense_coding", parameters: ["message": "00"]),
    Case(family: "swap_test", qubits: 3), Case(family: "swap_test", qubits: 5, parameters: ["theta": 0.8]),
    Case(family: "chsh", qubits: nil), Case(family: "adder", qubits: 1), Case(family: "adder", qubits: 3),
    Case(family: "adder", qubits: 3, parameters: ["a": 5, "b": 6]), Case(family: "bit_flip_code", qubits: nil),
    Case(family: "bit_flip_code", qubits: 3, parameters: ["error": 2, "theta": 1.0]),
    Case(family: "bit_flip_code", qubits: 3, parameters: ["error": -1]),
    Case(family: "bit_flip_code", qubits: 3, parameters: ["error": 1]),
    Case(family: "phase_flip_code", qubits: 3),
    Case(family: "phase_flip_code", qubits: 3, parameters: ["error": 1, "theta": 0.5]),
    Case(family: "phase_flip_code", qubits: 3, parameters: ["error": 2]),
    Case(family: "shor_code", qubits: nil),
    Case(family: "shor_code", qubits: 9, parameters: ["error": 4, "pauli": "z", "theta": 1.2]),
    Case(family: "shor_code", qubits: 9, parameters: ["error": 8, "pauli": "x"]),
    Case(family: "shor_code", qubits: 9, parameters: ["error": -1]),
    Case(family: "steane_code", qubits: nil),
    Case(family: "steane_code", qubits: 7, parameters: ["error": 3, "pauli": "z", "theta": 0.7]),
    Case(family: "steane_code", qubits: 7, parameters: ["error": 6, "pauli": "x"]),
    Case(family: "steane_code", qubits: 7, parameters: ["error": -1]),
    Case(family: "quantum_walk", qubits: 1, parameters: ["steps": 3]), Case(family: "quantum_walk", qubits: 3),
    Case(family: "quantum_walk", qubits: 4, parameters: ["steps": 9]),
    Case(family: "amplitude_estimation", qubits: 3),
    Case(family: "amplitude_estimation", qubits: 4, parameters: ["probability": 0.6]),
    Case(family: "hhl", qubits: nil), Case(family: "hhl", qubits: 4, parameters: ["theta": 0.9]),
    Case(family: "hhl", parameters: ["matrix": [[2, 1], [1, 3]], "vector": [1, -1]]),
    Case(family: "hhl", parameters: ["matrix": [[1, 2], [2, -1]], "vector": [0.3, 1]]),
    Case(family: "hhl", parameters: ["matrix": "[[3,1],[1,2]]"]),
    Case(family: "vqe", parameters: ["molecule": "LiH"]),
    Case(family: "qaoa", qubits: 4, parameters: ["layers": 3]), Case(family: "qaoa", qubits: 5),
    Case(family: "qaoa", parameters: ["graph": [[0, 1], [1, 2], [2, 3], [3, 0], [0, 2]], "layers": 2]),
    Case(family: "vqe", qubits: nil),
    Case(family: "vqe", parameters: ["molecule": "H2", "theta": 0.5]),
  ]

  @Test("what a family says its result will be is what its circuit gives", arguments: known)
  func distribution(_ one: Case) throws {
    let family = try #require(CircuitFamily.named(one.family))
    for design in try family.designs(qubits: one.qubits, parameters: one.parameters) {
      let expected = try #require(design.expectation.distribution)
      let exact = DenseReference.distribution(design.circuit)
      for key in Set(expected.keys).union(exact.keys) {
        #expect(abs(expected[key, default: 0] - exact[key, default: 0]) < 1e-9, "\(key)")
      }
      #expect(abs(expected.values.reduce(0, +) - 1) < 1e-9)
    }
  }

  @Test("every family of the contract is in the registry, and builds or says that it is not there yet")
  func registry() throws {
    let names = [
      "bell", "ghz", "w", "qft", "inverse_qft", "grover", "deutsch_jozsa", "bernstein_vazirani", "simon",
      "phase_estimation",
      "teleportation", "superdense_coding", "vqe", "qaoa", "random", "quantum_volume", "shor", "bit_flip_code",
      "phase_flip_code", "shor_code", "steane_code", "surface_code", "chsh", "quantum_walk", "ising", "heisenberg",
      "amplitude_estimation", "hhl", "adder", "swap_test", "cluster",
    ]
    #expect(Set(CircuitFamily.all.map(\.name)) == Set(names))
    #expect(CircuitFamily.named("cat")?.name == "ghz")
    for family in CircuitFamily.all {
      if family.isAvailable {
        let circuit = try family.build()
        let measures = circuit.operations.contains { $0.measuresAnything }
        #expect(measures, "\(family.name)")
        let expectation = try family.expectation()
        #expect(!expectation.text.isEmpty)
        // What is built can be written and read back.
        let again = try OpenQASM.parse(try OpenQASM.write(circuit))
        #expect(again.qubitCount == circuit.qubitCount)
      } else {
        let error = try #require(throws: CircuitError.self) { try family.build() }
        #expect(error.code == "feature.not_there_yet")
      }
    }
  }

  @Test("sizes and parameters that cannot be are refused by name")
  func refusals() throws {
    func code(_ name: String, _ qubits: Int?, _ parameters: [String: JSONValue] = [:]) throws -> String {
      let family = try #require(CircuitFamily.named(name))
      return try #require(throws: CircuitError.self) { try family.build(qubits: qubits, parameters: parameters) }.code
    }
    #expect(try code("bell", 3) == "family.size")
    #expect(try code("ghz", 0) == "family.size")
    #expect(try code("ghz", -4) == "family.size")
    #expect(try code("grover", 3, ["marked": "1011"]) == "family.size")
    #expect(try code("grover", nil, ["marked": "10x1"]) == "family.parameter")
    #expect(try code("ghz", 3, ["secret": "11"]) == "family.parameter")
    #expect(try code("random", 3, ["depth": 0]) == "family.parameter")
    #expect(try code("random", 3, ["depth": "many"]) == "family.parameter")
    #expect(try code("swap_test", 4) == "family.size")
    #expect(try code("qaoa", 3, ["graph": [[0, 7]]]) == "family.parameter")
    #expect(try code("grover", 40) == "family.size")
  }

  @Test("a random circuit has the depth asked for, and the same seed gives the same")
  func random() throws {
    let family = try #require(CircuitFamily.named("random"))
    let circuit = try family.build(qubits: 6, parameters: ["depth": 20, "seed": 3])
    #expect(circuit.depth == 21)
    #expect(try family.build(qubits: 6, parameters: ["depth": 20, "seed": 3]) == circuit)
    #expect(try family.build(qubits: 6, parameters: ["depth": 20, "seed": 4]) != circuit)
  }

  @Test("QAOA on a ring cuts (2p + 1)/(2p + 2) of the edges on average", arguments: 1...3)
  func qaoa(_ layers: Int) throws {
    let n = 2 * layers + 2
    let family = try #require(CircuitFamily.named("qaoa"))
    let exact = DenseReference.distribution(try family.build(qubits: n, parameters: ["layers": .int(layers)]))
    var mean = 0.0
    for (key, probability) in exact {
      let bits = Array(key)
      mean += probability * Double((0..<n).filter { bits[$0] != bits[($0 + 1) % n] }.count)
    }
    #expect(abs(mean / Double(n) - Double(2 * layers + 1) / Double(2 * layers + 2)) < 1e-8)
  }

  @Test("the Heisenberg chain keeps its total spin")
  func heisenberg() throws {
    let family = try #require(CircuitFamily.named("heisenberg"))
    let exact = DenseReference.distribution(try family.build(qubits: 4, parameters: ["steps": 3, "time": 0.7]))
    #expect(exact.keys.allSatisfy { $0.filter { $0 == "1" }.count == 2 })
    #expect(exact.count > 1)
  }

  @Test("Shor's algorithm finds the period for every base of 15, and factors 21")
  func shor() throws {
    let family = try #require(CircuitFamily.named("shor"))
    for base in [2, 4, 7, 8, 11, 13, 14] { try expectKnown(family, ["base": .int(base)]) }
    for base in [2, 4, 5, 8, 10, 11, 13, 16, 17, 19, 20] { try expectPermutations(family, 21, base) }
    #expect(try family.expectation(parameters: ["number": 21]).text.contains("= 7"))
    for (number, base) in [(16, 3), (17, 3), (27, 2), (15, 5), (1023, 2)] {
      #expect(throws: CircuitError.self) { try family.build(parameters: ["number": .int(number), "base": .int(base)]) }
    }
  }

  private func expectKnown(_ family: CircuitFamily, _ parameters: [String: JSONValue]) throws {
    let design = try #require(try family.designs(parameters: parameters).first)
    let expected = try #require(design.expectation.distribution)
    let exact = DenseReference.distribution(design.circuit)
    for key in Set(expected.keys).union(exact.keys) {
      #expect(abs(expected[key, default: 0] - exact[key, default: 0]) < 1e-9, "\(parameters) \(key)")
    }
  }

  /// Each controlled multiplication as a permutation of basis states.
  private func expectPermutations(_ family: CircuitFamily, _ number: Int, _ base: Int) throws {
    let circuit = try family.build(parameters: ["number": .int(number), "base": .int(base)])
    for count in 0..<10 {
      let factor = (0..<(1 << count)).reduce(1) { product, _ in product * base % number }
      for value in 0..<32 {
        var state = value << 10 | 1 << count
        for case .gate(let gate) in circuit.operations
        where gate.qubits.contains(count) && gate.qubits.count > 1 && gate.isPermutation && gate.kind != .swap {
          let target = gate.qubits[gate.qubits.count - 1]
          if gate.qubits.dropLast().allSatisfy({ state >> $0 & 1 == 1 }) { state ^= 1 << target }
        }
        #expect(state >> 10 == (value < number ? value * factor % number : value))
      }
    }
  }

  @Test("the detectors of the surface code never fire without noise, and see one flipped data qubit")
  func surfaceCode() throws {
    let family = try #require(CircuitFamily.named("surface_code"))
    let design = try #require(try family.designs(parameters: ["distance": 3, "rounds": 2]).first)
    let plan = try #require(design.detectors)
    #expect(design.circuit.qubitCount == 17 && plan.detectors.count == 4 + 8 + 4)
    #expect(
      StabilizerReference.parities(design.circuit, plan.detectors + plan.observables, flipping: nil, seed: 1).allSatisfy
      { !$0 })
    for qubit in 0..<9 {
      let fired = StabilizerReference.parities(design.circuit, plan.detectors, flipping: qubit, seed: UInt64(qubit))
      #expect((1...2).contains(fired.filter { $0 }.count), "qubit \(qubit)")
    }
    #expect(try family.build(parameters: ["distance": 5, "rounds": 5]).qubitCount == 49)
    #expect(throws: CircuitError.self) { try family.build(parameters: ["distance": 4]) }
    #expect(try family.build(qubits: 49).qubitCount == 49)
  }
}
