import Circuits
import Core
import Glibc

extension StateVectorSimulator {
  /// By which method `circuit` would run, and what it would take; throws what would keep it from running.
  public func estimate(_ circuit: Circuit, _ options: SimulationOptions) throws(SimulatorError) -> Estimate {
    let program = try Program(circuit, noise: options.noise)
    if options.shots == 0 { try Self.checkExact(program) }
    try Self.checkFiles(program, options)
    let once = predict(program, options, copies: 0)
    do throws(SimulatorError) {
      try options.budget.admit(once, qubits: circuit.qubitCount)
    } catch {
      if !options.hasFiles, let structured = try structuredEstimate(program, options) { return structured }
      throw error
    }
    let bytes = predict(program, options, copies: affordableCopies(program, options)) ?? 0
    let method: Method = program.hasNoise ? .trajectories : .statevector
    let reason =
      program.hasNoise
      ? "noise acts on single runs of the state, \(options.shots) of them"
      : "\(circuit.qubitCount) qubits fit into memory as a whole state"
    return Estimate(
      method: method, prediction: Prediction(seconds: CostModel.seconds(program, options), bytes: bytes), reason: reason)
  }

  /// The estimate of a circuit whose whole state does not fit, but whose structure answers it; nil where it does not.
  /// Finding out is to simulate it, which takes milliseconds where it succeeds.
  private func structuredEstimate(_ program: Program, _ options: SimulationOptions) throws(SimulatorError) -> Estimate? {
    var exact = options
    exact.shots = 0
    exact.observables = []
    guard let result = try StructuredSimulation.result(program, exact, RunControl()) else { return nil }
    return Estimate(
      method: .statevector,
      prediction: Prediction(
        seconds: result.simulateSeconds + Double(options.shots) * 1e-6, bytes: result.predictedBytes),
      reason: "few of the basis states of \(program.circuit.qubitCount) qubits occur, so that their amplitudes are kept as a list")
  }

  /// Throws where a state is to be read or written and the circuit has none of its own.
  static func checkFiles(_ program: Program, _ options: SimulationOptions) throws(SimulatorError) {
    guard options.hasFiles else { return }
    guard program.isUnitary, program.readouts.allSatisfy({ $0.error.isNone }) else {
      throw .notExact("the state of a circuit that measures, resets or has noise before its end is not one")
    }
  }

  /// Throws where exact values without shots are not defined.
  static func checkExact(_ program: Program) throws(SimulatorError) {
    if program.isUnitary { return }
    throw .notExact(program.hasNoise ? "noise acts between the gates" : "the circuit measures or resets before its end")
  }
}

/// How long simulations take, from the number of gates and the size of the state.
enum CostModel {
  /// Seconds for one gate on one amplitude of a state in the cache, with one thread, on the machine that it was measured on.
  static let secondsPerAmplitudeGate = 6e-11
  /// Seconds that planning and starting a gate take.
  static let secondsPerGate = 2e-6

  /// Wall time of `program`.
  static func seconds(_ program: Program, _ options: SimulationOptions) -> Double {
    let gates = Double(program.instructions.count)
    let width = Double(1 << min(60, program.circuit.qubitCount))
    let factor = options.precision == .single ? 1.0 : 2.0
    // Threads share the work on states that no core holds alone.
    let threads = width < 32_768 ? 1.0 : pow(Double(options.threadCount), 0.85)
    let once = gates * (secondsPerGate + width * secondsPerAmplitudeGate * factor / threads)
    // Each shot with noise goes its own way after its first error; without, measurements part at most log2(shots) ways.
    let ways = program.hasNoise ? Double(max(1, options.shots)) : program.isUnitary ? 1 : 8
    return once * ways + Double(options.shots) * 2e-7 + 1e-4
  }
}
