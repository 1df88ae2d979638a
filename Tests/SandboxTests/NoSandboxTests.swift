import Core
@testable import Sandbox
import Testing

@Suite struct NoSandboxTests {
  @Test("without bubblewrap there is no runner, and the reason says what to install")
  func missing() {
    guard case .failure(let error) = SandboxRunner.probe(in: ["/nonexistent"]) else {
      Issue.record("a runner without bubblewrap")
      return
    }
    #expect(error.code == "sandbox.none")
    #expect(error.proxima.exit == .unavailable)
    #expect(error.description.contains("no sandbox"))
    #expect(error.remedy.contains("bubblewrap"))
  }
}
