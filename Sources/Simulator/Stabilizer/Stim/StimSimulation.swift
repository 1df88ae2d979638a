import Core

/// Runs a Stim circuit: counts of its measurements or, where it has detectors, what these and its observables saw.
///
/// The key of a circuit with observables has one bit for each, observable 0 rightmost: 1 where it was flipped. Without
/// observables it has one for each measurement, the first rightmost.
public struct StimSimulation: Sendable {
  private let program: StimProgram

  /// Reads and compiles `text`; throws `simulator.stim` with the line of what it cannot run.
  public init(parsing text: String, file: String) throws(SimulatorError) {
    program = try StimProgram(StimCircuit(parsing: text, file: file), file: file)
  }

  /// The circuit in numbers; Stim's circuits have no depth of their own, so that steps count.
  public var summary: CircuitSummary {
    CircuitSummary(
      qubits: program.program.qubits, clbits: program.program.records, depth: program.program.steps.count,
      gates: Dictionary(uniqueKeysWithValues: program.gates.map { ($0.lowercased(), $1) }))
  }

  public var qubits: Int { program.program.qubits }

  /// What a run would take.
  public func estimate(_ options: SimulationOptions) throws(SimulatorError) -> Estimate {
    try check(options)
    let steps = Double(program.program.steps.count)
    let batches = (Double(options.shots) / Double(FrameBatch.shots)).rounded(.up)
    return Estimate(
      method: .stabilizer,
      prediction: Prediction(
        seconds: 1e-4 + steps * (3e-8 + batches * StabilizerCost.frameStep / Double(options.threadCount)), bytes: bytes(options),
        error: 0),
      reason: "a Stim circuit runs on one tableau and a Pauli frame for each shot")
  }

  /// Runs `options.shots` shots. Blocks the calling thread; `control` and `progress` as for any method.
  public func run(
    _ options: SimulationOptions, control: RunControl = RunControl(), progress: (@Sendable (Double) -> Void)? = nil
  ) throws(SimulatorError) -> SimulationResult {
    try check(options)
    let clock = SystemTime()
    let begin = clock.now
    let meter = ProgressMeter(progress)
    var result = SimulationResult(method: .stabilizer)
    result.predictedBytes = bytes(options)
    result.peakBytes = result.predictedBytes
    let sampler = FrameSampler(
      program: program.program, body: program.program.steps.count, shots: options.shots, seed: options.seed,
      threads: options.threadCount)
    if program.detectors.isEmpty, program.observables.isEmpty {
      let reference = try sampler.reference(observables: [], control: control)
      result.simulateSeconds = clock.now.seconds(since: begin)
      let collectors = try sampler.sample(control: control, meter: meter) {
        CountsCollector(records: (0..<program.program.records).map { $0 }, reference: reference, observables: [])
      }
      result.histogram = Histogram(width: program.program.records)
      for collector in collectors { collector.pour(into: &result.histogram) }
    } else {
      try detect(sampler, control, meter, &result)
    }
    result.sampleSeconds = clock.now.seconds(since: begin) - result.simulateSeconds
    meter.update(1)
    return result
  }

  private func detect(
    _ sampler: FrameSampler, _ control: RunControl, _ meter: ProgressMeter, _ result: inout SimulationResult
  ) throws(SimulatorError) {
    let collectors = try sampler.sample(control: control, meter: meter) { DetectorCollector(program) }
    var detectors = Run.Detectors(shots: sampler.shots, fired: 0, logicalErrors: 0)
    result.histogram = Histogram(width: program.observables.count)
    for collector in collectors {
      detectors.fired += collector.fired
      detectors.logicalErrors += collector.logicalErrors
      collector.pour(into: &result.histogram)
    }
    result.detectors = detectors
  }

  private func bytes(_ options: SimulationOptions) -> Int {
    Tableau.bytes(qubits: program.program.qubits) + program.program.steps.count * 16
      + options.threadCount * FrameBatch.bytes(qubits: program.program.qubits, records: program.program.records)
  }

  private func check(_ options: SimulationOptions) throws(SimulatorError) {
    guard options.shots > 0 else { throw .notExact("a Stim circuit is sampled") }
    guard options.noise.allSatisfy({ !$0.isActive }) else {
      throw .noise("a Stim circuit has its noise in its own file", remedy: "write DEPOLARIZE1 and the like into it")
    }
    guard options.observables.isEmpty else {
      throw SimulatorError(
        "stim_observable", "a Stim circuit has its observables in its own file", remedy: "write OBSERVABLE_INCLUDE into it")
    }
    guard bytes(options) <= options.budget.free / 20 * 19 else {
      throw SimulatorError(
        "too_large", "\(bytes(options)) bytes are needed, and \(options.budget.free) are free", remedy: "use fewer qubits",
        exit: .unavailable)
    }
  }
}

/// How often detectors fired and observables were flipped.
final class DetectorCollector: FrameCollector {
  private let program: StimProgram
  /// Detection events over all shots.
  private(set) var fired = 0
  /// Shots in which an observable was flipped.
  private(set) var logicalErrors = 0
  private var keys: [[UInt64]: Int] = [:]

  init(_ program: StimProgram) { self.program = program }

  func beforeReadout(_ frames: FrameBatch, shots: Int) {}

  func afterReadout(_ frames: FrameBatch, shots: Int) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: FrameBatch.words) { bits in
      guard let base = bits.baseAddress else { return }
      for detector in program.detectors {
        detector.withUnsafeBufferPointer { frames.parity($0, into: base) }
        for word in 0..<FrameBatch.words { fired += (base[word] & shotMask(word, shots: shots)).nonzeroBitCount }
      }
      var flips: [[UInt64]] = []
      for observable in program.observables {
        observable.withUnsafeBufferPointer { frames.parity($0, into: base) }
        flips.append((0..<FrameBatch.words).map { base[$0] & shotMask($0, shots: shots) })
      }
      count(flips, shots: shots)
    }
  }

  private func count(_ flips: [[UInt64]], shots: Int) {
    var errors = 0
    for word in 0..<FrameBatch.words {
      var any = flips.reduce(0) { $0 | $1[word] }
      errors += any.nonzeroBitCount
      while any != 0 {
        let place = UInt64(any.trailingZeroBitCount)
        any &= any - 1
        var key = [UInt64](repeating: 0, count: (flips.count + 63) / 64)
        for (index, flip) in flips.enumerated() where flip[word] >> place & 1 == 1 { key[index >> 6] |= 1 << UInt64(index & 63) }
        keys[key, default: 0] += 1
      }
    }
    logicalErrors += errors
    keys[[UInt64](repeating: 0, count: (flips.count + 63) / 64), default: 0] += shots - errors
  }

  /// Adds counts of flipped observables.
  func pour(into histogram: inout Histogram) {
    for (key, count) in keys where count > 0 {
      histogram.add((0..<program.observables.count).map { key[$0 >> 6] >> UInt64($0 & 63) & 1 == 1 }, count: count)
    }
  }
}
