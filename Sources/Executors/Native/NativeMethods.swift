import Core
import Simulator

/// What the native simulators can do.
enum NativeMethods {
  static let all: [Method] = [.auto, .statevector, .trajectories]

  /// The widest circuit that may run: as wide only where its structure allows; an estimate tells for a particular one.
  static let mostQubits = StateVectorSimulator.mostQubits

  /// Throws where `method` is not there or does not fit the noise.
  static func check(_ method: Method, noise: [NoiseEntry]) throws(ProximaError) {
    guard all.contains(method) else {
      throw ProximaError(
        "backend.method", "the backend `native` has no method `\(method.rawValue)`",
        remedy: "use one of: " + all.map(\.rawValue).joined(separator: ", "), exit: .unavailable)
    }
    let between = noise.contains { $0.isActive && $0.channel != .readout }
    if method == .statevector, between {
      throw ProximaError(
        "simulator.noise", "a state vector has no noise between gates",
        remedy: "use the method `trajectories`, or `auto`", exit: .badInput)
    }
  }
}
