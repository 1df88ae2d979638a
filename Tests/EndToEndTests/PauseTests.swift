import AgentKit
import Core
import FoundationEssentials
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

  @Test("a paused run survives the death of its executor: another goes on from what is on disk, to the same counts")
  func survivesDeath() async throws {
    try await LiveCrew.run { crew in
      let request = "random circuit with 24 qubits and depth 150, 100 shots, statevector method"
      let step = "run.native:statevector"
      let whole = try await crew.ask(request, id: "whole")
      var flags = RequestFlags()
      (flags.yes, flags.seed) = (true, 5)
      let submission = Submission(kind: .ask, text: request, flags: flags, created: WallTime(milliseconds: 1))
      let id = try await crew.submit(submission, id: "held")
      try await eventually("the run is at work", within: 100) {
        try await crew.history(id).events.contains { if case .assigned(step, _, _) = $0.event { true } else { false } }
      }
      let folder = crew.scratch.home.state + "/checkpoints"
      func isOnDisk() -> Bool { (try? FileManager.default.subpathsOfDirectory(atPath: folder))?.count ?? 0 > 1 }
      // Before its first gate there is nothing to keep: then it goes on for a moment.
      while !isOnDisk() {
        if try await crew.history(id).status == .paused { try await control(crew, id, .resume) }
        try await Task.sleep(for: .milliseconds(300))
        try await control(crew, id, .pause)
        try await eventually("it stands still", within: 200) { try await crew.history(id).status == .paused }
        try await Task.sleep(for: .seconds(1))
      }
      try #require(try await !completed(step, crew, id))
      let executor = try #require(await crew.processes()["executor.native"])
      kill(executor)
      try await eventually("another executor is there") {
        await crew.processes()["executor.native"].map { $0 != executor } == true
      }
      try await control(crew, id, .resume)
      let report = try await crew.report(id)
      #expect(report.status == .completed, "\(String(describing: report.error))")
      #expect(report.runs.map(\.counts) == whole.runs.map(\.counts))
      #expect(!FileManager.default.fileExists(atPath: folder + "/" + id.text), "what is done needs no checkpoint")
    }
  }

  private func completed(_ step: String, _ crew: LiveCrew, _ id: TaskID) async throws -> Bool {
    try await crew.history(id).events.contains { if case .completed(step, _, _) = $0.event { true } else { false } }
  }

  private func control(_ crew: LiveCrew, _ id: TaskID, _ verb: TaskControl.Verb) async throws {
    let _: TaskSubmitted = try await crew.agents.call(
      to: AgentName.coordinator, action: TaskAction.control, parameters: TaskControl(task: id.text, verb: verb))
  }
}
