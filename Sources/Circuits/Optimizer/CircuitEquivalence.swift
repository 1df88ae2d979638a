import Core

/// How two circuits were found to do the same.
public enum CircuitEquivalence: String, Sendable, Hashable, Codable {
  /// All columns of both matrices agree, up to one global phase, and the same is measured.
  case unitary
  /// Random states come out the same, and the same is measured.
  case states
  /// On random states the measured bits have the same distribution: qubits that nobody measures may differ.
  case distribution
  /// Too wide, or with measurements in the middle: only each step's own rule, and each block's own matrix, was checked.
  case steps
  case different

  /// Compares two circuits on the same qubits: by their whole matrices up to 10 qubits, by random states up to 20.
  /// Measurements must be last.
  public static func compare(_ a: Circuit, _ b: Circuit, seed: UInt64 = 1) -> CircuitEquivalence {
    guard a.qubitCount == b.qubitCount, a.clbitCount == b.clbitCount else { return .different }
    guard let first = Straight(a), let second = Straight(b) else { return .steps }
    guard Set(first.measured.keys) == Set(second.measured.keys) else { return .different }
    let n = a.qubitCount
    let work = (first.gates.count + second.gates.count) << n
    guard n <= 20, work <= 1 << 31 else { return .steps }
    if first.measured == second.measured {
      if n <= 10, work << n <= 1 << 30 {
        if sameColumns(first.gates, second.gates, n) { return .unitary }
      } else if sameStates(first.gates, second.gates, n, seed) {
        return .states
      }
    }
    return sameDistributions(first, second, n, seed) ? .distribution : .different
  }

  /// A circuit of gates with measurements at the end.
  private struct Straight {
    var gates: [Gate] = []
    /// The qubit that each classical bit comes from.
    var measured: [Int: Int] = [:]

    /// nil where something else than gates stands between.
    init?(_ circuit: Circuit) {
      var done = Set<Int>()
      for operation in circuit.operations {
        switch operation {
        case .gate(let gate):
          if gate.qubits.contains(where: done.contains) { return nil }
          gates.append(gate)
        case .measure(let qubit, let clbit):
          measured[clbit] = qubit
          done.insert(qubit)
        case .barrier, .delay: break
        default: return nil
        }
      }
    }
  }

  private static func sameColumns(_ first: [Gate], _ second: [Gate], _ n: Int) -> Bool {
    var phase: Complex?
    for column in 0..<(1 << n) {
      var (a, b) = (DenseState(qubits: n), DenseState(qubits: n))
      a.amplitudes[0] = .zero
      b.amplitudes[0] = .zero
      a.amplitudes[column] = .one
      b.amplitudes[column] = .one
      a.apply(first)
      b.apply(second)
      // One phase for all columns, taken from the largest element of the first.
      if phase == nil,
        let place = a.amplitudes.indices.max(by: { a.amplitudes[$0].squaredMagnitude < a.amplitudes[$1].squaredMagnitude })
      {
        guard b.amplitudes[place].magnitude > 1e-9 else { return false }
        let ratio = a.amplitudes[place] / b.amplitudes[place]
        phase = (1 / ratio.magnitude) * ratio
      }
      let turn = phase ?? .one
      for (x, y) in zip(a.amplitudes, b.amplitudes) where (x - turn * y).magnitude > 1e-8 { return false }
    }
    return true
  }

  private static func sameStates(_ first: [Gate], _ second: [Gate], _ n: Int, _ seed: UInt64) -> Bool {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<2 {
      var a = DenseState.random(qubits: n, &generator)
      var b = a
      a.apply(first)
      b.apply(second)
      if a.fidelity(b) < 1 - 1e-9 { return false }
    }
    return true
  }

  /// Each probability is a quadratic form of the state that came in: forms that differ, differ on a random state.
  private static func sameDistributions(_ first: Straight, _ second: Straight, _ n: Int, _ seed: UInt64) -> Bool {
    if first.measured.isEmpty { return false }
    let bits = first.measured.keys.sorted()
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<3 {
      var a = DenseState.random(qubits: n, &generator)
      var b = a
      a.apply(first.gates)
      b.apply(second.gates)
      let left = a.probabilities(of: bits.compactMap { first.measured[$0] })
      let right = b.probabilities(of: bits.compactMap { second.measured[$0] })
      let distance = zip(left, right).reduce(0) { $0 + abs($1.0 - $1.1) }
      if distance > 1e-8 { return false }
    }
    return true
  }
}
