import Core

extension StimProgram {
  /// False where the instruction is no noise.
  mutating func addNoise(_ one: StimCircuit.Instruction) throws(SimulatorError) -> Bool {
    switch one.name {
    case "X_ERROR": try flip(1, one)
    case "Z_ERROR": try flip(2, one)
    case "Y_ERROR": try flip(3, one)
    case "DEPOLARIZE1":
      let p = try probability(one)
      for qubit in try qubits(one) { program.depolarize([qubit], p) }
    case "DEPOLARIZE2":
      let p = try probability(one)
      for (a, b) in try pairs(one) { program.depolarize([a, b], p) }
    case "PAULI_CHANNEL_1":
      try check(one, count: 3)
      for qubit in try qubits(one) {
        program.channel(zip(one.arguments, 1...).map { ($0, targets($1, [qubit])) })
      }
    case "PAULI_CHANNEL_2":
      try check(one, count: 15)
      for (a, b) in try pairs(one) {
        // IX, IY, IZ, XI, …: the second letter runs fastest.
        program.channel(zip(one.arguments, 1...).map { ($0, targets(($1 & 3) << 2 | $1 >> 2, [a, b])) })
      }
    case "E", "CORRELATED_ERROR": try correlated(one, unlessEarlier: false)
    case "ELSE_CORRELATED_ERROR": try correlated(one, unlessEarlier: true)
    default: return false
    }
    return true
  }

  private mutating func flip(_ pauli: Int, _ one: StimCircuit.Instruction) throws(SimulatorError) {
    let p = try probability(one)
    for qubit in try qubits(one) { program.flip(pauli, on: qubit, p) }
  }

  private func pairs(_ one: StimCircuit.Instruction) throws(SimulatorError) -> [(Int, Int)] {
    let all = try qubits(one)
    guard all.count % 2 == 0 else { throw fail(one, "`\(one.name)` takes its targets in pairs") }
    return stride(from: 0, to: all.count, by: 2).map { (all[$0], all[$0 + 1]) }
  }

  private func check(_ one: StimCircuit.Instruction, count: Int) throws(SimulatorError) {
    let total = one.arguments.reduce(0, +)
    guard one.arguments.count == count, one.arguments.allSatisfy({ $0 >= 0 }), total <= 1 + 1e-9 else {
      throw fail(one, "`\(one.name)` takes \(count) probabilities that sum to at most 1")
    }
  }

  /// Base 4 digits I, X, Y, Z of `index`, the lowest for the first qubit, as Paulis.
  private func targets(_ index: Int, _ qubits: [Int]) -> [CliffordProgram.Target] {
    let bits = [0, 1, 3, 2]
    return qubits.enumerated().compactMap { place, qubit in
      let digit = index >> (2 * place) & 3
      return digit == 0 ? nil : CliffordProgram.Target(qubit: qubit, pauli: bits[digit])
    }
  }

  private mutating func correlated(_ one: StimCircuit.Instruction, unlessEarlier: Bool) throws(SimulatorError) {
    let p = try probability(one)
    var product: [CliffordProgram.Target] = []
    for target in one.targets {
      guard case .pauli(let pauli, let qubit, false) = target else { throw fail(one, "`\(one.name)` takes Paulis such as X1 Z2") }
      product.append(CliffordProgram.Target(qubit: qubit, pauli: pauli.bits))
    }
    program.correlated(product, p, unlessEarlier: unlessEarlier)
  }
}
