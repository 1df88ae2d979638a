import Core
import Memory
import Testing

@Suite struct SuggestionTests {
  func suggestions(_ context: SuggestionContext, _ fill: (inout History) throws -> Void) throws -> [Suggestion] {
    var history = History()
    try fill(&history)
    let memory = try MemoryStore(path: nil)
    try memory.project(history.events)
    return try memory.suggest(context)
  }

  @Test("an empty memory suggests nothing")
  func empty() throws { #expect(try suggestions(SuggestionContext(family: "ghz")) { _ in }.isEmpty) }

  @Test("the number of shots that was usual is proposed, the default is not")
  func shots() throws {
    let found = try suggestions(SuggestionContext(family: "ghz")) { history in
      for n in 0..<3 { try history.add("g\(n)", "ghz", family: "ghz", qubits: 3, shots: 4096, day: n) }
      try history.add("g3", "ghz", family: "ghz", qubits: 3, shots: 100, day: 4)
      for n in 0..<5 { try history.add("b\(n)", "bell", family: "bell", qubits: 2, shots: 1024) }
    }
    #expect(found.map(\.kind) == [.parameter])
    #expect(found.first?.text.contains("3 of your last 4 ghz tasks used 4096 shots") == true)
    #expect(found.first?.confidence == 0.75)
    #expect(found.first?.tasks.map(\.text) == ["g2", "g1", "g0"])
  }

  @Test("a backend that was clearly faster on the same width is proposed")
  func faster() throws {
    let found = try suggestions(SuggestionContext(family: "qft", qubits: 9)) { history in
      for n in 0..<4 {
        try history.add("a\(n)", "qft", family: "qft", qubits: 9, backend: "aer", seconds: 0.5, day: n)
        try history.add("n\(n)", "qft", family: "qft", qubits: 9, backend: "native", seconds: 0.1, day: n)
        try history.add("c\(n)", "qft", family: "qft", qubits: 4, backend: "cirq", seconds: 0.001, day: n)
      }
    }
    #expect(found.map(\.kind) == [.optimization])
    #expect(found.first?.text == "native was 5.0 times faster than aer on qft with 9 qubits")
  }

  @Test("an error that came back is a warning")
  func warning() throws {
    let missing = ProximaError("backend.missing", "quest is not installed")
    let found = try suggestions(SuggestionContext(family: "qaoa")) { history in
      for n in 0..<2 { try history.add("f\(n)", "qaoa", family: "qaoa", day: n, error: missing) }
      try history.add("ok", "qaoa", family: "qaoa", qubits: 4, day: 3)
    }
    #expect(found.map(\.kind) == [.warning])
    #expect(found.first?.text == "2 of the last 3 such tasks failed: quest is not installed")
  }

  @Test("what usually comes next is proposed")
  func next() throws {
    let found = try suggestions(SuggestionContext(intent: "compare")) { history in
      for n in 0..<3 {
        try history.add("c\(n)", "compare", intent: .compare, session: "s\(n)", day: 2 * n)
        try history.add("e\(n)", "export", intent: .export, session: "s\(n)", day: 2 * n + 1)
      }
    }
    #expect(found.map(\.kind) == [.action])
    #expect(found.first?.text == "after compare you usually go on with export (3 of 3)")
  }
}
