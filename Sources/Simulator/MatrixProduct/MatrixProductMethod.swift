import Circuits
import Core

/// Matrix product states: hundreds of qubits where entanglement is low, with the error of every cut accounted for.
public struct MatrixProductMethod: SimulationMethod {
  public let method = Method.mps
  public let mostQubits = 4096
  public let hasNoise = false
  /// The most weight that a cut drops where no accuracy is asked for.
  public static let defaultWeight = 1e-16

  public init() {}

  public func estimate(_ circuit: Circuit, _ options: SimulationOptions) throws(SimulatorError) -> Estimate {
    estimate(try Self.compile(circuit, options), options)
  }

  private func estimate(_ program: Program, _ options: SimulationOptions) -> Estimate {
    let bound = EntanglementBound(program)
    let bond = min(bound.bond, 4096)
    let bytes = Int(min(1e15, 32 * bond * bond * Double(program.circuit.qubitCount))) + 1 << 20
    return Estimate(
      method: .mps,
      prediction: Prediction(
        seconds: MatrixProductCost.seconds(program, bound, options), bytes: min(bytes, options.budget.free),
        error: options.accuracy ?? 1e-8 * Double(bound.gates)),
      reason: "a bond of at most \(Int(bound.bond)) between neighbours, by the gates that cross each cut")
  }

  public func run(
    _ circuit: Circuit, _ options: SimulationOptions, control: RunControl, progress: (@Sendable (Double) -> Void)?
  ) throws(SimulatorError) -> SimulationResult {
    try run(circuit, options, control: control, progress: progress, most: nil)
  }

  /// The same; throws `simulator.costly` where it costs over `most` seconds by the model of costs, not by the clock: the
  /// same circuit ends the same way every time.
  func run(
    _ circuit: Circuit, _ options: SimulationOptions, control: RunControl, progress: (@Sendable (Double) -> Void)?,
    most: Double?
  ) throws(SimulatorError) -> SimulationResult {
    let program = try Self.compile(circuit, options)
    let clock = SystemTime()
    let begin = clock.now
    let meter = ProgressMeter(progress)
    var result = SimulationResult(method: .mps)
    result.predictedBytes = estimate(program, options).prediction.bytes
    let run = MatrixProductRun(program, options, limits: Self.limits(program, options), control: control, meter: meter)
    run.most = most
    if options.shots == 0 {
      let state = try run.finalState()
      for observable in options.observables { result.expectations.append((state.expectation(of: observable), nil)) }
      result.amplitude0 = state.amplitude(Array(repeating: false, count: circuit.qubitCount))
      result.probabilities = try Self.probabilities(program, state)
    } else {
      try run.run(Self.shots(options))
      result.histogram = run.histogram
      result.expectations = StabilizerMethod.means(run.sums, shots: options.shots)
    }
    result.truncationError = run.truncationError
    result.rank = run.largestBond
    result.peakBytes = run.peakBytes
    result.simulateSeconds = clock.now.seconds(since: begin)
    meter.update(1)
    return result
  }

  private static func compile(_ circuit: Circuit, _ options: SimulationOptions) throws(SimulatorError) -> Program {
    guard !options.hasNoiseBetweenGates else {
      throw .noise("the method `mps` has no noise between gates", remedy: "use the method `trajectories`, or `auto`")
    }
    let program = try Program(circuit, noise: options.noise)
    if options.shots == 0 { try StateVectorSimulator.checkExact(program) }
    for case .gate(let gate) in program.instructions where gate.qubits.count > MatrixProductState.mostQubitsOfAGate {
      throw .unsupportedGate(gate.name, limit: "\(MatrixProductState.mostQubitsOfAGate) qubits in a matrix product state")
    }
    let least = (1 << 16) + 64 * circuit.qubitCount
    guard least <= options.budget.free / 20 * 19 else {
      throw SimulatorError(
        "too_large", "a matrix product state of \(circuit.qubitCount) qubits needs \(least) bytes at least, and "
          + "\(options.budget.free) are free", remedy: "free some memory, or try again later", exit: .tryLater)
    }
    return program
  }

  /// Errors of cuts add up at most: each gets its share of the accuracy.
  private static func limits(_ program: Program, _ options: SimulationOptions) -> MatrixProductState.Limits {
    var limits = MatrixProductState.Limits()
    limits.weight = defaultWeight
    if let accuracy = options.accuracy {
      let cuts = Double(max(1, EntanglementBound(program).gates))
      limits.weight = (accuracy / cuts) * (accuracy / cuts)
    }
    limits.bytes = options.budget.free / 4
    return limits
  }

  private static func shots(_ options: SimulationOptions) -> [Shot] {
    let chunk = StateVectorSimulator.chunk
    return (0..<((options.shots + chunk - 1) / chunk)).flatMap { index in
      var numbers = SeededGenerator(seed: options.seed, stream: UInt64(index))
      return (index * chunk..<min(options.shots, (index + 1) * chunk)).map { _ in Shot(seed: numbers.next()) }
    }
  }

  private static func probabilities(
    _ program: Program, _ state: MatrixProductState
  ) throws(SimulatorError) -> [String: Double]? {
    let width = program.circuit.clbitCount
    guard program.circuit.qubitCount <= ExactDistribution.mostBits, width <= ExactDistribution.mostBits, width > 0 else { return nil }
    return ExactDistribution.listed(ExactDistribution.table(program, state.probabilities(), start: 0), width: width)
  }
}

/// How long matrix product states take.
enum MatrixProductCost {
  /// Seconds for a gate, for a complex multiplication, and for one of a sample.
  static let gate = 4e-6
  static let multiplication = 6e-10

  /// Seconds for `shots` samples of a chain.
  static func sample(_ shots: Int, sites: Int, bond: Double) -> Double {
    Double(shots) * Double(sites) * (3e-7 + 2 * bond * bond * multiplication)
  }

  /// Seconds for splitting a block.
  static func split(rows: Int, columns: Int) -> Double {
    3e-6 + 2e-9 * Double(rows) * Double(columns) * Double(min(rows, columns))
  }

  static func seconds(_ program: Program, _ bound: EntanglementBound, _ options: SimulationOptions) -> Double {
    let bond = min(bound.bond, 1e6)
    let sampling = sample(options.shots, sites: program.circuit.qubitCount, bond: bond)
    let ways = program.isUnitary ? 1.0 : Double(max(1, min(options.shots, 64)))
    return 1e-4 + ways * (Double(program.instructions.count) * gate + bound.work * multiplication) + sampling
  }
}
