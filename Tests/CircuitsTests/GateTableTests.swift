import Circuits
import Testing

@Suite struct GateTableTests {
  /// Angles that no gate treats specially.
  static let angles = [0.3, -1.1, 2.2, 0.7]

  static func sample(_ kind: GateKind) -> Gate {
    Gate(kind, Array(angles.prefix(kind.parameterCount)), on: Array(0..<kind.qubits))
  }

  /// The matrix of a sequence of gates on `qubits`, gates first to last.
  static func product(_ gates: [Gate], qubits: Int) -> Matrix {
    gates.reduce(Matrix.identity(1 << qubits)) { DenseReference.operatorMatrix($1, qubits: qubits) * $0 }
  }

  @Test("every matrix is unitary and of the size that the table says", arguments: GateKind.allCases)
  func unitary(_ kind: GateKind) {
    let matrix = Self.sample(kind).matrix
    #expect(matrix.dimension == 1 << kind.qubits)
    #expect(matrix.isUnitary(tolerance: 1e-14))
  }

  @Test("every inverse undoes its gate exactly, controls included", arguments: GateKind.allCases)
  func inverse(_ kind: GateKind) {
    let gate = Self.sample(kind)
    let size = kind.qubits
    #expect(Self.product([gate] + gate.inverse(), qubits: size).distance(to: .identity(1 << size)) < 1e-12)
    let controlled = Gate(kind, gate.parameters, on: [size] + gate.qubits, controlStates: [false])
    let undone = Self.product([controlled] + controlled.inverse(), qubits: size + 1)
    #expect(undone.distance(to: .identity(2 << size)) < 1e-12)
  }

  @Test("the flags of the table are those of the matrix", arguments: GateKind.allCases)
  func flags(_ kind: GateKind) {
    let matrix = Self.sample(kind).matrix
    #expect(kind.description.isDiagonal == matrix.isDiagonal(tolerance: 1e-12))
    let permutes = matrix.elements.allSatisfy { $0.distanceToBit < 1e-12 }
    #expect(kind.description.isPermutation == permutes)
  }

  @Test("a gate written by the name of its controlled form has the same matrix", arguments: GateKind.allCases)
  func canonical(_ kind: GateKind) {
    let plain = Self.sample(kind)
    let wide = Gate(
      kind, plain.parameters, on: [kind.qubits, kind.qubits + 1] + plain.qubits, controlStates: [false, true])
    let size = kind.qubits + 2
    let difference = DenseReference.operatorMatrix(wide, qubits: size)
      .distance(to: DenseReference.operatorMatrix(wide.canonical, qubits: size))
    #expect(difference < 1e-14)
  }
}

extension Complex {
  /// How far it is from 0 or 1, whichever is nearer.
  var distanceToBit: Double { min(magnitude, (self - .one).magnitude) }
}
