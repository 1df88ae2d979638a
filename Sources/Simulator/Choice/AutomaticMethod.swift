import Circuits
import Core

/// Picks the method: the whole state without noise, random jumps with it.
public struct AutomaticMethod: SimulationMethod {
  public let method = Method.auto
  public let mostQubits = StateVectorSimulator.mostQubits
  public let hasNoise = true

  public init() {}

  public func estimate(_ circuit: Circuit, _ options: SimulationOptions) throws(SimulatorError) -> Estimate {
    try choose(options).estimate(circuit, options)
  }

  public func run(
    _ circuit: Circuit, _ options: SimulationOptions, control: RunControl, progress: (@Sendable (Double) -> Void)?
  ) throws(SimulatorError) -> SimulationResult {
    try choose(options).run(circuit, options, control: control, progress: progress)
  }

  private func choose(_ options: SimulationOptions) -> any SimulationMethod {
    if options.hasNoiseBetweenGates { TrajectoryMethod() } else { StateVectorMethod() }
  }
}
