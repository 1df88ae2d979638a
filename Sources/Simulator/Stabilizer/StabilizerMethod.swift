import Circuits
import Core

/// Clifford circuits with Pauli noise, on thousands of qubits: a tableau for one reference run, Pauli frames for the shots.
public struct StabilizerMethod: SimulationMethod {
  public let method = Method.stabilizer
  /// A tableau of so many qubits takes 3 GiB.
  public let mostQubits = 80_000
  public let hasNoise = true

  public init() {}

  public func estimate(_ circuit: Circuit, _ options: SimulationOptions) throws(SimulatorError) -> Estimate {
    let compiled = try Self.compile(circuit, options)
    let bytes = Self.bytes(compiled, options)
    try Self.admit(bytes, compiled, options)
    let shape = compiled.isStraight ? "one tableau and a Pauli frame for each shot" : "a tableau for each shot"
    return Estimate(
      method: .stabilizer,
      prediction: Prediction(seconds: StabilizerCost.seconds(compiled, options), bytes: bytes, error: 0),
      reason: "every gate is Clifford\(options.hasNoiseBetweenGates ? " and all noise is Pauli" : ""): \(shape)")
  }

  public func run(
    _ circuit: Circuit, _ options: SimulationOptions, control: RunControl, progress: (@Sendable (Double) -> Void)?
  ) throws(SimulatorError) -> SimulationResult {
    let compiled = try Self.compile(circuit, options)
    let meter = ProgressMeter(progress)
    var result = SimulationResult(method: .stabilizer)
    result.predictedBytes = Self.bytes(compiled, options)
    result.peakBytes = result.predictedBytes
    try Self.admit(result.predictedBytes, compiled, options)
    if options.shots == 0 {
      try Self.exact(compiled, options, control, &result)
    } else if compiled.isStraight {
      try Self.sample(compiled, options, control, meter, &result)
    } else {
      let begin = SystemTime().now
      let (histogram, sums) = try BranchingRun(circuit: compiled, options: options).run(control, meter)
      result.histogram = histogram
      result.expectations = Self.means(sums, shots: options.shots)
      result.simulateSeconds = SystemTime().now.seconds(since: begin)
    }
    meter.update(1)
    return result
  }

  static func compile(_ circuit: Circuit, _ options: SimulationOptions) throws(SimulatorError) -> CliffordCircuit {
    let program = try Program(circuit, noise: options.noise)
    if options.shots == 0 { try StateVectorSimulator.checkExact(program) }
    return try CliffordCircuit(program)
  }

  private static func exact(
    _ compiled: CliffordCircuit, _ options: SimulationOptions, _ control: RunControl, _ result: inout SimulationResult
  ) throws(SimulatorError) {
    let begin = SystemTime().now
    let sampler = FrameSampler(program: compiled.program, body: compiled.body, shots: 0, seed: 0, threads: 1)
    let reference = try sampler.reference(observables: options.observables, control: control)
    result.expectations = zip(options.observables, reference.expectations).map { sum, values in
      (zip(sum.terms, values).reduce(0) { $0 + $1.0.coefficient * Double($1.1) }, nil)
    }
    result.probabilities = try AffineDistribution.probabilities(compiled, reference)
    result.simulateSeconds = SystemTime().now.seconds(since: begin)
  }

  private static func sample(
    _ compiled: CliffordCircuit, _ options: SimulationOptions, _ control: RunControl, _ meter: ProgressMeter,
    _ result: inout SimulationResult
  ) throws(SimulatorError) {
    let clock = SystemTime()
    let begin = clock.now
    let sampler = FrameSampler(
      program: compiled.program, body: compiled.body, shots: options.shots, seed: options.seed, threads: options.threadCount)
    let reference = try sampler.reference(observables: options.observables, control: control)
    let simulated = clock.now
    let observables = zip(options.observables, reference.expectations).map {
      CountsCollector.Observable($0, expectations: $1)
    }
    let collectors = try sampler.sample(control: control, meter: meter) {
      CountsCollector(records: compiled.recordOfBit, reference: reference, observables: observables)
    }
    var histogram = Histogram(width: compiled.recordOfBit.count)
    var sums = observables.map { _ in (value: 0.0, square: 0.0) }
    for collector in collectors {
      collector.pour(into: &histogram)
      for (index, sum) in collector.sums.enumerated() {
        sums[index].value += sum.value
        sums[index].square += sum.square
      }
    }
    result.histogram = histogram
    result.expectations = means(sums, shots: options.shots)
    result.simulateSeconds = simulated.seconds(since: begin)
    result.sampleSeconds = clock.now.seconds(since: simulated)
  }

  /// Mean and standard error over shots; no error where all agree.
  static func means(_ sums: [(value: Double, square: Double)], shots: Int) -> [(value: Double, standardError: Double?)] {
    let count = Double(shots)
    return sums.map { sum in
      let mean = sum.value / count
      let variance = max(0, sum.square / count - mean * mean)
      return (mean, variance > 1e-24 ? (variance / max(1, count - 1)).squareRoot() : nil)
    }
  }

  private static func bytes(_ compiled: CliffordCircuit, _ options: SimulationOptions) -> Int {
    let program = compiled.program
    let tableaus = compiled.isStraight ? 1 : options.threadCount + 1
    return tableaus * Tableau.bytes(qubits: program.qubits)
      + (compiled.isStraight && options.shots > 0
        ? options.threadCount * FrameBatch.bytes(qubits: program.qubits, records: program.records) : 0)
      + program.steps.count * 16 + 1 << 16
  }

  private static func admit(_ bytes: Int, _ compiled: CliffordCircuit, _ options: SimulationOptions) throws(SimulatorError) {
    guard bytes <= options.budget.free / 20 * 19 else {
      throw SimulatorError(
        "too_large", "a tableau of \(compiled.program.qubits) qubits needs \(bytes) bytes, and \(options.budget.free) are free",
        remedy: "use fewer qubits", exit: .unavailable)
    }
  }
}

/// How long Clifford circuits take, from their steps.
enum StabilizerCost {
  /// Seconds for a gate on a row of 512 bits of the tableau, for one of a step on a batch of frames, and for a shot's key.
  static let tableauStep = 1.2e-8
  static let frameStep = 1.5e-8
  static let shot = 6e-8

  /// Wall time of `circuit`.
  static func seconds(_ circuit: CliffordCircuit, _ options: SimulationOptions) -> Double {
    let program = circuit.program
    let (steps, rows) = (Double(program.steps.count), Double((program.qubits + 511) / 512))
    let measured = Double(program.records) * Double(program.qubits) * rows * 4e-9
    let once = steps * (tableauStep + rows * 4e-9) + measured + Double(Tableau.bytes(qubits: program.qubits)) * 3e-10
    let threads = Double(options.threadCount)
    if !circuit.isStraight { return 5e-5 + once * Double(options.shots) / threads }
    let batches = (Double(options.shots) / Double(FrameBatch.shots)).rounded(.up)
    let words = Double(circuit.recordOfBit.count + 63) / 64
    return 5e-5 + once + batches * steps * frameStep / min(threads, max(1, batches)) + Double(options.shots) * shot * words
  }
}
