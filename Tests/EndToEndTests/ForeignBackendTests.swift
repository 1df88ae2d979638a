import AgentKit
import Backends
import Core
import FoundationEssentials
import TestKit
import Testing

/// Aer in a real crew: from a sentence to a verified answer, and side by side with our own simulator.
@Suite(
  .serialized, .timeLimit(.minutes(5)),
  .enabled(if: ProcessInfo.processInfo.environment["PROXIMA_TEST_PYTHON"] != nil, "PROXIMA_TEST_PYTHON is not set"))
struct ForeignBackendTests {
  private func withAer(_ body: (LiveCrew) async throws -> Void) async throws {
    let python = ProcessInfo.processInfo.environment["PROXIMA_TEST_PYTHON"] ?? ""
    let crew = try await LiveCrew { scratch in
      let library = BackendLibrary(BackendPlaces(home: scratch.home, environment: scratch.environment))
      let aer = library.installation(try #require(library["aer"]))
      try BackendInstaller(aer, environment: scratch.environment).finish(version: "", adopting: python)
    }
    do {
      try await crew.expect(LiveCrew.whole + ["executor.aer"])
      try await body(crew)
    } catch {
      await crew.end()
      throw error
    }
    await crew.end()
  }

  @Test("\"bell pair on aer, 1000 shots\" runs on Aer and is verified; a comparison runs on both; a missing one is missed")
  func aer() async throws {
    try await withAer { crew in
      let bell = try await crew.ask("bell pair on aer, 1000 shots", id: "bell-on-aer")
      #expect(bell.status == .completed, "\(String(describing: bell.error))")
      #expect(bell.runs.first?.backend == "aer")
      #expect(bell.runs.first?.counts.values.reduce(0, +) == 1000)
      #expect(bell.verification.status == .verified, "\(bell.verification)")
      let both = try await crew.ask("compare a noisy 4-qubit GHZ on every backend and explain it", id: "all")
      #expect(both.status == .completed, "\(String(describing: both.error))")
      #expect(Set(both.runs.map(\.backend)) == ["aer", "native"])
      #expect(both.comparison != nil)
      let missing = try await crew.ask("bell pair on stim, 1000 shots", id: "missing")
      #expect(missing.status == .failed)
      #expect(missing.error?.code == "backend.missing")
      #expect(missing.error?.exit == .unavailable)
      #expect(missing.runs.isEmpty)
    }
  }
}
