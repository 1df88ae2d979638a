import Circuits
import Core

@testable import Simulator

/// A slow, plain density matrix: ρ as a vector over rows and columns, every Kraus operator applied to both.
struct NoisyReference {
  let qubits: Int
  /// Element (row, column) at row + column · 2^qubits.
  var elements: DenseReference

  init(qubits: Int) {
    self.qubits = qubits
    elements = DenseReference(qubits: 2 * qubits)
  }

  /// What `circuit` leaves under `noise`: gates and resets only.
  init(_ circuit: Circuit, noise entries: [NoiseEntry]) throws {
    self.init(qubits: circuit.qubitCount)
    var noise = try NoiseProgram(entries)
    for operation in circuit.operations {
      switch operation {
      case .gate(let gate):
        apply([gate.matrix], gate.qubits)
        for channel in noise.channels(after: gate.name, on: gate.qubits) { apply(channel.kraus, channel.qubits) }
      case .unitary(let gate):
        apply([gate.matrix.controlled(by: gate.controlStates)], gate.qubits)
        for channel in noise.channels(after: gate.label, on: gate.qubits) { apply(channel.kraus, channel.qubits) }
      case .reset(let qubit):
        apply([Matrix(diagonal: [.one, .zero]), Matrix(rows: [[.zero, .one], [.zero, .zero]])], [qubit])
      default: break
      }
    }
  }

  mutating func apply(_ kraus: [Matrix], _ targets: [Int]) {
    let start = elements.amplitudes
    var sum = Array(repeating: Complex.zero, count: start.count)
    for matrix in kraus {
      elements.amplitudes = start
      elements.apply(matrix, targets)
      let conjugate = Matrix(dimension: matrix.dimension, elements: matrix.elements.map(\.conjugate))
      elements.apply(conjugate, targets.map { $0 + qubits })
      for index in sum.indices { sum[index] += elements.amplitudes[index] }
    }
    elements.amplitudes = sum
  }

  var probabilities: [Double] { (0..<(1 << qubits)).map { elements.amplitudes[$0 << qubits | $0].re } }

  /// ρ as a matrix.
  var matrix: Matrix {
    let size = 1 << qubits
    var result = Matrix(dimension: size, elements: Array(repeating: .zero, count: size * size))
    for row in 0..<size {
      for column in 0..<size { result[row, column] = elements.amplitudes[column << qubits | row] }
    }
    return result
  }

  /// tr(P ρ) of a Pauli sum.
  func expectation(of sum: PauliSum) -> Double {
    sum.terms.reduce(0) { total, term in
      var moved = self
      for factor in term.factors { moved.elements.apply(factor.pauli.gate.matrix(), [factor.qubit]) }
      return total + term.coefficient * moved.probabilities.reduce(0, +)
    }
  }
}

/// Random noise for tests.
enum RandomNoise {
  /// A few entries of any channel, the general ones among them.
  static func make(_ numbers: inout SeededGenerator, count: Int, strength: Double = 0.2) -> [NoiseEntry] {
    (0..<count).map { _ in
      let p = numbers.unit() * strength
      let gates: [String]? = numbers.unit() < 0.3 ? ["1q"] : numbers.unit() < 0.3 ? ["2q"] : nil
      switch Int.random(in: 0..<9, using: &numbers) {
      case 0: return NoiseEntry(channel: .depolarizing, probability: p, gates: gates ?? ["1q", "2q"])
      case 1: return NoiseEntry(channel: .amplitudeDamping, probability: p, gates: gates)
      case 2: return NoiseEntry(channel: .phaseDamping, probability: p)
      case 3: return NoiseEntry(channel: .bitFlip, probability: p, gates: gates)
      case 4: return NoiseEntry(channel: .phaseFlip, probability: p, qubits: [0])
      case 5: return NoiseEntry(channel: .thermal, t1: 1e-6 / (p + 1e-3), t2: 0.9e-6 / (p + 1e-3), gateTime: 1e-7)
      case 6: return paulis(["X": p / 2, "Y": p / 3, "Z": p / 4], nil)
      case 7: return paulis(["XY": p / 2, "ZI": p / 3, "YZ": p / 4], ["2q"])
      default: return kraus(p, &numbers)
      }
    }
  }

  static func paulis(_ table: [String: Double], _ gates: [String]?) -> NoiseEntry {
    var entry = NoiseEntry(channel: .pauli, gates: gates)
    entry.paulis = table
    return entry
  }

  /// Two operators from an isometry of random columns, near the identity for small `p`, after gates on one qubit.
  static func kraus(_ p: Double, _ numbers: inout SeededGenerator) -> NoiseEntry {
    let unitary = RandomCircuit.unitary(2, &numbers)
    let (keep, lose) = ((1 - p).squareRoot(), p.squareRoot())
    let operators = [
      Matrix(diagonal: [.one, Complex(keep)]), Matrix(rows: [[.zero, Complex(lose)], [.zero, .zero]]),
    ].map { unitary * $0 * unitary.adjoint }
    var entry = NoiseEntry(channel: .kraus, gates: ["1q"])
    entry.kraus = operators.map { matrix in
      NoiseOperator((0..<2).map { row in (0..<2).map { NoiseOperator.Element(matrix[row, $0].re, matrix[row, $0].im) } })
    }
    return entry
  }

  /// Whether every entry meets a gate of `circuit`.
  static func meets(_ circuit: Circuit, _ noise: [NoiseEntry]) -> Bool { (try? Program(circuit, noise: noise)) != nil }
}
