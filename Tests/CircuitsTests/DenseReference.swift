import Circuits

/// A small, slow simulator by dense matrices, written apart from everything that it checks.
enum DenseReference {
  /// The matrix of `gate` on a state of `qubits`, by summing over all basis states.
  static func operatorMatrix(_ gate: Gate, qubits: Int) -> Matrix {
    embed(gate.matrix, on: gate.qubits, qubits: qubits)
  }

  /// `matrix` on the listed qubits, the identity on the rest.
  static func embed(_ matrix: Matrix, on places: [Int], qubits: Int) -> Matrix {
    let size = 1 << qubits
    var result = Matrix(dimension: size, elements: Array(repeating: .zero, count: size * size))
    for column in 0..<size {
      var inner = 0
      for (bit, place) in places.enumerated() where column >> place & 1 == 1 { inner |= 1 << bit }
      var rest = column
      for place in places { rest &= ~(1 << place) }
      for row in 0..<matrix.dimension {
        var target = rest
        for (bit, place) in places.enumerated() where row >> bit & 1 == 1 { target |= 1 << place }
        result[target, column] = matrix[row, inner]
      }
    }
    return result
  }
}

extension DenseReference {
  /// The matrix of a circuit of gates alone.
  static func unitary(_ circuit: Circuit) -> Matrix {
    circuit.operations.reduce(Matrix.identity(1 << circuit.qubitCount)) { product, operation in
      switch operation {
      case .gate(let gate): return operatorMatrix(gate, qubits: circuit.qubitCount) * product
      case .unitary(let gate):
        return embed(gate.matrix.controlled(by: gate.controlStates), on: gate.qubits, qubits: circuit.qubitCount)
          * product
      default: return product
      }
    }
  }

  /// One way that a run can go: the state, the classical memory, and how likely it is.
  struct Branch {
    var state: [Complex]
    var memory: ClassicalMemory
    var probability: Double
    var signal = Signal.none

    enum Signal { case none, breaks, continues, ends }
  }

  /// The state before the measurements of a circuit of gates.
  static func state(_ circuit: Circuit) -> [Complex] {
    var state = Array(repeating: Complex.zero, count: 1 << circuit.qubitCount)
    state[0] = .one
    var branch = Branch(state: state, memory: ClassicalMemory(for: circuit), probability: 1)
    for case .gate(let gate) in circuit.operations { branch = applying(gate.matrix, gate.qubits, branch) }
    return branch.state
  }

  /// The exact distribution over the keys of counts, every outcome of every measurement followed.
  static func distribution(_ circuit: Circuit) -> [String: Double] {
    var state = Array(repeating: Complex.zero, count: 1 << circuit.qubitCount)
    state[0] = .one
    let start = Branch(state: state, memory: ClassicalMemory(for: circuit), probability: 1)
    var result: [String: Double] = [:]
    for branch in run(circuit.operations, from: [start]) {
      let key = String(circuit.outputClbits.reversed().map { branch.memory.bits[$0] ? "1" : "0" })
      result[key, default: 0] += branch.probability
    }
    return result.filter { $0.value > 1e-12 }
  }

  private static func run(_ operations: [Operation], from start: [Branch]) -> [Branch] {
    operations.reduce(start) { branches, operation in
      merged(branches.flatMap { $0.signal == .none ? step(operation, $0) : [$0] })
    }
  }

  /// Branches with the same memory and, to a global phase, the same state are one.
  private static func merged(_ branches: [Branch]) -> [Branch] {
    guard branches.count > 64 else { return branches }
    var kept: [Branch] = []
    for branch in branches {
      let twin = kept.firstIndex { other in
        guard other.memory == branch.memory, other.signal == branch.signal else { return false }
        var overlap = Complex.zero
        for (a, b) in zip(other.state, branch.state) { overlap += a.conjugate * b }
        return abs(overlap.magnitude - 1) < 1e-12
      }
      if let twin { kept[twin].probability += branch.probability } else { kept.append(branch) }
    }
    return kept
  }

  private static func step(_ operation: Operation, _ branch: Branch) -> [Branch] {
    switch operation {
    case .gate(let gate): return [applying(gate.matrix, gate.qubits, branch)]
    case .unitary(let gate): return [applying(gate.matrix.controlled(by: gate.controlStates), gate.qubits, branch)]
    case .measure(let qubit, let clbit):
      return project(qubit, branch).map { outcome, next in
        var next = next
        next.memory.bits[clbit] = outcome
        return next
      }
    case .reset(let qubit):
      return project(qubit, branch).map { outcome, next in outcome ? applying(GateKind.x.matrix(), [qubit], next) : next
      }
    case .conditional(let condition, let then, let otherwise):
      return run(branch.memory.holds(condition) ? then : otherwise, from: [branch])
    case .whileLoop(let condition, let body):
      var (active, done) = ([branch], [Branch]())
      while !active.isEmpty {
        done += active.filter { !$0.memory.holds(condition) || $0.probability < 1e-15 }
        active = run(body, from: active.filter { $0.memory.holds(condition) && $0.probability >= 1e-15 })
        done += active.filter { $0.signal == .breaks || $0.signal == .ends }.map { branch in
          var branch = branch
          if branch.signal == .breaks { branch.signal = .none }
          return branch
        }
        active = active.filter { $0.signal == .none || $0.signal == .continues }.map { branch in
          var branch = branch
          branch.signal = .none
          return branch
        }
      }
      return done
    case .assign(let target, let value):
      var next = branch
      next.memory.assign(target, value)
      return [next]
    case .breakLoop: return [signalling(.breaks, branch)]
    case .continueLoop: return [signalling(.continues, branch)]
    case .end: return [signalling(.ends, branch)]
    case .barrier, .delay: return [branch]
    }
  }

  private static func signalling(_ signal: Branch.Signal, _ branch: Branch) -> Branch {
    var branch = branch
    branch.signal = signal
    return branch
  }

  private static func applying(_ matrix: Matrix, _ places: [Int], _ branch: Branch) -> Branch {
    var next = branch
    next.state = Array(repeating: .zero, count: branch.state.count)
    for (index, amplitude) in branch.state.enumerated() where amplitude != .zero {
      var column = 0
      var rest = index
      for (bit, place) in places.enumerated() {
        if index >> place & 1 == 1 { column |= 1 << bit }
        rest &= ~(1 << place)
      }
      for row in 0..<matrix.dimension {
        var target = rest
        for (bit, place) in places.enumerated() where row >> bit & 1 == 1 { target |= 1 << place }
        next.state[target] += matrix[row, column] * amplitude
      }
    }
    return next
  }

  private static func project(_ qubit: Int, _ branch: Branch) -> [(Bool, Branch)] {
    [false, true].compactMap { outcome in
      var next = branch
      var weight = 0.0
      for index in next.state.indices {
        if (index >> qubit & 1 == 1) == outcome {
          weight += next.state[index].squaredMagnitude
        } else {
          next.state[index] = .zero
        }
      }
      guard weight > 1e-14 else { return nil }
      for index in next.state.indices { next.state[index] = (1 / weight.squareRoot()) * next.state[index] }
      next.probability *= weight
      return (outcome, next)
    }
  }
}
