import AgentKit
import Core
import TestKit
import Testing

/// Stops that have to reach agents in the middle of a step that would take minutes.
@Suite(.serialized, .timeLimit(.minutes(5))) struct EmergencyTests {
  /// Submits a run of minutes, and waits until `executor` is at it.
  private func occupy(_ executor: String, _ crew: LiveCrew) async throws -> TaskID {
    let id = try #require(TaskID("long"))
    var flags = RequestFlags()
    flags.yes = true
    let submission = Submission(
      kind: .run, text: "", program: .init(name: "long.qasm", source: LongProgram.text), flags: flags,
      created: WallTime(milliseconds: 1))
    _ = try await crew.submit(submission, id: id.text)
    try await eventually("\(executor) is at work", within: 100) {
      try await crew.history(id).events.contains {
        if case .assigned("run.native", executor, _) = $0.event { true } else { false }
      }
    }
    try await eventually("\(executor) says so", within: 30) { try await self.active(executor, crew) == 1 }
    return id
  }

  private func active(_ executor: String, _ crew: LiveCrew) async throws -> Int? {
    let status: CrewStatus = try await crew.agents.call(to: AgentName.node, action: NodeAction.status)
    return status.agents.first { $0.id == executor }?.activeTasks
  }

  private func stopAll(_ crew: LiveCrew) async throws -> StopAllResult {
    try await crew.agents.call(to: AgentName.node, action: NodeAction.stopAll)
  }

  @Test("an emergency stop ends an executor in the middle of a run, with every other process; the task goes on after `up`")
  func local() async throws {
    try await LiveCrew.run { crew in
      let id = try await occupy("executor.native", crew)
      let status: CrewStatus = try await crew.agents.call(to: AgentName.node, action: NodeAction.status)
      #expect(status.queue.openTasks == 1)
      let pids = await crew.processes().filter { LiveCrew.whole.contains($0.key) }
      let stopped = try await stopAll(crew)
      #expect(Set(stopped.stopped) == Set(pids.keys))
      for (agent, pid) in pids { #expect(!TestProcess.isAlive(pid), "\(agent) lives on") }
      let refused = try await crew.command(["ask", "2 qubit GHZ state"])
      #expect(refused.code == ExitCode.refused.rawValue && refused.answer["error"]?["code"]?.string == "node.halted", "\(refused)")
      let _: CrewStatus = try await crew.agents.call(to: AgentName.node, action: NodeAction.up)
      try await crew.expect(LiveCrew.whole)
      #expect(try await crew.history(id).status == .running)
      try await abort(id, crew)
    }
  }

  @Test("an emergency stop reaches an executor on another machine in the middle of a run")
  func remote() async throws {
    try await LiveCrew.run { crew in
      let other = try OtherMachine()
      defer { other.end() }
      let lab = "executor.native.lab"
      let executor = try other.join(try await crew.invite(["--name", "lab"]))
      try await eventually("the executor is there") { await crew.processes()[lab] != nil }
      let drained = try await crew.command(["executor", "drain", "executor.native"])
      #expect(drained.code == 0 && drained.answer["draining"]?.bool == true, "\(drained)")
      _ = try await occupy(lab, crew)
      _ = try await stopAll(crew)
      try await eventually("it has let go", within: 30) { try await self.active(lab, crew) == 0 }
      #expect(executor.exitStatus == nil)
    }
  }

  private func abort(_ id: TaskID, _ crew: LiveCrew) async throws {
    let _: TaskSubmitted = try await crew.agents.call(
      to: AgentName.coordinator, action: TaskAction.control, parameters: TaskControl(task: id.text, verb: .abort))
    #expect(try await crew.report(id).status == .aborted)
  }

  @Test("a drained executor gets no work, also from a coordinator that was started again, until it is undrained or restarted")
  func draining() async throws {
    try await LiveCrew.run { crew in
      let native = "executor.native"
      let drained = try await crew.command(["executor", "drain", native])
      #expect(drained.code == 0 && drained.answer["draining"]?.bool == true, "\(drained)")
      #expect(try await isDraining(crew))
      kill(try #require(await crew.processes()["coordinator"]))
      let refused = try await crew.ask("2 qubit GHZ state, 64 shots", id: "refused")
      #expect(refused.error?.exit == .unavailable, "\(refused.status) \(String(describing: refused.error))")
      let again = try await crew.command(["executor", "undrain", native])
      #expect(again.code == 0 && again.answer["draining"]?.bool == false, "\(again)")
      #expect(try await crew.ask("2 qubit GHZ state, 64 shots", id: "taken").status == .completed)
      _ = try await crew.command(["executor", "drain", native])
      let pid = try #require(await crew.processes()[native])
      _ = try await crew.command(["agents", "restart", native])
      try await eventually("it is back") { await crew.processes()[native].map { $0 != pid } ?? false }
      #expect(try await !isDraining(crew))
      #expect(try await crew.ask("2 qubit GHZ state, 64 shots", id: "restarted").status == .completed)
      let unknown = try await crew.command(["executor", "drain", "executor.nothing"])
      #expect(unknown.code == ExitCode.usage.rawValue)
    }
  }

  private func isDraining(_ crew: LiveCrew) async throws -> Bool {
    let executors = try await crew.command(["executor", "list"]).answer["executors"]?.array ?? []
    return executors.first { $0["id"]?.string == "executor.native" }?["draining"]?.bool == true
  }
}
