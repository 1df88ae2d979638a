import AgentKit
import Bus
import Core
import Node
import TestKit
import Testing

/// The crew on one host, an executor on another, a cable between them.
@Suite(
  .serialized, .timeLimit(.minutes(5)),
  .enabled("needs iproute2 and the right to make network namespaces (CAP_NET_ADMIN)") { await Namespaces.arePermitted() })
struct NamespaceTests {
  @Test("an invited executor works across hosts and survives a cut of ten seconds; a key that was not invited is refused")
  func acrossHosts() async throws {
    let hosts = try await Namespaces.make()
    let other = try OtherMachine(wrapper: hosts.inside(hosts.other))
    let crew = try await LiveCrew { home in
      let up = hosts.inside(hosts.crew) + [BuiltProgram.path("proxima"), "up"]
      let process = try TestProcess.start(
        up[0], Array(up.dropFirst()), environment: home.environment, folder: home.path)
      guard try await process.wait() == 0 else { throw NotInTime(description: "no crew: \(process.errors)") }
    }
    do { try await check(hosts, other, crew) } catch {
      other.end()
      await crew.end()
      await hosts.remove()
      throw error
    }
    other.end()
    await crew.end()
    await hosts.remove()
  }

  private func check(_ hosts: Namespaces, _ other: OtherMachine, _ crew: LiveCrew) async throws {
    try await crew.expect(LiveCrew.whole)
    let line = try await crew.invite(["--name", "far"], listen: Namespaces.crewAddress)
    let executor = try other.join(line)
    try await eventually("executor.native.far is there") { await crew.processes()["executor.native.far"] != nil }
    let _: JSONValue = try await crew.agents.call(
      to: AgentName.node, action: NodeAction.stopAgent, parameters: AgentQuery(agent: "executor.native"))
    try await eventually("executor.native is gone") { await crew.processes()["executor.native"] == nil }
    let before = try await crew.run(on: "executor.native.far", id: "before-the-cut")
    #expect(before.status == .completed, "\(String(describing: before.error))")

    try await hosts.cable(false)
    let during = Submission(kind: .ask, text: "3 qubit GHZ state, 200 shots, seed 5", created: WallTime(milliseconds: 1))
    let task = try await crew.submit(during, id: "during-the-cut")
    try await Task.sleep(for: .seconds(10))
    #expect(try await crew.holders("during-the-cut").contains("executor.native.far"))
    try await hosts.cable(true)
    let report = try await crew.report(task)
    #expect(report.status == .completed, "\(String(describing: report.error))")
    #expect(report.runs.first?.counts.values.reduce(0, +) == 200)
    #expect(executor.exitStatus == nil, "\(executor.errors)")

    try await refusals(line, other)
    #expect(await crew.processes()["executor.native.far"] != nil)
  }

  /// From the other host: the used line, and a key of one's own making in a forged one.
  private func refusals(_ line: String, _ other: OtherMachine) async throws {
    let good = try JoinLine(text: line)
    let forged = JoinLine(
      address: good.address, serverKey: good.serverKey, keys: try CurveKeys.generate(), name: "forged",
      expires: WallTime(milliseconds: .max / 2))
    let stranger = try OtherMachine(wrapper: other.wrapper)
    defer { stranger.end() }
    for text in [line, forged.text] {
      let attempt = try stranger.join(text)
      #expect(try await attempt.wait() == ExitCode.refused.rawValue, "\(attempt.output) \(attempt.errors)")
    }
  }
}
