import Backends
import Core
import FoundationEssentials
import Glibc

/// Tries a backend alone, without a crew: what `backends install` ends with.
public enum BackendProbe {
  /// What a probe found.
  public struct Finding: Codable, Hashable, Sendable {
    public var backend: String
    public var version: String
    /// Seconds until the worker answered for the first time, and of a Bell pair afterwards.
    public var startSeconds: Double
    public var runSeconds: Double
    /// Of further Bell pairs, where they were asked for: medians of the whole executor's time and of the backend's own.
    public var medianSeconds: Double?
    public var medianOwnSeconds: Double?
    /// How long its costs were measured, where that was asked for.
    public var calibrationSeconds: Double?
  }

  /// Probes `name` of this process's home, prints the finding as JSON, and exits; with `repeats` it is timed so often,
  /// with `calibrates` its costs are measured and kept.
  public static func main(_ name: String, repeats: Int = 0, calibrates: Bool = false) async -> Never {
    do throws(ProximaError) {
      let environment = ProcessInfo.processInfo.environment
      WorkerExecutor.claimAllChildren()
      let library = BackendLibrary.standard(home: Home(environment: environment), environment: environment)
      let executor = try ExecutorFactory.make(name, library: library)
      var finding = try await probe(executor, repeats: repeats)
      if calibrates, let worker = executor as? WorkerExecutor {
        finding.calibrationSeconds = try await BackendCalibration.measure(worker)
      }
      let text: String
      do { text = try JSON.text(finding) } catch { throw ProximaError.from(error) }
      print(text)
      exit(0)
    } catch {
      print("\(error)")
      exit(error.exit.rawValue)
    }
  }

  /// Measures what the runs of each method cost on `executor` and keeps it; seconds in all.
  public static func calibrate(_ executor: WorkerExecutor) async throws(ProximaError) -> Double {
    try await BackendCalibration.measure(executor)
  }

  /// A Bell pair, twice: throws `backend.wrong` where it is none.
  static func probe(_ executor: any CircuitExecutor, repeats: Int = 0) async throws(ProximaError) -> Finding {
    let bell = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[2];\ncreg c[2];\nh q[0];\ncx q[0],q[1];\nmeasure q -> c;\n"
    let request = RunRequest(qasm: bell, name: "bell", backend: executor.backend, shots: 1000, seed: 7)
    let first = try await executor.run(request)
    let second = try await executor.run(request)
    for run in [first, second] {
      // A fair coin leaves 400 to 600 of 1,000 with probability below 1e-9.
      guard Set(run.counts.keys).isSubset(of: ["00", "11"]), (400...600).contains(run.counts["00"] ?? 0) else {
        throw ProximaError(
          "backend.wrong", "\(executor.backend) gives a wrong Bell pair: \(run.counts)", remedy: "install it anew", exit: .failed)
      }
    }
    var finding = Finding(
      backend: executor.backend, version: second.backendVersion, startSeconds: first.timing.loadSeconds,
      runSeconds: second.timing.totalSeconds)
    guard repeats > 0 else { return finding }
    var whole: [Double] = []
    var own: [Double] = []
    for _ in 0..<repeats {
      let run = try await executor.run(request)
      whole.append(run.timing.totalSeconds)
      own.append(run.timing.simulateSeconds + run.timing.sampleSeconds)
    }
    finding.medianSeconds = whole.sorted()[repeats / 2]
    finding.medianOwnSeconds = own.sorted()[repeats / 2]
    return finding
  }
}
