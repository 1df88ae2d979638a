import Circuits
import Core

/// Noise as random jumps of single runs of the state (Monte Carlo wave functions).
public struct TrajectoryMethod: SimulationMethod {
  public let method = Method.trajectories
  public let mostQubits = StateVectorSimulator.mostQubits
  public let hasNoise = true

  public init() {}

  public func estimate(_ circuit: Circuit, _ options: SimulationOptions) throws(SimulatorError) -> Estimate {
    try StateVectorSimulator().estimate(circuit, options)
  }

  public func run(
    _ circuit: Circuit, _ options: SimulationOptions, control: RunControl, progress: (@Sendable (Double) -> Void)?
  ) throws(SimulatorError) -> SimulationResult {
    try StateVectorSimulator().run(circuit, options, control: control, progress: progress)
  }
}
