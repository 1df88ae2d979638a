import Circuits
import Core

/// The whole density matrix: exact whatever the noise, 4^n numbers.
public struct DensityMethod: SimulationMethod {
  public let method = Method.densityMatrix
  public let mostQubits = 16
  public let hasNoise = true

  public init() {}

  public func estimate(_ circuit: Circuit, _ options: SimulationOptions) throws(SimulatorError) -> Estimate {
    let program = try Program(circuit, noise: options.noise)
    let copies = try admit(program, options)
    return Estimate(
      method: method,
      prediction: Prediction(seconds: seconds(program, options), bytes: predict(program, options, copies: copies)),
      reason: "the density matrix of \(circuit.qubitCount) qubits fits into memory, and its noise is exact")
  }

  public func run(
    _ circuit: Circuit, _ options: SimulationOptions, control: RunControl, progress: (@Sendable (Double) -> Void)?
  ) throws(SimulatorError) -> SimulationResult {
    let program = try Program(circuit, noise: options.noise)
    let copies = try admit(program, options)
    var result = SimulationResult(method: method)
    result.predictedBytes = predict(program, options, copies: copies)
    let meter = ProgressMeter(progress)
    let begin = SystemTime().now
    let pool = try WorkerPool(threads: options.threadCount)
    let tree = try RunTape.with(options, control, method) { (tape) throws(SimulatorError) in
      // How many copies fit into memory may be another number when the run goes on.
      let planned = try tape?.read { () throws(SimulatorError) in Double(copies) } ?? Double(copies)
      let tree = DensityTree(program, options, copies: Int(planned), meter: meter, tape: tape) { () throws(SimulatorError) in
        try DensityState(qubits: circuit.qubitCount, precision: options.precision, pool: pool, control: control, tape: tape)
      }
      try tree.run(Shot.all(options))
      return tree
    }
    let shots = Double(max(1, options.shots))
    for sum in tree.sums {
      let variance = max(0, sum.square - sum.value * sum.value)
      let isSampled = options.shots > 0 && tree.hasParted
      result.expectations.append((sum.value, isSampled ? (variance / max(1, shots - 1)).squareRoot() : nil))
    }
    result.histogram = tree.histogram
    result.probabilities = tree.table.map { ExactDistribution.listed($0, width: circuit.measured.clbitCount) }
    result.simulateSeconds = SystemTime().now.seconds(since: begin)
    result.peakBytes = pool.peakBytes
    meter.update(1)
    return result
  }

  /// How many copies of the state may live beside it; throws where not even the one fits.
  private func admit(_ program: Program, _ options: SimulationOptions) throws(SimulatorError) -> Int {
    let qubits = program.circuit.qubitCount
    guard qubits <= mostQubits else {
      throw .tooLarge("a density matrix", qubits: qubits, needed: nil, free: options.budget.free, total: options.budget.total)
    }
    let once = predict(program, options, copies: 0)
    try options.budget.admit(once, "a density matrix", qubits: qubits)
    var copies = program.measurements
    while copies > 0, predict(program, options, copies: copies) > options.budget.free / 20 * 19 { copies -= 1 }
    return copies
  }

  private func predict(_ program: Program, _ options: SimulationOptions, copies: Int) -> Int {
    let qubits = program.circuit.qubitCount
    let state = DensityState.bytes(qubits: qubits, precision: options.precision)
    // Beside the states: a chunk and tables for each thread, and probabilities.
    return state * (copies + 1) + options.threadCount * (2 << 20) + 32 << qubits + 1 << 20
  }

  /// Measured: a nanosecond for ten numbers of a gate in single precision, with one thread.
  private func seconds(_ program: Program, _ options: SimulationOptions) -> Double {
    let size = Double(1 << min(60, 2 * DensityState.positions(program.circuit.qubitCount)))
    let ways = Double(min(DensityTree.mostWays, 1 << min(12, program.measurements)))
    let each = 1e-10 * (options.precision == .single ? 1 : 2) / Double(min(2, options.threadCount))
    return Double(program.instructions.count) * (5e-6 + size * each) * ways + Double(options.shots) * 1e-7 + 1e-4
  }
}

extension Program {
  /// Measurements before the end.
  var measurements: Int { instructions.count { if case .measure = $0 { true } else { false } } }
}

extension Shot {
  /// All shots of a run, each with the numbers that are its own.
  static func all(_ options: SimulationOptions) -> [Shot] {
    let chunk = StateVectorSimulator.chunk
    return (0..<((options.shots + chunk - 1) / chunk)).flatMap { index in
      var numbers = SeededGenerator(seed: options.seed, stream: UInt64(index))
      return (index * chunk..<min(options.shots, (index + 1) * chunk)).map { _ in Shot(seed: numbers.next()) }
    }
  }
}
