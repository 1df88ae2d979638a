import Core
import Executors
import Simulator
import Testing

@Suite struct NativeExecutorTests {
  private let executor = NativeExecutor()
  private let bell = """
    OPENQASM 2.0;
    include "qelib1.inc";
    qreg q[2];
    creg c[2];
    h q[0];
    cx q[0],q[1];
    measure q -> c;
    """

  @Test("a request becomes a run with counts, timing, memory and the circuit in numbers")
  func bellRun() async throws {
    let run = try await executor.run(RunRequest(qasm: bell, shots: 1000, seed: 7, observables: ["Z0 Z1", "Z0"]))
    #expect(run.backend == "native")
    #expect(run.method == .statevector)
    #expect(run.counts.values.reduce(0, +) == 1000)
    #expect(Set(run.counts.keys) == ["00", "11"])
    #expect(run.status == .completed)
    #expect(run.qubits == 2)
    #expect(run.circuit.gates == ["h": 1, "cx": 1, "measure": 2])
    #expect(run.timing.totalSeconds >= run.timing.simulateSeconds)
    #expect(run.memory.predictedBytes > 0)
    #expect(run.memory.peakBytes > 0)
    #expect(run.memory.peakBytes <= run.memory.predictedBytes)
    let first = try #require(run.expectations?.first)
    #expect(first.observable == "Z0 Z1")
    #expect(abs(first.value - 1) < 1e-12)
    #expect(first.standardError == nil)
  }

  @Test("without shots a run has exact values and no counts")
  func exact() async throws {
    let run = try await executor.run(RunRequest(qasm: bell, shots: 0, seed: 7, precision: .single))
    #expect(run.counts.isEmpty)
    #expect(abs((run.amplitude0?.re ?? 0) - 0.5.squareRoot()) < 1e-6)
    #expect(run.probabilities?.count == 2)
    #expect(abs((run.probabilities?["11"] ?? 0) - 0.5) < 1e-6)
    #expect(run.expectations == nil)
  }

  @Test("the same request gives the same counts, byte for byte")
  func replay() async throws {
    let request = RunRequest(
      qasm: bell, method: .trajectories, shots: 3000, seed: 99, noise: [NoiseEntry(channel: .amplitudeDamping, probability: 0.1)])
    let first = try await executor.run(request)
    #expect(first.method == .trajectories)
    #expect(try await executor.run(request).counts == first.counts)
  }

  @Test("malformed programs are refused with file, line and column")
  func malformed() async throws {
    do throws(ProximaError) {
      _ = try await executor.run(RunRequest(qasm: "OPENQASM 2.0;\nqreg q[2];\nhh q[0];\n", name: "a.qasm", shots: 1, seed: 0))
      Issue.record("it ran")
    } catch {
      #expect(error.exit == .badInput)
      #expect(error.message.contains("a.qasm:3:1"))
    }
  }

  @Test("methods and noise that do not fit are refused, never ignored")
  func refused() async {
    let noise = [NoiseEntry(channel: .bitFlip, probability: 0.1)]
    for request in [
      RunRequest(qasm: bell, method: .mps, shots: 1, seed: 0, noise: noise),
      RunRequest(qasm: bell, method: .statevector, shots: 1, seed: 0, noise: noise),
      RunRequest(qasm: bell, method: .trajectories, shots: 0, seed: 0, noise: noise),
      RunRequest(qasm: bell, shots: -1, seed: 0),
      RunRequest(qasm: bell, backend: "aer", shots: 1, seed: 0),
      RunRequest(qasm: bell, shots: 1, seed: 0, observables: ["Z5"]),
    ] {
      await #expect(throws: ProximaError.self) { try await executor.run(request) }
      await #expect(throws: ProximaError.self) { try await executor.validate(request) }
    }
  }

  @Test("an estimate names the method, the bytes and why")
  func estimate() async throws {
    let estimate = try await executor.estimate(RunRequest(qasm: bell, shots: 10, seed: 0))
    #expect(estimate.method == .statevector)
    #expect(estimate.prediction.bytes > 0)
    #expect(!estimate.reason.isEmpty)
  }

  @Test("a run that does not fit is refused before anything is allocated")
  func tooLarge() async {
    let small = NativeExecutor(budget: { MemoryBudget(free: 1000, total: 2000) })
    do throws(ProximaError) {
      _ = try await small.run(RunRequest(qasm: bell, shots: 1, seed: 0))
      Issue.record("it ran")
    } catch {
      #expect(error.code == "simulator.too_large")
      #expect(error.exit == .unavailable)
    }
  }

  @Test("an abort reaches a run that goes on elsewhere")
  func abort() async {
    let control = RunControl()
    control.abort()
    do throws(ProximaError) {
      _ = try await executor.run(RunRequest(qasm: bell, shots: 1, seed: 0), control: control, progress: { _ in })
      Issue.record("it ran")
    } catch {
      #expect(error.code == "simulator.aborted")
    }
  }

  @Test("every method that takes noise gives the exact probabilities of a noisy run, where it is exact")
  func exactNoise() async throws {
    let noise = [NoiseEntry(channel: .bitFlip, probability: 0.1, gates: ["cx"])]
    for method in [Method.auto, .densityMatrix, .lowRank] {
      let run = try await executor.run(RunRequest(qasm: bell, method: method, shots: 0, seed: 0, noise: noise))
      #expect(abs((run.probabilities?["00"] ?? 0) - 0.41) < 1e-3 + 1e-12)
      #expect(abs((run.probabilities?["01"] ?? 0) - 0.09) < 1e-3 + 1e-12)
      #expect((run.truncationError != nil) == (run.method == .lowRank))
    }
  }

  @Test("it says what it is")
  func identify() async {
    let info = await executor.identify()
    #expect(info.available)
    #expect(info.methods.contains(.statevector))
    #expect(info.maxQubits > 20)
  }
}
