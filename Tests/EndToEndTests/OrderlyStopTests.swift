import AgentKit
import Core
import Node
import TestKit
import Testing

/// Agents and crews that are told to end in the middle of a run: nothing has failed by that.
@Suite(.serialized, .timeLimit(.minutes(5))) struct OrderlyStopTests {
  /// About ten seconds of a debug build, longer than an agent is given to finish.
  private static let request = "random circuit with 18 qubits and depth 150, 100 shots"

  @Test("a run whose executor is restarted goes to the next one, and so does one whose crew is ended and started again")
  func restarted() async throws {
    try await LiveCrew.run { crew in
      let first = try await submit(crew, "first")
      let _: Nothing = try await crew.agents.call(
        to: AgentName.node, action: NodeAction.restartAgent, parameters: AgentQuery(agent: "executor.native"))
      let report = try await crew.report(first)
      #expect(report.status == .completed, "\(String(describing: report.error))")

      let second = try await submit(crew, "second")
      let _: JSONValue = try await crew.agents.call(to: AgentName.node, action: NodeAction.down)
      try await eventually("the crew is gone") { crew.launcher.running == nil }
      try await crew.relaunch()
      let other = try await crew.report(second)
      #expect(other.status == .completed, "\(String(describing: other.error))")
      #expect(other.runs.map(\.counts) == report.runs.map(\.counts), "the same seed")
    }
  }

  /// A task whose run is at work.
  private func submit(_ crew: LiveCrew, _ id: String) async throws -> TaskID {
    var flags = RequestFlags()
    (flags.yes, flags.seed) = (true, 5)
    let submission = Submission(kind: .ask, text: Self.request, flags: flags, created: WallTime(milliseconds: 1))
    let task = try await crew.submit(submission, id: id)
    try await eventually("the run is at work", within: 100) {
      try await crew.history(task).events.contains { if case .assigned("run.native", _, _) = $0.event { true } else { false } }
    }
    return task
  }
}
