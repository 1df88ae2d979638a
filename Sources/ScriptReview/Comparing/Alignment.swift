import Circuits

/// Where a script departs from the program.
struct Departure {
  var line: Int
  var text: String
}

/// Holds the steps of a script against those of the program, in order.
enum Alignment {
  /// The first departure; nil where the script does the same. `end` is the line where a missing step would stand.
  static func compare(program: [ScriptOperation], script: [ScriptOperation], end: Int) -> Departure? {
    var (i, j) = (0, 0)
    while i < program.count {
      guard j < script.count else { return Departure(line: end, text: "\(program[i].text) is missing here") }
      if program[i].matches(script[j]) {
        (i, j) = (i + 1, j + 1)
      } else if let count = decomposition(of: program[i], in: script, from: j) {
        (i, j) = (i + 1, j + count)
      } else if let count = decomposition(of: script[j], in: program, from: i) {
        (i, j) = (i + count, j + 1)
      } else {
        return departure(program, i, script, j)
      }
    }
    guard j < script.count else { return nil }
    return Departure(line: script[j].line, text: "\(script[j].text) does not belong to the program")
  }

  /// How many steps from `start` multiply to the gate `expected`; nil where none do.
  private static func decomposition(of expected: ScriptOperation, in script: [ScriptOperation], from start: Int) -> Int? {
    guard case .gate(let form) = expected.action, form.qubits.count <= GateForm.widest else { return nil }
    let order = form.qubits.sorted()
    let wanted = form.dense(order)
    var product = Matrix.identity(1 << order.count)
    for count in 1...80 {
      guard start + count - 1 < script.count else { return nil }
      let step = script[start + count - 1]
      guard case .gate(let part) = step.action, part.qubits.isSubset(of: form.qubits),
        Set(step.conditions) == Set(expected.conditions)
      else { return nil }
      product = part.dense(order) * product
      if product.distanceUpToPhase(to: wanted) < 1e-8 { return count }
    }
    return nil
  }

  private static func departure(_ program: [ScriptOperation], _ i: Int, _ script: [ScriptOperation], _ j: Int) -> Departure {
    let (expected, found) = (program[i], script[j])
    if i + 1 < program.count, program[i + 1].matches(found) {
      return Departure(line: found.line, text: "\(expected.text) is missing before this line")
    }
    if j + 1 < script.count, expected.matches(script[j + 1]) {
      return Departure(line: found.line, text: "\(found.text) does not belong to the program")
    }
    if !Set(found.conditions).symmetricDifference(expected.conditions).isEmpty {
      return Departure(line: found.line, text: "the condition is not the program's: \(expected.text) is expected here")
    }
    return Departure(line: found.line, text: "\(found.text) stands where the program has \(expected.text)")
  }
}

/// Equality of whole circuits that only differ in order or decomposition.
enum WholeCircuit {
  /// Whether both make the same state of random product states, up to a global phase, and then measure alike. False
  /// where that cannot be told: conditions, resets, measurement in the middle, more than 12 qubits.
  static func sameEffect(_ a: [ScriptOperation], _ b: [ScriptOperation], qubits: Int) -> Bool {
    guard qubits <= 12, let first = split(a), let second = split(b), first.measured == second.measured else { return false }
    for round in 0..<2 {
      let start = productState(qubits, round)
      let (x, y) = (run(first.gates, start, qubits), run(second.gates, start, qubits))
      var overlap = Complex.zero
      for (left, right) in zip(x, y) { overlap = overlap + left.conjugate * right }
      if abs(overlap.squaredMagnitude - 1) > 1e-8 { return false }
    }
    return true
  }

  /// The gates, and the final measurements by bit.
  private static func split(_ steps: [ScriptOperation]) -> (gates: [GateForm], measured: [Int: Int])? {
    var gates: [GateForm] = []
    var measured: [Int: Int] = [:]
    for step in steps {
      guard step.conditions.isEmpty else { return nil }
      switch step.action {
      case .gate(let form):
        guard form.qubits.isDisjoint(with: measured.values) else { return nil }
        gates.append(form)
      case .measure(let qubit, let clbit):
        // A second measurement into one bit is left to the comparison step by step.
        guard measured.updateValue(qubit, forKey: clbit) == nil else { return nil }
      case .reset: return nil
      }
    }
    return (gates, measured)
  }

  private static func productState(_ qubits: Int, _ round: Int) -> [Complex] {
    var state = [Complex.one]
    for qubit in 0..<qubits {
      // Angles without a common pattern, so that no symmetry hides a difference.
      let angle = 0.7 + 0.618 * Double(qubit) + 0.377 * Double(round)
      let a = Complex.phase(angle).re
      let b = Complex.phase(angle).im * Complex.phase(1.3 * angle)
      state = state.map { a * $0 } + state.map { b * $0 }
    }
    return state
  }

  private static func run(_ gates: [GateForm], _ start: [Complex], _ qubits: Int) -> [Complex] {
    var state = start
    for form in gates {
      let offsets = (0..<form.matrix.dimension).map { value in
        form.targets.enumerated().reduce(0) { $0 | (value >> $1.offset & 1) << $1.element }
      }
      let mask = form.targets.reduce(0) { $0 | 1 << $1 }
      for base in state.indices where base & mask == 0 {
        guard form.controls.allSatisfy({ (base >> $0.key & 1 == 1) == $0.value }) else { continue }
        let old = offsets.map { state[base + $0] }
        for (row, offset) in offsets.enumerated() {
          var sum = Complex.zero
          for (column, value) in old.enumerated() { sum = sum + form.matrix[row, column] * value }
          state[base + offset] = sum
        }
      }
    }
    return state
  }
}
