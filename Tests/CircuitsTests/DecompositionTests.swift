import Circuits
import Core
import Testing

@Suite struct DecompositionTests {
  @Test("every gate is exactly the product of its definition", arguments: GateKind.allCases)
  func definitions(_ kind: GateKind) {
    let gate = GateTableTests.sample(kind)
    guard let parts = gate.decomposed() else {
      #expect([GateKind.u, .p, .cx, .gphase].contains(kind) || kind == .p)
      return
    }
    #expect(GateTableTests.product(parts, qubits: kind.qubits).distance(to: gate.matrix) < 1e-12)
  }

  @Test("every gate comes down to u, p, cx and gphase", arguments: GateKind.allCases)
  func ground(_ kind: GateKind) throws {
    let basis: Set<GateKind> = [.u, .p, .cx, .gphase]
    let gate = GateTableTests.sample(kind)
    let parts = try #require(gate.decomposed { $0.controlStates.isEmpty && basis.contains($0.kind) })
    #expect(GateTableTests.product(parts, qubits: kind.qubits).distance(to: gate.matrix) < 1e-12)
  }

  @Test("further controls of either state come down to gates of the table", arguments: GateKind.allCases)
  func controls(_ kind: GateKind) throws {
    let own = GateTableTests.sample(kind)
    for states in [[true], [false, true], [true, true, false]] {
      guard kind.qubits + states.count <= 7 else { continue }
      let size = kind.qubits + states.count
      let gate = Gate(kind, own.parameters, on: Array((kind.qubits..<size)) + own.qubits, controlStates: states)
      let parts = try #require(gate.decomposed { $0.controlStates.isEmpty })
      let expected = DenseReference.operatorMatrix(gate, qubits: size)
      #expect(GateTableTests.product(parts, qubits: size).distance(to: expected) < 1e-11)
    }
  }

  @Test("X with up to eight controls comes down to small gates", arguments: 0...8)
  func manyControls(_ count: Int) throws {
    let gate = Gate(.x, [], on: Array(0...count), controlStates: Array(repeating: true, count: count))
    let parts = try #require(gate.decomposed { $0.controlStates.isEmpty && $0.kind.qubits <= 3 })
    #expect(GateTableTests.product(parts, qubits: count + 1).distance(to: gate.matrix) < 1e-11)
    #expect(parts.count < 60 * (count + 1) * (count + 1))
  }

  @Test("the square of a gate's half power is the gate", arguments: GateKind.allCases)
  func powers(_ kind: GateKind) {
    let gate = GateTableTests.sample(kind)
    guard let half = gate.raised(to: 0.5) else {
      #expect([.ecr, .dcx, .rccx, .rc3x, .xxPlusYY, .xxMinusYY].contains(kind))
      return
    }
    let root = GateTableTests.product(half, qubits: kind.qubits)
    #expect((root * root).distance(to: gate.matrix) < 1e-12)
  }
}
