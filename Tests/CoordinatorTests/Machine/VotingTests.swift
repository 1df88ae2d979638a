import Core
import Testing

@testable import Coordinator

@Suite struct VotingTests {
  /// Runs a task whose reviewer never approves; `vote` is what the testing agent answers, nil where it cannot.
  private func run(
    _ harness: inout CrewHarness, vote: Bool?, flags: RequestFlags = RequestFlags()
  ) -> [String] {
    harness.submit("ghz", flags: flags)
    var actions: [String] = []
    for _ in 0..<200 where !harness.outbox.isEmpty {
      let assignment = harness.outbox.removeFirst()
      actions.append(assignment.key.step)
      var value = CrewHarness.result(of: assignment)
      func reviews(_ approved: Bool, _ reviewer: String) -> JSONValue {
        let review = Review(
          subject: "code.qiskit", author: "code_expert", reviewer: reviewer, round: 1, approved: approved,
          comments: [.init(criterion: "correctness", line: 3, text: "wrong gate")])
        return (try? JSON.tree(ReviewBatchResult(reviews: [review]))) ?? .null
      }
      if assignment.action == ReviewBatch.action { value = reviews(false, "quantum_expert") }
      if assignment.action == ScriptVote.action {
        value = vote.map { reviews($0, "testing_agent") } ?? ((try? JSON.tree(ReviewBatchResult(reviews: []))) ?? .null)
      }
      harness.handle(.result(assignment.key, value))
    }
    return actions
  }

  @Test("what is not approved goes back to its author once, then there is a vote", arguments: [true, false])
  func vote(approved: Bool) throws {
    var harness = CrewHarness()
    let steps = run(&harness, vote: approved)
    #expect(steps.filter { $0.hasPrefix("code") } == ["code", "code.2"])
    #expect(steps.filter { $0.hasPrefix("review") } == ["review", "review.2"])
    #expect(steps.contains("vote"))
    let report = try #require(harness.reports.first)
    #expect(report.status == .completed)
    #expect(report.reviews.map(\.reviewer) == ["quantum_expert", "quantum_expert", "testing_agent"])
    // What was voted down is not handed out.
    #expect(report.artifacts.contains { $0.dialect == "qiskit" } == approved)
  }

  @Test("a tie waits for a person, and the answer decides about the script, not about the task", arguments: [true, false])
  func tie(kept: Bool) throws {
    var harness = CrewHarness()
    _ = run(&harness, vote: nil)
    #expect(harness.reports.isEmpty)
    #expect(harness.machine.approvals.first?.action == "review_tie")
    _ = harness.answer(kept)
    let report = try #require(harness.reports.first)
    #expect(report.status == .completed)
    #expect(report.artifacts.contains { $0.dialect == "qiskit" } == kept)
    #expect(harness.replayed("task")?.tieKept == kept)
    #expect(harness.replayed("task")?.consented == false)
  }

  @Test("nobody to ask, or no answer in time, is a no")
  func silence() throws {
    var flags = RequestFlags()
    flags.noInput = true
    var harness = CrewHarness()
    _ = run(&harness, vote: nil, flags: flags)
    #expect(harness.reports.first?.artifacts.contains { $0.dialect == "qiskit" } == false)
    var waiting = CrewHarness()
    _ = run(&waiting, vote: nil)
    waiting.advance(301)
    #expect(waiting.reports.first?.status == .completed)
    #expect(waiting.reports.first?.artifacts.contains { $0.dialect == "qiskit" } == false)
  }

  @Test("without a testing agent the vote is a tie")
  func nobody() throws {
    var harness = CrewHarness(crew: CrewHarness.crew.filter { $0.0 != "testing_agent" })
    _ = run(&harness, vote: true)
    for _ in 0..<20 where harness.machine.approvals.isEmpty && harness.reports.isEmpty { harness.advance(5) }
    #expect(harness.machine.approvals.first?.action == "review_tie")
  }
}
