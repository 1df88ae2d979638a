import Circuits
import Core

/// A slow, plain simulation: full matrices on a full vector or density matrix, written apart from the simulator's kernels.
struct DenseReference {
  let qubits: Int
  var amplitudes: [Complex]

  init(qubits: Int) {
    self.qubits = qubits
    amplitudes = Array(repeating: .zero, count: 1 << qubits)
    amplitudes[0] = .one
  }

  /// The final state of a circuit of gates.
  static func state(of circuit: Circuit) -> [Complex] {
    var reference = DenseReference(qubits: circuit.qubitCount)
    for operation in circuit.operations {
      switch operation {
      case .gate(let gate): reference.apply(gate.matrix, gate.qubits)
      case .unitary(let gate): reference.apply(gate.matrix.controlled(by: gate.controlStates), gate.qubits)
      default: break
      }
    }
    return reference.amplitudes
  }

  /// Applies `matrix` to `targets`, the first least significant.
  mutating func apply(_ matrix: Matrix, _ targets: [Int]) {
    var result = Array(repeating: Complex.zero, count: amplitudes.count)
    for index in amplitudes.indices {
      var column = 0
      for (bit, qubit) in targets.enumerated() where index >> qubit & 1 == 1 { column |= 1 << bit }
      for row in 0..<matrix.dimension where matrix[row, column] != .zero {
        var target = index
        for (bit, qubit) in targets.enumerated() {
          target = row >> bit & 1 == 1 ? target | 1 << qubit : target & ~(1 << qubit)
        }
        result[target] += matrix[row, column] * amplitudes[index]
      }
    }
    amplitudes = result
  }

  /// <ψ|P|ψ> of a Pauli sum.
  func expectation(of sum: PauliSum) -> Double {
    var total = 0.0
    for term in sum.terms {
      var moved = self
      for factor in term.factors {
        let kind: GateKind = factor.pauli == .x ? .x : factor.pauli == .y ? .y : .z
        moved.apply(kind.matrix(), [factor.qubit])
      }
      var overlap = Complex.zero
      for (a, b) in zip(amplitudes, moved.amplitudes) { overlap += a.conjugate * b }
      total += term.coefficient * overlap.re
    }
    return total
  }
}

/// Random circuits for tests.
enum RandomCircuit {
  /// `gates` gates of every kind of the table, some with further controls, and arbitrary matrices.
  static func make(qubits: Int, gates: Int, seed: UInt64, matrices: Bool = true) -> Circuit {
    var numbers = SeededGenerator(seed: seed)
    var circuit = Circuit(qubits: qubits)
    let kinds = GateKind.allCases.filter { $0.qubits <= qubits }
    while circuit.operations.count < gates {
      guard let kind = kinds.randomElement(using: &numbers) else { break }
      let parameters = (0..<kind.parameterCount).map { _ in (numbers.unit() - 0.5) * 4 * .pi }
      let extra = numbers.unit() < 0.15 ? min(Int.random(in: 1...2, using: &numbers), qubits - kind.qubits) : 0
      let order = (0..<qubits).shuffled(using: &numbers)
      let states = (0..<extra).map { _ in Bool.random(using: &numbers) }
      if matrices, numbers.unit() < 0.05, qubits >= 3 {
        let size = Int.random(in: 1...3, using: &numbers)
        circuit.operations.append(
          .unitary(UnitaryGate(unitary(1 << size, &numbers), on: Array(order.prefix(size)))))
      } else {
        circuit.append(Gate(kind, parameters, on: Array(order.prefix(kind.qubits + extra)), controlStates: states))
      }
    }
    return circuit
  }

  /// A random unitary by Gram and Schmidt.
  static func unitary(_ dimension: Int, _ numbers: inout SeededGenerator) -> Matrix {
    var rows: [[Complex]] = []
    while rows.count < dimension {
      var row = (0..<dimension).map { _ in Complex(numbers.unit() - 0.5, numbers.unit() - 0.5) }
      for other in rows {
        var overlap = Complex.zero
        for (a, b) in zip(other, row) { overlap += a.conjugate * b }
        for index in row.indices { row[index] = row[index] - overlap * other[index] }
      }
      let norm = row.reduce(0) { $0 + $1.squaredMagnitude }.squareRoot()
      rows.append(row.map { (1 / norm) * $0 })
    }
    return Matrix(rows: rows)
  }
}
