import Core
import Testing

@testable import Language

@Suite("Contradictions and impossible values are asked about")
struct ContradictionTests {
  @Test(
    "a request that contradicts itself becomes a question",
    arguments: [
      "bell state with 100 shots and 200 shots", "a 3-qubit Bell pair", "noisy GHZ without noise",
      "a 3 qubit GHZ with 5 qubits", "grover for 101 on 5 qubits", "bernstein-vazirani with secret 101 and secret 110",
      "run a 4 qubit ghz and a 3 qubit w state", "bell state with depolarizing 0.01 and depolarizing 0.05",
      "ghz with 3 qubits, seed 1, seed 2", "noiseless bell pair with 1% depolarizing noise",
      "run bell.qasm and ghz.qasm",
      "bell state on cirq but not on cirq", "5 qubit ghz on qubits 0 and 1", "compare a bell pair on aer",
    ])
  func contradictions(_ text: String) { expectQuestion(text) }

  @Test(
    "a value that cannot be becomes a question",
    arguments: [
      "bell state with -5 shots", "a ghz of 0 qubits", "ghz with 2.5 qubits", "bell state with 150% depolarizing noise",
      "a ghz of -3 qubits", "simon with secret 000", "factor 17 with shor", "5 qubit ghz with depth 3",
      "bell state with 3 trotter steps",
      "w state with distance 5", "sweep the bell state from 2 to 10 qubits", "sweep the depth of a ghz: 1, 2, 3",
      "a ghz of a billion qubits",
      "random circuit with depth 0", "sweep a 4 qubit ghz", "teleportation on 12 qubits", "ghz 7 9 11 qubits depth",
    ])
  func impossible(_ text: String) { expectQuestion(text) }

  private func expectQuestion(_ text: String) {
    let request = Interpreter().interpret(text)
    #expect(request.intent == .unclear, "\(text): \(request.understood)")
    #expect(!request.questions.isEmpty, "\(text)")
  }

  @Test("what Proxima would not do anyway may be refused")
  func declined() {
    #expect(Interpreter().interpret("run a bell pair without post-selection").intent == .run)
    #expect(Interpreter().interpret("5 qubit ghz, no error mitigation").intent == .run)
  }

  @Test("what is taken back does not count")
  func corrections() {
    let request = Interpreter().interpret("ghz of 4 qubits with 1000 shots, no, with 2000 shots")
    #expect(request.intent == .run)
    #expect(request.shots == 2_000)
  }

  @Test("never a Bell pair for what was not understood")
  func ancestor() throws {
    for text in try Corpus.lines("nonsense.txt") where !text.lowercased().contains("bell") {
      #expect(Interpreter().interpret(text).circuit?.family != "bell", "\(text)")
    }
  }
}
