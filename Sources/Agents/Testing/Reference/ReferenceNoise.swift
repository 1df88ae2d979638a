import Core
import Glibc

/// What a noise model does after each gate, as Kraus operators from the textbook formulas (Nielsen and Chuang, 8.3).
struct ReferenceNoise {
  private let entries: [NoiseEntry]

  init(_ entries: [NoiseEntry]) throws(ReferenceRefusal) {
    self.entries = entries.filter(\.isActive)
    for entry in self.entries where entry.channel != .thermal {
      guard let p = entry.probability, p > 0, p <= 1 else {
        throw ReferenceRefusal("a probability of \(entry.channel.rawValue) outside 0 to 1")
      }
    }
    for entry in self.entries where entry.channel == .thermal {
      guard let t1 = entry.t1, let t2 = entry.t2, entry.gateTime != nil, entry.gateTimes == nil, t1 > 0, t2 > 0, t2 <= 2 * t1 else {
        throw ReferenceRefusal("thermal noise without T1, T2 and a gate time")
      }
    }
  }

  /// Whether anything but reading out is noisy.
  var actsOnState: Bool { entries.contains { $0.channel != .readout } }

  var isSilent: Bool { entries.isEmpty }

  /// Whether an entry tells gates apart by their names.
  var namesGates: Bool { entries.contains { !($0.gates ?? []).allSatisfy { $0 == "1q" || $0 == "2q" } } }

  /// The probability that the bit measured from `qubit` is recorded wrongly.
  func readout(_ qubit: Int) -> Double {
    entries.filter { $0.channel == .readout && ($0.qubits?.contains(qubit) ?? true) }
      .reduce(0) { $0 * (1 - ($1.probability ?? 0)) + (1 - $0) * ($1.probability ?? 0) }
  }

  /// The channels that follow gate `name` on `qubits`, in the order of the model.
  func channels(after name: String, on qubits: [Int]) throws(ReferenceRefusal) -> [(kraus: [SquareMatrix], qubits: [Int])] {
    var result: [(kraus: [SquareMatrix], qubits: [Int])] = []
    for entry in entries where entry.channel != .readout && follows(entry, name, qubits) {
      let touched = qubits.filter { entry.qubits?.contains($0) ?? true }
      guard !touched.isEmpty else { continue }
      if entry.channel == .depolarizing {
        guard touched.count == qubits.count else {
          throw ReferenceRefusal("depolarizing noise on some qubits of a gate")
        }
        guard qubits.count <= 3 else { throw ReferenceRefusal("depolarizing noise on \(qubits.count) qubits at once") }
        result.append((Self.depolarizing(entry.probability ?? 0, qubits: qubits.count), qubits))
      } else {
        result += touched.map { (Self.single(entry), [$0]) }
      }
    }
    return result
  }

  private func follows(_ entry: NoiseEntry, _ name: String, _ qubits: [Int]) -> Bool {
    guard let gates = entry.gates else { return true }
    return gates.contains { $0 == name || $0 == "\(qubits.count)q" }
  }

  /// With probability p one of the 4^k - 1 Paulis other than the identity.
  private static func depolarizing(_ p: Double, qubits: Int) -> [SquareMatrix] {
    let paulis = [ReferenceGates.identity, ReferenceGates.x, ReferenceGates.y, ReferenceGates.z]
    let count = 1 << (2 * qubits)
    return (0..<count).map { index in
      let string = (1..<qubits).reduce(paulis[index & 3]) { $0.below(paulis[index >> (2 * $1) & 3]) }
      return (index == 0 ? 1 - p : p / Double(count - 1)).squareRoot() * string
    }
  }

  private static func single(_ entry: NoiseEntry) -> [SquareMatrix] {
    let p = entry.probability ?? 0
    switch entry.channel {
    case .bitFlip: return [(1 - p).squareRoot() * ReferenceGates.identity, p.squareRoot() * ReferenceGates.x]
    case .phaseFlip: return [(1 - p).squareRoot() * ReferenceGates.identity, p.squareRoot() * ReferenceGates.z]
    case .amplitudeDamping: return amplitudeDamping(p)
    case .phaseDamping: return phaseDamping(p)
    case .thermal:
      let time = entry.gateTime ?? 0
      let decay = 1 - exp(-time / (entry.t1 ?? 1))
      // Damping alone leaves the coherence √(1 - decay); dephasing brings it to e^{-t/T2}.
      let dephasing = 1 - exp(-2 * time / (entry.t2 ?? 1)) / (1 - decay)
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
