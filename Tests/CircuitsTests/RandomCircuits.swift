import Circuits
import Core

/// Random circuits for tests.
enum RandomCircuits {
  /// Gates of every kind on random qubits, some under further controls.
  static func gates(seed: UInt64, qubits: Int, count: Int) -> Circuit {
    var generator = SeededGenerator(seed: seed)
    var circuit = Circuit(name: "random", qubits: qubits, clbits: 0)
    while circuit.operations.count < count {
      guard let kind = GateKind.allCases.randomElement(using: &generator) else { continue }
      let extra = generator.unit() < 0.2 ? Int.random(in: 0...2, using: &generator) : 0
      guard kind.qubits + extra <= qubits, kind != .gphase || extra > 0 else { continue }
      let wires = Array((0..<qubits).shuffled(using: &generator).prefix(kind.qubits + extra))
      let parameters = (0..<kind.parameterCount).map { _ in
        generator.unit() < 0.3
          ? Double(Int.random(in: -8...8, using: &generator)) * .pi / 8 : generator.unit() * 7 - 3.5
      }
      let states = (0..<extra).map { _ in generator.unit() < 0.7 }
      circuit.append(Gate(kind, parameters, on: wires, controlStates: states))
    }
    return circuit
  }

  /// Gates, measurements, resets and conditions.
  static func dynamic(seed: UInt64, qubits: Int, count: Int) -> Circuit {
    var generator = SeededGenerator(seed: seed)
    var circuit = gates(seed: seed &+ 77, qubits: qubits, count: count)
    circuit.classicalRegisters = [.init(name: "a", start: 0, size: 2), .init(name: "b", start: 2, size: 1)]
    for _ in 0..<4 {
      let place = Int.random(in: 0...circuit.operations.count, using: &generator)
      let qubit = Int.random(in: 0..<qubits, using: &generator)
      let gate = Operation.gate(Gate(.ry, [generator.unit() * 3], qubit))
      let inserted: Operation
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: inserted = .reset(qubit)
      case 1:
        inserted = .conditional(
          .binary(.equal, .bits([0, 1]), .value(.int(Int.random(in: 0...3, using: &generator)))), then: [gate],
          otherwise: [])
      case 2: inserted = .conditional(.bit(1), then: [gate], otherwise: [.gate(Gate(.h, [], qubit))])
      default: inserted = .barrier([qubit])
      }
      circuit.operations.insert(inserted, at: place)
      circuit.operations.insert(
        .measure(qubit: qubit, clbit: Int.random(in: 0..<3, using: &generator)),
        at: Int.random(in: 0...place, using: &generator))
    }
    return circuit
  }
}
