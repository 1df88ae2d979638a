import Circuits
import Core

/// Clifford circuits from a seed, for tests.
enum RandomClifford {
  static let kinds: [GateKind] = [
    .x, .y, .z, .h, .s, .sdg, .sx, .sxdg, .cx, .cy, .cz, .swap, .iswap, .dcx, .ecr, .rx, .ry, .rz, .rzz, .rxx, .u,
  ]

  /// `count` gates, angles being multiples of π/2; with `dynamic`, measurements, resets and conditions among them.
  static func make(qubits: Int, count: Int, seed: UInt64, dynamic: Bool = false) -> Circuit {
    var numbers = SeededGenerator(seed: seed)
    var circuit = Circuit(qubits: qubits)
    if dynamic { circuit.addClbits("m", qubits) }
    for _ in 0..<count {
      if dynamic, Int.random(in: 0..<6, using: &numbers) == 0 {
        circuit.operations += interruption(qubits, &numbers)
      } else {
        circuit.append(gate(qubits, &numbers))
      }
    }
    return circuit
  }

  static func gate(_ qubits: Int, _ numbers: inout SeededGenerator) -> Gate {
    let kind = kinds.filter { $0.qubits <= qubits }.randomElement(using: &numbers) ?? .h
    let chosen = Array(0..<qubits).shuffled(using: &numbers).prefix(kind.qubits)
    let angles = (0..<kind.parameterCount).map { _ in Double(Int.random(in: -3...4, using: &numbers)) * .pi / 2 }
    return Gate(kind, angles, on: Array(chosen))
  }

  private static func interruption(_ qubits: Int, _ numbers: inout SeededGenerator) -> [Operation] {
    let (qubit, bit) = (Int.random(in: 0..<qubits, using: &numbers), Int.random(in: 0..<qubits, using: &numbers))
    switch Int.random(in: 0..<4, using: &numbers) {
    case 0: return [.reset(qubit)]
    case 1: return [.measure(qubit: qubit, clbit: bit), .conditional(.bit(bit), then: [.gate(Gate(.h, on: [qubit]))], otherwise: [])]
    case 2: return [.measure(qubit: qubit, clbit: bit), .conditional(.bit(bit), then: [.gate(Gate(.y, on: [qubit]))], otherwise: [])]
    default: return [.measure(qubit: qubit, clbit: bit)]
    }
  }
}
