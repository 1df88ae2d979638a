import FoundationEssentials
import TestKit
import Testing

/// Undo by the program itself: what a test process has loaded beside it must not matter.
@Suite(.serialized, .timeLimit(.minutes(2))) struct UndoTests {
  @Test("a setting that was changed and a file that was written over come back as they were")
  func undone() async throws {
    let scratch = try TestHome()
    defer { scratch.remove() }
    func proxima(_ arguments: String...) async throws -> (Int32, String) {
      let process = try TestProcess.start(
        BuiltProgram.path("proxima"), arguments, environment: scratch.environment, folder: scratch.path)
      return (try await process.wait(), process.output)
    }
    #expect(try await proxima("config", "set", "defaults.shots", "50").0 == 0)
    #expect(try await proxima("config", "set", "defaults.shots", "60").0 == 0)
    #expect(try await proxima("undo").0 == 0)
    #expect(try await proxima("config", "get", "defaults.shots").1.contains("50"))
    #expect(try await proxima("undo").0 == 0)
    #expect(try await proxima("config", "get", "defaults.shots").1.contains("1024"))
    #expect(try await proxima("redo").0 == 0)
    #expect(try await proxima("config", "get", "defaults.shots").1.contains("50"))
  }
}
