import Core
import FoundationEssentials
import Store
import Testing

@Suite struct JournalTests {
  func task(_ id: String, _ status: TaskState, at second: Int64 = 0) throws -> JournalTask {
    JournalTask(id: try taskID(id), request: "bell pair \(id)", status: status, created: moment(second))
  }

  func event(_ id: String, _ kind: String, at second: Int64 = 0) throws -> JournalEvent {
    try JournalEvent(task: taskID(id), kind: kind, time: moment(second), encoding: ["n": second])
  }

  @Test("events get growing numbers and come back as they were")
  func append() throws {
    let journal = try Journal(path: nil)
    var run = try event("a", "step.started", at: 3)
    run.step = "run.native"
    #expect(try journal.append([event("a", "task.submitted"), event("b", "task.submitted")]) == 1..<3)
    #expect(try journal.append([run]) == 3..<4)
    #expect(try journal.append([]).isEmpty)
    let events = try journal.events(of: taskID("a"))
    #expect(events.map(\.seq) == [1, 3])
    run.seq = 3
    #expect(events[1] == run)
    #expect(try events[1].decode([String: Int].self) == ["n": 3])
    #expect(try journal.events(after: 1).map(\.seq) == [2, 3])
    #expect(try journal.events(after: 0, limit: 1).map(\.seq) == [1])
    #expect(try journal.events(of: taskID("a"), after: 1).map(\.seq) == [3])
    #expect(try journal.lastSeq == 3)
  }

  @Test("what happened to a task comes back as it was, under the kind and the step that lists show")
  func taskEvents() throws {
    let journal = try Journal(path: nil)
    let happened: [TaskEvent] = [
      .submitted(Submission(kind: .ask, text: "bell pair", created: moment(0))), .moved(.planning, reason: nil),
      .extended([]), .assigned(step: "design", agent: "quantum_expert", fence: 1),
      .completed(step: "design", fence: 1, result: ["depth": 2]),
      .failed(step: "run", fence: 2, error: .bug("none")), .lost(step: "run", fence: 2, agent: "x", reason: "gone"),
      .quarantined(step: "run", evidence: []), .skipped(step: "test", reason: "run failed"),
      .approvalAnswered(id: "1", allowed: true, by: "front"), .reassigned(step: "run", agent: "y"), .prioritised(3),
      .feedback(agent: "y", text: "good"),
      .finished(
        TaskReport(task: try taskID("a"), status: .failed, plan: Plan(request: Request(request: "", intent: .run)))),
    ]
    try journal.append(try happened.map { try JournalEvent($0, of: taskID("a"), at: moment(1)) })
    let events = try journal.events(of: taskID("a"))
    #expect(try events.map { try $0.taskEvent() } == happened)
    #expect(events[4].kind == "step.completed" && events[4].step == "design")
    #expect(Set(events.map(\.kind)).count == happened.count)
    #expect(try JournalEvent(task: nil, kind: JournalKind.turn, time: moment(0)).taskEvent() == nil)
  }

  @Test("events and tasks go to the disk together or not at all")
  func atomic() throws {
    let journal = try Journal(path: nil)
    #expect(throws: StoreError.self) {
      try journal.append([event("a", "task.submitted"), event("a", "")], tasks: [task("a", .queued)])
    }
    #expect(try journal.lastSeq == 0)
    #expect(try journal.tasks().isEmpty)
  }

  @Test("open tasks are those without a final state, oldest first")
  func open() throws {
    let journal = try Journal(path: nil)
    try journal.append([], tasks: [task("b", .running, at: 2), task("a", .queued, at: 1), task("c", .failed, at: 3)])
    #expect(try journal.openTasks().map(\.id.text) == ["a", "b"])
    var done = try task("a", .completed, at: 1)
    done.seconds = 1.5
    done.runs = 2
    try journal.append([], tasks: [done])
    #expect(try journal.openTasks().map(\.id.text) == ["b"])
    #expect(try journal.task(taskID("a")) == done)
    #expect(try journal.task(taskID("zz")) == nil)
    #expect(try journal.taskCounts() == [.completed: 1, .running: 1, .failed: 1])
  }

  @Test("lists are filtered, newest first")
  func filters() throws {
    let journal = try Journal(path: nil)
    let states: [TaskState] = [.completed, .failed, .running, .completed]
    for (index, state) in states.enumerated() {
      var entry = try task("t\(index)", state, at: Int64(index))
      entry.session = index < 2 ? "s1" : nil
      try journal.append([], tasks: [entry])
    }
    #expect(try journal.tasks().map(\.id.text) == ["t3", "t2", "t1", "t0"])
    #expect(try journal.tasks(limit: 2, offset: 1).map(\.id.text) == ["t2", "t1"])
    #expect(try journal.tasks(TaskFilter(.completed)).map(\.id.text) == ["t3", "t0"])
    var filter = TaskFilter(.completed, .failed)
    filter.session = "s1"
    #expect(try journal.tasks(filter).map(\.id.text) == ["t1", "t0"])
    filter = TaskFilter()
    filter.since = moment(1)
    filter.before = moment(3)
    #expect(try journal.tasks(filter).map(\.id.text) == ["t2", "t1"])
    filter = TaskFilter()
    filter.containing = "PAIR T2"
    #expect(try journal.tasks(filter).map(\.id.text) == ["t2"])
  }

  @Test("a task is found by the beginning of its id")
  func beginning() throws {
    let journal = try Journal(path: nil)
    for id in ["t1", "t12", "t1-a", "t2", "T1"] { try journal.append([], tasks: [task(id, .queued)]) }
    #expect(try journal.tasks(beginning: "t1").map(\.id.text) == ["t1", "t1-a", "t12"])
    #expect(try journal.tasks(beginning: "t1", limit: 2).count == 2)
    #expect(try journal.tasks(beginning: "t1%").isEmpty)
    #expect(try journal.tasks(beginning: "").count == 5)
  }

  @Test(
    "nothing that was written can be changed or deleted",
    arguments: [
      "DELETE FROM events", "UPDATE events SET kind = 'x'", "UPDATE events SET payload = x'00', sealed = 2",
      "UPDATE events SET payload = x'', sealed = 2, time = 0", "DELETE FROM tasks",
      "INSERT INTO events (seq, kind, time, payload) VALUES (0, 'x', 0, x'')",
      "INSERT OR REPLACE INTO events (seq, kind, time, payload) VALUES (1, 'x', 0, x'')",
    ])
  func appendOnly(sql: String) throws {
    let journal = try Journal(path: nil)
    try journal.append([event("a", "task.submitted")], tasks: [task("a", .completed)])
    let error = #expect(throws: StoreError.self) { try journal.database.run(sql) }
    #expect(error?.message.contains("append-only") == true)
    #expect(
      try journal.events(after: 0)
        == [event("a", "task.submitted")].map { event in
          var event = event
          event.seq = 1
          return event
        })
  }

  @Test("a forgotten task leaves its events without their payloads, and a tombstone")
  func forget() throws {
    let scratch = try Scratch()
    let journal = try Journal(path: scratch.file("journal.db"))
    let secret = "the-secret-of-this-test"
    try journal.append(
      [JournalEvent(task: taskID("a"), kind: "task.submitted", time: moment(0), encoding: ["request": secret])],
      tasks: [JournalTask(id: taskID("a"), request: secret, status: .completed, created: moment(0))])
    try journal.append([event("b", "task.submitted")], tasks: [task("b", .running)])
    try journal.forget(taskID("a"), at: moment(9))
    let events = try journal.events(of: taskID("a"))
    #expect(events.map(\.kind) == ["task.submitted", "task.forgotten"])
    #expect(events[0].isForgotten && events[0].payload.isEmpty)
    #expect(try journal.task(taskID("a"))?.request == "")
    #expect(try journal.events(of: taskID("b"))[0].payload.count > 2)
    for name in ["journal.db", "journal.db-wal"] {
      let bytes = try Data(contentsOf: URL(filePath: scratch.file(name)))
      #expect(bytes.firstRange(of: Data(secret.utf8)) == nil, "\(name) still holds it")
    }
  }

  @Test("a task that runs cannot be forgotten, nor one that never was")
  func forgetRefused() throws {
    let journal = try Journal(path: nil)
    try journal.append([event("a", "task.submitted")], tasks: [task("a", .running)])
    let open = #expect(throws: StoreError.self) { try journal.forget(taskID("a"), at: moment(1)) }
    #expect(open?.code == "journal.task_open")
    let missing = #expect(throws: StoreError.self) { try journal.forget(taskID("z"), at: moment(1)) }
    #expect(missing?.code == "journal.no_such_task")
  }
}
