import Core

/// Makes circuits shorter without changing what they do, up to a global phase, and checks that it did not.
public struct CircuitOptimizer: Sendable {
  /// How far a gate looks ahead for a partner.
  public var window: Int
  /// How often all passes are repeated at most; they stop earlier when nothing changes.
  public var rounds: Int

  public init(window: Int = 64, rounds: Int = 8) {
    self.window = window
    self.rounds = rounds
  }

  /// The optimised circuit with what it saved and how it was checked.
  ///
  /// Gates move and merge only within stretches without measurements, resets, barriers or blocks on their qubits; the
  /// bodies of blocks are optimised on their own.
  ///
  /// - Throws: `internal.bug` where the check finds a difference: the result is then not to be used.
  public func optimize(_ circuit: Circuit) throws(CircuitError) -> OptimizedCircuit {
    var result = circuit
    var passes: [String: Int] = [:]
    result.operations = optimized(circuit.operations, &passes)
    let check = CircuitEquivalence.compare(circuit, result)
    guard check != .different else {
      throw CircuitError(
        "internal.bug", "the optimised circuit differs from the given one; please report it", exit: .bug)
    }
    return OptimizedCircuit(
      circuit: result, before: circuit.summary, after: result.summary, twoQubitGatesBefore: circuit.multiQubitGates,
      twoQubitGatesAfter: result.multiQubitGates, removed: passes, check: check)
  }

  private func optimized(_ operations: [Operation], _ passes: inout [String: Int]) -> [Operation] {
    var list = operations.map { operation -> Operation in
      switch operation {
      case .conditional(let condition, let then, let otherwise):
        .conditional(condition, then: optimized(then, &passes), otherwise: optimized(otherwise, &passes))
      case .whileLoop(let condition, let body): .whileLoop(condition, body: optimized(body, &passes))
      default: operation
      }
    }
    for _ in 0..<rounds {
      let before = list
      for (name, pass) in [
        ("identities", Self.dropIdentities), ("merged", merge), ("resynthesised", Self.resynthesize),
      ] {
        let count = list.count
        list = pass(list)
        passes[name, default: 0] += count - list.count
      }
      if list == before { break }
    }
    return list
  }
}

/// What an optimisation came to.
public struct OptimizedCircuit: Sendable, Hashable {
  public var circuit: Circuit
  public var before: CircuitSummary
  public var after: CircuitSummary
  /// Gates on two or more qubits.
  public var twoQubitGatesBefore: Int
  public var twoQubitGatesAfter: Int
  /// Operations that each pass removed.
  public var removed: [String: Int]
  public var check: CircuitEquivalence
}

extension Circuit {
  /// Gates on two or more qubits, blocks included.
  public var multiQubitGates: Int {
    func count(_ operations: [Operation]) -> Int {
      operations.reduce(0) { total, operation in
        switch operation {
        case .gate(let gate): total + (gate.qubits.count > 1 ? 1 : 0)
        case .unitary(let gate): total + (gate.qubits.count > 1 ? 1 : 0)
        case .conditional(_, let then, let otherwise): total + count(then) + count(otherwise)
        case .whileLoop(_, let body): total + count(body)
        default: total
        }
      }
    }
    return count(operations)
  }
}
