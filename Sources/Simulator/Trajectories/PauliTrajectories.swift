import Circuits
import Core
import Synchronization

/// Shots under Pauli noise: what happens to each is drawn first, since it does not depend on the state, so that the path
/// without errors is walked once, compiled, and every history leaves it at the segment of its first error.
///
/// Histories that share errors share their states up to the segment where they differ.
final class PauliTrajectories {
  private let program: Program
  private let circuit: SegmentedCircuit
  private let options: SimulationOptions
  private let control: RunControl
  private let meter: ProgressMeter
  private let compiled: [CompiledGates]
  /// Small states: a history a thread. Large ones: all threads on one state.
  private let isWide: Bool

  init(
    _ program: Program, _ circuit: SegmentedCircuit, _ options: SimulationOptions, _ control: RunControl, _ meter: ProgressMeter
  ) throws(SimulatorError) {
    self.program = program
    self.circuit = circuit
    self.options = options
    self.control = control
    self.meter = meter
    let qubits = program.circuit.qubitCount
    isWide = qubits > StateVectorSimulator.mostQubitsATree
    let wireCount = max(qubits, StateVector.minimumWires(options.precision))
    var compiled: [CompiledGates] = [], wires = Array(0..<qubits)
    for segment in 0..<circuit.segments {
      let gates = try CompiledGates(wires: wires, wireCount: wireCount, precision: options.precision) {
        (lowering) throws(SimulatorError) in try circuit.append(segment, [], to: &lowering)
      }
      compiled.append(gates)
      wires = gates.wires
    }
    self.compiled = compiled
  }

  /// How many states a worker may come to hold beside the first: a history of errors in all segments needs as many.
  private static func depth(_ circuit: SegmentedCircuit) -> Int { min(circuit.segments, circuit.sites.count) + 1 }

  private static func workers(_ qubits: Int, _ options: SimulationOptions) -> Int {
    qubits > StateVectorSimulator.mostQubitsATree ? 1 : options.threadCount
  }

  private static func bytes(_ circuit: SegmentedCircuit, _ qubits: Int, _ options: SimulationOptions) -> Int? {
    MemoryBudget.predicted(
      qubits: qubits, precision: options.precision, copies: depth(circuit) * workers(qubits, options) + 1,
      threads: options.threadCount + workers(qubits, options))
  }

  /// Whether the states that it may hold fit into memory.
  static func fits(_ program: Program, _ circuit: SegmentedCircuit, _ options: SimulationOptions) -> Bool {
    let qubits = program.circuit.qubitCount
    return (bytes(circuit, qubits, options) ?? .max) <= options.budget.free / 20 * 19
  }

  func run() throws(SimulatorError) -> SimulationResult {
    // Small states, a history a thread, are soon done with each.
    guard isWide else { return try run(nil) }
    return try RunTape.with(options, control, .trajectories) { (tape) throws(SimulatorError) in try run(tape) }
  }

  private func run(_ tape: RunTape?) throws(SimulatorError) -> SimulationResult {
    let begin = SystemTime().now
    let qubits = program.circuit.qubitCount
    var result = SimulationResult(method: .trajectories)
    result.predictedBytes = Self.bytes(circuit, qubits, options) ?? 0
    let outer = try WorkerPool(threads: options.threadCount)
    var walkers: [HistoryWalker] = []
    for _ in 0..<Self.workers(qubits, options) {
      let pool = isWide ? outer : try WorkerPool(threads: 1)
      walkers.append(HistoryWalker(program, circuit, compiled, options, control, pool, tape: tape))
    }
    let state = try StateVector(qubits: qubits, precision: options.precision, pool: outer, control: control, tape: tape)
    var histories = ErrorHistory.draw(Shot.all(options), at: circuit.sites)
    for segment in 0..<circuit.segments {
      let leaving = histories.filter { circuit.hasError($0, in: segment) }
      histories.removeAll { circuit.hasError($0, in: segment) }
      try leave(state, segment, leaving, walkers, outer)
      try state.run(compiled[segment])
    }
    if let quiet = histories.first { try walkers[0].finish(state, quiet.shots) }
    collect(walkers, into: &result)
    result.peakBytes = outer.peakBytes + (isWide ? 0 : walkers.reduce(0) { $0 + $1.pool.peakBytes })
    result.simulateSeconds = SystemTime().now.seconds(since: begin)
    meter.update(1)
    return result
  }

  /// Walks the histories that leave the quiet path in `segment`, from its state at the segment's beginning.
  private func leave(
    _ state: StateVector, _ segment: Int, _ histories: [ErrorHistory], _ walkers: [HistoryWalker], _ outer: WorkerPool
  ) throws(SimulatorError) {
    if histories.isEmpty { return }
    let groups = ErrorHistory.groups(histories) { circuit.segment(of: $0) == segment }
    if isWide {
      for group in groups { try walkers[0].walk(state, segment, group.errors, group.histories) }
      return
    }
    let failure = Mutex<SimulatorError?>(nil)
    // What several threads copy at once is written before.
    state.materialise()
    try outer.run(groups.count, control: control) { worker, item in
      do throws(SimulatorError) {
        try walkers[worker].walk(state, segment, groups[item].errors, groups[item].histories)
      } catch {
        failure.withLock { $0 = error }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }

  private func collect(_ walkers: [HistoryWalker], into result: inout SimulationResult) {
    result.histogram = Histogram(width: program.circuit.clbitCount)
    for walker in walkers { result.histogram.merge(walker.histogram) }
    let count = Double(options.shots)
    // By seed, not by thread: the same sums for any number of threads.
    let values = walkers.flatMap(\.values).sorted { $0.seed < $1.seed }
    for index in options.observables.indices {
      let mean = values.reduce(0) { $0 + $1.count * $1.values[index] } / count
      let square = values.reduce(0) { $0 + $1.count * ($1.values[index] - mean) * ($1.values[index] - mean) } / count
      result.expectations.append((mean, square > 1e-24 ? (square / max(1, count - 1)).squareRoot() : nil))
    }
  }
}
