import Backends
import Circuits
import Core
import FoundationEssentials
import Simulator
import Synchronization

/// Runs circuits on a backend that a manifest describes, through its warm worker process.
public final class WorkerExecutor: CircuitExecutor {
  public let manifest: BackendManifest
  private let library: BackendLibrary
  private let worker: Worker
  private let time: any TimeSource
  private let installation: BackendInstallation
  private let budget: @Sendable () -> MemoryBudget
  private let costs: Mutex<MeasuredCosts>
  private let host = ProcessInfo.processInfo.hostName

  public var backend: String { manifest.name }

  /// The executor of `manifest`; its worker is started by the first run. `stallSeconds` is how long a worker may do nothing.
  public convenience init(_ manifest: BackendManifest, library: BackendLibrary, time: any TimeSource = SystemTime()) {
    self.init(manifest, library: library, limits: WorkerMachine.Limits(), time: time)
  }

  init(
    _ manifest: BackendManifest, library: BackendLibrary, limits: WorkerMachine.Limits, time: any TimeSource = SystemTime(),
    budget: @escaping @Sendable () -> MemoryBudget = { .ofThisMachine }
  ) {
    self.manifest = manifest
    self.budget = budget
    self.library = library
    self.time = time
    let installation = library.installation(manifest)
    self.installation = installation
    costs = Mutex(MeasuredCosts(installation))
    let places = library.places
    worker = Worker(backend: manifest.name, limits: limits, time: time) { () throws(ProximaError) in
      try WorkerCommand.make(manifest, installation, places)
    }
  }

  deinit { worker.shutdown() }

  /// This process has no children but workers: what they leave behind is ended with them.
  public static func claimAllChildren() { WorkerRegistry.claimAllChildren() }

  /// Writes down what was learnt, for a process that ends.
  public func keepCosts() { costs.withLock { $0 }.keep(installation) }

  /// Ends the worker; runs that wait end as aborted.
  public func close() { worker.shutdown() }

  /// What its worker said it is, empty before the first run.
  public var workerVersion: String { worker.version }

  /// The worker's process, 0 where there is none now.
  public var workerPID: Int32 { worker.pid }

  public func identify() async -> BackendInfo {
    let version = worker.version
    return BackendInfo(
      name: backend, version: version.isEmpty ? installation.record?.version ?? "" : version,
      available: installation.isReady, reason: installation.isReady ? nil : installation.remedy,
      methods: manifest.allMethods, maxQubits: manifest.methods.map(\.qubits).max() ?? 0, noise: manifest.noise, host: host)
  }

  public func validate(_ request: RunRequest) async throws(ProximaError) { _ = try await prepare(request, RunControl()) }

  public func estimate(_ request: RunRequest) async throws(ProximaError) -> Estimate {
    try await prepare(request, RunControl()).estimate
  }

  public func run(
    _ request: RunRequest, control: RunControl, progress: @escaping @Sendable (Double) -> Void
  ) async throws(ProximaError) -> Run {
    let begin = time.now
    let prepared = try await prepare(request, control)
    if request.force != true { try admit(prepared.estimate) }
    let wire = WireRequest(
      id: Identifier.random().description, request, method: prepared.entry.method, qubits: prepared.circuit.qubitCount,
      program: prepared.program, observables: prepared.observables, manifest: manifest)
    let line = wire.line
    let loaded = time.now
    let wasWarm = worker.pid != 0
    let answer: WireAnswer
    do throws(ProximaError) {
      answer = try await worker.run(id: wire.id, line: line, control: control, progress: progress)
    } catch {
      throw explained(error)
    }
    guard !control.isAborted else { throw .aborted }
    try answer.check(against: wire)
    var run = try prepared.run(answer, wire, host: host, version: worker.version)
    run.timing.loadSeconds = loaded.seconds(since: begin) + (wasWarm ? 0 : worker.startSeconds ?? 0)
    run.timing.totalSeconds = time.now.seconds(since: begin)
    run.timing.predictedSeconds = prepared.estimate.prediction.seconds + (wasWarm ? 0 : costs.withLock { $0.start })
    if wasWarm {
      let seconds = run.timing.totalSeconds
      keep { $0.learn(prepared.entry.method, work: prepared.work, seconds: seconds, sampled: prepared.sampled) }
    } else if let seconds = worker.startSeconds {
      keep { $0.learnStart(seconds) }
    }
    return run
  }

  /// Throws `backend.too_large` where the prediction is more than 95 % of what is free: before anything is taken.
  private func admit(_ estimate: Estimate) throws(ProximaError) {
    let needed = estimate.prediction.bytes
    let budget = budget()
    guard needed > budget.free / 20 * 19 else { return }
    let never = needed > budget.total
    throw ProximaError(
      "backend.too_large",
      "\(backend) needs \(Figures.bytes(needed)) by the method \(estimate.method.rawValue), and \(Figures.bytes(budget.free)) are free",
      remedy: never
        ? "use fewer qubits, or a method that needs less: " + manifest.allMethods.map(\.rawValue).joined(separator: ", ")
        : "free some memory or try again later",
      exit: never ? .unavailable : .tryLater)
  }

  /// Refines the costs by a run on a warm worker; kept now and then, so that a run does not wait for the disk.
  private func keep(_ change: (inout MeasuredCosts) -> Void) {
    let kept = costs.withLock { costs -> MeasuredCosts? in
      change(&costs)
      guard costs.samples < 4 || costs.samples % 16 == 0 else { return nil }
      costs.merge(MeasuredCosts(installation))
      return costs
    }
    kept?.keep(installation)
  }

  /// Programs of this many bytes are read on a thread of their own, which looks whether they are still wanted.
  private static let long = 1 << 16

  private func prepare(_ request: RunRequest, _ control: RunControl) async throws(ProximaError) -> PreparedWorkerRun {
    guard request.qasm.utf8.count >= Self.long else { return try prepare(request) }
    return try await BlockingWork.run("worker prepare", cancel: { control.abort() }) { () throws(ProximaError) in
      do throws(ProximaError) {
        return try Interruption.watching({ control.isAborted }) { () throws(ProximaError) in try self.prepare(request) }
      } catch { throw control.isAborted ? .aborted : error }
    }
  }

  private func prepare(_ request: RunRequest) throws(ProximaError) -> PreparedWorkerRun {
    try PreparedWorkerRun(request, manifest: manifest, costs: costs.withLock { $0 })
  }

  /// An error with what the worker last said, where it ended unexpectedly.
  private func explained(_ error: ProximaError) -> ProximaError {
    guard ["backend.crashed", "backend.protocol", "backend.hung"].contains(error.code) else { return error }
    let last = worker.complaints.split(separator: "\n").last.map(String.init) ?? ""
    guard !last.isEmpty else { return error }
    var error = error
    error.message += "; its last words: " + WorkerMachine.quoted(last)
    return error
  }
}
