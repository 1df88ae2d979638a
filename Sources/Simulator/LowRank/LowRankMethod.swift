import Circuits
import Core

/// The density matrix by the columns of a factor, ρ = L L† (Chen, Farquhar, Parrish, npj Quantum Inf. 7:61, 2021), with a
/// certified bound on the trace distance: for many qubits under weak noise.
public struct LowRankMethod: SimulationMethod {
  public let method = Method.lowRank
  public let mostQubits = 20
  public let hasNoise = true

  /// The largest trace distance where no accuracy is asked for and no shots say how much matters.
  public static let defaultAccuracy = 1e-3

  public init() {}

  /// What is kept: the lightest column, and how many there may be.
  private struct Budget {
    var threshold: Double
    var columns: Int
    var most: Int
    var accuracy: Double
  }

  public func estimate(_ circuit: Circuit, _ options: SimulationOptions) throws(SimulatorError) -> Estimate {
    let program = try Program(circuit, noise: options.noise)
    let steps = try LowRankProgram(program)
    let budget = try plan(steps, program, options)
    return Estimate(
      method: method,
      prediction: Prediction(
        seconds: seconds(steps, budget, program, options), bytes: bytes(program, options, columns: budget.columns),
        error: budget.accuracy),
      reason: "the noise is weak enough for \(budget.columns) columns within a trace distance of \(budget.accuracy)")
  }

  public func run(
    _ circuit: Circuit, _ options: SimulationOptions, control: RunControl, progress: (@Sendable (Double) -> Void)?
  ) throws(SimulatorError) -> SimulationResult {
    let begin = SystemTime().now
    let program = try Program(circuit, noise: options.noise)
    let steps = try LowRankProgram(program)
    let budget = try plan(steps, program, options)
    let meter = ProgressMeter(progress)
    var result = SimulationResult(method: method)
    result.predictedBytes = bytes(program, options, columns: budget.columns)
    let (state, bound) = try factor(steps, budget, program.circuit, options, control, meter)
    result.truncationError = bound
    result.rank = state.peak
    result.peakBytes = state.peakBytes
    try read(state, try state.trace(), program, options, &result)
    result.simulateSeconds = SystemTime().now.seconds(since: begin)
    meter.update(1)
    return result
  }

  /// The columns that `circuit` leaves, and the bound on their trace distance, on one thread or more.
  func factor(
    _ steps: LowRankProgram, _ circuit: Circuit, _ options: SimulationOptions
  ) throws(SimulatorError) -> (LowRankState, bound: Double) {
    let budget = try plan(steps, try Program(circuit, noise: options.noise), options)
    return try factor(steps, budget, circuit, options, RunControl(), ProgressMeter(nil))
  }

  private func factor(
    _ steps: LowRankProgram, _ start: Budget, _ circuit: Circuit, _ options: SimulationOptions, _ control: RunControl,
    _ meter: ProgressMeter
  ) throws(SimulatorError) -> (LowRankState, bound: Double) {
    var budget = start
    for _ in 0..<40 {
      let state = try simulate(steps, budget, circuit, options, control, meter)
      let bound = max(0, 1 - (try state.trace())) + rounding(steps, options)
      if bound <= budget.accuracy { return (state, bound) }
      // What the forecast took for an average was more in this state: once more, with more columns.
      budget.threshold *= min(0.5, 0.5 * budget.accuracy / bound)
    }
    throw SimulatorError(
      "accuracy", "the method `low_rank` does not reach \(budget.accuracy)", remedy: "use the method `density_matrix`",
      exit: .unavailable)
  }

  private func simulate(
    _ program: LowRankProgram, _ budget: Budget, _ circuit: Circuit, _ options: SimulationOptions, _ control: RunControl,
    _ meter: ProgressMeter
  ) throws(SimulatorError) -> LowRankState {
    let state = try LowRankState(
      qubits: circuit.qubitCount, precision: options.precision, threads: options.threadCount, control: control)
    for (index, step) in program.steps.enumerated() {
      try state.apply(step, threshold: budget.threshold, most: budget.most)
      if state.isCrowded { try state.compress(budget: 0.1 * budget.accuracy / Double(program.steps.count)) }
      meter.update(0.95 * Double(index + 1) / Double(program.steps.count))
    }
    return state
  }

  private func read(
    _ state: LowRankState, _ trace: Double, _ program: Program, _ options: SimulationOptions, _ result: inout SimulationResult
  ) throws(SimulatorError) {
    for observable in options.observables {
      result.expectations.append((try state.expectation(of: observable, trace: trace), nil))
    }
    let reading = FinalReading(program)
    let probabilities = try state.probabilities()
    if options.shots > 0 {
      result.histogram = Histogram(width: program.circuit.clbitCount)
      reading.sample(Shot.all(options), probabilities, into: &result.histogram)
    } else {
      result.probabilities = reading.exact(probabilities)
    }
  }

  /// Rounding: each step may change every weight by a few units in the last place.
  private func rounding(_ program: LowRankProgram, _ options: SimulationOptions) -> Double {
    Double(program.steps.count + 1) * (options.precision == .single ? 1e-6 : 1e-14)
  }

  private func accuracy(_ options: SimulationOptions) -> Double {
    // A quarter of a probability's standard error, where shots hide the rest.
    options.accuracy ?? (options.shots > 0 ? min(1e-2, 0.125 / Double(options.shots).squareRoot()) : Self.defaultAccuracy)
  }

  private func plan(
    _ steps: LowRankProgram, _ program: Program, _ options: SimulationOptions
  ) throws(SimulatorError) -> Budget {
    let qubits = program.circuit.qubitCount
    guard qubits <= mostQubits else {
      throw .tooLarge("a factor of the density matrix", qubits: qubits, needed: nil, free: options.budget.free, total: options.budget.total)
    }
    try options.budget.admit(bytes(program, options, columns: 1), "a factor of the density matrix", qubits: qubits)
    let free = options.budget.free / 20 * 19 - bytes(program, options, columns: 0)
    let most = max(1, min(1 << 20, free / max(1, bytes(program, options, columns: 1) - bytes(program, options, columns: 0))))
    let accuracy = accuracy(options)
    guard accuracy > rounding(steps, options) else {
      throw SimulatorError(
        "accuracy", "the method `low_rank` cannot be as accurate as \(accuracy) in \(options.precision.rawValue) precision",
        remedy: "use the method `density_matrix`")
    }
    var threshold = accuracy
    while threshold > 1e-18 {
      let (columns, dropped) = steps.forecast(threshold: threshold, most: 4 << qubits)
      if columns > 4 << qubits { break }
      if dropped <= 0.8 * accuracy {
        return Budget(threshold: threshold, columns: min(columns, most), most: most, accuracy: accuracy)
      }
      threshold /= 2
    }
    // Above the full rank columns are joined again and again, which only few qubits are small enough for.
    guard qubits <= LowRankState.mostQubitsJoined else { throw Self.tooMany(4 << qubits) }
    return Budget(threshold: threshold, columns: min(4 << qubits, most), most: most, accuracy: accuracy)
  }

  private static func tooMany(_ columns: Int) -> SimulatorError {
    SimulatorError(
      "rank", "this noise spreads over more than \(columns) columns", remedy: "use the method `density_matrix`, or less accuracy",
      exit: .unavailable)
  }

  private func bytes(_ program: Program, _ options: SimulationOptions, columns: Int) -> Int {
    let width = max(program.circuit.qubitCount, StateVector.minimumWires(options.precision))
    let column = (options.precision == .single ? 8 : 16) << width
    return columns * column + options.threadCount * (1 << 20) + 32 << width + 1 << 20
  }

  private func seconds(_ steps: LowRankProgram, _ budget: Budget, _ program: Program, _ options: SimulationOptions) -> Double {
    let width = Double(1 << max(4, program.circuit.qubitCount))
    let each = 2e-6 + width * 2e-9 * (options.precision == .single ? 0.5 : 1)
    return Double(steps.steps.count) * (1e-4 + 0.6 * Double(budget.columns) * each / Double(min(2, options.threadCount))) + 1e-3
  }
}
