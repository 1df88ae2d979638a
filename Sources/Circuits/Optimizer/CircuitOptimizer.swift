import Core

/// Makes circuits shorter without changing what is measured, and checks that it did not.
public struct CircuitOptimizer: Sendable {
  /// The gates that may come out.
  public enum Basis: String, Sendable, CaseIterable {
    /// Every gate of the table; each on two or more qubits counts as one.
    case table
    /// Gates on one qubit, and `cx`.
    case cx
  }

  public var basis: Basis
  /// How far a gate looks ahead for a partner.
  public var window: Int
  /// How often all passes are repeated at most; they stop earlier when nothing changes.
  public var rounds: Int

  public init(basis: Basis = .table, window: Int = 64, rounds: Int = 12) {
    self.basis = basis
    self.window = window
    self.rounds = rounds
  }

  /// The optimised circuit with what it saved and how it was checked.
  ///
  /// Gates move and merge only within stretches without measurements, resets, barriers or blocks on their qubits; the
  /// bodies of blocks are optimised on their own. Where the circuit measures, swaps are taken out by renaming what is
  /// measured, and gates that no measurement sees, and qubits that are left without any, go.
  ///
  /// - Throws: `internal.bug` where the check finds a difference: the result is then not to be used.
  public func optimize(_ circuit: Circuit) throws(CircuitError) -> OptimizedCircuit {
    var result = circuit
    var saved: [String: Int] = [:]
    result.operations = try optimized(circuit.operations, circuit, isTop: true, &saved)
    let check = CircuitEquivalence.compare(circuit, result)
    guard check != .different else {
      throw CircuitError(
        "internal.bug", "the optimised circuit differs from the given one; please report it", exit: .bug)
    }
    result = UnusedQubits.removed(from: result)
    return OptimizedCircuit(
      circuit: result, before: circuit.summary, after: result.summary, twoQubitGatesBefore: circuit.multiQubitGates,
      twoQubitGatesAfter: result.multiQubitGates, removed: saved.filter { $0.value != 0 }, check: check)
  }

  private func optimized(
    _ operations: [Operation], _ circuit: Circuit, isTop: Bool, _ saved: inout [String: Int]
  ) throws(CircuitError) -> [Operation] {
    var list: [Operation] = []
    for operation in operations {
      switch operation {
      case .conditional(let condition, let then, let otherwise):
        list.append(
          .conditional(
            condition, then: try optimized(then, circuit, isTop: false, &saved),
            otherwise: try optimized(otherwise, circuit, isTop: false, &saved)))
      case .whileLoop(let condition, let body):
        list.append(.whileLoop(condition, body: try optimized(body, circuit, isTop: false, &saved)))
      default: list.append(operation)
      }
    }
    let measures = isTop && circuit.operations.contains(where: \.measuresAnything)
    if isTop { list = SwapElision.pass(list, qubits: circuit.qubitCount, isFree: measures) }
    repeated(&list, isTop: isTop, blocks: basis == .table, &saved)
    if basis == .cx {
      list = try lowered(list)
      repeated(&list, isTop: isTop, blocks: true, &saved)
    }
    return list
  }

  /// All passes, until none changes anything.
  private func repeated(_ list: inout [Operation], isTop: Bool, blocks: Bool, _ saved: inout [String: Int]) {
    let onlyCX = basis == .cx
    var passes: [(String, ([Operation]) -> [Operation])] = [
      ("identities", Self.dropIdentities), ("merged", merge), ("one-qubit runs", Self.resynthesize),
    ]
    if blocks { passes.append(("two-qubit blocks", { BlockResynthesis.pass($0, onlyCX: onlyCX) })) }
    if isTop { passes.append(("unseen", FinalGates.pass)) }
    for _ in 0..<rounds {
      let before = list
      for (name, pass) in passes {
        let count = list.count
        list = pass(list)
        saved[name, default: 0] += count - list.count
      }
      if list == before { break }
    }
  }

  /// The operations by one-qubit gates and cx.
  private func lowered(_ operations: [Operation]) throws(CircuitError) -> [Operation] {
    var circuit = Circuit()
    circuit.operations = operations
    return try circuit.decomposed { $0.qubits.count <= 1 || ($0.kind == .cx && $0.controlStates.isEmpty) }.operations
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
  /// Operations that each pass removed; a pass that wrote shorter gates by more of them counts below 0.
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
