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
    let walked = errorShare(program)
    let gates = Double(walked == nil ? program.instructions.count : program.instructions.count { if case .noise = $0 { false } else { true } })
    let width = Double(1 << min(60, program.circuit.qubitCount))
    let factor = options.precision == .single ? 1.0 : 2.0
    // Threads share the work on states that no core holds alone.
    let threads = width < 32_768 ? 1.0 : pow(Double(options.threadCount), 0.85)
    let once = gates * (secondsPerGate + width * secondsPerAmplitudeGate * factor / threads)
    // Each shot with noise goes its own way after its first error; without, measurements part at most log2(shots) ways.
    let shots = Double(options.shots)
    let ways = walked.map { 1 + shots * $0 } ?? (program.hasNoise ? max(1, shots) : program.isUnitary ? 1 : 8)
    // Shots of one state cost a number each, and each outcome that differs a line of the counts.
    let sampling = program.isUnitary ? shots * 3e-8 + min(shots, width) * 2e-7 : shots * 2e-7
    return once * ways + sampling + 1e-4
  }

  /// The share of a circuit with Pauli noise that a shot walks by itself on average: what comes after its first error. Nil
  /// where other noise acts, whose shots part from the first.
  private static func errorShare(_ program: Program) -> Double? {
    let total = program.instructions.count { if case .noise = $0 { false } else { true } }
    var share = 0.0, quiet = 1.0, gates = 0
    for instruction in program.instructions {
      switch instruction {
      case .gate, .unitary: gates += 1
      case .noise(let channel):
        guard let site = NoiseSite(channel, gates: gates) else { return nil }
        share += quiet * site.probability * Double(total - gates) / Double(max(1, total))
        quiet *= 1 - site.probability
      default: return nil
      }
    }
    return quiet < 1 ? share : nil
  }
}
