import Backends
import Circuits
import Core
import FoundationEssentials
import Simulator
import Statistics
import Testing

@testable import Executors

/// Random noisy circuits on every backend and method that can run them: all pairs agree. 6 circuits here, as many as
/// `PROXIMA_RANDOM_CIRCUITS` says otherwise; `Scripts/agreement.sh` runs 200.
@Suite(.serialized, .enabled(if: !RealBackends.names.isEmpty, "PROXIMA_TEST_PYTHON names no backend")) struct RandomNoisyTests {
  private static let count = ProcessInfo.processInfo.environment["PROXIMA_RANDOM_CIRCUITS"].flatMap { Int($0) } ?? 6

  @Test("all backends that can run a noisy circuit agree on it, pair by pair")
  func agreement() async throws {
    var tally = Tally()
    for index in 0..<Self.count {
      let (circuit, noise) = RandomNoisy.make(index)
      let runs = try await runs(circuit, noise, index)
      let comparison = try #require(ComparisonVerdict.judge(runs))
      tally.take(comparison, runs)
      for pair in comparison.pairs {
        // Of some ten thousand pairs none is that unlikely; exact values must agree outright.
        #expect(pair.pValue > 1e-7, "circuit \(index): \(pair.a) and \(pair.b) differ by \(pair.totalVariation)")
      }
    }
    // The contract's rule calls equal runs different in at most 0.5 % of the comparisons.
    #expect(tally.disagreements <= 1 + Self.count / 50)
    #expect(tally.methods.count >= 5 + RealBackends.names.count, "\(tally.methods)")
    print("RandomNoisy: \(Self.count) circuits, \(tally.summary)")
  }

  private struct Tally {
    var methods: [String: Int] = [:]
    var pairs = 0
    var exactPairs = 0
    var disagreements = 0
    var furthest = 0.0

    mutating func take(_ comparison: Comparison, _ runs: [Run]) {
      for run in runs { methods[run.id, default: 0] += 1 }
      pairs += comparison.pairs.count
      for pair in comparison.pairs where pair.byChance == 0 {
        exactPairs += 1
        furthest = max(furthest, pair.totalVariation)
      }
      if comparison.verdict == .disagree { disagreements += 1 }
    }

    var summary: String {
      let names = methods.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      return "\(pairs) pairs, \(exactPairs) of them exact and at most \(furthest) apart, "
        + "\(disagreements) comparisons called a disagreement; \(names)"
    }
  }

  /// One run for each method that takes the circuit: exact where it can be, sampled elsewhere.
  private func runs(_ circuit: Circuit, _ noise: [NoiseEntry], _ index: Int) async throws -> [Run] {
    var result: [Run] = []
    let native = NativeExecutor()
    for method in SimulationMethods.all.map(\.method) where method != .auto {
      if let run = try await run(native, method, circuit, noise, index) { result.append(run) }
    }
    for name in RealBackends.names {
      let executor = try #require(RealBackends.executors[name])
      for entry in executor.manifest.methods {
        // Cirq takes seconds for what its density matrix answers at once.
        if name == "cirq", entry.method == .trajectories, index % 20 != 0 { continue }
        if let run = try await run(executor, entry.method, circuit, noise, index) { result.append(run) }
      }
    }
    return result
  }

  private func run(
    _ executor: any CircuitExecutor, _ method: Method, _ circuit: Circuit, _ noise: [NoiseEntry], _ index: Int
  ) async throws -> Run? {
    let shots = executor.backend == "cirq" ? 200 : 4096
    for shots in [0, shots] {
      let seed = UInt64(index * 64 + (SimulationMethods.all.firstIndex { $0.method == method } ?? 40))
      var request = RunRequest(
        qasm: try OpenQASM.write3(circuit), backend: executor.backend, method: method, shots: shots, seed: seed, threads: 1)
      request.noise = noise
      do { try await executor.validate(request) } catch { continue }
      var run: Run
      do { run = try await executor.run(request) } catch {
        Issue.record("circuit \(index) on \(executor.backend):\(method.rawValue): \(error); \(request.qasm) \(noise)")
        return nil
      }
      run.id = "\(executor.backend):\(method.rawValue)"
      return run
    }
    return nil
  }
}
