import CodeAgent
import Core
import Testing

@Suite struct ScriptWriterTests {
  private let bell = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[2];\ncreg c[2];\nh q[0];\ncx q[0],q[1];\nmeasure q -> c;\n"

  private func request(_ dialects: [String], noise: [NoiseEntry] = [], shots: Int = 500) -> CodeRequest {
    CodeRequest(qasm: bell, dialects: dialects, shots: shots, seed: 7, noise: noise)
  }

  @Test("all four dialects are written with the digest of their text")
  func dialects() throws {
    let work = try ScriptWriter().generate(request(["qasm2", "qasm3", "qiskit", "cirq"]))
    #expect(work.artifacts.map(\.dialect) == ["qasm2", "qasm3", "qiskit", "cirq"])
    #expect(work.refused.isEmpty)
    for artifact in work.artifacts { #expect(artifact.sha256 == SHA256.hexadecimal(artifact.text ?? "")) }
    #expect(work.artifacts[2].text?.contains("shots=500") == true)
  }

  @Test("a dialect that is unknown or cannot say what was asked is refused with the reason")
  func refused() throws {
    let noisy = [NoiseEntry(channel: .depolarizing, probability: 0.1)]
    let work = try ScriptWriter().generate(request(["qasm2", "qiskit", "basic"], noise: noisy))
    #expect(work.artifacts.map(\.dialect) == ["qasm2"])
    #expect(work.refused["qiskit"]?.contains("noise") == true)
    #expect(work.refused["basic"] != nil)
    #expect(try ScriptWriter().generate(request(["cirq"], shots: 0)).refused["cirq"] != nil)
    #expect(throws: ProximaError.self) {
      try ScriptWriter().generate(CodeRequest(qasm: "nonsense", dialects: ["qasm2"], shots: 1, seed: 1))
    }
  }

  @Test("a spoilt script is mended, a right one is left alone")
  func mend() throws {
    var artifact = try #require(try ScriptWriter().generate(request(["qiskit"])).artifacts.first)
    let right = artifact
    func review(_ artifact: Artifact) -> ReviewRequest {
      ReviewRequest(artifact: artifact, qasm: bell, shots: 500, seed: 7, round: 2)
    }
    #expect(try ScriptWriter().mend(review(right)).artifacts == [right])
    artifact.text = artifact.text?.replacing("circuit.h(", with: "circuit.x(")
    artifact.sha256 = SHA256.hexadecimal(artifact.text ?? "")
    #expect(try ScriptWriter().mend(review(artifact)).artifacts.first?.text == right.text)
    #expect(throws: ProximaError.self) { try ScriptWriter().refactor(review(artifact)) }
    #expect(try ScriptWriter().refactor(review(right)).artifacts == [right])
  }
}
