import Circuits
import Core
import FoundationEssentials
import Simulator

/// Runs circuits on this program's own simulators.
public struct NativeExecutor: CircuitExecutor {
  public let backend = BackendName.native
  private let time: any TimeSource
  private let budget: @Sendable () -> MemoryBudget

  /// `budget` says how much memory a run may take, asked anew for each.
  public init(
    time: any TimeSource = SystemTime(), budget: @escaping @Sendable () -> MemoryBudget = { .ofThisMachine }
  ) {
    self.time = time
    self.budget = budget
  }

  public func identify() async -> BackendInfo {
    BackendInfo(
      name: backend, version: Version.program, available: true, methods: NativeMethods.all,
      maxQubits: NativeMethods.mostQubits,
      noise: NoiseChannel.allCases, host: ProcessInfo.processInfo.hostName)
  }

  public func validate(_ request: RunRequest) async throws(ProximaError) { _ = try await estimate(request) }

  public func estimate(_ request: RunRequest) async throws(ProximaError) -> Estimate {
    // The first choice of a method on a machine measures its costs, and any may try a circuit's structure.
    let control = RunControl()
    return try await BlockingWork.run("native estimate", cancel: { control.abort() }) { () throws(ProximaError) -> Estimate in
      try Self.watched(control) { () throws(ProximaError) in try prepare(request).estimate() }
    }
  }

  public func run(
    _ request: RunRequest, control: RunControl, progress: @escaping @Sendable (Double) -> Void
  ) async throws(ProximaError) -> Run {
    // Work that is taken back may be done again by another process, from where it stood.
    try await BlockingWork.run("native run", cancel: { control.abort(leavingCheckpoint: true) }) { () throws(ProximaError) -> Run in
      try runBlocking(request, control: control, progress: progress)
    }
  }

  /// The estimate on the calling thread: milliseconds, a tenth of a second where the machine's costs are not measured yet.
  public func estimateBlocking(_ request: RunRequest) -> Result<Estimate, ProximaError> {
    do throws(ProximaError) { return .success(try prepare(request).estimate()) } catch { return .failure(error) }
  }

  /// The same on the calling thread, which must not be one of the cooperative pool's.
  public func runBlocking(
    _ request: RunRequest, control: RunControl, progress: @escaping @Sendable (Double) -> Void
  ) throws(ProximaError) -> Run {
    try Self.watched(control) { () throws(ProximaError) in try simulate(request, control, progress) }
  }

  private func simulate(
    _ request: RunRequest, _ control: RunControl, _ progress: @escaping @Sendable (Double) -> Void
  ) throws(ProximaError) -> Run {
    let begin = time.now
    var prepared = try prepare(request)
    prepared.keep(control)
    defer { prepared.finish(control) }
    let loaded = time.now
    let result: SimulationResult
    do throws(SimulatorError) {
      result = try prepared.simulate(control, progress)
    } catch {
      throw error.proxima
    }
    var run = prepared.run(result, host: ProcessInfo.processInfo.hostName)
    run.timing.loadSeconds = loaded.seconds(since: begin)
    run.timing.totalSeconds = time.now.seconds(since: begin)
    return run
  }

  /// Does `body`, which looks at `control` in all its stages; what an abort ended says so, whichever stage it met.
  private static func watched<Value>(
    _ control: RunControl, _ body: () throws(ProximaError) -> Value
  ) throws(ProximaError) -> Value {
    do throws(ProximaError) {
      return try Interruption.watching({ control.isAborted }, body)
    } catch {
      throw control.isAborted ? SimulatorError.aborted.proxima : error
    }
  }

  private func prepare(_ request: RunRequest) throws(ProximaError) -> PreparedRun {
    try PreparedRun(request, budget: request.force == true ? .unlimited : budget())
  }
}
