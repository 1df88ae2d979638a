import Core
import FoundationEssentials
import Memory
import Store
import TestKit
import Testing

@Suite struct ProjectionTests {
  /// What the memory says, without the moment of the export.
  func contents(_ memory: MemoryStore) throws -> MemoryExport {
    var export = try memory.export()
    export.exported = moment(day: 0)
    return export
  }

  @Test("events taken in once, twice, or in pieces that overlap give the same memory")
  func idempotent() throws {
    let events = try History.weeks().events
    let once = try MemoryStore(path: nil)
    #expect(try once.project(events) == events.count)
    let pieces = try MemoryStore(path: nil)
    var start = 0
    while start < events.count {
      try pieces.project(Array(events[max(0, start - 5)..<min(events.count, start + 17)]))
      start += 17
    }
    #expect(try pieces.project(events) == 0)
    #expect(try contents(once) == contents(pieces))
    #expect(try pieces.journalSeq == Int64(events.count))
    #expect(try once.stats().tasks == 51)
    #expect(try once.stats().runs == 50)
    #expect(try once.stats().turns == 3)
  }

  @Test("a rebuild gives the memory that was, and keeps what was told to the memory itself")
  func rebuild() throws {
    let journal = try History.weeks().journal()
    let memory = try MemoryStore(path: nil, time: VirtualTime())
    try memory.catchUp(from: journal)
    try memory.remember("favourite backend: aer")
    let before = try contents(memory)
    try memory.rebuild(from: journal)
    #expect(try contents(memory) == before)
    #expect(try memory.search(MemoryQuery("noisy entangled state")).first?.ref == "ghz-noisy")
    #expect(try memory.search(MemoryQuery("favourite backend")).first?.text == "favourite backend: aer")
  }

  @Test("a journal that is shorter than what was taken in is another one: the memory follows it")
  func otherJournal() throws {
    let memory = try MemoryStore(path: nil)
    try memory.catchUp(from: History.weeks().journal())
    var other = History()
    try other.add("only", "a W state", family: "w", qubits: 3)
    try memory.catchUp(from: other.journal())
    #expect(try memory.stats().tasks == 1)
    #expect(try memory.search(MemoryQuery("random circuit grover")).isEmpty)
    #expect(try memory.search(MemoryQuery("W state")).map(\.ref) == ["only"])
  }

  @Test("a task can be found while it runs")
  func running() throws {
    var history = History()
    try history.add("a", "5 qubit GHZ", family: "ghz", qubits: 5)
    let memory = try MemoryStore(path: nil)
    try memory.project(Array(history.events.prefix(1)))
    #expect(try memory.search(MemoryQuery("ghz")).first?.ref == "a")
    #expect(try memory.search(MemoryQuery("entangled")).isEmpty)
    try memory.project(Array(history.events.prefix(3)))
    #expect(try memory.search(MemoryQuery("entangled")).first?.ref == "a")
  }

  @Test("an event that cannot be read is counted and does not stop the others")
  func unreadable() throws {
    var history = History()
    history.append(JournalEvent(task: nil, kind: JournalKind.turn, time: moment(day: 0), payload: Data("{".utf8)))
    history.append(
      JournalEvent(task: try taskID("x"), kind: "task.submitted", time: moment(day: 0), payload: Data("[]".utf8)))
    history.append(JournalEvent(task: nil, kind: "something.new", time: moment(day: 0)))
    let unsure = FactRecord(FactName(type: "note", key: "k"), value: "v", confidence: 2)
    history.append(try JournalEvent(task: nil, kind: JournalKind.fact, time: moment(day: 0), encoding: unsure))
    try history.say("hello")
    let memory = try MemoryStore(path: nil)
    #expect(try memory.project(history.events) == 5)
    #expect(try memory.stats().unreadableEvents == 3)
    #expect(try memory.stats().turns == 1)
  }

  @Test("a task that the journal forgot is gone from the memory and from its file")
  func forgotten() throws {
    let scratch = try Scratch()
    let path = scratch.file("agent_memory.db")
    var history = History()
    try history.add("a", "the xyzzyplugh experiment", family: "ghz", qubits: 3)
    try history.add("b", "a bell pair", family: "bell", qubits: 2)
    let journal = try history.journal()
    let memory = try MemoryStore(path: path)
    try memory.catchUp(from: journal)
    try journal.append(
      [], tasks: [JournalTask(id: taskID("a"), request: "x", status: .completed, created: moment(day: 0))])
    try journal.forget(taskID("a"), at: moment(day: 1))
    try memory.catchUp(from: journal)
    #expect(try memory.search(MemoryQuery("xyzzyplugh")).isEmpty)
    #expect(try memory.stats().tasks == 1)
    try memory.rebuild(from: journal)
    #expect(try memory.stats().tasks == 1)
    try memory.forget(taskID("a"))
    for name in ["agent_memory.db", "agent_memory.db-wal"] {
      let bytes = try Data(contentsOf: URL(filePath: scratch.file(name)))
      #expect(bytes.firstRange(of: Data("xyzzyplugh".utf8)) == nil, "\(name) still holds it")
    }
  }

  @Test("a conversation comes back in order, and a message with what was said around it")
  func conversation() throws {
    let memory = try MemoryStore(path: nil)
    var history = History()
    for n in 0..<10 {
      try history.say("line \(n)", n % 2 == 0 ? .user : .assistant, session: "s1", day: n)
      try history.say("other \(n)", session: "s2", day: n)
    }
    try memory.project(history.events)
    #expect(try memory.conversation("s1", limit: 3).map(\.turn.content) == ["line 7", "line 8", "line 9"])
    let hit = try #require(try memory.search(MemoryQuery("line 4", kinds: [.turn])).first)
    let around = try memory.context(ofTurn: try #require(Int64(hit.ref)), before: 1, after: 2)
    #expect(around.map(\.turn.content) == ["line 3", "line 4", "line 5", "line 6"])
  }
}
