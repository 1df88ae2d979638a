import Circuits
import Core
import Testing

@testable import ScriptReview

@Suite struct ScriptReviewerTests {
  let reviewer = ScriptReviewer(name: AgentName.quantumExpert)
  let bell = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[2];\ncreg c[2];\nh q[0];\ncx q[0],q[1];\nmeasure q -> c;\n"

  private func script(_ body: [String], tail: [String]? = nil) -> String {
    ([
      "from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister, transpile", "from qiskit_aer import AerSimulator",
      "", "q = QuantumRegister(2, \"q\")", "c = ClassicalRegister(2, \"c\")", "circuit = QuantumCircuit(q, c)",
    ] + body
      + (tail ?? [
        "simulator = AerSimulator()", "program = transpile(circuit, simulator, optimization_level=0)",
        "result = simulator.run(program, shots=1000, seed_simulator=42).result()",
        "counts = {key.replace(\" \", \"\"): value for key, value in result.get_counts().items()}",
        "for key, value in sorted(counts.items()):", "    print(key, value)",
      ])).joined(separator: "\n")
  }

  private func review(_ text: String) throws -> Review {
    try reviewer.review(Workshop.request(text, qasm: bell, "qiskit"))
  }

  @Test("another way to the same state is approved")
  func equivalent() throws {
    let other = script([
      "circuit.h(q[0])", "circuit.h(q[1])", "circuit.cz(q[0], q[1])", "circuit.h(q[1])", "circuit.measure(q[0], c[0])",
      "circuit.measure(q[1], c[1])",
    ])
    #expect(try review(other).approved)
  }

  @Test("a script that never runs or prints is incomplete")
  func incomplete() throws {
    let body = ["circuit.h(q[0])", "circuit.cx(q[0], q[1])", "circuit.measure(q[0], c[0])", "circuit.measure(q[1], c[1])"]
    let found = try review(script(body, tail: []))
    #expect(!found.approved)
    #expect(found.comments.contains { $0.criterion == "completeness" && $0.text.contains("the run") })
    #expect(found.comments.contains { $0.criterion == "best_practices" && $0.text.contains("AerSimulator") })
  }

  @Test("a name that is not defined and a line that is not understood are named")
  func unknown() throws {
    let text = script(["circuit.h(q[0])", "circuit.cx(q[0], r[1])", "import os", "os.system(\"id\")"])
    let found = try review(text)
    #expect(found.comments.contains { $0.line == 8 && $0.text.contains("`r` is not defined") })
    #expect(found.comments.contains { $0.line == 9 } && found.comments.contains { $0.line == 10 })
  }

  @Test("a digest that is not the text's is rejected")
  func digest() throws {
    var request = Workshop.request(script([]), qasm: bell, "qiskit")
    request.artifact.sha256 = String(repeating: "0", count: 64)
    #expect(try reviewer.review(request).comments.contains { $0.text.contains("digest") })
  }

  @Test("OpenQASM is reviewed too, with the line")
  func qasm() throws {
    #expect(try reviewer.review(Workshop.request(bell, qasm: bell, "qasm2")).approved)
    let wrong = bell.replacing("cx q[0],q[1]", with: "cx q[1],q[0]")
    let found = try reviewer.review(Workshop.request(wrong, qasm: bell, "qasm2"))
    #expect(found.comments.first?.line == nil || !found.approved)
    let broken = try reviewer.review(Workshop.request(bell.replacing("h q[0];", with: "hh q[0];"), qasm: bell, "qasm2"))
    #expect(broken.comments.first?.line == 5)
  }

  @Test("conditions and else branches are read back")
  func conditions() throws {
    let qasm = "OPENQASM 3.0;\ninclude \"stdgates.inc\";\nqubit[2] q;\nbit[2] c;\nh q[0];\nc[0] = measure q[0];\nif (c[0] == 1) { x q[1]; } else { z q[1]; }\nc[1] = measure q[1];\n"
    for dialect in ["qiskit", "cirq"] {
      // Cirq has no words for the other branch.
      let text = dialect == "cirq" ? qasm.replacing(" else { z q[1]; }", with: "") : qasm
      let circuit = try OpenQASM.parse(text)
      let good = try Workshop.request(circuit, dialect)
      #expect(try reviewer.review(good).approved)
      let wrong = (good.artifact.text ?? "").replacing("circuit.x(", with: "circuit.y(").replacing("cirq.X(", with: "cirq.Y(")
      #expect(!(try reviewer.review(Workshop.request(wrong, qasm: good.qasm, dialect)).approved))
    }
  }

  @Test("what cannot be reviewed says so instead of passing")
  func limits() {
    #expect(throws: ProximaError.self) { try reviewer.review(Workshop.request("x", qasm: bell, "fortran")) }
    #expect(throws: ProximaError.self) { try reviewer.review(Workshop.request("x", qasm: "qreg q[", "qiskit")) }
  }
}
