import Circuits
import Core

extension PauliSum.Pauli {
  var gate: GateKind {
    switch self {
    case .x: .x
    case .y: .y
    case .z: .z
    }
  }
}
