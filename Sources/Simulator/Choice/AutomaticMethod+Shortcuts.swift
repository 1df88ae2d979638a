import Circuits
import Core

/// What is tried before any method is asked what it would take, and beside the one that is taken: each costs little where
/// it fails.
extension AutomaticMethod {
  /// The share of the whole state's time that a chain of tensors is given to be done first.
  static let trialShare = 0.15
  /// A whole state that takes less is simply run.
  static let worthTrying = 0.02

  /// Whether the circuit is wide enough, and pure, so that structure can pay.
  static func mayHaveStructure(_ circuit: Circuit, _ options: SimulationOptions) -> Bool {
    circuit.qubitCount >= StructuredSimulation.leastQubits && options.usesStructure && !options.hasNoiseBetweenGates
  }

  /// A tableau, where all gates are Clifford and it takes less than asking others; nil elsewhere.
  func tableau(_ circuit: Circuit, _ options: SimulationOptions) -> Choice? {
    guard options.shots > 0, circuit.operations.allSatisfy(Self.isClifford),
      let estimate = try? StabilizerMethod().estimate(circuit, options), estimate.prediction.seconds < Self.notWorthIt
    else { return nil }
    return explained(Choice(method: StabilizerMethod(), estimate: estimate), among: [])
  }

  /// The whole state as a short list of amplitudes; nil where it becomes long. Finding out is to simulate it.
  func structured(_ circuit: Circuit, _ options: SimulationOptions) -> Choice? {
    let begin = SystemTime().now
    guard let program = try? Program(circuit, noise: options.noise) else { return nil }
    var exact = options
    (exact.shots, exact.observables) = (0, [])
    guard let result = try? StructuredSimulation.result(program, exact, RunControl()) else { return nil }
    let seconds = SystemTime().now.seconds(since: begin) + Double(options.shots) * 2e-7
    let choice = Choice(
      method: StateVectorMethod(),
      estimate: Estimate(
        method: .statevector, prediction: Prediction(seconds: seconds, bytes: result.predictedBytes),
        reason: "few of the basis states occur, so that their amplitudes are kept as a list"))
    return explained(choice, among: [])
  }

  /// A chain of tensors that costs at most a share of what the whole state would cost; nil where it costs more. How
  /// entangled a circuit becomes is not known before it is run, only how entangled it may become.
  func tried(
    _ chosen: Choice, _ circuit: Circuit, _ options: SimulationOptions, _ control: RunControl,
    _ progress: (@Sendable (Double) -> Void)?
  ) throws(SimulatorError) -> SimulationResult? {
    let seconds = chosen.estimate.prediction.seconds
    guard chosen.method.method == .statevector, seconds > Self.worthTrying, !options.hasFiles else { return nil }
    let result: SimulationResult
    do throws(SimulatorError) {
      result = try MatrixProductMethod().run(circuit, options, control: control, progress: nil, most: seconds * Self.trialShare)
    } catch {
      if control.isAborted { throw error }
      return nil
    }
    guard (result.truncationError ?? 0) <= options.accuracy ?? Self.defaultError else { return nil }
    progress?(1)
    return result
  }

  private static func isClifford(_ operation: Operation) -> Bool {
    switch operation {
    case .gate(let gate): gate.isClifford
    case .measure, .reset, .barrier: true
    default: false
    }
  }
}
