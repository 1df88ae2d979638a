import Core

/// How two circuits were found to do the same, up to a global phase.
public enum CircuitEquivalence: String, Sendable, Hashable, Codable {
  /// All columns of both matrices agree.
  case unitary
  /// Random states come out the same.
  case states
  /// Too wide, or with measurements in the middle: only that the gates' rules were kept is known.
  case unchecked
  case different

  /// Compares two circuits on the same qubits: by their whole matrices up to 10 qubits, by random states up to 20; measurements,
  /// which must be the same in both and last, are left out.
  public static func compare(_ a: Circuit, _ b: Circuit, seed: UInt64 = 1) -> CircuitEquivalence {
    guard a.qubitCount == b.qubitCount, a.clbitCount == b.clbitCount else { return .different }
    guard let (first, measured) = gates(a), let (second, others) = gates(b) else { return .unchecked }
    guard measured == others else { return .different }
    let n = a.qubitCount
    let work = (first.count + second.count) << n
    if n <= 10, work << n <= 1 << 31 { return sameColumns(first, second, n) ? .unitary : .different }
    guard n <= 20, work <= 1 << 31 else { return .unchecked }
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<2 {
      let state = (0..<(1 << n)).map { _ in Complex(generator.unit() - 0.5, generator.unit() - 0.5) }
      if fidelity(run(first, state), run(second, state)) < 1 - 1e-9 { return .different }
    }
    return .states
  }

  /// The gates, and which qubit is measured into which bit at the end; nil where something else than gates stands between.
  private static func gates(_ circuit: Circuit) -> ([Gate], [Int: Int])? {
    var list: [Gate] = []
    var measured: [Int: Int] = [:]
    var done = Set<Int>()
    for operation in circuit.operations {
      switch operation {
      case .gate(let gate):
        if gate.qubits.contains(where: done.contains) { return nil }
        list.append(gate)
      case .measure(let qubit, let clbit):
        measured[clbit] = qubit
        done.insert(qubit)
      case .barrier, .delay: break
      default: return nil
      }
    }
    return (list, measured)
  }

  private static func sameColumns(_ first: [Gate], _ second: [Gate], _ n: Int) -> Bool {
    var phase: Complex?
    for column in 0..<(1 << n) {
      var state = Array(repeating: Complex.zero, count: 1 << n)
      state[column] = .one
      let (a, b) = (run(first, state), run(second, state))
      // One phase for all columns, taken from the largest element of the first.
      if phase == nil, let place = a.indices.max(by: { a[$0].squaredMagnitude < a[$1].squaredMagnitude }) {
        guard b[place].magnitude > 1e-9 else { return false }
        let ratio = a[place] / b[place]
        phase = (1 / ratio.magnitude) * ratio
      }
      let turn = phase ?? .one
      for index in a.indices where (a[index] - turn * b[index]).magnitude > 1e-8 { return false }
    }
    return true
  }

  /// |⟨a|b⟩|² over the norms.
  private static func fidelity(_ a: [Complex], _ b: [Complex]) -> Double {
    var (overlap, left, right) = (Complex.zero, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      overlap += x.conjugate * y
      left += x.squaredMagnitude
      right += y.squaredMagnitude
    }
    return overlap.squaredMagnitude / (left * right)
  }

  /// The gates applied to a state, one after the other.
  private static func run(_ gates: [Gate], _ state: [Complex]) -> [Complex] {
    var state = state
    for gate in gates { apply(gate.controlledForm, &state) }
    return state
  }

  private static func apply(_ form: Gate.ControlledForm, _ state: inout [Complex]) {
    let mask = form.targets.reduce(0) { $0 | 1 << $1 }
    var (required, controls) = (0, 0)
    for (control, isOne) in zip(form.controls, form.states) {
      controls |= 1 << control
      if isOne { required |= 1 << control }
    }
    let size = form.matrix.dimension
    let offsets = (0..<size).map { row in
      form.targets.enumerated().reduce(0) { row >> $1.offset & 1 == 1 ? $0 | 1 << $1.element : $0 }
    }
    var old = Array(repeating: Complex.zero, count: size)
    for base in state.indices where base & mask == 0 && base & controls == required {
      for row in 0..<size { old[row] = state[base | offsets[row]] }
      for row in 0..<size {
        var sum = Complex.zero
        for column in 0..<size { sum += form.matrix[row, column] * old[column] }
        state[base | offsets[row]] = sum
      }
    }
  }
}
