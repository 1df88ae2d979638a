import Bus
import Core
import FoundationEssentials
import Glibc
import TestKit
import Testing

@Suite("A peer in another language")
struct PythonPeerTests {
  static let python = ProcessInfo.processInfo.environment["PROXIMA_TEST_PYTHON"]
  static let script = "Tests/Peers/agent.py"

  @Test(
    "an executor written in Python from the specification takes and answers work",
    .enabled(if: PythonPeerTests.python != nil, "PROXIMA_TEST_PYTHON names a Python with pyzmq"))
  func takesWork() async throws {
    let rig = try Rig { $0.window = 4 }
    let asker = try await rig.connect("asker")
    let folder = "/tmp/px-peer-\(getpid())"
    mkdir(folder, 0o700)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let peer = try TestProcess.start(
      try #require(Self.python), [Self.script, rig.address, "executor.py", "executor", "execution.py"],
      environment: ["PATH": "/usr/bin:/bin"], folder: folder)
    #expect(await eventually { await rig.broker.statistics().agents.contains { $0.registration.id == "executor.py" } || peer.exitStatus != nil })
    try #require(peer.exitStatus == nil, "\(peer.errors)")
    // More than its window holds, so that it must grant credit.
    for index in 0..<20 {
      let seen = EventCount()
      let request = try OutgoingMessage(
        to: .capability("execution.py"), action: "sum", body: ["numbers": [index, 2, 3]], attachments: [Data([1, 2, 3])])
      let answer = try await asker.request(request) { _ in seen.add() }
      #expect(answer.kind == .result && answer.attachments == [Data([3, 2, 1])])
      #expect(try answer.decode([String: Int].self) == ["sum": index + 5])
      #expect(seen.count == 1)
    }
    await #expect {
      try await asker.request(OutgoingMessage(to: .agent("executor.py"), payload: Data("{}".utf8)))
    } throws: { ($0 as? ProximaError)?.code == "sum.bad_input" }
    peer.signal(SIGTERM)
    #expect(try await peer.wait() == 0)
    #expect(rig.events.all.contains(.gone(agent: "executor.py", reason: "unregistered")))
    asker.close()
  }
}
