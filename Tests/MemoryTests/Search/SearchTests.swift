import Core
import Memory
import Store
import TestKit
import Testing

@Suite struct SearchTests {
  @Test("the noisy GHZ of last week is found by what it is, after a restart")
  func lastWeek() throws {
    let scratch = try Scratch()
    let path = scratch.file("agent_memory.db")
    do { try MemoryStore(path: path).catchUp(from: History.weeks().journal()) }
    let memory = try MemoryStore(path: path)
    let hits = try memory.search(MemoryQuery("noisy entangled state"))
    #expect(hits.first?.task?.text == "ghz-noisy")
    #expect(hits.first?.kind == .task)
    #expect(hits.first?.text.hasPrefix("5 qubit GHZ, depolarizing") == true)
    #expect(hits.first?.created == "2026-01-06T00:00:00.000Z")
    #expect(hits.allSatisfy { (0...1).contains($0.score) })
    #expect(zip(hits, hits.dropFirst()).allSatisfy { $0.score >= $1.score })
  }

  @Test(
    "people find tasks in their own words",
    arguments: [
      ("that EPR thing", "bell"), ("energy of a molecule", "vqe"), ("which backends did I compare", "versus"),
      ("teleporting", "teleport"), ("spin chain dynamics", "ising"), ("what failed with quest", "broken"),
      ("error correction", "surface"), ("fourier with relaxation", "qft-noisy"), ("groover search", "grover"),
      ("parity decays", "ghz-noisy"), ("cat state with decoherence", "ghz-noisy"),
      ("random circuit number 17", "random17"),
    ])
  func words(query: String, task: String) throws {
    let memory = try MemoryStore(path: nil)
    try memory.catchUp(from: History.weeks().journal())
    let hits = try memory.search(MemoryQuery(query, limit: 3, kinds: [.task]))
    #expect(hits.first?.task?.text == task, "found \(hits.map(\.ref))")
  }

  @Test("what has nothing to do with anything finds nothing")
  func nothing() throws {
    let memory = try MemoryStore(path: nil)
    try memory.catchUp(from: History.weeks().journal())
    #expect(try memory.search(MemoryQuery("zwetschgenkuchen")).isEmpty)
    #expect(try memory.search(MemoryQuery("")).isEmpty)
  }

  /// A query under a short name.
  struct Query: CustomTestStringConvertible {
    let text: String
    let testDescription: String

    init(_ text: String, called name: String? = nil) { (self.text, testDescription) = (text, name ?? text) }
  }

  @Test(
    "no query is read as syntax",
    arguments: [
      Query("\""), Query("ghz\" OR \""), Query("NEAR(ghz bell)"), Query("text:ghz"), Query("ghz*"),
      Query("'; DROP TABLE items; --"), Query("^ghz"), Query("((("), Query("AND OR NOT"), Query("-ghz"),
      Query(String(repeating: "ghz ", count: 5000), called: "ghz, 5,000 times"),
    ])
  func syntax(_ written: Query) throws {
    let query = written.text
    let memory = try MemoryStore(path: nil)
    try memory.catchUp(from: History.weeks().journal())
    let hits = try memory.search(MemoryQuery(query))
    if query.contains("ghz") { #expect(hits.contains { $0.ref == "ghz-noisy" }) }
  }

  @Test("filters by kind, time and outcome")
  func filters() throws {
    let memory = try MemoryStore(path: nil)
    try memory.catchUp(from: History.weeks().journal())
    let turns = try memory.search(MemoryQuery("noisy cat state parity", kinds: [.turn]))
    #expect(turns.first?.text.hasPrefix("what does the parity") == true)
    #expect(turns.allSatisfy { $0.kind == .turn })
    let late = try memory.search(MemoryQuery("random circuit", limit: 99, since: moment(day: 10)))
    #expect(!late.isEmpty && late.allSatisfy { $0.created >= "2026-01-11" })
    let early = try memory.search(MemoryQuery("circuit state", limit: 99, before: moment(day: 4)))
    #expect(!early.isEmpty && early.allSatisfy { $0.created < "2026-01-05" })
    var failed = MemoryQuery("qaoa random circuit", limit: 99)
    failed.status = .failed
    #expect(try memory.search(failed).map(\.ref) == ["broken"])
  }

  @Test("vectors of another model are made anew, and answers stay the same")
  func otherModel() throws {
    struct Other: Embedder {
      let model = "other"
      let dimensions = 2
      func embed(_ text: String) -> [Float] { [1, 0] }
    }
    let scratch = try Scratch()
    let path = scratch.file("agent_memory.db")
    do { try MemoryStore(path: path, embedder: Other()).catchUp(from: History.weeks().journal()) }
    let memory = try MemoryStore(path: path)
    #expect(try memory.search(MemoryQuery("noisy entangled state")).first?.ref == "ghz-noisy")
    #expect(try memory.stats().embeddingModel == "hashed-ngrams-1")
  }

  @Test("ten thousand things are searched through and the right one comes first")
  func many() throws {
    let memory = try MemoryStore(path: nil)
    var history = try History.weeks()
    for n in 0..<3000 {
      try history.say("message \(n) about the depth of circuit \(n * 7 % 1000)", session: "s\(n % 50)")
    }
    try memory.catchUp(from: history.journal())
    let hits = try memory.search(MemoryQuery("noisy entangled state"))
    #expect(hits.first?.ref == "ghz-noisy", "\(hits)")
    #expect(try memory.search(MemoryQuery("message 2999")).first?.text.hasPrefix("message 2999 ") == true)
  }
}
