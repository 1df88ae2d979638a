import Core
import Glibc

extension ReferenceNoise {
  /// With probability p one of the 4^k - 1 Paulis other than the identity.
  static func depolarizing(_ p: Double, qubits: Int) -> [SquareMatrix] {
    let paulis = [ReferenceGates.identity, ReferenceGates.x, ReferenceGates.y, ReferenceGates.z]
    let count = 1 << (2 * qubits)
    return (0..<count).map { index in
      let string = (1..<qubits).reduce(paulis[index & 3]) { $0.below(paulis[index >> (2 * $1) & 3]) }
      return (index == 0 ? 1 - p : p / Double(count - 1)).squareRoot() * string
    }
  }

  /// Where a model names no time of a gate: 50 ns on one qubit, 300 ns on more.
  private static func seconds(_ entry: NoiseEntry, _ gate: String, _ width: Int) -> Double {
    entry.gateTimes?[gate] ?? entry.gateTimes?["\(width)q"] ?? entry.gateTime ?? (width == 1 ? 50e-9 : 300e-9)
  }

  /// The channels on one qubit after `gate` on `width` qubits.
  static func single(_ entry: NoiseEntry, gate: String, width: Int) -> [SquareMatrix] {
    let p = entry.probability ?? 0
    switch entry.channel {
    case .bitFlip: return [(1 - p).squareRoot() * ReferenceGates.identity, p.squareRoot() * ReferenceGates.x]
    case .phaseFlip: return [(1 - p).squareRoot() * ReferenceGates.identity, p.squareRoot() * ReferenceGates.z]
    case .amplitudeDamping: return amplitudeDamping(p)
    case .phaseDamping: return phaseDamping(p)
    case .thermal:
      let time = seconds(entry, gate, width)
      let t1 = entry.t1 ?? .infinity
      let decay = 1 - exp(-time / t1)
      // Damping alone leaves the coherence √(1 - decay), which is T2 = 2 T1; dephasing brings it to e^{-t/T2}.
      let dephasing = 1 - exp(-2 * time / (entry.t2 ?? 2 * t1)) / (1 - decay)
      let first = amplitudeDamping(decay)
      return phaseDamping(max(0, dephasing)).flatMap { second in first.map { second * $0 } }
    case .depolarizing, .readout, .pauli, .kraus: return [ReferenceGates.identity]
    }
  }

  private static func amplitudeDamping(_ gamma: Double) -> [SquareMatrix] {
    [
      SquareMatrix([[.one, .zero], [.zero, ComplexNumber((1 - gamma).squareRoot())]]),
      SquareMatrix([[.zero, ComplexNumber(gamma.squareRoot())], [.zero, .zero]]),
    ]
  }

  private static func phaseDamping(_ lambda: Double) -> [SquareMatrix] {
    [
      SquareMatrix([[.one, .zero], [.zero, ComplexNumber((1 - lambda).squareRoot())]]),
      SquareMatrix([[.zero, .zero], [.zero, ComplexNumber(lambda.squareRoot())]]),
    ]
  }
}
