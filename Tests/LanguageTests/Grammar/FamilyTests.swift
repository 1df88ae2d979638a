import Core
import Testing

@testable import Language

@Suite("Every family can be asked for")
struct FamilyTests {
  static let contract = [
    "bell", "ghz", "w", "qft", "inverse_qft", "grover", "deutsch_jozsa", "bernstein_vazirani", "simon",
    "phase_estimation",
    "teleportation", "superdense_coding", "vqe", "qaoa", "random", "quantum_volume", "shor", "bit_flip_code",
    "phase_flip_code", "shor_code", "steane_code", "surface_code", "chsh", "quantum_walk", "ising", "heisenberg",
    "amplitude_estimation", "hhl", "adder", "swap_test", "cluster", "qasm",
  ]

  @Test("the table holds the contract's families and no other")
  func names() { #expect(Set(Lexicon.standard.families.keys) == Set(Self.contract)) }

  @Test("each synonym of a family means that family", arguments: FamilyTable.all.map(\.name))
  func synonyms(_ name: String) throws {
    let family = try #require(Lexicon.standard.families[name])
    for synonym in family.synonyms where synonym != "cat" && synonym != "w" {
      let request = Interpreter().interpret("run \(synonym)")
      #expect(request.circuit?.family == name, "\(synonym): \(request.understood)")
      #expect(request.intent == .run, "\(synonym): \(request.intent) \(request.questions)")
    }
  }

  @Test("each family runs with its defaults", arguments: FamilyTable.all.filter { $0.name != "qasm" }.map(\.name))
  func defaults(_ name: String) throws {
    let family = try #require(Lexicon.standard.families[name])
    let request = Interpreter().interpret("simulate \(family.title) with 100 shots on native")
    #expect(request.intent == .run, "\(request.questions)")
    #expect(request.circuit?.family == name)
    #expect(request.circuit?.qubits == family.fixed)
    for key in family.defaults.keys { #expect(request.defaults[key] != nil, "\(key)") }
  }

  @Test("parameters that stand as words are those that the circuits know")
  func parameters() {
    func parameters(_ text: String) -> [String: JSONValue]? { Interpreter().interpret(text).circuit?.parameters }
    #expect(parameters("the singlet Bell state") == ["state": "psi-"])
    #expect(parameters("Bell state psi+") == ["state": "psi+"])
    #expect(parameters("Deutsch-Jozsa with a balanced oracle on 3 qubits") == ["function": "balanced"])
    #expect(parameters("Deutsch-Jozsa with a constant function") == ["function": "constant"])
    #expect(parameters("qaoa on a star graph with 5 nodes") == ["graph": "star"])
    #expect(parameters("add 3 and 5") == ["a": 3, "b": 5])
  }
}
