import Circuits
import Glibc

/// `u`, `p` and controlled gates, which the gate table does not take apart, by other gates of a backend.
enum EulerSteps {
  /// `u(θ, φ, λ)` as e^(i(φ+λ)/2) rz(φ) ry(θ) rz(λ), and `p(λ)` as e^(iλ/2) rz(λ); nil where the backend has neither.
  static func write(_ gate: Gate, into gates: Set<String>) -> [Gate]? {
    guard let qubit = gate.qubits.first else { return nil }
    if gate.kind == .p, gates.contains("u1") { return [Gate(.u1, gate.parameters, on: [qubit])] }
    if gate.kind == .u, gates.contains("u3") { return [Gate(.u3, gate.parameters, on: [qubit])] }
    guard gates.contains("rz") else { return nil }
    switch gate.kind {
    case .p:
      return [Gate(.gphase, [gate.parameters[0] / 2], on: []), Gate(.rz, [gate.parameters[0]], on: [qubit])]
    case .u where gates.contains("ry"):
      let (theta, phi, lambda) = (gate.parameters[0], gate.parameters[1], gate.parameters[2])
      return [
        Gate(.gphase, [(phi + lambda) / 2], on: []), Gate(.rz, [lambda], on: [qubit]), Gate(.ry, [theta], on: [qubit]),
        Gate(.rz, [phi], on: [qubit]),
      ]
    default: return nil
    }
  }
}
