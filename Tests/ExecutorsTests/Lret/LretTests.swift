import Backends
import Core
import FoundationEssentials
import Glibc
import TestKit
import Testing

@testable import Executors

/// LRET's executor with real answers of its program, replayed; the program itself is tried where PROXIMA_LRET names it.
@Suite(.serialized, .enabled(if: RealBackends.python != nil, "PROXIMA_TEST_PYTHON is not set")) struct LretTests {
  private let scratch: TestHome
  private let executor: WorkerExecutor

  init() throws {
    scratch = try TestHome()
    let here = Peers.folder + "/lret"
    let program = scratch.path + "/quantum_sim"
    let python = RealBackends.python ?? ""
    let script = try String(contentsOfFile: here + "/replay.py", encoding: .utf8)
    try Data("#!\(python)\nSAMPLES = \"\(here)/Samples\"\n\(script)".utf8).write(to: URL(filePath: program))
    chmod(program, 0o755)
    var environment = scratch.environment
    environment["PROXIMA_LRET"] = program
    let library = BackendLibrary(BackendPlaces(home: scratch.home, environment: environment))
    let manifest = try #require(library["lret"])
    try BackendInstaller(library.installation(manifest), environment: environment).finish(version: "", adopting: python)
    executor = WorkerExecutor(manifest, library: library)
  }

  private func run(_ body: String, qubits: Int, _ change: (inout RunRequest) -> Void) async throws -> Run {
    let text = "OPENQASM 2.0; include \"qelib1.inc\"; qreg q[\(qubits)]; \(body)"
    var request = RunRequest(qasm: text, backend: "lret", shots: 0, seed: 5)
    change(&request)
    return try await executor.run(request)
  }

  private func end() {
    executor.close()
    scratch.remove()
  }

  @Test("a Bell pair: probabilities and expectations from L, seeded samples, no truncation without noise")
  func bell() async throws {
    defer { end() }
    let exact = try await run("h q[0]; cx q[0],q[1];", qubits: 2) { $0.observables = ["Z0 Z1", "X0 X1", "Z0"] }
    #expect(abs((exact.probabilities?["11"] ?? 0) - 0.5) < 1e-12)
    #expect(exact.truncationError == 0)
    #expect(abs((exact.amplitude0?.re ?? 0) - 0.5.squareRoot()) < 1e-12)
    for (found, value) in zip(exact.expectations ?? [], [1.0, 1, 0]) { #expect(abs(found.value - value) < 1e-12) }
    let sampled = try await run("h q[0]; cx q[0],q[1];", qubits: 2) { $0.shots = 1000 }
    #expect(Set(sampled.counts.keys) == ["00", "11"])
    #expect(try await run("h q[0]; cx q[0],q[1];", qubits: 2) { $0.shots = 1000 }.counts == sampled.counts)
  }

  @Test("the order of qubits is that of the contract")
  func order() async throws {
    defer { end() }
    let found = try await run("x q[0]; ry(0.7) q[1]; u3(0.3,0.4,0.5) q[2]; iswap q[0],q[2];", qubits: 3) { _ in }
    #expect(abs((found.probabilities?["100"] ?? 0) - 0.9288245698658071 * 0.9288245698658071) < 1e-6)
  }

  @Test("amplitude damping goes as complete Kraus operators, and the error is bounded by what epsilon allows")
  func damping() async throws {
    defer { end() }
    let found = try await run("x q[0];", qubits: 1) {
      $0.noise = [NoiseEntry(channel: .amplitudeDamping, probability: 0.2)]
      $0.observables = ["Z0"]
    }
    #expect(found.method == .lowRank)
    #expect(abs((found.expectations?.first?.value ?? 0) + 0.6) < 1e-12)
    let bound = try #require(found.truncationError)
    #expect(bound > 0 && bound <= 1e-3)
  }

  @Test("a build without noise is told as such, never run without it")
  func noNoise() async throws {
    defer { end() }
    let error = await #expect(throws: ProximaError.self) {
      try await run("h q[0]; cx q[0],q[1];", qubits: 2) { $0.noise = [NoiseEntry(channel: .depolarizing, probability: 0.01)] }
    }
    #expect(error?.code == "backend.refused")
    #expect(error?.message.contains("no noise") == true)
  }
}
