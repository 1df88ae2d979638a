import Core
import Testing

@testable import Language

@Suite("What a request says about itself")
struct RequestTests {
  private let interpreter = Interpreter()

  @Test(
    "the parts cover the whole sentence in order", arguments: ["dev.jsonl", "blind.jsonl", "more.jsonl", "fresh.jsonl"])
  func parts(_ name: String) throws {
    for sample in try Corpus.samples(name) {
      let request = interpreter.interpret(sample.ask)
      let joined = request.parts.map(\.text).joined().filter { !$0.isWhitespace }
      #expect(joined == sample.ask.filter { !$0.isWhitespace }, "\(sample.ask)")
    }
  }

  @Test("a part has the role that its words played")
  func roles() {
    let request = interpreter.interpret("simulate a 5-qubit GHZ with 1000 shots on Cirq")
    let roles = Dictionary(request.parts.map { ($0.role, $0.text) }) { first, _ in first }
    #expect(roles["intent"] == "simulate")
    #expect(roles["qubits"] == "5-qubit")
    #expect(roles["family"] == "GHZ")
    #expect(roles["shots"] == "1000 shots")
    #expect(roles["backend"] == "Cirq")
  }

  @Test("what is said back is one sentence with every choice in it")
  func understood() {
    let request = interpreter.interpret("5 qubit ghz on aer and cirq, 4096 shots, seed 3, 1% depolarizing noise")
    #expect(
      request.understood
        == "Compare a 5-qubit GHZ state on Qiskit Aer and Cirq under depolarizing noise of 0.01 with 4,096 shots, seed 3."
    )
  }

  @Test("what was not said stands under the defaults and not in the field")
  func defaults() {
    let noisy = interpreter.interpret("noisy GHZ")
    #expect(noisy.noise == nil)
    #expect(noisy.defaults["noise"] == [["channel": "depolarizing", "probability": 0.01]])
    #expect(noisy.circuit?.qubits == nil)
    #expect(noisy.defaults["qubits"] == 3)
    #expect(noisy.shots == nil)
    #expect(noisy.defaults["shots"] == 1_024)
    #expect(noisy.understood.contains("a default"))
    let grover = interpreter.interpret("grover on 5 qubits")
    #expect(grover.defaults["marked"] == "11111")
    #expect(grover.circuit?.parameters == nil)
    let compared = interpreter.interpret("compare bell states")
    #expect(compared.backends == nil)
    #expect(compared.defaults["backends"] == ["all"])
  }

  @Test("a backend that is ruled out is not chosen")
  func excluded() {
    let request = interpreter.interpret("run a bell pair, but not on native")
    #expect(request.intent == .run)
    #expect(request.defaults["backends"] == ["aer"])
    let rest = interpreter.interpret("compare a 3 qubit ghz on all backends except lret and cirq")
    #expect(rest.backends == ["aer", "native", "pennylane", "qsim", "quest", "stim"])
  }

  @Test("the same sentence always gives the same request")
  func deterministic() throws {
    for sample in try Corpus.samples("dev.jsonl") {
      #expect(interpreter.interpret(sample.ask) == Interpreter().interpret(sample.ask))
    }
  }

  @Test("misspelt and vague requests are less sure than plain ones")
  func confidence() {
    let plain = interpreter.interpret("run a 5 qubit GHZ state").confidence
    #expect(interpreter.interpret("rnu a 5 qubit GZH state").confidence < plain)
    #expect(interpreter.interpret("simulate entanglement").confidence < plain)
    #expect(interpreter.interpret("run a 5 qubit GHZ state with linear coupling").confidence <= 0.4)
  }

  @Test("a lexicon can be extended")
  func extended() {
    var lexicon = Lexicon.standard
    #expect(interpreter.interpret("run a 3 qubit frobnicator").intent == .unclear)
    lexicon.extend("frobnicator", .family("ghz"))
    #expect(Interpreter(lexicon: lexicon).interpret("run a 3 qubit frobnicator").circuit?.family == "ghz")
  }

  @Test("a very long text is refused, not worked through")
  func long() {
    let request = interpreter.interpret(String(repeating: "bell ", count: 5_000))
    #expect(request.intent == .unclear)
    #expect(!request.questions.isEmpty)
  }

  @Test("a graph or a linear system stands in the sentence or in a file")
  func data() throws {
    let interpreter = Interpreter()
    let graph = interpreter.interpret("QAOA on the graph with edges 0-1, 1-2 and 2-0, two layers")
    #expect(graph.intent == .run && graph.circuit?.qubits == 3)
    #expect(graph.circuit?.parameters?["graph"] == [[0, 1], [1, 2], [2, 0]])
    #expect(interpreter.interpret("max-cut of [[0,1],[1,2]] with QAOA").circuit?.parameters?["graph"] == [[0, 1], [1, 2]])
    let file = interpreter.interpret("QAOA for the graph in nets/g.json, save it as cuts.csv")
    #expect(file.circuit?.parameters?["graph"] == "nets/g.json" && file.output?.path == "cuts.csv")
    #expect(file.defaults["qubits"] == nil)
    let system = interpreter.interpret("solve Ax = b by HHL with A = [[2, 1], [1, 3]] and b = [1, 0]")
    #expect(system.intent == .run)
    #expect(system.circuit?.parameters == ["matrix": [[2, 1], [1, 3]], "vector": [1, 0]])
    let complex = interpreter.interpret("HHL with A = [[2, -i], [i, 3]] and b = [1, 0.5-2i]")
    #expect(complex.intent == .run)
    #expect(complex.circuit?.parameters == ["matrix": [[2, "-i"], ["i", 3]], "vector": [1, "0.5-2i"]])
    #expect(interpreter.interpret("HHL for the system in eq.txt").circuit?.parameters?["matrix"] == "eq.txt")
    #expect(interpreter.interpret("factor 21 with Shor using base 5").circuit?.parameters == ["number": 21, "base": 5])
    let weighted = interpreter.interpret("QAOA on the weighted graph [[0,1,2.5],[1,2,-1]] with 2 layers")
    #expect(weighted.circuit?.parameters == ["graph": [[0, 1, 2.5], [1, 2, -1]], "layers": 2] && weighted.intent == .run)
    #expect(interpreter.interpret("max-cut with QAOA of the weighted graph in cities.txt").intent == .run)
    for text in ["VQE for LiH at 2 Å", "VQE of lithium hydride with a bond length of 2 angstrom, 1000 shots", "LiH by VQE, bond 2.0 A"] {
      let request = interpreter.interpret(text)
      #expect(request.intent == .run && request.circuit?.parameters?["bond"]?.double == 2, "\(text): \(request.questions)")
    }
    #expect(interpreter.interpret("VQE for LiH at 1, 2 and 3 Å").intent == .unclear)
    // Weights that nobody gave cannot be guessed.
    #expect(interpreter.interpret("QAOA on a weighted 5-node ring").intent == .unclear)
    // Data that the circuit has no use for is a condition that was not understood.
    #expect(interpreter.interpret("a 3-qubit GHZ state with [[0,1],[1,2]]").intent == .unclear)
  }

  @Test("what is switched off, taken back or a heading does not count")
  func takenBack() {
    let interpreter = Interpreter()
    #expect(interpreter.interpret("3-qubit GHZ, noise off").noise == [])
    #expect(interpreter.interpret("5 qubit QFT with noise switched off").noise == [])
    #expect(interpreter.interpret("8-qubit GHZ, stabilizer off, statevector on").method == .statevector)
    #expect(interpreter.interpret("a surface code, scrap that, just a Bell pair").circuit?.family == "bell")
    #expect(interpreter.interpret("exercise 2: W state, 4 qubits").circuit?.qubits == 4)
    #expect(interpreter.interpret("a GHZ state without the Hadamard gate").intent == .unclear)
    #expect(interpreter.interpret("Bernstein-Vazirani with secret 101 without ancillas").intent == .unclear)
  }
}
