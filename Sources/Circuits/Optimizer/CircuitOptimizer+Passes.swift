extension CircuitOptimizer {
  /// Removes gates that do nothing.
  static func dropIdentities(_ operations: [Operation]) -> [Operation] {
    operations.filter { operation in
      guard case .gate(let gate) = operation else { return true }
      switch gate.kind.description.base ?? gate.kind {
      case .id, .u0: return false
      case .gphase: return !gate.controlStates.isEmpty
      default: break
      }
      if let turn = gate.turn { return normalized(turn.angle, period: turn.period) != 0 }
      return true
    }
  }

  /// Lets each gate look ahead, past gates that it commutes with, for one that undoes it or turns with it.
  func merge(_ operations: [Operation]) -> [Operation] {
    var list: [Operation?] = operations
    var later = WireIndex(operations)
    for index in list.indices {
      later.pass(index)
      guard case .gate(let gate)? = list[index] else { continue }
      guard let (partner, merged) = partner(of: gate, at: index, list, later) else { continue }
      // The merged gate stands where the later one stood, for all between commute with the earlier one.
      list[index] = nil
      list[partner] = merged.map { .gate($0) }
    }
    return list.compactMap { $0 }
  }

  private func partner(
    of gate: Gate, at index: Int, _ list: [Operation?], _ wires: WireIndex
  ) -> (Int, Gate?)? {
    for place in wires.following(index, on: gate.qubits, limit: window) {
      guard let operation = list[place] else { continue }
      guard case .gate(let other) = operation else { return nil }
      if let merged = Self.merged(gate, other) { return (place, merged.gate) }
      if !gate.commutes(with: other) { return nil }
    }
    return nil
  }

  /// The two as one, `gate` nil where they undo each other; nil where they cannot be joined.
  private static func merged(_ a: Gate, _ b: Gate) -> (gate: Gate?, Void)? {
    if let first = a.turn, let second = b.turn {
      guard first.family == second.family, first.qubits == second.qubits, first.states == second.states else {
        return nil
      }
      return (gate(first.family, first.qubits, first.states, first.angle + second.angle, first.period), ())
    }
    let inverse = a.inverse()
    guard inverse.count == 1, a.qubits.count == b.qubits.count, Set(a.qubits) == Set(b.qubits) else { return nil }
    return same(inverse[0], b) ? (nil, ()) : nil
  }

  /// Whether two gates are the same, symmetric qubits in any order.
  private static func same(_ a: Gate, _ b: Gate) -> Bool {
    let (left, right) = (a.canonical, b.canonical)
    guard left.kind == right.kind, left.parameters == right.parameters else { return false }
    if left.qubits == right.qubits, left.controlStates == right.controlStates { return true }
    guard left.controlStates.isEmpty, right.controlStates.isEmpty else { return false }
    let controls = left.kind.controls
    let symmetric = [GateKind.swap, .iswap, .cswap].contains(left.kind)
    let (tails, others) = (left.qubits.dropFirst(controls), right.qubits.dropFirst(controls))
    return Set(left.qubits.prefix(controls)) == Set(right.qubits.prefix(controls))
      && (symmetric ? Set(tails) == Set(others) : Array(tails) == Array(others))
  }

  /// Multiplies runs of one-qubit gates and writes each as one gate.
  static func resynthesize(_ operations: [Operation]) -> [Operation] {
    var list: [Operation?] = operations
    var runs: [Int: [Int]] = [:]
    func close(_ qubit: Int) {
      guard let run = runs.removeValue(forKey: qubit), run.count > 1 else { return }
      var matrix = Matrix.identity(2)
      for place in run {
        guard case .gate(let gate)? = list[place] else { return }
        matrix = gate.matrix * matrix
      }
      for place in run.dropLast() { list[place] = nil }
      list[run[run.count - 1]] = shortest(matrix, qubit).map { .gate($0) }
    }
    for (place, operation) in operations.enumerated() {
      if case .gate(let gate) = operation, gate.qubits.count == 1, gate.controlStates.isEmpty {
        runs[gate.qubits[0], default: []].append(place)
        continue
      }
      for qubit in operation.mayLeave ? Array(runs.keys) : operation.qubits { close(qubit) }
    }
    for qubit in runs.keys.sorted() { close(qubit) }
    return list.compactMap { $0 }
  }

  /// One gate for a 2 by 2 unitary up to a phase, nil for the identity.
  static func shortest(_ matrix: Matrix, _ qubit: Int) -> Gate? {
    if matrix.distanceUpToPhase(to: .identity(2)) < 1e-12 { return nil }
    for kind in [GateKind.x, .y, .z, .h, .s, .sdg, .t, .tdg, .sx, .sxdg]
    where matrix.distanceUpToPhase(to: kind.matrix()) < 1e-12 {
      return Gate(kind, [], qubit)
    }
    let angles = EulerAngles(matrix)
    if matrix.isDiagonal(tolerance: 1e-12) {
      return Gate(.p, [normalized(angles.phi + angles.lambda, period: 2 * .pi)], qubit)
    }
    for (kind, angle) in [(GateKind.rx, angles.theta), (.rx, -angles.theta), (.ry, angles.theta), (.ry, -angles.theta)]
    where matrix.distanceUpToPhase(to: kind.matrix([angle])) < 1e-12 {
      return Gate(kind, [angle], qubit)
    }
    return Gate(.u, [angles.theta, angles.phi, angles.lambda], qubit)
  }
}

/// For each wire the places of its operations, to walk ahead without looking at all the others.
private struct WireIndex {
  private var places: [[Int]]
  private var position: [Int]
  /// Operations that stop every walk, on whatever wires.
  private let operations: [Operation]

  init(_ operations: [Operation]) {
    self.operations = operations
    let count = (operations.lazy.flatMap(\.qubits).max() ?? -1) + 1
    places = Array(repeating: [], count: count)
    position = Array(repeating: 0, count: count)
    for (place, operation) in operations.enumerated() {
      // Nothing moves past what may leave the block or end the program.
      let wires = operation.mayLeave ? Array(0..<count) : operation.qubits
      for wire in wires { places[wire].append(place) }
    }
  }

  /// Notes that the walk has come to `index`.
  mutating func pass(_ index: Int) {
    for wire in operations[index].qubits {
      while position[wire] < places[wire].count, places[wire][position[wire]] <= index { position[wire] += 1 }
    }
  }

  /// The next places, in order, at which any of `wires` is used after `index`.
  func following(_ index: Int, on wires: [Int], limit: Int) -> [Int] {
    var next = Set<Int>()
    for wire in wires {
      for place in places[wire][position[wire]...].prefix(limit) where place > index { next.insert(place) }
    }
    return Array(next.sorted().prefix(limit))
  }
}

extension Operation {
  /// Whether it, or anything inside it, may leave the block it stands in.
  var mayLeave: Bool {
    switch self {
    case .end, .breakLoop, .continueLoop: true
    case .conditional(_, let then, let otherwise):
      then.contains(where: \.mayLeave) || otherwise.contains(where: \.mayLeave)
    case .whileLoop(_, let body): body.contains(where: \.mayLeave)
    default: false
    }
  }
}
