import Core
import Executors
import FoundationEssentials
import Testing

@Suite struct StateRunTests {
  private let executor = NativeExecutor()

  private func request(_ body: String, method: Method = .auto, shots: Int = 0) -> RunRequest {
    RunRequest(qasm: "OPENQASM 2.0; include \"qelib1.inc\"; qreg q[3]; \(body)", method: method, shots: shots, seed: 1)
  }

  @Test("a run writes its state, and another begins with it")
  func written() async throws {
    let path = FileManager.default.temporaryDirectory.path + "/proxima-run-\(UUID().uuidString).npy"
    defer { try? FileManager.default.removeItem(atPath: path) }
    var first = request("h q[0]; cx q[0],q[1];")
    first.stateFile = path
    _ = try await executor.run(first)
    var second = request("cx q[0],q[1]; h q[0]; x q[2];", shots: 100)
    second.initialState = path
    let run = try await executor.run(second)
    #expect(run.counts == ["100": 100])
    #expect(run.method == .statevector)
  }

  @Test("a method without a whole state, noise and relative paths are refused before anything runs")
  func refused() async throws {
    var other = request("h q[0];", method: .mps)
    other.stateFile = "/tmp/never.npy"
    await #expect(throws: ProximaError.self) { try await executor.validate(other) }
    var noisy = request("h q[0];", shots: 10)
    noisy.noise = [NoiseEntry(channel: .depolarizing, probability: 0.1)]
    noisy.stateFile = "/tmp/never.npy"
    await #expect(throws: ProximaError.self) { try await executor.validate(noisy) }
    var relative = request("h q[0];")
    relative.stateFile = "never.npy"
    await #expect(throws: ProximaError.self) { try await executor.validate(relative) }
    var measured = request("creg c[1]; h q[0]; measure q[0]->c[0]; x q[0];", shots: 10)
    measured.stateFile = "/tmp/never.npy"
    await #expect(throws: ProximaError.self) { try await executor.validate(measured) }
  }
}
