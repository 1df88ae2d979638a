import Backends
import Circuits
import Coordinator
import Core
import Executors
import FoundationEssentials

/// The choice over a set of circuits, held against the clock.
struct ChoiceBenchmark {
  private struct Answer: Encodable {
    var circuit: String
    var pick: String
    var predicted: Double
    /// Seconds by `backend method`, medians.
    var measured: [String: Double]
    /// The pick's time over the best one.
    var ratio: Double
  }

  private let library: BackendLibrary
  private let names: [String]

  init(_ arguments: [String]) throws {
    var environment = ProcessInfo.processInfo.environment
    environment["PROXIMA_ENVIRONMENTS"] = arguments.first ?? ""
    library = BackendLibrary.standard(home: .current, environment: environment)
    if arguments.count > 2 {
      for name in arguments.dropFirst(2) {
        guard let manifest = library[name] else { continue }
        let installation = library.installation(manifest)
        try FileManager.default.createDirectory(atPath: installation.folder, withIntermediateDirectories: true)
        try BackendInstaller(installation, environment: environment).finish(version: "", adopting: arguments[1])
      }
    }
    names = library.startable
  }

  func run() async throws {
    var executors: [String: any CircuitExecutor] = [BackendName.native: NativeExecutor()]
    for name in names {
      guard let executor = try ExecutorFactory.make(name, library: library) as? WorkerExecutor else { continue }
      let seconds = try await BackendProbe.calibrate(executor)
      say("# \(name) \(executor.workerVersion): calibrated in \((seconds * 10).rounded() / 10) s")
      executors[name] = executor
    }
    var good = 0, all = 0
    for item in ChoiceSet.items {
      let answer = try await measure(item, executors)
      all += 1
      if answer.ratio <= 1.2 { good += 1 }
      say(try JSON.text(answer))
    }
    say("# within 1.2 of the best: \(good) of \(all)")
  }

  /// Chooses for `item`, then runs it on everything that can.
  private func measure(_ item: ChoiceSet.Item, _ executors: [String: any CircuitExecutor]) async throws -> Answer {
    let native = BackendCatalog.native(host: "here")
    let backends = library.catalog(present: [], native: native)
    var flags = RequestFlags()
    (flags.shots, flags.seed, flags.noise) = (item.shots, 5, item.noise.isEmpty ? nil : item.noise)
    flags.choice = ChoiceWish(strategy: "fastest")
    let qasm = try OpenQASM.write3(item.circuit)
    let submission = Submission(
      kind: .run, text: "", program: .init(name: item.name, source: qasm), flags: flags, created: WallTime(milliseconds: 0))
    let plan = Planner.choosing(backends: backends, library: library).plan(submission, seed: 5)
    guard let selection = plan.selection else { throw ProximaError("bench.no_choice", "nothing runs \(item.name)", exit: .failed) }
    var measured: [String: Double] = [:]
    var pick = 0.0
    for (name, executor) in executors.sorted(by: { $0.key < $1.key }) {
      var request = RunRequest(qasm: qasm, name: item.name, backend: name, shots: item.shots, seed: 5)
      request.noise = item.noise
      guard let estimate = try? await executor.estimate(request), estimate.prediction.seconds < 20 else { continue }
      var times: [Double] = []
      for _ in 0..<3 {
        guard let run = try? await executor.run(request) else { break }
        times.append(run.timing.totalSeconds)
        // What takes long is measured once after it was warm.
        if times.count > 1, run.timing.totalSeconds > 2 { break }
      }
      guard !times.isEmpty else { continue }
      let seconds = times.count > 1 ? median(Array(times.dropFirst())) : times[0]
      measured["\(name) \(estimate.method.rawValue)"] = seconds
      if name == selection.backend { pick = seconds }
    }
    let best = measured.values.min() ?? 1
    return Answer(
      circuit: item.name, pick: "\(selection.backend) \(selection.method.rawValue)", predicted: plan.predicted?.seconds ?? 0,
      measured: measured, ratio: pick > 0 ? pick / best : .greatestFiniteMagnitude)
  }
}
