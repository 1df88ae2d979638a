import Core
import TestKit
import Testing

/// The coordinator of a real crew may not write any more.
@Suite(.serialized, .timeLimit(.minutes(5))) struct DiskFullTests {
  @Test("without room nothing is acknowledged and an ask exits 74; what was at work goes on when there is room again")
  func full() async throws {
    try await LiveCrew.run { try await check($0) }
  }

  private func check(_ crew: LiveCrew) async throws {
    // At work while the disk fills up: its results wait.
    let running = try #require(TaskID("at-work"))
    let submission = Submission(
      kind: .ask, text: "3 qubit GHZ state, 100 shots, seed 5", created: WallTime(milliseconds: 1))
    _ = try await crew.submit(submission, id: running.text)
    try await limit(crew, "1")
    let refused = try await crew.command(["ask", "2 qubit GHZ state, 64 shots", "--task-id", "refused"])
    #expect(refused.code == ExitCode.cannotWrite.rawValue, "\(refused)")
    #expect(refused.answer["error"]?["code"]?.string?.hasPrefix("store.") == true, "\(refused)")
    let shown = try await crew.command(["task", "show", "refused"])
    #expect(shown.code == ExitCode.usage.rawValue, "\(shown)")
    try await limit(crew, "unlimited")
    #expect(try await crew.report(running).status == .completed)
    let again = try await crew.command(["ask", "2 qubit GHZ state, 64 shots, seed 5", "--task-id", "refused"])
    #expect(again.code == 0, "\(again)")
  }

  /// How large the files may be that the coordinator writes, in bytes.
  private func limit(_ crew: LiveCrew, _ bytes: String) async throws {
    let pid = try #require(await crew.processes()[AgentName.coordinator])
    let prlimit = try TestProcess.start(
      "/usr/bin/prlimit", ["--pid", "\(pid)", "--fsize=\(bytes):"], environment: [:], folder: "/")
    defer { prlimit.removeFiles() }
    #expect(try await prlimit.wait() == 0, "\(prlimit.errors)")
  }
}
