import AgentKit
import Bus
import Core
import Glibc
import Node
import TestKit
import Testing

/// Executors of another home, over tcp with CURVE.
@Suite(.serialized, .timeLimit(.minutes(5))) struct RemoteExecutorTests {
  private func withCrew(_ body: (LiveCrew, OtherMachine) async throws -> Void) async throws {
    let crew = try await LiveCrew()
    let other = try OtherMachine()
    do {
      try await crew.expect(LiveCrew.whole)
      try await body(crew, other)
    } catch {
      other.end()
      await crew.end()
      throw error
    }
    other.end()
    await crew.end()
  }

  @Test("an invited executor joins, takes the work, shows up, and is shut out when it is revoked")
  func joins() async throws {
    try await withCrew { crew, other in
      let line = try await crew.invite(["--name", "lab"])
      let executor = try other.join(line)
      try await eventually("executor.native.lab is there") { await crew.processes()["executor.native.lab"] != nil }
      try await stopLocal(crew)
      let report = try await crew.run(on: "executor.native.lab", id: "over-tcp")
      #expect(report.status == .completed, "\(String(describing: report.error))")
      #expect(report.verification.status == .verified)
      let listed = try await crew.command(["executor", "list"]).answer["executors"]?.array ?? []
      let entry = listed.first { $0["id"]?.string == "executor.native.lab" }
      #expect(entry?["backend"]?.string == "native")
      #expect(entry?["host"]?.string?.hasPrefix("127.0.0.1") == true, "\(listed)")
      let status = try await crew.command(["status"]).answer["agents"]?.array ?? []
      #expect(status.contains { $0["id"]?.string == "executor.native.lab" && $0["tasksCompleted"]?.int ?? 0 > 0 }, "\(status)")
      try keysAreSecret(crew, other)

      let revoked = try await crew.command(["executor", "revoke", "executor.native.lab"])
      #expect(revoked.code == 0 && revoked.answer["executor"]?.string == "executor.native.lab")
      #expect(try await executor.wait() == ExitCode.refused.rawValue, "\(executor.errors)")
      #expect(executor.errors.contains("shut out of the crew"), "\(executor.errors)")
      #expect(try other.log("executor.native.lab").contains("bus.refused"))
      try await eventually("it is gone") { await crew.processes()["executor.native.lab"] == nil }
      let again = try other.join(line)
      #expect(try await again.wait() == ExitCode.refused.rawValue, "\(again.output) \(again.errors)")
    }
  }

  /// A fraction of a second may pass until the coordinator knows of a newcomer: with one executor there is no choice.
  private func stopLocal(_ crew: LiveCrew) async throws {
    let _: JSONValue = try await crew.agents.call(
      to: AgentName.node, action: NodeAction.stopAgent, parameters: AgentQuery(agent: "executor.native"))
    try await eventually("executor.native is gone") { await crew.processes()["executor.native"] == nil }
  }

  private func keysAreSecret(_ crew: LiveCrew, _ other: OtherMachine) throws {
    for folder in [crew.scratch.home.data + "/keys", other.scratch.home.data + "/keys"] {
      let files = try #require(try? FileManagerList.names(folder))
      #expect(!files.isEmpty)
      for file in files {
        var info = stat()
        #expect(stat("\(folder)/\(file)", &info) == 0 && info.st_mode & 0o777 == 0o600, "\(file)")
      }
    }
  }

  @Test("an invitation is used once, ends in time, can be taken back; without one nobody gets in")
  func invitations() async throws {
    try await withCrew { crew, other in
      let line = try await crew.invite(["--name", "one"])
      _ = try other.join(line)
      try await eventually("executor.native.one is there") { await crew.processes()["executor.native.one"] != nil }
      let third = try OtherMachine()
      defer { third.end() }
      for refused in [
        line, try await crew.invite(["--expires", "1s", "--name", "late"], delay: 1.2),
        try await crew.invite(["--name", "back"], thenRevoking: "back"),
      ] {
        let attempt = try third.join(refused)
        #expect(try await attempt.wait() == ExitCode.refused.rawValue, "\(attempt.output) \(attempt.errors)")
      }
      // A key of one's own making does not pass the handshake.
      let good = try JoinLine(text: line)
      let stranger = try BusConnection(
        address: good.address, registration: Registration(id: "executor.native.stranger", role: .executor),
        security: .curve(serverKey: good.serverKey, keys: try CurveKeys.generate()))
      await #expect(throws: ProximaError.self) { try await stranger.registered(timeout: 30) }
      stranger.close()
      let here = await crew.processes()
      #expect(here["executor.native.one"] != nil && here["executor.native.stranger"] == nil)
    }
  }

  @Test("an executor of another machine comes back to a node that was killed, and can end and join again with its line")
  func comesBack() async throws {
    try await withCrew { crew, other in
      let line = try await crew.invite(["--name", "lab"])
      let executor = try other.join(line)
      try await eventually("it is there") { await crew.processes()["executor.native.lab"] != nil }
      _ = crew.launcher.kill()
      try await eventually("the node is gone") { crew.launcher.running == nil }
      try await crew.relaunch()
      try await crew.expect(LiveCrew.whole + ["executor.native.lab"])
      #expect(executor.exitStatus == nil)
      executor.signal(SIGTERM)
      #expect(try await executor.wait() == 0)
      try await eventually("it has left") { await crew.processes()["executor.native.lab"] == nil }
      _ = try other.join(line)
      try await eventually("it is back") { await crew.processes()["executor.native.lab"] != nil }
    }
  }

  @Test("an executor of another machine that dies at work gives it back")
  func diesAtWork() async throws {
    try await withCrew { crew, other in
      let executor = try other.join(try await crew.invite(["--name", "lab"]))
      try await eventually("it is there") { await crew.processes()["executor.native.lab"] != nil }
      let ids = (0..<12).map { "both-\($0)" }
      for (index, id) in ids.enumerated() {
        let submission = Submission(
          kind: .ask, text: "4 qubit GHZ state, 100 shots, seed \(index)", created: WallTime(milliseconds: 1))
        _ = try await crew.submit(submission, id: id)
        if index == 6 { executor.kill() }
      }
      for id in ids {
        guard let task = TaskID(id) else { continue }
        let report = try await crew.report(task)
        #expect(report.status == .completed, "\(id): \(String(describing: report.error))")
      }
    }
  }
}
