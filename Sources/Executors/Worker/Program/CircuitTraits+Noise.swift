import Backends
import Circuits

extension CircuitTraits {
  /// Takes in that `channel` acts between gates.
  mutating func note(_ channel: QuantumChannel) {
    noiseQubits = max(noiseQubits, channel.qubits.count)
    switch channel.form {
    case .depolarizing: notePauli()
    case .pauli:
      notePauli()
      if channel.qubits.count > 1 { hasNoiseOperators = true }
    case .damping: noise = .any
    case .kraus:
      noise = .any
      hasNoiseOperators = true
    }
  }

  private mutating func notePauli() {
    if noise == .none { noise = .pauli }
  }
}
