import Core
import Testing

@testable import CLI

@Suite struct TaskWatchTests {
  private let id: TaskID
  private let start = Instant(nanoseconds: 1_000_000_000)
  private let submission = Submission(kind: .ask, text: "bell", created: WallTime(milliseconds: 0))

  init() throws { id = try #require(TaskID("t1")) }

  private func fresh(_ leaving: TaskWatch.Leaving = .aborts, detaches: Bool = false, deadline: Double? = nil) -> TaskWatch {
    TaskWatch(
      .new(SubmitTask(id: id, submission: submission)), leaving: leaving, detaches: detaches,
      deadline: deadline.map { start.advanced(by: $0) }, now: start)
  }

  private func accepted(_ state: TaskState = .queued) -> TaskWatch.Input { .submitted(TaskSubmitted(task: id, status: state)) }
  private func event(_ number: Int64, _ event: TaskEvent) -> NumberedEvent {
    NumberedEvent(number: number, time: WallTime(milliseconds: number), event: event)
  }
  private func report(_ state: TaskState = .completed) -> TaskReport {
    TaskReport(task: id, status: state, plan: Plan(request: Request(request: "bell", intent: .run)))
  }
  private func notice(_ event: NumberedEvent) -> TaskWatch.Input { .notice(TaskNotice(task: id, status: .running, event: event)) }

  @Test("a task is submitted, listened to, read, and its report is the end")
  func wholeWay() {
    var watch = fresh()
    #expect(watch.start() == [.listen(id), .submit(SubmitTask(id: id, submission: submission))])
    #expect(watch.handle(accepted(), at: start).isEmpty)
    #expect(watch.handle(.listening, at: start) == [.fetch(TaskQuery(task: "t1", after: 0))])
    let moved = event(1, .moved(.running, reason: nil))
    #expect(watch.handle(notice(moved), at: start) == [.show(moved)])
    let end = event(2, .finished(report()))
    #expect(watch.handle(notice(end), at: start) == [.show(end), .end(.report(report()))])
    #expect(watch.handle(.tick, at: start.advanced(by: 100)).isEmpty)
  }

  @Test("an event that arrives twice, by notice and by reading, is told once")
  func duplicates() {
    var watch = fresh()
    _ = watch.start()
    _ = watch.handle(accepted(), at: start)
    let moved = event(5, .moved(.running, reason: nil))
    #expect(watch.handle(notice(moved), at: start) == [.show(moved)])
    #expect(watch.handle(.history(TaskHistory(task: id, status: .running, events: [moved])), at: start).isEmpty)
    #expect(watch.handle(notice(moved), at: start).isEmpty)
  }

  @Test("an event whose notice was lost is found when the record is read again")
  func lostNotice() {
    var watch = fresh()
    _ = watch.start()
    _ = watch.handle(accepted(), at: start)
    _ = watch.handle(.history(TaskHistory(task: id, status: .queued, events: [])), at: start)
    _ = watch.handle(notice(event(9, .moved(.running, reason: nil))), at: start)
    _ = watch.handle(.listening, at: start)
    _ = watch.handle(.history(TaskHistory(task: id, status: .running, events: [])), at: start)
    let later = start.advanced(by: TaskWatch.patience + 0.1)
    #expect(watch.handle(.tick, at: later) == [.fetch(TaskQuery(task: "t1", after: 0))])
    let missed = event(8, .assigned(step: "run", agent: "executor.native", fence: 1))
    let actions = watch.handle(
      .history(TaskHistory(task: id, status: .running, events: [missed, event(9, .moved(.running, reason: nil))])), at: later)
    #expect(actions == [.show(missed)])
  }

  @Test("a crew that dies is started again, and the task is picked up where it was")
  func revival() {
    var watch = fresh()
    _ = watch.start()
    _ = watch.handle(accepted(), at: start)
    _ = watch.handle(.history(TaskHistory(task: id, status: .running, events: [event(3, .moved(.running, reason: nil))])), at: start)
    #expect(watch.handle(.lost, at: start) == [.revive])
    #expect(watch.handle(.connected, at: start.advanced(by: 1)) == [.listen(id)])
    #expect(watch.handle(.listening, at: start.advanced(by: 1)) == [.fetch(TaskQuery(task: "t1", after: 3))])
  }

  @Test("a submission that failed on the way is sent again with the same id, until endurance ends")
  func resubmission() {
    var watch = fresh()
    _ = watch.start()
    let away = ProximaError("bus.unknown_recipient", "no coordinator yet", exit: .unavailable)
    #expect(watch.handle(.failed(.submit, away), at: start).isEmpty)
    #expect(
      watch.handle(.tick, at: start.advanced(by: 0.2)) == [.listen(id), .submit(SubmitTask(id: id, submission: submission))])
    let actions = watch.handle(.failed(.submit, away), at: start.advanced(by: TaskWatch.endurance + 1))
    guard case .end(.error(let error))? = actions.last else {
      Issue.record("it went on: \(actions)")
      return
    }
    #expect(error.code == "crew.unavailable")
    #expect(error.exit == .unavailable)
  }

  @Test("a refusal of the coordinator is the end at once")
  func refusal() {
    var watch = fresh()
    _ = watch.start()
    let error = ProximaError("task.id_taken", "another request has this id", exit: .usage)
    #expect(watch.handle(.failed(.submit, error), at: start) == [.end(.error(error))])
  }

  @Test("Ctrl-C aborts durably and waits for it; a second one leaves at once")
  func interrupts() {
    var watch = fresh()
    _ = watch.start()
    _ = watch.handle(accepted(), at: start)
    #expect(watch.handle(.interrupt, at: start) == [.control(TaskControl(task: "t1", verb: .abort))])
    var patient = watch
    let end = event(4, .finished(report(.aborted)))
    #expect(patient.handle(notice(end), at: start).last == .end(.interrupted(id, .aborts)))
    #expect(watch.handle(.interrupt, at: start) == [.end(.interrupted(id, .aborts))])
  }

  @Test("Ctrl-C before the task was accepted aborts it as soon as it is")
  func earlyInterrupt() {
    var watch = fresh()
    _ = watch.start()
    #expect(watch.handle(.interrupt, at: start).isEmpty)
    #expect(watch.handle(accepted(), at: start).first == .control(TaskControl(task: "t1", verb: .abort)))
  }

  @Test("who only watches leaves the task alone")
  func leaving() {
    var watch = fresh(.leaves)
    _ = watch.start()
    _ = watch.handle(accepted(), at: start)
    #expect(watch.handle(.interrupt, at: start) == [.end(.interrupted(id, .leaves))])
  }

  @Test("the end of --timeout aborts what was asked here, and only stops watching what was not")
  func timeouts() {
    var asked = fresh(deadline: 2)
    _ = asked.start()
    _ = asked.handle(accepted(), at: start)
    #expect(asked.nextTick(after: start) <= start.advanced(by: 2))
    let late = start.advanced(by: 2)
    #expect(asked.handle(.tick, at: late).contains(.control(TaskControl(task: "t1", verb: .abort))))
    #expect(asked.handle(.tick, at: late.advanced(by: 6)) == [.end(.timedOut(id, .aborts))])

    var watched = fresh(.leaves, deadline: 2)
    _ = watched.start()
    _ = watched.handle(accepted(), at: start)
    #expect(watched.handle(.tick, at: late) == [.end(.timedOut(id, .leaves))])
  }

  @Test("with --detach the acceptance is the end")
  func detaching() {
    var watch = fresh(detaches: true)
    _ = watch.start()
    #expect(watch.handle(accepted(), at: start) == [.end(.detached(TaskSubmitted(task: id, status: .queued)))])
  }

  @Test("a question is asked once, answered once, and withdrawn when somebody else answers")
  func approvals() {
    let approval = Approval(
      id: "a1", task: id, action: "expensive_run", details: "60 s", expires: WallTime(milliseconds: 300_000))
    var watch = fresh()
    _ = watch.start()
    _ = watch.handle(accepted(), at: start)
    let asked = event(2, .approvalAsked(approval))
    #expect(watch.handle(notice(asked), at: start) == [.show(asked), .ask(approval)])
    var elsewhere = watch
    var session = watch
    #expect(
      session.handle(.granted("a1"), at: start) == [.answer(ApprovalAnswer(id: "a1", allow: true, by: "front", scope: .session))])
    #expect(session.handle(.granted("a1"), at: start).isEmpty)
    var insisting = elsewhere
    #expect(
      insisting.handle(.insisted("a1"), at: start) == [.answer(ApprovalAnswer(id: "a1", allow: true, by: "front", force: true))])
    #expect(insisting.handle(.insisted("a1"), at: start).isEmpty)
    // A yes that was not enough comes back as the same question.
    let again = event(3, .approvalAsked(approval))
    #expect(insisting.handle(notice(again), at: start) == [.show(again), .ask(approval)])
    #expect(watch.handle(.answered("a1", true), at: start) == [.answer(ApprovalAnswer(id: "a1", allow: true, by: "front"))])
    #expect(watch.handle(.answered("a1", true), at: start).isEmpty)
    let answered = event(3, .approvalAnswered(id: "a1", allowed: false, by: "monitor"))
    #expect(elsewhere.handle(notice(answered), at: start) == [.show(answered), .withdraw("a1")])
    #expect(elsewhere.handle(.answered("a1", true), at: start).isEmpty)
  }

  @Test("a task that exists is found by reading, then listened to")
  func attaching() {
    var watch = TaskWatch(.existing("last"), leaving: .leaves, now: start)
    #expect(watch.start() == [.fetch(TaskQuery(task: "last", after: 0))])
    let moved = event(2, .moved(.running, reason: nil))
    let actions = watch.handle(.history(TaskHistory(task: id, status: .running, events: [moved])), at: start)
    #expect(actions == [.listen(id), .show(moved)])
    #expect(watch.handle(.listening, at: start) == [.fetch(TaskQuery(task: "t1", after: 2))])
  }

  @Test("whatever happens in whatever order, it ends at most once and never acts after")
  func disorder() {
    var generator = SeededGenerator(seed: 11)
    let error = ProximaError("bus.timeout", "late")
    for _ in 0..<500 {
      var watch = fresh(Bool.random(using: &generator) ? .aborts : .leaves, deadline: 30)
      _ = watch.start()
      var now = start
      var ends = 0
      for step in 0..<60 {
        now = now.advanced(by: Double.random(in: 0...2, using: &generator))
        let input: TaskWatch.Input =
          switch Int.random(in: 0..<11, using: &generator) {
          case 9: .listening
          case 0: .connected
          case 1: .lost
          case 2: accepted()
          case 3: .history(TaskHistory(task: id, status: .running, events: [event(Int64(step), .moved(.running, reason: nil))]))
          case 4: notice(event(Int64(step), .moved(.paused, reason: nil)))
          case 5: .failed(.fetch, error)
          case 6: step > 40 ? .interrupt : .tick
          case 7: step > 50 ? notice(event(Int64(step), .finished(report()))) : .tick
          case 8: .key(.pause)
          default: .tick
          }
        let actions = watch.handle(input, at: now)
        if ends > 0 { #expect(actions.isEmpty) }
        ends += actions.filter { if case .end = $0 { true } else { false } }.count
      }
      #expect(ends <= 1)
    }
  }
}
