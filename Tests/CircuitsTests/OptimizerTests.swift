import Circuits
import Core
import Testing

@Suite struct OptimizerTests {
  static func optimized(_ body: String, qubits: Int = 3) throws -> [Circuits.Operation] {
    let circuit = try OpenQASM.parse(
      "OPENQASM 2.0; include \"qelib1.inc\"; qreg q[\(qubits)]; creg c[\(qubits)]; \(body)")
    return try CircuitOptimizer().optimize(circuit).circuit.operations
  }

  @Test("gates that undo each other go, past those they commute with")
  func cancellation() throws {
    #expect(try Self.optimized("h q[0]; h q[0];").isEmpty)
    #expect(try Self.optimized("cx q[0],q[1]; rz(0.3) q[0]; x q[1]; cx q[0],q[2]; cx q[0],q[1];").count == 3)
    #expect(try Self.optimized("cx q[0],q[1]; h q[1]; cx q[0],q[1];").count == 3)
    #expect(try Self.optimized("swap q[0],q[1]; swap q[1],q[0];").isEmpty)
    #expect(try Self.optimized("ccx q[0],q[1],q[2]; t q[0]; ccx q[1],q[0],q[2];") == [.gate(Gate(.t, [], 0))])
    #expect(try Self.optimized("cz q[0],q[1]; cz q[1],q[0]; id q[0]; rz(0) q[1];").isEmpty)
    #expect(try Self.optimized("s q[0]; sdg q[0]; u3(0.1,0.2,0.3) q[1]; u3(-0.1,-0.3,-0.2) q[1];").isEmpty)
  }

  @Test("rotations about one axis add, and come out by their names")
  func rotations() throws {
    #expect(
      try Self.optimized("t q[0]; cx q[0],q[1]; t q[0];") == [.gate(Gate(.cx, [], 0, 1)), .gate(Gate(.s, [], 0))])
    #expect(try Self.optimized("rz(0.25) q[0]; rz(0.5) q[0];") == [.gate(Gate(.p, [0.75], 0))])
    #expect(try Self.optimized("rx(pi/2) q[0]; rx(pi/2) q[0];") == [.gate(Gate(.x, [], 0))])
    #expect(try Self.optimized("rzz(0.1) q[0],q[1]; rzz(0.2) q[1],q[0];").count == 1)
    #expect(try Self.optimized("cp(0.1) q[0],q[1]; cp(-0.1) q[1],q[0];").isEmpty)
    // Under a control a full turn is a sign.
    #expect(try Self.optimized("crx(pi) q[0],q[1]; crx(pi) q[0],q[1];").count == 1)
    #expect(try Self.optimized("crx(2*pi) q[0],q[1]; crx(2*pi) q[0],q[1];").isEmpty)
  }

  @Test("runs on one qubit become one gate")
  func runs() throws {
    #expect(try Self.optimized("h q[0]; z q[0]; h q[0];") == [.gate(Gate(.x, [], 0))])
    #expect(try Self.optimized("h q[0]; t q[0]; h q[0]; ry(0.3) q[0];").count == 1)
  }

  @Test("nothing moves past measurements, resets, barriers and conditions")
  func borders() throws {
    #expect(try Self.optimized("h q[0]; measure q[0] -> c[0]; h q[0]; measure q[0] -> c[1];").count == 4)
    #expect(try Self.optimized("x q[0]; reset q[0]; x q[0];").count == 3)
    #expect(try Self.optimized("x q[0]; barrier q; x q[0];").count == 3)
    #expect(try Self.optimized("x q[0]; if(c==1) z q[0]; x q[0];").count == 3)
    #expect(try Self.optimized("if(c==1) u3(0,0,0) q[0];").count <= 1)
  }

  @Test("300 random circuits stay the same and never grow")
  func random() throws {
    var saved = 0
    for seed in 0..<300 {
      let circuit = RandomCircuits.gates(seed: UInt64(seed), qubits: 4, count: 25)
      let result = try CircuitOptimizer().optimize(circuit)
      #expect(result.check == .unitary)
      #expect(
        DenseReference.unitary(result.circuit).distanceUpToPhase(to: DenseReference.unitary(circuit)) < 1e-9,
        "seed \(seed)")
      #expect(
        result.circuit.operations.count <= circuit.operations.count
          && result.twoQubitGatesAfter <= result.twoQubitGatesBefore)
      saved += circuit.operations.count - result.circuit.operations.count
    }
    #expect(saved > 300)
    for seed in 0..<40 {
      let circuit = RandomCircuits.dynamic(seed: UInt64(seed), qubits: 3, count: 12)
      let expected = DenseReference.distribution(circuit)
      let found = DenseReference.distribution(try CircuitOptimizer().optimize(circuit).circuit)
      for key in Set(expected.keys).union(found.keys) {
        #expect(abs(expected[key, default: 0] - found[key, default: 0]) < 1e-9, "seed \(seed)")
      }
    }
  }

  @Test("a circuit followed by its inverse vanishes; the check sees a difference")
  func equivalence() throws {
    var circuit = try #require(CircuitFamily.named("qft")).build(qubits: 6)
    circuit.operations = circuit.operations.filter { if case .gate = $0 { true } else { false } }
    var doubled = circuit
    for case .gate(let gate) in circuit.operations.reversed() {
      for inverse in gate.inverse() { doubled.append(inverse) }
    }
    #expect(try CircuitOptimizer().optimize(doubled).circuit.operations.isEmpty)
    var other = circuit
    other.append(.rz, [0.001], 2)
    #expect(CircuitEquivalence.compare(circuit, circuit) == .unitary)
    #expect(CircuitEquivalence.compare(circuit, other) == .different)
    let wide = try #require(CircuitFamily.named("ghz")).build(qubits: 14)
    #expect(CircuitEquivalence.compare(wide, wide) == .states)
  }

  @Test("swaps go by renaming what is measured, gates that nobody sees go, and qubits that are left alone")
  func endings() throws {
    #expect(
      try Self.optimized("h q[0]; swap q[0],q[1]; measure q[1] -> c[0];") == [
        .gate(Gate(.h, [], 0)), .measure(qubit: 0, clbit: 0),
      ])
    #expect(try Self.optimized("h q[0]; cz q[0],q[1]; t q[0]; measure q[0] -> c[0];").count == 2)
    // Nothing is measured, so everything is: swaps are gathered at the end.
    #expect(try Self.optimized("swap q[0],q[1]; h q[0]; swap q[1],q[0];") == [.gate(Gate(.h, [], 1))])
    let circuit = try OpenQASM.parse(
      "OPENQASM 2.0; include \"qelib1.inc\"; qreg a[3]; qreg b[2]; creg c[1]; h a[1]; cx a[1],b[1]; x b[0]; measure b[1] -> c[0];")
    let result = try CircuitOptimizer().optimize(circuit)
    #expect(result.check == .distribution && result.circuit.quantumRegisters.map(\.size) == [1, 1])
    #expect(DenseReference.distribution(result.circuit) == DenseReference.distribution(circuit))
  }

  @Test("any two-qubit gate comes out by at most three cx, and those that need fewer by fewer")
  func blocks() throws {
    var generator = SeededGenerator(seed: 5)
    for seed in 0..<200 {
      let local = { () -> Gate in Gate(.u, (0..<3).map { _ in generator.unit() * 6 - 3 }, on: [Int.random(in: 0...1, using: &generator)]) }
      var circuit = Circuit(qubits: 2)
      for _ in 0..<(seed % 7) {
        circuit.append(local())
        circuit.append(.cx, [], seed & 1, 1 - seed & 1)
      }
      circuit.append(local())
      if seed % 3 == 0 { circuit.append(.swap, [], 0, 1) }
      if seed % 5 == 0 { circuit.append(.rzz, [generator.unit()], 0, 1) }
      if seed % 11 == 0 { circuit.append(.iswap, [], 0, 1) }
      let result = try CircuitOptimizer(basis: .cx).optimize(circuit)
      #expect(result.check == .unitary && result.twoQubitGatesAfter <= 3, "seed \(seed)")
      #expect(result.circuit.gateCounts.keys.allSatisfy { $0 == "cx" || GateTable.kind(named: $0)?.qubits == 1 })
    }
    #expect(try Self.inCX("cp(0.3) q[0],q[1];") == 2 && Self.inCX("cz q[0],q[1];") == 1)
    #expect(try Self.inCX("cx q[0],q[1]; cx q[1],q[0]; cx q[0],q[1]; cx q[1],q[0];") == 2)
    #expect(try Self.inCX("rxx(0.2) q[0],q[1]; ryy(0.3) q[0],q[1]; rzz(0.4) q[0],q[1]; h q[0]; crx(1) q[1],q[0];") == 3)
  }

  static func inCX(_ body: String) throws -> Int {
    let circuit = try OpenQASM.parse("OPENQASM 2.0; include \"qelib1.inc\"; qreg q[2]; \(body)")
    return try CircuitOptimizer(basis: .cx).optimize(circuit).twoQubitGatesAfter
  }

  @Test("random circuits by cx alone stay the same")
  func lowered() throws {
    for seed in 0..<40 {
      let circuit = RandomCircuits.gates(seed: UInt64(seed) + 900, qubits: 4, count: 12)
      let result = try CircuitOptimizer(basis: .cx).optimize(circuit)
      #expect(result.check == .unitary, "seed \(seed)")
    }
    for seed in 0..<40 {
      let circuit = RandomCircuits.dynamic(seed: UInt64(seed) + 50, qubits: 3, count: 12)
      let expected = DenseReference.distribution(circuit)
      let found = DenseReference.distribution(try CircuitOptimizer(basis: .cx).optimize(circuit).circuit)
      for key in Set(expected.keys).union(found.keys) {
        #expect(abs(expected[key, default: 0] - found[key, default: 0]) < 1e-9, "seed \(seed)")
      }
    }
  }
}
