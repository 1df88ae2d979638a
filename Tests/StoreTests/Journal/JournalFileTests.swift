import Core
import FoundationEssentials
import Store
import Testing

@Suite struct JournalFileTests {
  func event(_ id: String, _ n: Int) throws -> JournalEvent {
    try JournalEvent(task: taskID(id), kind: "step.finished", time: moment(Int64(n)), encoding: ["n": n])
  }

  @Test("a reader sees what the living writer has acknowledged, and goes on seeing when nobody writes")
  func reading() throws {
    let scratch = try Scratch()
    let path = scratch.file("journal.db")
    #expect(try Journal.reading(path: path) == nil)
    var writer: Journal? = try Journal(path: path)
    let reader = try #require(try Journal.reading(path: path))
    #expect(try reader.lastSeq == 0)
    try writer?.append([event("a", 1), event("a", 2)])
    #expect(try reader.lastSeq == 2)
    writer = nil
    #expect(try reader.events(after: 0).count == 2)
    let later = try #require(try Journal.reading(path: path))
    #expect(try later.lastSeq == 2)
  }

  @Test("a reader works after the last connection is gone and the log with it")
  func readingAlone() throws {
    let scratch = try Scratch()
    let path = scratch.file("journal.db")
    do { try Journal(path: path).append([event("a", 1)]) }
    #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
    let reader = try #require(try Journal.reading(path: path))
    #expect(try reader.events(after: 0).count == 1)
  }

  @Test("a reader cannot write")
  func readOnly() throws {
    let scratch = try Scratch()
    let path = scratch.file("journal.db")
    let writer = try Journal(path: path)
    let reader = try #require(try Journal.reading(path: path))
    let error = #expect(throws: StoreError.self) { try reader.append([event("a", 1)]) }
    #expect(error?.code == "store.read_only")
    #expect(try writer.lastSeq == 0)
  }

  @Test("a journal without room refuses with 74, keeps what it acknowledged, and goes on when there is room")
  func full() throws {
    let scratch = try Scratch()
    let path = scratch.file("journal.db")
    let journal = try Journal(path: path)
    let pages = try #require(try journal.database.integer("PRAGMA page_count"))
    try journal.database.execute("PRAGMA max_page_count = \(pages + 8)")
    var acknowledged: Int64 = 0
    let error = #expect(throws: StoreError.self) {
      for n in 1...10_000 {
        acknowledged = try journal.append([event("a", n), event("a", n)]).upperBound - 1
      }
    }
    #expect(error?.code == "store.disk_full")
    #expect(error?.proxima.exit == .cannotWrite)
    #expect(acknowledged > 0)
    #expect(try journal.lastSeq == acknowledged)
    #expect(try #require(try Journal.reading(path: path)).lastSeq == acknowledged)
    try journal.database.execute("PRAGMA max_page_count = 100000")
    #expect(try journal.append([event("a", 0)]) == (acknowledged + 1)..<(acknowledged + 2))
  }

  @Test("a restart looks only at open tasks: with 10,000 finished ones it reads an index of the three that are not")
  func manyTasks() throws {
    let scratch = try Scratch()
    let path = scratch.file("journal.db")
    do {
      let journal = try Journal(path: path)
      for block in 0..<10 {
        var events: [JournalEvent] = []
        var tasks: [JournalTask] = []
        for n in (block * 1000)..<(block * 1000 + 1000) {
          let id = try taskID("t\(n)")
          let status: TaskState = n % 4000 == 7 ? .running : .completed
          for step in 0..<4 { events.append(try event("t\(n)", step)) }
          tasks.append(JournalTask(id: id, request: "ghz \(n)", status: status, created: moment(Int64(n))))
        }
        try journal.append(events, tasks: tasks)
      }
    }
    let journal = try Journal(path: path)
    let open = try journal.openTasks()
    #expect(open.map(\.id.text) == ["t7", "t4007", "t8007"])
    for task in open { #expect(try journal.events(of: task.id).count == 4) }
    let plan = try journal.database.query(
      "EXPLAIN QUERY PLAN SELECT id FROM tasks WHERE final = 0 ORDER BY created, id"
    ) { $0.text(3) }
    #expect(plan.first?.contains("tasks_open") == true)
    let lookup = try journal.database.query(
      "EXPLAIN QUERY PLAN SELECT seq FROM events WHERE task = ? AND seq > ? ORDER BY seq", "t7", 0
    ) { $0.text(3) }
    #expect(lookup.first?.contains("events_of_task") == true)
  }
}
