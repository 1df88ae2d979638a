import Core
import QuantumExpertAgent
import Testing
import TestingAgent

@Suite struct DesignerTests {
  private func design(
    _ family: String, _ qubits: Int? = nil, _ parameters: [String: JSONValue]? = nil, sweep: SweepPoint? = nil
  ) throws -> CircuitDesign {
    try Designer().design(
      DesignRequest(
        circuit: CircuitRequest(family: family, qubits: qubits, parameters: parameters), sweep: sweep, seed: 11, shots: 1000))
  }

  @Test("a design has the program, its numbers, a drawing and what to expect")
  func ghz() throws {
    let design = try design("ghz", 3)
    let member = try #require(design.circuits.first)
    #expect(member.summary.qubits == 3 && member.summary.gates["cx"] == 2)
    #expect(member.qasm.contains("OPENQASM 2.0"))
    #expect(member.distribution == ["000": 0.5, "111": 0.5])
    #expect(member.drawing?.isEmpty == false)
    #expect(!design.expectation.isEmpty)
  }

  @Test("a sweep over the width and over a parameter changes the circuit")
  func sweep() throws {
    #expect(try design("ghz", 3, sweep: SweepPoint(parameter: "qubits", value: 5)).circuits.first?.summary.qubits == 5)
    let few = try design("ising", 3, sweep: SweepPoint(parameter: "steps", value: 2)).circuits.first?.summary.depth ?? 0
    let many = try design("ising", 3, sweep: SweepPoint(parameter: "steps", value: 6)).circuits.first?.summary.depth ?? 0
    #expect(many > few)
  }

  @Test("CHSH is designed as four labelled circuits")
  func chsh() throws { #expect(try design("chsh").circuits.map(\.label) == ["a0b0", "a0b1", "a1b0", "a1b1"]) }

  @Test("the same seed gives the same random circuit, another seed another")
  func seeds() throws {
    #expect(try design("random", 4) == design("random", 4))
    let other = try Designer().design(
      DesignRequest(circuit: CircuitRequest(family: "random", qubits: 4), seed: 12, shots: 1000))
    #expect(try design("random", 4).circuits != other.circuits)
  }

  @Test("an unknown family and a wrong parameter are refused, never replaced")
  func refused() {
    #expect(throws: ProximaError.self) { try design("nonsense") }
    #expect(throws: ProximaError.self) { try design("ghz", 3, ["twist": 1]) }
    #expect(throws: ProximaError.self) { try design("bell", 5) }
  }

  @Test(
    "every family's stated distribution is what an independent reference finds for its program",
    arguments: [
      ("bell", nil), ("bell", ["state": "psi-"]), ("ghz", nil), ("w", nil), ("cluster", ["graph": "ring"]), ("qft", nil),
      ("inverse_qft", ["input": "101"]), ("phase_estimation", nil), ("phase_estimation", ["phase": 0.3]), ("grover", nil),
      ("grover", ["marked": ["0101", "0011"]]), ("deutsch_jozsa", ["function": "101"]),
      ("deutsch_jozsa", ["function": "constant1"]), ("bernstein_vazirani", ["secret": "1011"]), ("simon", ["secret": "110"]),
      ("teleportation", ["theta": 0.7]), ("superdense_coding", ["message": "01"]), ("swap_test", ["theta": 1.1]),
      ("chsh", nil), ("bit_flip_code", ["error": 2]), ("phase_flip_code", ["error": 1, "theta": 0.9]),
      ("adder", ["a": 5, "b": 7]), ("random", nil), ("quantum_volume", nil), ("ising", nil), ("heisenberg", nil),
    ] as [(String, [String: JSONValue]?)])
  func independent(family: String, parameters: [String: JSONValue]?) throws {
    let circuit = CircuitRequest(family: family, parameters: parameters)
    for member in try design(family, nil, parameters).circuits {
      var request = RunRequest(qasm: member.qasm, shots: 0, seed: 1)
      request.label = member.label
      var run = Run(
        id: "r", backend: "native", backendVersion: "1", method: .statevector, host: "here",
        qubits: member.summary.qubits, shots: 0, seed: 1, precision: .double, circuit: member.summary)
      run.label = member.label
      // A family without a stated distribution is checked to be readable: the reference then finds the claim wrong.
      run.probabilities = member.distribution ?? [String(repeating: "0", count: member.summary.clbits): 1]
      let verdict = Verifier().verify(VerifyRequest(circuit: circuit, qasm: member.qasm, request: request, run: run))
      let expected: Verification.Status = member.distribution == nil ? .refuted : .verified
      #expect(verdict.status == expected, "\(family): \(verdict)")
      if member.distribution != nil { #expect(verdict.reference?.contains("dense reference") == true, "\(family): \(verdict)") }
    }
  }
}

@Suite struct KnowledgeTests {
  @Test("questions find their entries", arguments: [
    ("What is superposition?", "superposition"), ("explain entanglement please", "entanglement"),
    ("how does Grover's search work", "Grover's search"), ("what are Bell states", "Bell state"),
    ("what is depolarizing noise?", "depolarizing noise"), ("tell me about the QFT", "quantum Fourier transform"),
    ("what does the Hadamard gate do", "Hadamard gate"), ("why T1 and T2", "amplitude damping, phase damping"),
  ])
  func found(question: String, topic: String) {
    let explanation = Glossary().explain(ExplainRequest(question: question))
    #expect(explanation.known && explanation.topic == topic)
    #expect(explanation.text.count > 60)
  }

  @Test("an unknown topic says so")
  func unknown() {
    let explanation = Glossary().explain(ExplainRequest(question: "What is the best pizza?"))
    #expect(!explanation.known && explanation.text.contains("no written explanation"))
  }

  @Test("problems lead to algorithms, and none fits where none does")
  func recommend() {
    func first(_ problem: String) -> String? {
      Recommender().recommend(RecommendationRequest(problem: problem)).choices.first?.family
    }
    #expect(first("search an unstructured database for one entry") == "grover")
    #expect(first("factor a large number to break RSA") == "shor")
    #expect(first("the ground state energy of a molecule") == "vqe")
    #expect(first("MaxCut on a graph") == "qaoa")
    #expect(first("bake a cake") == nil)
  }

  @Test("a program comes out shorter and checked, and what is no program is refused")
  func improvement() throws {
    let program = "OPENQASM 2.0; include \"qelib1.inc\"; qreg q[2]; creg c[2]; h q[0]; h q[0]; h q[0]; cx q[0],q[1]; measure q -> c;"
    let result = try Improver().optimize(OptimizeRequest(qasm: program))
    #expect(result.before.gates["h"] == 3 && result.after.gates["h"] == 1)
    #expect(result.equivalence == "unitary" && result.twoQubitGatesAfter == 1)
    #expect(try Designer().design(DesignRequest(circuit: .init(family: "", qasm: result.qasm), seed: 1, shots: 1)).circuits.count == 1)
    #expect(throws: ProximaError.self) { try Improver().optimize(OptimizeRequest(qasm: "qreg q[")) }
  }
}
