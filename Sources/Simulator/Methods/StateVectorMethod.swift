import Circuits
import Core

/// The whole state, without noise between gates.
public struct StateVectorMethod: SimulationMethod {
  public let method = Method.statevector
  public let mostQubits = StateVectorSimulator.mostQubits
  public let hasNoise = false

  public init() {}

  public func estimate(_ circuit: Circuit, _ options: SimulationOptions) throws(SimulatorError) -> Estimate {
    try Self.check(options)
    return try StateVectorSimulator().estimate(circuit, options)
  }

  public func run(
    _ circuit: Circuit, _ options: SimulationOptions, control: RunControl, progress: (@Sendable (Double) -> Void)?
  ) throws(SimulatorError) -> SimulationResult {
    try Self.check(options)
    return try StateVectorSimulator().run(circuit, options, control: control, progress: progress)
  }

  private static func check(_ options: SimulationOptions) throws(SimulatorError) {
    guard !options.hasNoiseBetweenGates else {
      throw .noise(
        "a state vector has no noise between gates", remedy: "use the method `density_matrix`, `trajectories`, or `auto`")
    }
  }
}
