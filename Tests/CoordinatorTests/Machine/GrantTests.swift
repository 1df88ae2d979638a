import Core
import Testing

@testable import Coordinator

@Suite("What is allowed for a session")
struct GrantTests {
  /// Submits a task whose estimate is far over the limits, up to the question or beyond it.
  private func ask(
    _ crew: inout CrewHarness, _ id: String, session: String?, isAgentFile: Bool? = nil,
    flags: RequestFlags = RequestFlags()
  ) {
    crew.submit("ghz", id: id, flags: flags, session: session, isAgentFile: isAgentFile)
    while let next = crew.outbox.first, next.action != EstimateBatchResult.action { crew.answerNext() }
    let estimate = crew.outbox.removeFirst()
    crew.handle(.result(estimate.key, CrewHarness.result(of: estimate, seconds: 100, bytes: 1 << 34)))
  }

  /// A crew in which somebody allowed expensive runs for session s1.
  private func granted() -> CrewHarness {
    var crew = CrewHarness()
    ask(&crew, "first", session: "s1")
    _ = crew.answer(true, scope: .session)
    crew.answerAll()
    return crew
  }

  private func answers(_ crew: CrewHarness, of task: String) -> [String] {
    crew.journal.compactMap {
      if $0.task.text == task, case .approvalAnswered(_, true, let by, _) = $0.event { by } else { nil }
    }
  }

  @Test("is not asked again in the session, and the journal tells who allowed it and where")
  func again() {
    var crew = granted()
    #expect(answers(crew, of: "first") == ["test, for the session"])
    ask(&crew, "second", session: "s1")
    #expect(crew.machine.approvals.isEmpty)
    crew.answerAll()
    #expect(crew.reports.map(\.status) == [.completed, .completed])
    #expect(answers(crew, of: "second") == ["test, who allowed it for session s1 with first.1"])
  }

  @Test("is asked in every other session, and where there is none")
  func elsewhere() {
    for session in ["s2", nil] {
      var crew = granted()
      ask(&crew, "second", session: session)
      #expect(crew.machine.approvals.map(\.task.text) == ["second"])
    }
  }

  @Test("never covers an agent file, and an agent file cannot be allowed but once")
  func agentFiles() {
    var crew = granted()
    ask(&crew, "file", session: "s1", isAgentFile: true)
    #expect(crew.machine.approvals.map(\.session) == [nil])
    guard case .error(let error) = crew.answer(true, scope: .session) else {
      Issue.record("an agent file was allowed for the session")
      return
    }
    #expect(error.code == "approval.only_once")
    #expect(crew.machine.approvals.count == 1)
    _ = crew.answer(true)
    #expect(crew.machine.approvals.isEmpty)
  }

  @Test("covers the same kind of action only, and a no allows nothing")
  func kinds() {
    var crew = CrewHarness()
    ask(&crew, "first", session: "s1")
    _ = crew.answer(false, scope: .session)
    #expect(crew.machine.grants.isEmpty)
    crew = granted()
    #expect(crew.machine.grants.keys.map(\.action) == ["expensive_run"])
    #expect(crew.machine.grants[.init(session: "s1", action: "too_large")] == nil)
  }

  @Test("a yes for once is asked again")
  func once() {
    var crew = CrewHarness()
    ask(&crew, "first", session: "s1")
    _ = crew.answer(true, scope: .once)
    crew.answerAll()
    ask(&crew, "second", session: "s1")
    #expect(crew.machine.approvals.count == 1)
  }
}
