import Circuits
import Core

/// Kraus operators as jumps that a trajectory draws between.
struct KrausJumps {
  let operators: [Matrix]
  /// Their probabilities where they do not depend on the state: each a multiple of a unitary.
  let fixed: [Double]?
  /// A lower bound of the first operator's probability in any state (Gershgorin on K†K).
  let least: Double

  init(_ operators: [Matrix]) {
    self.operators = operators
    let weights = operators.map { $0.adjoint * $0 }
    let scales = weights.map { $0[0, 0].re }
    let areFixed = zip(weights, scales).allSatisfy { $0.distance(to: .identity($0.dimension).scaled(by: Complex($1))) < 1e-14 }
    fixed = areFixed ? scales : nil
    least = weights.first.map(Self.leastEigenvalue) ?? 0
  }

  private static func leastEigenvalue(_ matrix: Matrix) -> Double {
    let bounds = (0..<matrix.dimension).map { row in
      (0..<matrix.dimension).reduce(matrix[row, row].re) { $1 == row ? $0 : $0 - matrix[row, $1].magnitude }
    }
    return max(0, bounds.min() ?? 0)
  }

  /// The operator that a number of [0, 1) falls on.
  static func choose(_ number: Double, _ probabilities: [Double]) -> Int {
    var rest = number * probabilities.reduce(0, +)
    for (index, probability) in probabilities.enumerated() {
      if rest < probability { return index }
      rest -= probability
    }
    return probabilities.lastIndex { $0 > 0 } ?? 0
  }

  /// K†K of each operator as Pauli products with their coefficients.
  func observables(on qubits: [Int]) -> [PauliSum] {
    operators.map { PauliSum.expansion(of: $0.adjoint * $0, on: qubits) }
  }
}

extension PauliSum {
  /// A Hermitian matrix as a sum over Pauli products: coefficients tr(P M) / 2^k.
  static func expansion(of matrix: Matrix, on qubits: [Int]) -> PauliSum {
    var terms: [Term] = []
    for index in 0..<(1 << (2 * qubits.count)) {
      let product = QuantumChannel.product(index, width: qubits.count, 1)
      let pauli = product.matrix
      var trace = 0.0
      for row in 0..<matrix.dimension {
        for column in 0..<matrix.dimension { trace += (pauli[row, column] * matrix[column, row]).re }
      }
      guard abs(trace) > 1e-15 else { continue }
      let factors = zip(product.factors, qubits).compactMap { pauli, qubit in pauli.map { Factor($0, qubit) } }
      terms.append(Term(trace / Double(matrix.dimension), factors))
    }
    return PauliSum(terms)
  }
}

extension ShotTree {
  /// Draws one of the operators for each shot. Where the first is so likely that the numbers fall on it in any state, the
  /// state is not looked at, and its norm is left to the next look at probabilities.
  func jump(_ branch: inout Branch, _ jumps: KrausJumps, _ qubits: [Int]) throws(SimulatorError) {
    let draws = branch.shots.indices.map { branch.shots[$0].unit() }
    var probabilities = jumps.fixed
    if probabilities == nil, draws.contains(where: { $0 >= jumps.least }) {
      try branch.flush()
      var values: [Double] = []
      for observable in jumps.observables(on: qubits) { values.append(max(0, try branch.state.expectation(of: observable))) }
      probabilities = values
    }
    var groups: [[Shot]] = Array(repeating: [], count: jumps.operators.count)
    for (shot, draw) in zip(branch.shots, draws) {
      groups[probabilities.map { KrausJumps.choose(draw, $0) } ?? 0].append(shot)
    }
    try part(
      &branch,
      groups.enumerated().map { index, shots -> Part in
        (
          shots,
          { (own: inout Branch) throws(SimulatorError) in
            own.queue.append(.matrix(jumps.operators[index], qubits))
            own.state.isScaled = true
          }
        )
      })
  }
}
