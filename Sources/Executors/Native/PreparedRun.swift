import Circuits
import Core
import Simulator

/// A request that was read and checked, ready to be simulated.
struct PreparedRun: Sendable {
  let request: RunRequest
  var options: SimulationOptions
  private let program: Runnable
  private let names: [String]

  init(_ request: RunRequest, budget: MemoryBudget) throws(ProximaError) {
    guard request.backend == BackendName.native else {
      throw ProximaError(
        "backend.mismatch", "this is the executor of `native`, not of `\(request.backend)`", exit: .unavailable)
    }
    let method = try NativeMethods.method(Self.method(of: request))
    guard request.shots >= 0, request.shots <= 1 << 32 else {
      throw ProximaError("request.shots", "\(request.shots) shots cannot be run", remedy: "use 0 to 4294967296", exit: .badInput)
    }
    self.request = request
    program = try Runnable(request, method)
    guard program.qubits > 0 else {
      throw request.declaresNoQubits
    }
    var observables: [PauliSum] = []
    for text in request.observables {
      let sum = try PauliSum(parsing: text)
      try sum.check(qubits: program.qubits, name: text)
      observables.append(sum)
    }
    names = request.observables
    var options = SimulationOptions(
      shots: request.shots, seed: request.seed, precision: request.precision, threads: request.threads,
      noise: request.noise, observables: observables, budget: budget)
    options.wantsState = request.wantsState == true
    (options.stateFile, options.initialState) = (request.stateFile, request.initialState)
    self.options = options
  }

  /// The method that runs `request`: states are read and written by `statevector` alone.
  private static func method(of request: RunRequest) throws(ProximaError) -> Method {
    guard request.stateFile != nil || request.initialState != nil else { return request.method }
    let files = [request.stateFile, request.initialState].compactMap(\.self)
    guard request.method == .auto || request.method == .statevector, !request.name.hasSuffix(".stim"),
      files.allSatisfy({ $0.hasPrefix("/") })
    else {
      throw ProximaError(
        "state.unavailable", "only the method `statevector` reads and writes states, in files with absolute paths",
        remedy: "leave out the method", exit: .unavailable)
    }
    return .statevector
  }

  /// Method, cost and why; throws what would keep it from running.
  func estimate() throws(ProximaError) -> Estimate {
    do throws(SimulatorError) {
      return try program.estimate(options)
    } catch {
      throw error.proxima
    }
  }

  func simulate(
    _ control: RunControl, _ progress: @escaping @Sendable (Double) -> Void
  ) throws(SimulatorError) -> SimulationResult {
    try program.run(options, control, progress)
  }

  /// The result in the contract's form.
  func run(_ result: SimulationResult, host: String) -> Run {
    var run = Run(
      id: request.label.map { "native.\($0)" } ?? "native", backend: BackendName.native, backendVersion: Version.program,
      method: result.method, host: host, qubits: program.qubits, shots: request.shots, seed: request.seed,
      precision: request.precision, circuit: program.summary)
    run.label = request.label
    run.counts = result.counts
    run.probabilities = result.probabilities
    run.amplitude0 = result.amplitude0.map { Run.Amplitude(re: $0.re, im: $0.im) }
    if !names.isEmpty {
      run.expectations = zip(names, result.expectations).map {
        Run.Expectation(observable: $0, value: $1.value, standardError: $1.standardError)
      }
    }
    run.state = result.state?.map { Run.Amplitude(re: $0.re, im: $0.im) }
    run.truncationError = result.truncationError
    run.detectors = result.detectors
    run.timing.simulateSeconds = result.simulateSeconds
    run.timing.sampleSeconds = result.sampleSeconds
    run.memory.predictedBytes = result.predictedBytes
    run.memory.peakBytes = result.peakBytes
    return run
  }
}
