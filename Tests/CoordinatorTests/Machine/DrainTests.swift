import Core
import Testing

@testable import Coordinator

@Suite struct DrainTests {
  private let native = "executor.native"
  private let twin = ("executor.native.2", [Capability.execution("native")])

  private func drain(_ agent: String, _ draining: Bool, asker: AskerID = 900) -> CoordinatorInput {
    .drain(DrainOrder(executor: agent, draining: draining), asker: asker)
  }

  /// Who is given the run of a new task; nil where nobody is.
  private func runner(_ crew: inout CrewHarness, _ id: String) -> String? {
    crew.submit("ghz", id: id)
    var agent: String?
    for _ in 0..<100 where !crew.outbox.isEmpty {
      agent = crew.outbox.first { $0.action == RunBatch.action }?.agent ?? agent
      crew.answerNext()
    }
    return agent
  }

  @Test("a drained executor gets nothing new until that is taken back, or it has left and come back")
  func drained() throws {
    var crew = CrewHarness(crew: CrewHarness.crew + [twin])
    crew.handle(drain(native, true))
    guard case .drained(let answer)? = crew.replies[900] else {
      Issue.record("not drained")
      return
    }
    #expect(answer == DrainedExecutor(executor: native, draining: true, activeTasks: 0))
    #expect(runner(&crew, "first") == "executor.native.2")
    crew.handle(drain(native, false))
    #expect(runner(&crew, "second") == native)
    crew.handle(drain(native, true))
    #expect(runner(&crew, "third") == "executor.native.2")
    crew.handle(.left(agent: native, reason: "unregistered", onPurpose: false))
    crew.handle(.arrived(agent: native, capabilities: twin.1, maxConcurrentTasks: 1, remote: false))
    #expect(runner(&crew, "fourth") == native)
  }

  @Test("what a drained executor holds is finished by it")
  func finishes() throws {
    var crew = CrewHarness()
    crew.submit("ghz", id: "held")
    for _ in 0..<100 where !crew.outbox.contains(where: { $0.action == RunBatch.action }) && !crew.outbox.isEmpty {
      crew.answerNext()
    }
    crew.handle(drain(native, true))
    guard case .drained(let answer)? = crew.replies[900] else {
      Issue.record("not drained")
      return
    }
    #expect(answer.activeTasks >= 1)
    for _ in 0..<100 where !crew.outbox.isEmpty { crew.answerNext() }
    #expect(try #require(crew.reports.first).status == .completed)
  }

  @Test("with its only executor drained a task says so and how to mend it")
  func nobodyLeft() throws {
    var crew = CrewHarness()
    crew.submit("ghz", id: "starved")
    crew.handle(drain(native, true))
    for _ in 0..<400 where crew.reports.isEmpty {
      if crew.outbox.isEmpty { crew.advance(1) } else { crew.answerNext() }
    }
    let report = try #require(crew.reports.first)
    #expect(report.status == .failed)
    #expect(report.error?.remedy.contains("executor undrain executor.native") == true, "\(String(describing: report.error))")
  }

  @Test("only executors are drained")
  func others() throws {
    var crew = CrewHarness()
    crew.handle(drain("code_expert", true))
    guard case .error(let error)? = crew.replies[900] else {
      Issue.record("drained")
      return
    }
    #expect(error.code == "executor.unknown")
  }
}
