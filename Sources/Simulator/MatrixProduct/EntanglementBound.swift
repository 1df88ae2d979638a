import Circuits
import Core
import Glibc

/// How entangled a circuit may become at most, cut by cut, from which qubits its gates join: before anything is run.
struct EntanglementBound {
  /// log2 of the bond between qubit k and k + 1, at most.
  private(set) var bits: [Double]
  /// The sum over gates of what contracting and splitting them costs, in complex multiplications.
  private(set) var work = 0.0
  private(set) var gates = 0

  init(_ program: Program) {
    let qubits = program.circuit.qubitCount
    bits = Array(repeating: 0, count: max(0, qubits - 1))
    for instruction in program.instructions {
      switch instruction {
      case .gate(let gate): add(gate.qubits, Self.rank(gate))
      case .unitary(let gate): add(gate.qubits, Double(gate.qubits.count))
      default: break
      }
    }
  }

  /// The largest bond, at most.
  var bond: Double { exp2(min(40, bits.max() ?? 0)) }

  /// log2 of how many terms a gate has across a cut, at most.
  private static func rank(_ gate: Gate) -> Double {
    switch gate.kind {
    case .swap, .iswap, .dcx, .xxPlusYY, .xxMinusYY, .cswap: 2
    default: 1
    }
  }

  private mutating func add(_ qubits: [Int], _ rank: Double) {
    guard qubits.count > 1, let low = qubits.min(), let high = qubits.max() else { return }
    for cut in low..<high {
      let most = Double(min(cut + 1, bits.count - cut))
      bits[cut] = min(most, bits[cut] + rank)
      // Each step of the way is a split of a matrix of twice the bond: some ten multiplications for each of its cubes.
      work += 100 + 80 * exp2(3 * min(13, bits[cut]))
    }
    gates += 1
  }
}
