import Circuits
import Core
import Testing

@Suite struct RoundTripTests {
  @Test("200 random circuits come back from OpenQASM 2 and 3 with the same unitary")
  func unitaries() throws {
    for seed in 0..<200 {
      let circuit = RandomCircuits.gates(seed: UInt64(seed), qubits: 5, count: 12)
      let expected = DenseReference.unitary(circuit)
      let two = try OpenQASM.parse(try OpenQASM.write2(circuit), file: "seed\(seed)")
      #expect(DenseReference.unitary(two).distanceUpToPhase(to: expected) < 1e-10, "OpenQASM 2, seed \(seed)")
      let three = try OpenQASM.parse(try OpenQASM.write3(circuit), file: "seed\(seed)")
      #expect(DenseReference.unitary(three).distanceUpToPhase(to: expected) < 1e-10, "OpenQASM 3, seed \(seed)")
    }
  }

  @Test("circuits with measurements, resets and conditions come back with the same distribution")
  func distributions() throws {
    for seed in 0..<60 {
      let circuit = RandomCircuits.dynamic(seed: UInt64(seed), qubits: 4, count: 8)
      let expected = DenseReference.distribution(circuit)
      for text in [try OpenQASM.write2(circuit), try OpenQASM.write3(circuit)] {
        let found = DenseReference.distribution(try OpenQASM.parse(text))
        for key in Set(expected.keys).union(found.keys) {
          #expect(abs(expected[key, default: 0] - found[key, default: 0]) < 1e-9, "seed \(seed)")
        }
      }
    }
  }

  @Test("a circuit of library gates is written and read without any change")
  func identity() throws {
    let circuit = try #require(CircuitFamily.named("teleportation")).build()
    var again = try OpenQASM.parse(try OpenQASM.write(circuit))
    again.name = circuit.name
    #expect(again == circuit)
    let grover = try #require(CircuitFamily.named("grover")).build(qubits: 6)
    let text = try OpenQASM.write(grover)
    #expect(text.hasPrefix("OPENQASM 3.0;"))
    #expect(try OpenQASM.parse(text).operations == grover.operations)
  }

  @Test("angles are written as fractions of pi only where they are exactly that")
  func angles() throws {
    var circuit = Circuit(qubits: 1)
    for angle in [Double.pi / 2, -3 * .pi / 4, 0.1, .pi / 3, 1e-12, 123456.789, Double.pi.nextUp] {
      circuit.append(.rz, [angle], 0)
    }
    let text = try OpenQASM.write2(circuit)
    #expect(text.contains("rz(pi/2)") && text.contains("rz(-3*pi/4)") && text.contains("rz(pi/3)"))
    #expect(try OpenQASM.parse(text).operations == circuit.operations)
    #expect(try OpenQASM.parse(try OpenQASM.write3(circuit)).operations == circuit.operations)
  }
}
