import Circuits
import Core
import Glibc

/// The noise of the contract as textbooks write it, by operators: shares nothing with what the executors use.
enum ReferenceNoise {
  /// The operators of one channel, and the qubits that they act on, the first least significant.
  struct Operators {
    var operators: [Matrix]
    var qubits: [Int]
  }

  /// What `entry` does after `gate`; nothing where it names other gates or qubits.
  static func channels(_ entry: NoiseEntry, after gate: Gate) -> [Operators] {
    if let names = entry.gates, !names.contains(gate.name), !names.contains("\(gate.qubits.count)q") { return [] }
    let qubits = gate.qubits.filter { entry.qubits?.contains($0) ?? true }
    let p = entry.probability ?? 0
    switch entry.channel {
    case .readout: return []
    case .depolarizing: return qubits.isEmpty ? [] : [Operators(operators: depolarizing(p, qubits.count), qubits: qubits)]
    case .bitFlip: return each(qubits, products(["X": p], 1))
    case .phaseFlip: return each(qubits, products(["Z": p], 1))
    case .amplitudeDamping: return each(qubits, damping(p))
    case .phaseDamping: return each(qubits, dephasing(p))
    case .thermal:
      let time = entry.gateTimes?[gate.name] ?? entry.gateTimes?["\(gate.qubits.count)q"] ?? entry.gateTime
        ?? (gate.qubits.count == 1 ? 50e-9 : 300e-9)
      let decay = 1 - exp(-time / (entry.t1 ?? .infinity))
      // Coherences: e^(-t/2T1) from the decay, the rest from dephasing: √(1-λ) = e^(-t/T2 + t/2T1).
      let rest = exp(-time / (entry.t2 ?? .infinity) + time / (2 * (entry.t1 ?? .infinity)))
      return each(qubits, damping(decay)) + (entry.t2 == nil ? [] : each(qubits, dephasing(1 - rest * rest)))
    case .pauli:
      let width = entry.paulis?.keys.first?.count ?? 1
      let operators = products(entry.paulis ?? [:], width)
      return width == 1 ? each(qubits, operators) : qubits.count == width ? [Operators(operators: operators, qubits: qubits)] : []
    case .kraus:
      let operators = (entry.kraus ?? []).map { Matrix(rows: $0.rows.map { $0.map { Complex($0.re, $0.im) } }) }
      let width = operators.first?.qubits ?? 1
      return width == 1 ? each(qubits, operators) : qubits.count == width ? [Operators(operators: operators, qubits: qubits)] : []
    }
  }

  /// The distribution over `width` bits after each was read by the rows of `confusion`.
  static func read(_ distribution: [Double], _ confusion: [[Double]], _ width: Int) -> [Double] {
    var values = distribution
    for bit in 0..<width {
      values = values.indices.map { index in
        let one = index >> bit & 1
        return values[index & ~(1 << bit)] * confusion[0][one] + values[index | 1 << bit] * confusion[1][one]
      }
    }
    return values
  }

  private static func each(_ qubits: [Int], _ operators: [Matrix]) -> [Operators] {
    qubits.map { Operators(operators: operators, qubits: [$0]) }
  }

  private static func damping(_ gamma: Double) -> [Matrix] {
    [
      Matrix(rows: [[.one, .zero], [.zero, Complex((1 - gamma).squareRoot())]]),
      Matrix(rows: [[.zero, Complex(gamma.squareRoot())], [.zero, .zero]]),
    ]
  }

  private static func dephasing(_ lambda: Double) -> [Matrix] {
    [
      Matrix(rows: [[.one, .zero], [.zero, Complex((1 - lambda).squareRoot())]]),
      Matrix(rows: [[.zero, .zero], [.zero, Complex(lambda.squareRoot())]]),
    ]
  }

  private static func depolarizing(_ p: Double, _ width: Int) -> [Matrix] {
    let count = 1 << (2 * width)
    var labels: [String: Double] = [:]
    for index in 1..<count {
      labels[(0..<width).map { ["I", "X", "Y", "Z"][index >> (2 * $0) & 3] }.joined()] = p / Double(count - 1)
    }
    return products(labels, width)
  }

  /// Pauli products by labels whose rightmost letter is the first qubit's; what they leave is the identity.
  private static func products(_ labels: [String: Double], _ width: Int) -> [Matrix] {
    let kinds: [Character: GateKind] = ["I": .id, "X": .x, "Y": .y, "Z": .z]
    let rest = 1 - labels.filter { $0.key.contains { $0 != "I" } }.values.reduce(0, +)
    var result = [Matrix.identity(1 << width).scaled(by: Complex(max(0, rest).squareRoot()))]
    for (label, p) in labels where label.contains(where: { $0 != "I" }) {
      var product = Matrix.identity(1)
      // The left letter is the most significant, and stands first in the Kronecker product.
      for letter in label { product = kron(product, (kinds[letter] ?? .id).matrix([])) }
      result.append(product.scaled(by: Complex(p.squareRoot())))
    }
    return result
  }

  /// `a` on the more significant places.
  private static func kron(_ a: Matrix, _ b: Matrix) -> Matrix {
    let n = a.dimension * b.dimension
    var result = Matrix(dimension: n, elements: Array(repeating: .zero, count: n * n))
    for row in 0..<n {
      for column in 0..<n {
        result[row, column] = a[row / b.dimension, column / b.dimension] * b[row % b.dimension, column % b.dimension]
      }
    }
    return result
  }
}
