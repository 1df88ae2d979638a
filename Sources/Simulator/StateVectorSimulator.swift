import Circuits
import Core

/// Simulates circuits on their full state: exact without shots, sampled with them; noise as quantum trajectories.
///
/// Same options, same result, for any number of threads: shots come in chunks of 1,024, and chunk k draws from
/// `SeededGenerator(seed:, stream: k)`.
public struct StateVectorSimulator: Sendable {
  /// Shots that share one stream of random numbers.
  public static let chunk = 1024
  /// The widest circuit that may run; beyond about 30 qubits only where structure keeps the state small.
  public static let mostQubits = StructuredSimulation.mostQubits

  public init() {}

  /// Bytes that running `circuit` would take at most; nil where they cannot even be counted.
  public func predictedBytes(_ circuit: Circuit, _ options: SimulationOptions) throws(SimulatorError) -> Int? {
    let program = try Program(circuit, noise: options.noise)
    return predict(program, options, copies: affordableCopies(program, options))
  }

  /// Runs `circuit`. Blocks the calling thread, which must not be one of the cooperative pool's; `progress` hears the
  /// fraction done at every percent. Throws `simulator.aborted` once `control` is aborted.
  public func run(
    _ circuit: Circuit, _ options: SimulationOptions, control: RunControl = RunControl(),
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws(SimulatorError) -> SimulationResult {
    let program = try Program(circuit, noise: options.noise)
    let meter = ProgressMeter(progress)
    try Self.checkFiles(program, options)
    if !options.hasFiles, let result = try StructuredSimulation.result(program, options, control) {
      meter.update(1)
      return result
    }
    if options.hasFiles || options.shots == 0 || program.isUnitary && program.readouts.allSatisfy({ $0.error.isNone }) {
      return try runOnce(program, options, control, meter)
    }
    return try runTree(program, options, control, meter)
  }

  /// How many states besides the first a tree of shots may hold.
  private func copies(_ program: Program, _ options: SimulationOptions) -> Int {
    options.shots < 2 ? 0 : min(program.randomInstructions, Int.bitWidth - 1 - options.shots.leadingZeroBitCount)
  }

  /// The same, no more than fit into memory: shots that would need another state start again later.
  func affordableCopies(_ program: Program, _ options: SimulationOptions) -> Int {
    var copies = copies(program, options)
    while copies > 0, (predict(program, options, copies: copies) ?? .max) > options.budget.free / 20 * 19 { copies -= 1 }
    return copies
  }

  func predict(_ program: Program, _ options: SimulationOptions, copies: Int) -> Int? {
    // Small circuits with randomness run in a tree of shots a thread, each with states of its own.
    let trees = program.isUnitary || program.circuit.qubitCount > Self.mostQubitsATree ? 1 : options.threadCount
    return MemoryBudget.predicted(
      qubits: program.circuit.qubitCount, precision: options.precision, copies: (copies + 1) * trees,
      threads: options.threadCount)
  }

  private func runOnce(
    _ program: Program, _ options: SimulationOptions, _ control: RunControl, _ meter: ProgressMeter
  ) throws(SimulatorError) -> SimulationResult {
    try Self.checkExact(program)
    var result = SimulationResult(method: .statevector)
    let qubits = program.circuit.qubitCount
    let bytes = predict(program, options, copies: 0)
    try options.budget.admit(bytes, qubits: qubits)
    result.predictedBytes = bytes ?? 0
    let pool = try WorkerPool(threads: options.threadCount)
    try RunTape.with(options, control, .statevector) { (tape) throws(SimulatorError) in
      let begin = SystemTime().now
      let state = try StateVector(
        qubits: qubits, precision: options.precision, pool: pool, control: control, tape: tape)
      try fill(state, program, options, control, meter)
      let simulated = SystemTime().now
      result.simulateSeconds = simulated.seconds(since: begin)
      if let tape {
        try tape.leaf { () throws(SimulatorError) in try read(state, program, options, &result) }
      } else {
        try read(state, program, options, &result)
      }
      result.sampleSeconds = SystemTime().now.seconds(since: simulated)
    }
    result.peakBytes = pool.peakBytes
    meter.update(1)
    return result
  }

  /// Runs the gates.
  private func fill(
    _ state: StateVector, _ program: Program, _ options: SimulationOptions, _ control: RunControl,
    _ meter: ProgressMeter
  ) throws(SimulatorError) {
    if let path = options.initialState { try StateFile.read(path, into: state) }
    try state.apply(progress: { meter.update(0.95 * $0) }) { (lowering) throws(SimulatorError) in
      for (index, instruction) in program.instructions.enumerated() {
        if index & 1023 == 0 { try control.check() }
        switch instruction {
        case .gate(let gate): try lowering.append(gate)
        case .unitary(let gate): try lowering.append(gate.controlledForm, label: gate.label)
        default: break
        }
      }
    }
  }

  /// Reads off the final state what is asked for.
  private func read(
    _ state: StateVector, _ program: Program, _ options: SimulationOptions, _ result: inout SimulationResult
  ) throws(SimulatorError) {
    if let path = options.stateFile { try StateFile.write(state, to: path) }
    if options.shots == 0 { result.amplitude0 = state.amplitude(0) }
    if options.wantsState, state.qubits <= RunRequest.widestState {
      result.state = (0..<UInt64(1) << UInt64(state.qubits)).map { state.amplitude($0) }
    }
    for observable in options.observables { result.expectations.append((try state.expectation(of: observable), nil)) }
    if options.shots > 0 {
      result.histogram = try sample(program, options, state)
    } else if options.listsProbabilities {
      result.probabilities = try ExactDistribution.probabilities(program, state)
    }
  }

  private func sample(
    _ program: Program, _ options: SimulationOptions, _ state: StateVector
  ) throws(SimulatorError) -> Histogram {
    let draws = SortedDraws.make(shots: options.shots, seed: options.seed, chunk: Self.chunk)
    let bits = Array(repeating: false, count: program.circuit.clbitCount)
    let reader = ReadoutReader(program.readouts, wireOf: state.wireOf, start: bits)
    var histogram = Histogram(width: bits.count)
    try state.sample(sorted: draws) { place, first, end in reader.read(place, count: end - first, into: &histogram) }
    return histogram
  }
}
