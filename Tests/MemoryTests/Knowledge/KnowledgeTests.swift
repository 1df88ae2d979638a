import Core
import FoundationEssentials
import Memory
import Store
import TestKit
import Testing

@Suite struct KnowledgeTests {
  let time = VirtualTime()

  func memory() throws -> MemoryStore { try MemoryStore(path: nil, time: time) }

  func fact(_ value: String, _ confidence: Double, _ source: String = "inferred") -> FactRecord {
    FactRecord(FactName(type: "pattern", key: "naming"), value: value, confidence: confidence, source: source)
  }

  @Test("of two facts that contradict each other the surer wins, and what a person said stands")
  func contradiction() throws {
    let memory = try memory()
    #expect(try memory.remember(fact("snake", 0.6)).record.value == "snake")
    #expect(try memory.remember(fact("camel", 0.5)).record.value == "snake")
    #expect(try memory.remember(fact("camel", 0.6)).record.value == "camel")
    #expect(try memory.remember(fact("kebab", 0.1, "user_told")).record.value == "kebab")
    #expect(try memory.remember(fact("snake", 1)).record.value == "kebab")
    #expect(try memory.remember(fact("Pascal", 0.1, "user_told")).record.value == "Pascal")
    #expect(try memory.facts().count == 1)
  }

  @Test(
    "a fact that is none is refused",
    arguments: [
      FactRecord(FactName(type: "", key: "k"), value: "v"), FactRecord(FactName(type: "t", key: ""), value: "v"),
      FactRecord(FactName(type: "t", key: "k"), value: "v", confidence: 1.5),
      FactRecord(FactName(type: "t", key: "k"), value: "v", confidence: .nan),
      FactRecord(FactName(type: "t", key: "k"), value: "v", source: "rumour"),
    ])
  func refused(fact: FactRecord) throws {
    let error = #expect(throws: MemoryError.self) { try memory().remember(fact) }
    #expect(error?.code == "memory.bad_fact")
  }

  @Test(
    "remembering takes a name where there is one",
    arguments: [
      ("backend: aer", "backend", "aer"), (" default shots = 2048 ", "default shots", "2048"),
      ("see https://example.org", nil, "see https://example.org"),
      (
        "I like long sentences with many words in them: really", nil,
        "I like long sentences with many words in them: really"
      ),
    ] as [(String, String?, String)])
  func note(text: String, key: String?, value: String) throws {
    let memory = try memory()
    let kept = try memory.remember(text)
    if let key { #expect(kept.record.name.key == key) }
    #expect(kept.record.value == value)
    #expect(try memory.remember(text).record == kept.record)
    #expect(try memory.facts().count == 1)
    #expect(try memory.search(MemoryQuery(text)).first?.kind == .fact)
  }

  @Test("facts are listed, edited and forgotten by name")
  func editing() throws {
    let memory = try memory()
    try memory.remember("backend: aer")
    try memory.remember(fact("snake", 0.6))
    #expect(try memory.facts(type: "note").map(\.record.name.key) == ["backend"])
    #expect(try memory.facts(matching: "SNAKE").map(\.record.name.key) == ["naming"])
    let name = FactName(type: "pattern", key: "naming")
    #expect(try memory.edit(name, value: "camel").record.source == "user_told")
    #expect(try memory.search(MemoryQuery("camel")).first?.ref == "pattern/naming")
    try memory.forget(name)
    #expect(try memory.search(MemoryQuery("camel")).isEmpty)
    #expect(try memory.fact(name) == nil)
    let error = #expect(throws: MemoryError.self) { try memory.forget(name) }
    #expect(error?.code == "memory.no_such_fact")
    #expect(throws: MemoryError.self) { try memory.edit(name, value: "x") }
    #expect(throws: MemoryError.self) { try memory.remember("  ") }
  }

  @Test("all agents see a shared fact, and its last source")
  func shared() throws {
    let memory = try memory()
    try memory.storeFact("lret.maximum", "14", agent: "analysis_expert")
    time.advance(by: 60)
    try memory.storeFact("lret.maximum", "15", agent: "quantum_expert")
    let fact = try #require(try memory.queryFact("lret.maximum"))
    #expect(fact.record.value == "15" && fact.record.agent == "quantum_expert")
    #expect(fact.updated > fact.firstSeen)
    #expect(fact.accessCount == 2)
    #expect(try memory.queryFact("nothing") == nil)
  }

  @Test("a cached result is found for equal parameters in any order, for an hour")
  func cache() throws {
    let memory = try memory()
    try memory.cacheResult("design", params: ["family": "ghz", "qubits": 3], result: ["depth": 3])
    #expect(try memory.cachedResult("design", params: ["qubits": 3.0, "family": "ghz"]) == ["depth": 3])
    #expect(try memory.cachedResult("design", params: ["qubits": 4, "family": "ghz"]) == nil)
    #expect(try memory.cachedResult("optimize", params: ["qubits": 3, "family": "ghz"]) == nil)
    time.advance(by: 3599)
    #expect(try memory.cachedResult("design", params: ["family": "ghz", "qubits": 3]) != nil)
    time.advance(by: 2)
    #expect(try memory.cachedResult("design", params: ["family": "ghz", "qubits": 3]) == nil)
    try memory.cacheResult("other", params: .null, result: true, ttl: 5)
    #expect(try memory.stats().cachedResults == 1)
    #expect(try memory.stats().cacheHitRate == 0.4)
  }

  @Test("a learning reaches everybody once")
  func learning() throws {
    let memory = try memory()
    try memory.shareLearning("LRET is fastest under 15 qubits", agent: "analysis_expert")
    try memory.shareLearning("LRET is fastest under 15 qubits", agent: "testing_agent")
    #expect(try memory.learnings().map(\.agent) == ["testing_agent"])
    #expect(try memory.search(MemoryQuery("which backend is fastest below 15 qubits")).first?.kind == .learning)
  }

  @Test("facts of the journal survive as such: told, and then forgotten")
  func journalFacts() throws {
    let memory = try memory()
    var history = History()
    let record = FactRecord(FactName(type: "preference", key: "color"), value: "none")
    history.append(try JournalEvent(task: nil, kind: JournalKind.fact, time: moment(day: 0), encoding: record))
    try memory.project(history.events)
    #expect(try memory.facts().map(\.record) == [record])
    history.append(
      try JournalEvent(task: nil, kind: JournalKind.factForgotten, time: moment(day: 1), encoding: record.name))
    try memory.project(history.events)
    #expect(try memory.facts().isEmpty)
  }

  @Test("what a selection names is forgotten, nothing else, and never everything by accident")
  func forgetting() throws {
    let memory = try memory()
    try memory.catchUp(from: History.weeks().journal())
    try memory.remember("parity: interesting")
    var selection = Forgetting()
    #expect(throws: MemoryError.self) { try memory.forget(selection) }
    selection.containing = "PARITY"
    #expect(try memory.forget(selection) == 3)
    #expect(try memory.stats().turns == 2)
    #expect(try memory.stats().tasks == 50)
    #expect(try memory.facts().isEmpty)
    selection = Forgetting()
    selection.session = "s"
    #expect(try memory.forget(selection) == 2)
    selection = Forgetting()
    selection.before = moment(day: 3)
    selection.kinds = [.task]
    #expect(try memory.forget(selection) == 2)
    try memory.forgetAll()
    #expect(try memory.stats().tasks == 0)
    #expect(try memory.search(MemoryQuery("random circuit")).isEmpty)
  }

  @Test("a task is forgotten once, and a second time there is nothing to forget")
  func forgettingTasks() throws {
    let memory = try memory()
    try memory.catchUp(from: History.weeks().journal())
    let task = try #require(try memory.search(MemoryQuery("random circuit")).compactMap(\.task).first)
    #expect(try memory.forget(task))
    #expect(try !memory.forget(task))
  }

  @Test("an export taken into an empty memory gives the same memory, and into its own changes nothing")
  func export() throws {
    let memory = try memory()
    try memory.catchUp(from: History.weeks().journal())
    try memory.remember("backend: aer")
    let export = try JSON.decode(MemoryExport.self, from: JSON.encode(memory.export()))
    #expect(try memory.merge(export).skipped == 55)
    let other = try MemoryStore(path: nil, time: time)
    let done = try other.merge(export)
    #expect(done.tasks == 51 && done.turns == 3 && done.facts == 1 && done.skipped == 0)
    #expect(try other.export().tasks == export.tasks)
    #expect(try other.search(MemoryQuery("noisy entangled state")).first?.ref == "ghz-noisy")
  }

  @Test("a file that is no export is refused and changes nothing")
  func badImport() throws {
    let memory = try memory()
    var export = try memory.export()
    export.facts = [RememberedFact(record: fact("x", 7), firstSeen: moment(day: 0), updated: moment(day: 0))]
    #expect(throws: MemoryError.self) { try memory.merge(export) }
    export.format = "something else"
    let error = #expect(throws: MemoryError.self) { try memory.merge(export) }
    #expect(error?.code == "memory.bad_import")
    #expect(try memory.stats().facts == 0)
  }
}
