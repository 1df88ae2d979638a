import Circuits
import Core

/// The circuits that the choice is tried on: small and wide, Clifford and not, with noise and without.
enum ChoiceSet {
  struct Item {
    var name: String
    var circuit: Circuit
    var shots = 1000
    var noise: [NoiseEntry] = []
  }

  static let items: [Item] = [
    family("ghz", 3), family("ghz", 20), family("ghz", 60), family("qft", 6), family("qft", 12), family("qft", 18),
    Item(name: "layers 16x8", circuit: layers(16, 8)), Item(name: "layers 20x12", circuit: layers(20, 12)),
    Item(name: "layers 22x8", circuit: layers(22, 8)), Item(name: "chain 40x3", circuit: layers(40, 3)),
    Item(name: "clifford 30x20", circuit: clifford(30, 20)), Item(name: "clifford 200x10", circuit: clifford(200, 10)),
    Item(name: "clifford 24x30, depolarizing", circuit: clifford(24, 30), noise: depolarizing),
    Item(name: "bell, depolarizing", circuit: layers(2, 2), noise: depolarizing),
    Item(name: "layers 5x6, depolarizing", circuit: layers(5, 6), noise: depolarizing),
    Item(name: "layers 8x6, damping", circuit: layers(8, 6), noise: [NoiseEntry(channel: .amplitudeDamping, probability: 0.01)]),
    Item(name: "layers 11x5, thermal", circuit: layers(11, 5), shots: 200, noise: [NoiseEntry(channel: .thermal, t1: 50e-6, t2: 70e-6)]),
    Item(name: "layers 14x4, depolarizing", circuit: layers(14, 4), shots: 200, noise: depolarizing),
    Item(name: "layers 12x20, 100,000 shots", circuit: layers(12, 20), shots: 100_000),
    Item(name: "clifford 60x8, bit flips", circuit: clifford(60, 8), noise: [NoiseEntry(channel: .bitFlip, probability: 0.01)]),
  ]

  private static let depolarizing = [NoiseEntry(channel: .depolarizing, probability: 0.01)]

  private static func family(_ name: String, _ qubits: Int) -> Item {
    let circuit = (try? CircuitFamily.named(name)?.build(qubits: qubits, parameters: [:])) ?? Circuit(qubits: qubits)
    return Item(name: "\(name) \(qubits)", circuit: circuit)
  }

  /// Turns of all qubits by angles of their own, and entanglers between neighbours.
  private static func layers(_ qubits: Int, _ count: Int) -> Circuit {
    var circuit = Circuit(qubits: qubits)
    for layer in 0..<count {
      for qubit in 0..<qubits { circuit.append(.u, [0.3 + Double(qubit * 3 + layer), 0.7 * Double(layer + 1), 0.2], qubit) }
      for qubit in stride(from: layer % 2, to: qubits - 1, by: 2) { circuit.append(.cx, [], qubit, qubit + 1) }
    }
    return circuit
  }

  private static func clifford(_ qubits: Int, _ count: Int) -> Circuit {
    var circuit = Circuit(qubits: qubits)
    let kinds: [GateKind] = [.h, .s, .sx]
    for layer in 0..<count {
      for qubit in 0..<qubits { circuit.append(kinds[(qubit * 7 + layer) % 3], [], qubit) }
      for qubit in stride(from: layer % 2, to: qubits - 1, by: 2) { circuit.append(.cx, [], qubit, qubit + 1) }
    }
    return circuit
  }
}
