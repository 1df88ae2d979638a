import Core
import Testing

@testable import Coordinator

@Suite struct PeopleTests {
  /// A crew whose estimate is far over the limits, up to the question.
  private func expensive(_ flags: RequestFlags = RequestFlags()) -> CrewHarness {
    var crew = CrewHarness()
    crew.submit("ghz", flags: flags)
    while let next = crew.outbox.first, next.action != EstimateBatchResult.action { crew.answerNext() }
    let estimate = crew.outbox.removeFirst()
    crew.handle(.result(estimate.key, CrewHarness.result(of: estimate, seconds: 100, bytes: 1 << 34)))
    return crew
  }

  @Test("an expensive run waits for a person, and runs when it is allowed")
  func allowed() {
    var crew = expensive()
    #expect(crew.machine.approvals.first?.details.contains("16 GiB") == true)
    #expect(!crew.outbox.contains { $0.action == RunBatch.action })
    _ = crew.answer(true)
    crew.answerAll()
    #expect(crew.reports.map(\.status) == [.completed])
  }

  @Test("no, and silence for 300 s, are a no: exit 77")
  func denied() {
    var crew = expensive()
    _ = crew.answer(false)
    #expect(crew.reports.first?.status == .denied)
    #expect(crew.reports.first?.error?.exit == .refused)
    var silent = expensive()
    silent.advance(299)
    #expect(silent.reports.isEmpty)
    silent.advance(2)
    #expect(silent.reports.first?.status == .denied)
  }

  @Test("--yes is recorded as the answer; without anybody to ask the answer is no")
  func flags() {
    var yes = RequestFlags()
    yes.yes = true
    var crew = expensive(yes)
    crew.answerAll()
    #expect(crew.reports.first?.status == .completed)
    #expect(
      crew.journal.contains {
        if case .approvalAnswered(_, true, "--yes", _) = $0.event { true } else { false }
      })
    var nobody = RequestFlags()
    nobody.noInput = true
    #expect(expensive(nobody).reports.first?.status == .denied)
  }

  /// A crew on a machine with 1 GiB free, and a run that needs four.
  private func oversized(_ flags: RequestFlags = RequestFlags()) -> CrewHarness {
    var crew = CrewHarness()
    crew.machine.freeBytes = 1 << 30
    crew.machine.totalBytes = 8 << 30
    crew.submit("ghz", flags: flags)
    while let next = crew.outbox.first, next.action != EstimateBatchResult.action { crew.answerNext() }
    let estimate = crew.outbox.removeFirst()
    crew.handle(.result(estimate.key, CrewHarness.result(of: estimate, seconds: 1, bytes: 4 << 30)))
    return crew
  }

  @Test("what does not fit says what it needs, what is free and what would fit, and runs only where a person insists")
  func tooLarge() throws {
    var crew = oversized()
    let approval = try #require(crew.machine.approvals.first)
    #expect(approval.action == "too_large")
    #expect(approval.details.contains("4 GiB") && approval.details.contains("1 GiB are free"))
    #expect(!crew.outbox.contains { $0.action == RunBatch.action })
    _ = crew.answer(true, force: true)
    let run = try #require(crew.outbox.first { $0.action == RunBatch.action })
    #expect(CrewHarness.decode(RunBatch.self, run.parameters)?.requests.first?.force == true)
    crew.answerAll()
    #expect(crew.reports.map(\.status) == [.completed])
  }

  @Test("a yes without force says what is missing and leaves the question open until it fits, and is then no force")
  func yesAlone() throws {
    var crew = oversized()
    guard case .error(let error) = crew.answer(true) else {
      Issue.record("allowed although it does not fit")
      return
    }
    #expect(error.code == "approval.does_not_fit")
    #expect(error.message.contains("are missing") && error.message.contains("1 GiB are free"))
    #expect(crew.machine.approvals.count == 1)
    #expect(!crew.outbox.contains { $0.action == RunBatch.action })
    crew.machine.freeBytes = 6 << 30
    _ = crew.answer(true)
    let run = try #require(crew.outbox.first { $0.action == RunBatch.action })
    #expect(CrewHarness.decode(RunBatch.self, run.parameters)?.requests.first?.force == nil)
    #expect(CrewHarness.decode(RunBatch.self, run.parameters)?.predictedBytes == [4 << 30])
    crew.answerAll()
    #expect(crew.reports.map(\.status) == [.completed])
    #expect(!crew.journal.contains { if case .approvalAnswered(_, _, _, true) = $0.event { true } else { false } })
  }

  @Test("a run that does not fit cannot be allowed for a session, and silence stays a no however often it is asked")
  func onceOnly() throws {
    var crew = oversized()
    guard case .error(let error) = crew.answer(true, scope: .session) else {
      Issue.record("allowed for a session")
      return
    }
    #expect(error.code == "approval.only_once")
    crew.advance(200)
    _ = crew.answer(true)
    crew.advance(101)
    #expect(crew.reports.first?.status == .denied)
  }

  @Test("--yes does not insist, --force does and is recorded, and without a terminal the answer is no")
  func insisting() throws {
    var flags = RequestFlags()
    flags.yes = true
    #expect(oversized(flags).reports.first?.error?.exit == .refused)
    flags = RequestFlags()
    flags.unattended = true
    #expect(oversized(flags).reports.first?.status == .denied)
    flags.force = true
    var crew = oversized(flags)
    crew.answerAll()
    #expect(crew.reports.first?.status == .completed)
    let answers = crew.journal.compactMap { entry in
      if case .approvalAnswered(_, true, let by, _) = entry.event { by } else { nil }
    }
    #expect(answers.first?.hasPrefix("--force") == true)
    #expect(crew.journal.contains { if case .approvalAnswered(_, true, _, true) = $0.event { true } else { false } })
  }

  @Test("the qubits that would fit follow from how the method grows")
  func fitting() {
    var run = OversizedRun(backend: "native", method: .statevector, qubits: 34, needed: 1 << 38, free: 1 << 34)
    #expect(run.fittingQubits == 29)
    run.method = .densityMatrix
    #expect(run.fittingQubits == 31)
    run.method = .stabilizer
    #expect(run.fittingQubits == nil)
    #expect(run.words.contains("nothing that is known here would fit"))
  }

  @Test("an abort tells the agents at work, and ends within a second whatever they do")
  func abort() {
    var crew = CrewHarness()
    crew.submit("ghz")
    let working = crew.outbox.map(\.key)
    guard case .submitted(let answer) = crew.control(TaskControl(task: "task", verb: .abort)) else {
      Issue.record("refused")
      return
    }
    #expect(answer.status == .aborting)
    #expect(crew.cancelled == working)
    crew.advance(1)
    #expect(crew.reports.first?.status == .aborted)
    for key in working { crew.handle(.result(key, .null)) }
    #expect(crew.machine.discarded == working.count)
    #expect(crew.reports.count == 1)
  }

  @Test("an abort ends at once when the agents confirm")
  func abortConfirmed() throws {
    var crew = CrewHarness()
    crew.submit("ghz")
    _ = crew.control(TaskControl(task: "task", verb: .abort))
    let key = try #require(crew.outbox.first).key
    crew.handle(.failure(key, ProximaError("agent.cancelled", "stopped", exit: .interrupted)))
    #expect(crew.reports.first?.status == .aborted)
    #expect(crew.reports.first?.error?.exit == .interrupted)
  }

  @Test("an agent that was told to stop is not said to have gone")
  func abortIsNoLoss() throws {
    var crew = CrewHarness()
    crew.submit("ghz")
    _ = crew.control(TaskControl(task: "task", verb: .abort))
    let key = try #require(crew.outbox.first).key
    crew.handle(.failure(key, ProximaError("bus.cancelled", "cancelled by its caller", exit: .interrupted)))
    #expect(!crew.journal.contains { if case .lost = $0.event { true } else { false } })
    #expect(crew.reports.first?.status == .aborted)
  }

  @Test("a paused task gives out nothing until it is resumed")
  func pause() {
    var crew = CrewHarness()
    crew.submit("ghz")
    _ = crew.control(TaskControl(task: "task", verb: .pause))
    #expect(crew.machine.tasks.values.first?.state == .pausing)
    crew.answerNext()
    #expect(crew.machine.tasks.values.first?.state == .paused)
    #expect(crew.outbox.isEmpty)
    _ = crew.control(TaskControl(task: "task", verb: .resume))
    crew.answerAll()
    #expect(crew.reports.map(\.status) == [.completed])
  }

  /// A crew whose task has got as far as its run, which is out.
  private func atTheRun() throws -> (CrewHarness, CrewHarness.Assignment) {
    var crew = CrewHarness()
    crew.submit("ghz")
    for _ in 0..<20 where !crew.outbox.contains(where: { $0.action == RunBatch.action }) { crew.answerNext() }
    while let other = crew.outbox.firstIndex(where: { $0.action != RunBatch.action }) {
      let next = crew.outbox.remove(at: other)
      crew.handle(.result(next.key, CrewHarness.result(of: next)))
    }
    return (crew, try #require(crew.outbox.first))
  }

  @Test("a pause in the middle of a run holds the executor, which says when it stands still; resuming lets it go on")
  func pauseInsideRun() throws {
    var (crew, run) = try atTheRun()
    _ = crew.control(TaskControl(task: "task", verb: .pause))
    #expect(crew.orders.map(\.order) == [RunOrder(.pause, fence: run.key.fence)])
    #expect(crew.orders.first?.agent == run.agent)
    #expect(crew.machine.tasks.values.first?.state == .pausing)
    crew.handle(.progress(run.key, fraction: 0.4, message: RunOrder.pausedMessage))
    #expect(crew.machine.tasks.values.first?.state == .paused)
    _ = crew.control(TaskControl(task: "task", verb: .resume))
    #expect(crew.orders.last?.order == RunOrder(.resume, fence: run.key.fence))
    #expect(crew.machine.tasks.values.first?.state == .running)
    crew.answerAll()
    #expect(crew.reports.map(\.status) == [.completed])
  }

  @Test("a run that ends before it stood still makes the task paused too, and an abort ends a paused one")
  func pauseRaces() throws {
    var (crew, run) = try atTheRun()
    _ = crew.control(TaskControl(task: "task", verb: .pause))
    crew.outbox.removeAll()
    crew.handle(.result(run.key, CrewHarness.result(of: run)))
    #expect(crew.machine.tasks.values.first?.state == .paused)
    #expect(crew.outbox.isEmpty)

    (crew, run) = try atTheRun()
    _ = crew.control(TaskControl(task: "task", verb: .pause))
    crew.handle(.progress(run.key, fraction: 0.4, message: RunOrder.pausedMessage))
    _ = crew.control(TaskControl(task: "task", verb: .abort))
    #expect(crew.cancelled == [run.key])
    crew.advance(1)
    #expect(crew.reports.map(\.status) == [.aborted])
    #expect(crew.machine.standing.isEmpty)
  }

  @Test("a coordinator that starts again tells executors to drop the runs of before")
  func abandons() throws {
    var (crew, run) = try atTheRun()
    crew.handle(.recover)
    #expect(crew.orders.map(\.order) == [RunOrder(.abandon, fence: run.key.fence)])
    #expect(crew.outbox.last?.key.fence ?? 0 > run.key.fence)
  }

  @Test("what a person says to an agent goes with its next work, and to no other")
  func feedback() throws {
    var crew = CrewHarness()
    crew.submit("ghz")
    _ = crew.control(
      TaskControl(task: "task", verb: .feedback, agent: AgentName.codeExpert, text: "name the registers"))
    var words: [String: [String]] = [:]
    for _ in 0..<100 where !crew.outbox.isEmpty {
      for next in crew.outbox {
        guard let said = next.parameters["personFeedback"]?.array else { continue }
        words[next.agent] = said.compactMap(\.string)
        if let request = CrewHarness.decode(CodeRequest.self, next.parameters) {
          #expect(request.feedback.map(\.text) == ["name the registers"])
        }
      }
      crew.answerNext()
    }
    #expect(words == [AgentName.codeExpert: ["name the registers"]])
  }

  @Test("words to somebody who is not there are refused with those who are")
  func feedbackToNobody() {
    var crew = CrewHarness()
    crew.submit("ghz")
    guard case .error(let error) = crew.control(TaskControl(task: "task", verb: .feedback, agent: "nosuch", text: "x")) else {
      Issue.record("taken")
      return
    }
    #expect(error.code == "agent.unknown" && error.exit == .usage)
    #expect(error.remedy.contains(AgentName.codeExpert))
  }

  @Test("a step is reassigned to an agent that can do it, and to no other")
  func reassign() throws {
    var crew = CrewHarness(crew: CrewHarness.crew + [("quantum_expert.2", CrewHarness.crew[0].1)])
    crew.submit("ghz")
    let first = try #require(crew.outbox.first)
    guard
      case .error(let error) = crew.control(
        TaskControl(task: "task", verb: .reassign, step: first.key.step, agent: "code_expert"))
    else {
      Issue.record("taken")
      return
    }
    #expect(error.code == "task.incapable_agent")
    let other = first.agent == "quantum_expert" ? "quantum_expert.2" : "quantum_expert"
    _ = crew.control(TaskControl(task: "task", verb: .reassign, step: first.key.step, agent: other))
    #expect(crew.outbox.last?.agent == other)
    #expect(crew.cancelled == [first.key])
  }

  @Test("the timeout of a task aborts it with exit 124")
  func timeout() {
    var flags = RequestFlags()
    flags.timeoutSeconds = 5
    var crew = CrewHarness()
    crew.submit("ghz", flags: flags)
    crew.advance(6)
    crew.advance(1)
    #expect(crew.reports.first?.error?.exit == .timedOut)
  }

  @Test("a review that is not favourable sends the work back to its author, once")
  func review() throws {
    var crew = CrewHarness()
    crew.submit("ghz")
    var rounds = 0
    for _ in 0..<100 where !crew.outbox.isEmpty {
      guard let place = crew.outbox.firstIndex(where: { $0.action == ReviewBatch.action }) else {
        crew.answerNext()
        continue
      }
      rounds += 1
      let review = crew.outbox.remove(at: place)
      let verdict = Review(
        subject: "qiskit", author: "code_expert", reviewer: "quantum_expert", round: rounds, approved: false,
        comments: [.init(criterion: "correctness", line: 3, text: "the angle is wrong")])
      crew.handle(.result(review.key, try JSON.tree(ReviewBatchResult(reviews: [verdict]))))
      if rounds == 1 {
        let again = try #require(crew.outbox.first { $0.key.step == "code.2" })
        let request = try #require(CrewHarness.decode(CodeRequest.self, again.parameters))
        #expect(request.feedback.first?.text == "the angle is wrong")
      }
    }
    #expect(rounds == 2)
    #expect(crew.reports.first?.status == .completed)
    // Two rounds, and the vote that follows them.
    #expect(crew.reports.first?.reviews.count == 3)
  }
}
