import Backends
import Circuits
import Core
import Glibc

/// A request that was read, checked and written in a backend's terms.
struct PreparedWorkerRun: Sendable {
  let request: RunRequest
  let circuit: Circuit
  let summary: CircuitSummary
  let observables: [PauliSum]
  let entry: BackendManifest.MethodEntry
  let program: WireProgram
  let estimate: Estimate
  private let manifest: BackendManifest

  /// What the run costs by `MethodChoice`'s reckoning, to learn from.
  let work: Double
  /// How many of its shots are drawn from one state.
  let sampled: Int

  init(_ request: RunRequest, manifest: BackendManifest, costs: MeasuredCosts) throws(ProximaError) {
    guard request.backend == manifest.name else {
      throw ProximaError(
        "backend.mismatch", "this is the executor of `\(manifest.name)`, not of `\(request.backend)`", exit: .unavailable)
    }
    guard request.shots >= 0, request.shots <= 1 << 26 else {
      throw ProximaError(
        "request.shots", "\(request.shots) shots cannot be run on \(manifest.name)", remedy: "use 0 to \(1 << 26)", exit: .badInput)
    }
    self.request = request
    self.manifest = manifest
    let source = try Self.parse(request)
    summary = source.summary
    guard source.qubitCount > 0 else {
      throw request.declaresNoQubits
    }
    var sums: [PauliSum] = []
    for text in request.observables {
      let sum = try PauliSum(parsing: text)
      try sum.check(qubits: source.qubitCount, name: text)
      sums.append(sum)
    }
    observables = sums
    let noisy = try NoisyCircuit(source, noise: request.noise)
    circuit = noisy.circuit
    let choice = MethodChoice(manifest: manifest, traits: noisy.traits, request: request, costs: costs)
    entry = try choice.entry()
    program = try WireCompiler.compile(noisy, for: manifest, entry)
    work = choice.work(entry)
    sampled = choice.sampled(entry)
    let why = request.method == .auto ? "the fastest method of \(manifest.name) that fits" : "you named it"
    estimate = Estimate(method: entry.method, prediction: choice.prediction(entry), reason: why)
  }

  /// The answer in the contract's form.
  func run(_ answer: WireAnswer, _ wire: WireRequest, host: String, version: String) throws(ProximaError) -> Run {
    var run = Run(
      id: request.label.map { "\(manifest.name).\($0)" } ?? manifest.name, backend: manifest.name, backendVersion: version,
      method: entry.method, host: host, qubits: circuit.qubitCount, shots: request.shots, seed: request.seed,
      precision: request.precision, circuit: summary)
    run.label = request.label
    if let counts = answer.counts, request.shots > 0 {
      run.counts = program.counts(counts, order: manifest.conventions.counts, circuit: circuit, seed: request.seed)
    }
    if let states = try answer.probabilities(qubits: circuit.qubitCount) {
      run.probabilities = program.probabilities(states, circuit: circuit)
    }
    run.state = try answer.amplitudes(qubits: circuit.qubitCount)
    if let value = answer.amplitude0, value.count == 2 {
      let (c, s) = (cos(program.globalPhase), sin(program.globalPhase))
      run.amplitude0 = Run.Amplitude(re: value[0] * c - value[1] * s, im: value[0] * s + value[1] * c)
    }
    if let values = answer.expectations, !request.observables.isEmpty {
      run.expectations = request.observables.enumerated().map { index, name in
        Run.Expectation(
          observable: name, value: values[index],
          standardError: answer.standardErrors.flatMap { index < $0.count ? $0[index] : nil })
      }
    }
    run.truncationError = answer.truncationError
    if let precision = answer.precision { run.precision = precision }
    run.timing.simulateSeconds = answer.seconds ?? 0
    run.timing.sampleSeconds = answer.sampleSeconds ?? 0
    run.memory.predictedBytes = estimate.prediction.bytes
    run.memory.peakBytes = answer.peakBytes ?? 0
    return run
  }

  private static func parse(_ request: RunRequest) throws(ProximaError) -> Circuit {
    do throws(CircuitError) {
      return try OpenQASM.parse(request.qasm, file: request.name)
    } catch {
      throw error.proxima
    }
  }
}
