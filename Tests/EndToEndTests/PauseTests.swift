import AgentKit
import Core
import TestKit
import Testing

/// A person steps into a run that would take minutes.
@Suite(.serialized, .timeLimit(.minutes(5))) struct PauseTests {
  @Test("a long run stands still in its middle, goes on, and an abort frees its executor at once")
  func insideRun() async throws {
    try await LiveCrew.run { try await check($0) }
  }

  private func check(_ crew: LiveCrew) async throws {
    let id = try #require(TaskID("long"))
    var flags = RequestFlags()
    flags.yes = true
    let submission = Submission(
      kind: .run, text: "", program: .init(name: "long.qasm", source: LongProgram.text), flags: flags,
      created: WallTime(milliseconds: 1))
    _ = try await crew.submit(submission, id: id.text)
    try await eventually("the run is at work", within: 100) {
      try await crew.history(id).events.contains { if case .assigned("run.native", _, _) = $0.event { true } else { false } }
    }
    try await control(crew, id, .pause)
    try await eventually("it stands still", within: 200) { try await crew.history(id).status == .paused }
    #expect(try await !completed("run.native", crew, id))
    try await control(crew, id, .resume)
    #expect(try await crew.history(id).status == .running)
    try await control(crew, id, .abort)
    #expect(try await crew.report(id).status == .aborted)
    // The only executor is free again.
    let next = try await crew.ask("2 qubit GHZ state, 64 shots", id: "next")
    #expect(next.status == .completed, "\(String(describing: next.error))")
  }

  private func completed(_ step: String, _ crew: LiveCrew, _ id: TaskID) async throws -> Bool {
    try await crew.history(id).events.contains { if case .completed(step, _, _) = $0.event { true } else { false } }
  }

  private func control(_ crew: LiveCrew, _ id: TaskID, _ verb: TaskControl.Verb) async throws {
    let _: TaskSubmitted = try await crew.agents.call(
      to: AgentName.coordinator, action: TaskAction.control, parameters: TaskControl(task: id.text, verb: verb))
  }
}
