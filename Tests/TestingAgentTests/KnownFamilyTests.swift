import Core
import Testing

@testable import TestingAgent

@Suite struct KnownFamilyTests {
  private func known(_ family: String, _ qubits: Int? = nil, _ parameters: [String: JSONValue]? = nil, label: String? = nil)
    throws -> [String: Double]
  {
    try KnownFamilies.result(CircuitRequest(family: family, qubits: qubits, parameters: parameters), label: label)
      .distribution
  }

  @Test("textbook values come out")
  func textbook() throws {
    let grover = try known("grover", 3, ["marked": "101"])
    #expect(abs((grover["101"] ?? 0) - 0.9453125) < 1e-12)
    #expect(grover.count == 8)
    #expect(try known("bernstein_vazirani", nil, ["secret": "1011"]) == ["1011": 1])
    #expect(try known("simon", nil, ["secret": "11"]) == ["00": 0.5, "11": 0.5])
    #expect(try known("phase_estimation", 3, ["phase": 0.125]) == ["001": 1])
    #expect(try known("adder", 4, ["a": 9, "b": 8]) == ["10001": 1])
    #expect(abs((try known("swap_test")["0"] ?? 0) - 0.875) < 1e-12)
    #expect(abs((try known("chsh", label: "a1b1")["01"] ?? 0) - (1 + 0.5.squareRoot()) / 4) < 1e-12)
    #expect(try known("w", 3).keys.sorted() == ["001", "010", "100"])
    #expect(try known("ghz", 3, label: "qubits=5").keys.sorted() == ["00000", "11111"])
  }

  @Test("every known distribution adds up to 1")
  func normalised() throws {
    let cases: [(String, Int?, [String: JSONValue]?, String?)] = [
      ("bell", nil, ["state": "psi-"], nil), ("qft", 5, nil, nil), ("inverse_qft", 3, ["input": "101"], nil),
      ("phase_estimation", 5, ["phase": 0.3], nil), ("grover", 4, ["marked": ["0001", "1110"]], nil),
      ("deutsch_jozsa", 3, ["function": "constant1"], nil), ("teleportation", nil, nil, nil),
      ("superdense_coding", nil, nil, nil), ("cluster", 4, ["graph": "ring"], nil), ("chsh", nil, nil, "a0b1"),
      ("bit_flip_code", nil, ["error": 1, "theta": 1.0], nil), ("phase_flip_code", nil, nil, nil),
    ]
    for (family, qubits, parameters, label) in cases {
      let sum = try known(family, qubits, parameters, label: label).values.reduce(0, +)
      #expect(abs(sum - 1) < 1e-12, "\(family)")
    }
  }

  @Test("what theory here does not know it refuses")
  func refused() {
    #expect(throws: ReferenceRefusal.self) { try known("random", 4) }
    #expect(throws: ReferenceRefusal.self) { try known("ghz", 4, ["twist": 1]) }
    #expect(throws: ReferenceRefusal.self) { try known("bernstein_vazirani", 4) }
    #expect(throws: ReferenceRefusal.self) { try known("deutsch_jozsa", 4) }
    #expect(throws: ReferenceRefusal.self) { try known("qft", 30) }
  }
}

@Suite struct TestWriterTests {
  @Test("a pytest file runs each Python script and checks shots and theory")
  func pytest() {
    let code = CodeWork(artifacts: [
      Artifact(kind: .code, dialect: "qiskit", path: "/x/bell.py", sha256: "", by: "code_expert", text: "run(p, shots=512)"),
      Artifact(kind: .code, dialect: "qasm2", sha256: "", by: "code_expert", text: "OPENQASM 2.0;"),
    ])
    let work = TestWriter().createTests(TestsRequest(circuit: CircuitRequest(family: "bell"), code: code))
    let text = work.artifacts.first?.text ?? ""
    #expect(work.artifacts.first?.dialect == "pytest")
    #expect(text.contains("(\"bell.py\", \"qiskit_aer\", 512)"))
    #expect(text.contains("\"00\": 0.5") && text.contains("def test_counts_follow_theory"))
    #expect(work.refused["qasm2"] != nil)
  }
}
