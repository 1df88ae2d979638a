import Circuits
import Core

/// A way to simulate circuits: a folder of its own that plugs into `SimulationMethods`.
///
/// `estimate` and `run` refuse the same requests, with the same errors: both before anything large is allocated. Same
/// circuit, same options, same counts, for any number of threads. A method that is not exact says by how much it may be
/// off: beforehand in `Estimate.prediction.error`, afterwards in `SimulationResult.truncationError`.
public protocol SimulationMethod: Sendable {
  /// Its name in the contract.
  var method: Method { get }

  /// The widest circuit that may run by it; as wide perhaps only where the circuit's structure allows.
  var mostQubits: Int { get }

  /// Whether noise between gates can act on it; errors of reading fit any method.
  var hasNoise: Bool { get }

  /// What `circuit` would take: seconds, bytes and error; throws what would keep it from running.
  func estimate(_ circuit: Circuit, _ options: SimulationOptions) throws(SimulatorError) -> Estimate

  /// Runs `circuit`. Blocks the calling thread, which must not be one of the cooperative pool's; `progress` hears the
  /// fraction done, 0 to 1, at most once a percent. Waits while `control` is paused, and throws `simulator.aborted` within
  /// 100 ms once it is aborted.
  func run(
    _ circuit: Circuit, _ options: SimulationOptions, control: RunControl, progress: (@Sendable (Double) -> Void)?
  ) throws(SimulatorError) -> SimulationResult
}

extension SimulationMethod {
  /// Runs `circuit` where nobody watches.
  public func run(_ circuit: Circuit, _ options: SimulationOptions) throws(SimulatorError) -> SimulationResult {
    try run(circuit, options, control: RunControl(), progress: nil)
  }
}

/// The methods that are there, one line each.
public enum SimulationMethods {
  public static let all: [any SimulationMethod] = [
    AutomaticMethod(),
    StateVectorMethod(),
    DensityMethod(),
    LowRankMethod(),
    TrajectoryMethod(),
    StabilizerMethod(),
    MatrixProductMethod(),
  ]

  /// The one called `method`; nil where it is not there.
  public static func named(_ method: Method) -> (any SimulationMethod)? { all.first { $0.method == method } }
}
