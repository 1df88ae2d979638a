import Circuits
import Core
import Synchronization

extension StateVectorSimulator {
  /// Up to this many qubits each thread grows a tree of shots of its own; above, threads share the work on one state.
  static let mostQubitsATree = 14

  /// Runs a program that draws random numbers on its way.
  func runTree(
    _ program: Program, _ options: SimulationOptions, _ control: RunControl, _ meter: ProgressMeter
  ) throws(SimulatorError) -> SimulationResult {
    var result = SimulationResult(method: program.hasNoise ? .trajectories : .statevector)
    let qubits = program.circuit.qubitCount
    try options.budget.admit(predict(program, options, copies: 0), qubits: qubits)
    if let circuit = SegmentedCircuit(program), PauliTrajectories.fits(program, circuit, options) {
      return try PauliTrajectories(program, circuit, options, control, meter).run()
    }
    let copies = affordableCopies(program, options)
    result.predictedBytes = predict(program, options, copies: copies) ?? 0
    let begin = SystemTime().now
    let threads = options.threadCount
    let trees = qubits <= Self.mostQubitsATree ? threads : 1
    let forest = try Forest(
      program, options, method: result.method, trees: trees, threadsATree: trees > 1 ? 1 : threads, copies: copies,
      control: control, meter: meter)
    try forest.run(Shot.all(options))
    result.histogram = forest.histogram
    let count = Double(options.shots)
    for sum in forest.sums {
      let mean = sum.value / count
      let variance = max(0, sum.square / count - mean * mean)
      result.expectations.append((mean, variance > 1e-24 ? (variance / max(1, count - 1)).squareRoot() : nil))
    }
    result.simulateSeconds = SystemTime().now.seconds(since: begin)
    result.peakBytes = forest.peakBytes
    return result
  }
}

/// Trees of shots side by side, each on a thread of its own: counts do not depend on how many there are.
private final class Forest {
  private let program: Program
  private let options: SimulationOptions
  private let method: Method
  private let trees: Int
  private let threadsATree: Int
  private let copies: Int
  private let control: RunControl
  private let meter: ProgressMeter
  private let done = Atomic<Int>(0)
  private(set) var histogram: Histogram
  private(set) var sums: [(value: Double, square: Double)]
  private(set) var peakBytes = 0

  init(
    _ program: Program, _ options: SimulationOptions, method: Method, trees: Int, threadsATree: Int, copies: Int,
    control: RunControl, meter: ProgressMeter
  ) throws(SimulatorError) {
    self.method = method
    self.program = program
    self.options = options
    self.trees = trees
    self.threadsATree = threadsATree
    self.copies = copies
    self.control = control
    self.meter = meter
    histogram = Histogram(width: program.circuit.clbitCount)
    sums = Array(repeating: (0, 0), count: options.observables.count)
  }

  /// Runs `shots`, a share in each tree.
  func run(_ shots: [Shot]) throws(SimulatorError) {
    let count = max(1, min(trees, shots.count))
    let share = (shots.count + count - 1) / count
    let outcomes = Mutex<[Result<Grown, SimulatorError>?]>(Array(repeating: nil, count: count))
    let outer = try WorkerPool(threads: count)
    try outer.run(count, control: control) { _, index in
      let own = Array(shots[min(shots.count, index * share)..<min(shots.count, (index + 1) * share)])
      let outcome = self.grow(own, tree: index, of: count)
      outcomes.withLock { $0[index] = outcome }
    }
    for case .some(let outcome) in outcomes.withLock({ $0 }) {
      let grown = try outcome.get()
      histogram.merge(grown.histogram)
      for index in sums.indices {
        sums[index].value += grown.sums[index].value
        sums[index].square += grown.sums[index].square
      }
      peakBytes += grown.peakBytes
    }
  }

  /// What one tree found.
  private struct Grown: Sendable {
    var histogram: Histogram
    var sums: [(value: Double, square: Double)]
    var peakBytes: Int
  }

  private func grow(_ shots: [Shot], tree: Int, of count: Int) -> Result<Grown, SimulatorError> {
    do throws(SimulatorError) {
      return .success(
        try RunTape.with(options, control, method, tree: tree, trees: count) { (tape) throws(SimulatorError) in
          try grow(shots, tape)
        })
    } catch {
      return .failure(error)
    }
  }

  private func grow(_ shots: [Shot], _ tape: RunTape?) throws(SimulatorError) -> Grown {
    let pool = try WorkerPool(threads: threadsATree)
    let (qubits, precision, control) = (program.circuit.qubitCount, options.precision, control)
    // How many copies fit into memory may be another number when the run goes on.
    let copies = copies
    let planned = try tape?.read { () throws(SimulatorError) in Double(copies) } ?? Double(copies)
    let tree = ShotTree(
      program, observables: options.observables, copies: Int(planned), tape: tape,
      finished: { count in
        let all = self.done.add(count, ordering: .relaxed).newValue
        self.meter.update(Double(all) / Double(self.options.shots))
      },
      makeState: { () throws(SimulatorError) in
        try StateVector(qubits: qubits, precision: precision, pool: pool, control: control, tape: tape)
      })
    if !shots.isEmpty { try tree.run(shots) }
    return Grown(histogram: tree.histogram, sums: tree.sums, peakBytes: pool.peakBytes)
  }
}
