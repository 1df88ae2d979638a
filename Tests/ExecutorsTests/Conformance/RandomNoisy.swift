import Circuits
import Core

/// Random circuits with random noise, small enough for every method and dense enough that a wrong one shows.
enum RandomNoisy {
  /// The circuit numbered `index`, its noise, and the shots for what cannot be exact. Every second one is of Clifford gates with
  /// Pauli noise, so that stabilizer methods take part.
  static func make(_ index: Int) -> (circuit: Circuit, noise: [NoiseEntry]) {
    var numbers = SeededGenerator(seed: 20_261_121, stream: UInt64(index))
    let clifford = index % 2 == 1
    let qubits = Int.random(in: 2...4, using: &numbers)
    var circuit = Circuit(qubits: qubits)
    for _ in 0..<Int.random(in: 5...10, using: &numbers) { circuit.append(gate(qubits, clifford, &numbers)) }
    // One of each width, so that entries for `1q` and `2q` meet something.
    circuit.append(.h, [], 0)
    circuit.append(.cx, [], 0, 1)
    let noise = (0..<Int.random(in: 1...3, using: &numbers)).map { _ in entry(clifford, &numbers) }
    return (circuit, noise)
  }

  private static func gate(_ qubits: Int, _ clifford: Bool, _ numbers: inout SeededGenerator) -> Gate {
    let kinds: [GateKind] =
      clifford
      ? [.h, .s, .sdg, .x, .y, .z, .sx, .cx, .cz, .cy, .swap]
      : [.u, .rx, .ry, .rz, .t, .h, .p, .sx, .cx, .cz, .cp, .swap, .rzz, .crx]
    let kind = kinds.randomElement(using: &numbers) ?? .h
    let wires = Array((0..<qubits).shuffled(using: &numbers).prefix(kind.qubits))
    return Gate(kind, (0..<kind.parameterCount).map { _ in numbers.unit() * 6 - 3 }, on: wires)
  }

  private static func entry(_ clifford: Bool, _ numbers: inout SeededGenerator) -> NoiseEntry {
    let p = 0.01 + 0.15 * numbers.unit()
    switch Int.random(in: 0..<(clifford ? 5 : 10), using: &numbers) {
    case 0: return NoiseEntry(channel: .depolarizing, probability: p)
    case 1: return NoiseEntry(channel: .bitFlip, probability: p, gates: ["2q"])
    case 2: return NoiseEntry(channel: .phaseFlip, probability: p)
    case 3:
      var entry = NoiseEntry(channel: .pauli)
      entry.paulis = ["X": p / 2, "Y": p / 3, "Z": p / 4]
      return entry
    case 4:
      var entry = NoiseEntry(channel: .readout)
      entry.confusion = [[1 - p, p], [p / 3, 1 - p / 3]]
      return entry
    case 5: return NoiseEntry(channel: .amplitudeDamping, probability: p)
    case 6: return NoiseEntry(channel: .phaseDamping, probability: p, gates: ["1q"])
    case 7: return NoiseEntry(channel: .thermal, t1: 2e-6, t2: 1e-6)
    case 8:
      var entry = NoiseEntry(channel: .pauli, gates: ["2q"])
      entry.paulis = ["XY": p / 2, "ZI": p / 3, "IX": p / 4]
      return entry
    default:
      var entry = NoiseEntry(channel: .kraus)
      let (keep, lose) = ((1 - p).squareRoot(), p.squareRoot())
      entry.kraus = [
        NoiseOperator([[.init(keep), .init(0)], [.init(0), .init(0, 1)]]), NoiseOperator([[.init(0), .init(0)], [.init(lose), .init(0)]]),
      ]
      return entry
    }
  }
}
