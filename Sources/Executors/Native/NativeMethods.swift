import Core
import Simulator

/// What the native simulators can do.
enum NativeMethods {
  static let all: [Method] = SimulationMethods.all.map(\.method)

  /// The widest circuit that may run: as wide only where its structure allows; an estimate tells for a particular one.
  static let mostQubits = SimulationMethods.all.map(\.mostQubits).max() ?? 0

  /// The simulator that `method` names; throws where it is not there.
  static func method(_ method: Method) throws(ProximaError) -> any SimulationMethod {
    if let found = SimulationMethods.named(method) { return found }
    throw ProximaError(
      "backend.method", "the backend `native` has no method `\(method.rawValue)`",
      remedy: "use one of: " + all.map(\.rawValue).joined(separator: ", "), exit: .unavailable)
  }
}
