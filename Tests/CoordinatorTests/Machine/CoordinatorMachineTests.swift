import Core
import Testing

@testable import Coordinator

@Suite struct CoordinatorMachineTests {
  @Test("a task runs through its graph and ends completed and verified")
  func happyPath() {
    var crew = CrewHarness()
    crew.submit("ghz")
    crew.answerAll()
    #expect(crew.reports.count == 1)
    let report = crew.reports.first
    #expect(report?.status == .completed)
    #expect(report?.verification.status == .verified)
    #expect(report?.runs.first?.counts == ["000": 1024])
    #expect(report?.insight?.summary == "as expected")
    #expect(crew.machine.isIdle)
  }

  @Test("the task is written down before anything is sent")
  func eventBeforeEffect() {
    var crew = CrewHarness()
    crew.submit("ghz")
    guard case .submitted = crew.journal.first?.event else {
      Issue.record("the first entry is \(String(describing: crew.journal.first))")
      return
    }
    for assignment in crew.outbox {
      #expect(
        crew.journal.contains {
          $0.event == .assigned(step: assignment.key.step, agent: assignment.agent, fence: assignment.key.fence)
        })
    }
  }

  @Test("submitting the same id twice changes nothing, and something else under it is refused")
  func idempotent() {
    var crew = CrewHarness()
    crew.submit("ghz")
    let written = crew.journal.count
    guard case .submitted(let again) = crew.submit("ghz") else {
      Issue.record("no answer")
      return
    }
    #expect(again.task.text == "task")
    #expect(crew.journal.count == written)
    guard case .error(let error) = crew.submit("something else") else {
      Issue.record("taken")
      return
    }
    #expect(error.code == "task.id_taken")
  }

  @Test("what was not understood ends in a question and runs nothing")
  func unclear() {
    var crew = CrewHarness()
    crew.submit("what?")
    #expect(crew.outbox.isEmpty)
    #expect(crew.reports.first?.status == .needsInput)
    #expect(crew.reports.first?.error?.code == "request.unclear")
    #expect(crew.reports.first?.error?.exit == .badInput)
  }

  @Test("a backend that was named and is missing: nothing runs, exit 69")
  func missingBackend() {
    var flags = RequestFlags()
    flags.backends = ["native", "aer"]
    var crew = CrewHarness()
    crew.submit("ghz", flags: flags)
    #expect(crew.outbox.isEmpty)
    #expect(crew.reports.first?.status == .failed)
    #expect(crew.reports.first?.error?.code == "backend.missing")
    #expect(crew.reports.first?.error?.exit == .unavailable)
  }

  @Test("an agent that dies loses its step to another assignment with a higher fence, and its late result is discarded")
  func agentDies() throws {
    var crew = CrewHarness()
    crew.submit("ghz")
    let first = try #require(crew.outbox.first)
    crew.handle(.left(agent: first.agent, reason: "ended", onPurpose: false))
    #expect(crew.outbox.count == 1)
    crew.handle(
      .arrived(
        agent: first.agent, capabilities: CrewHarness.crew[0].1, maxConcurrentTasks: 4, remote: false))
    let second = try #require(crew.outbox.last)
    #expect(second.key.step == first.key.step)
    #expect(second.key.fence > first.key.fence)
    crew.handle(.result(first.key, CrewHarness.result(of: first)))
    #expect(crew.machine.discarded == 1)
    crew.outbox.removeFirst()
    crew.answerAll()
    #expect(crew.reports.map(\.status) == [.completed])
    let completions = crew.journal.filter { if case .completed("design", _, _) = $0.event { true } else { false } }
    #expect(completions.count == 1)
  }

  @Test("a result that comes twice is recorded once")
  func duplicateResult() throws {
    var crew = CrewHarness()
    crew.submit("ghz")
    let first = try #require(crew.outbox.first)
    crew.answerNext()
    crew.handle(.result(first.key, CrewHarness.result(of: first)))
    #expect(crew.machine.discarded == 1)
    crew.answerAll()
    #expect(crew.reports.count == 1)
  }

  @Test("a step that takes three agents with it is set aside with its evidence, and the task fails")
  func quarantine() throws {
    var crew = CrewHarness()
    crew.submit("ghz")
    for _ in 0..<3 {
      let agent = try #require(crew.outbox.last).agent
      crew.handle(.left(agent: agent, reason: "signal 11", onPurpose: false))
      crew.handle(
        .arrived(agent: agent, capabilities: CrewHarness.crew[0].1, maxConcurrentTasks: 4, remote: false))
    }
    #expect(crew.reports.first?.status == .failed)
    #expect(crew.reports.first?.error?.code == "step.quarantined")
    #expect(crew.reports.first?.error?.message.contains("signal 11") == true)
  }

  @Test("with the quantum expert stopped a task that needs a design ends unavailable, exit 69")
  func expertStopped() {
    var crew = CrewHarness()
    crew.handle(.left(agent: "quantum_expert", reason: "stopped", onPurpose: true))
    crew.submit("ghz")
    crew.advance(3)
    #expect(crew.reports.first?.status == .failed)
    #expect(crew.reports.first?.error?.code == "agent.unavailable")
    #expect(crew.reports.first?.error?.exit == .unavailable)
    #expect(crew.reports.first?.error?.message == "No agent can handle: circuit_design")
  }

  @Test("with the testing agent stopped a result is unverified, never verified")
  func testerStopped() {
    var crew = CrewHarness()
    crew.handle(.left(agent: "testing_agent", reason: "stopped", onPurpose: true))
    crew.submit("ghz")
    crew.answerAll()
    crew.advance(3)
    crew.answerAll()
    #expect(crew.reports.first?.status == .completed)
    #expect(crew.reports.first?.verification.status == .unverified)
  }

  @Test("an agent that is being started again is waited for")
  func expertRestarts() {
    var crew = CrewHarness()
    crew.handle(.left(agent: "quantum_expert", reason: "ended", onPurpose: false))
    crew.submit("ghz")
    crew.advance(5)
    #expect(crew.reports.isEmpty)
    crew.handle(
      .arrived(agent: "quantum_expert", capabilities: CrewHarness.crew[0].1, maxConcurrentTasks: 4, remote: false))
    crew.answerAll()
    #expect(crew.reports.map(\.status) == [.completed])
  }

  @Test("a refuted verification fails the task and keeps the runs")
  func refuted() throws {
    var crew = CrewHarness()
    crew.submit("ghz")
    while let next = crew.outbox.first, next.action != VerifyBatch.action { crew.answerNext() }
    let verify = crew.outbox.removeFirst()
    var verdict = Verification(status: .refuted, route: "dense_reference")
    verdict.pValue = 1e-9
    crew.handle(.result(verify.key, try JSON.tree(VerifyBatchResult(verifications: [verdict]))))
    crew.answerAll()
    #expect(crew.reports.first?.status == .failed)
    #expect(crew.reports.first?.error?.code == "verification.refuted")
    #expect(crew.reports.first?.runs.count == 1)
  }

  @Test("a failed run fails the task; what depends on it is held, what does not goes on")
  func partialFailure() throws {
    var crew = CrewHarness()
    crew.submit("sweep ghz")
    var failed = false
    for _ in 0..<100 where !crew.outbox.isEmpty {
      if !failed, let place = crew.outbox.firstIndex(where: { $0.action == RunBatch.action }) {
        let run = crew.outbox.remove(at: place)
        crew.handle(.failure(run.key, ProximaError("simulator.broken", "it broke")))
        failed = true
      } else {
        crew.answerNext()
      }
    }
    let report = try #require(crew.reports.first)
    #expect(report.status == .failed)
    #expect(report.error?.code == "simulator.broken")
    #expect(report.runs.count == 2)
    let record = try #require(crew.replayed("task"))
    #expect(record.steps.contains { $0.state == .skipped && $0.id.hasPrefix("verify.") })
  }
}
