import Core

/// Follows every branch of measurement, reset and condition through a program.
struct ReferenceEngine<State: ReferenceState> {
  private let program: ReferenceProgram
  private let noise: ReferenceNoise
  private var work: Int
  private var branches: [Branch]
  /// Measurements that nothing comes after: read off at the end.
  private var finals: [(qubit: Int, bit: Int)] = []

  private struct Branch {
    var state: State
    var memory: [Bool]
  }

  init(_ program: ReferenceProgram, _ noise: ReferenceNoise, work: Int) {
    self.program = program
    self.noise = noise
    self.work = work
    branches = [Branch(state: State(qubits: program.qubits), memory: Array(repeating: false, count: program.bits))]
  }

  mutating func run(_ observables: [String]) throws(ReferenceRefusal) -> ReferenceRun {
    let isFinal = program.finalMeasurements
    for (index, step) in program.steps.enumerated() {
      if isFinal[index], case .measure(let qubit, let bit) = step {
        finals.append((qubit, bit))
      } else {
        try perform(step)
      }
    }
    guard finals.count <= 20 else { throw ReferenceRefusal("\(finals.count) final measurements") }
    var result = ReferenceRun()
    result.distribution = try distribution()
    for text in observables { result.expectations[text] = try expectation(text) }
    if branches.count == 1 { result.amplitude0 = branches[0].state.amplitude0 }
    return result
  }

  private mutating func perform(_ step: ReferenceProgram.Step) throws(ReferenceRefusal) {
    switch step {
    case .gate(let name, let matrix, let qubits):
      let channels = try noise.channels(after: name, on: qubits)
      for index in branches.indices {
        try spend(matrix.dimension)
        branches[index].state.gate(matrix, qubits)
        for channel in channels {
          try spend(channel.kraus.count * (channel.kraus.first?.dimension ?? 1))
          try branches[index].state.channel(channel.kraus, channel.qubits)
        }
      }
    case .measure(let qubit, let bit): try measure(qubit, bit)
    case .reset(let qubit): try reset(qubit)
    case .conditional(let condition, let then, let otherwise):
      let all = branches
      var done: [Branch] = []
      for branch in all {
        branches = [branch]
        for step in condition.holds(branch.memory) ? then : otherwise { try perform(step) }
        done += branches
      }
      branches = done
      merge()
    }
  }

  private mutating func measure(_ qubit: Int, _ bit: Int) throws(ReferenceRefusal) {
    let error = noise.readout(qubit)
    try split(qubit) { value, branch in
      let wrong = error.wrong(value)
      return [(value == 1, 1 - wrong), (value == 0, wrong)].compactMap { recorded, probability in
        guard probability > 0 else { return nil }
        var copy = branch
        copy.memory[bit] = recorded
        if probability < 1 { copy.state = branch.state.scaled(probability) }
        return copy
      }
    }
  }

  private mutating func reset(_ qubit: Int) throws(ReferenceRefusal) {
    try split(qubit) { value, branch in
      var copy = branch
      if value == 1 { copy.state.gate(ReferenceGates.x, [qubit]) }
      return [copy]
    }
  }

  /// Projects every branch on both values of `qubit` and goes on with what `next` makes of each.
  private mutating func split(_ qubit: Int, _ next: (Int, Branch) -> [Branch]) throws(ReferenceRefusal) {
    var result: [Branch] = []
    for branch in branches {
      for value in 0...1 {
        try spend(2)
        let projected = Branch(state: branch.state.projected(qubit, value), memory: branch.memory)
        if projected.state.weight > ReferenceLimit.negligible { result += next(value, projected) }
      }
    }
    branches = result
    merge()
    guard branches.count <= 4096 else { throw ReferenceRefusal("more branches of measurement than are followed") }
  }

  private mutating func merge() {
    guard State.canMerge else { return }
    var merged: [Branch] = []
    var places: [[Bool]: Int] = [:]
    for branch in branches {
      if let place = places[branch.memory] {
        merged[place].state = State.merged(merged[place].state, branch.state)
      } else {
        places[branch.memory] = merged.count
        merged.append(branch)
      }
    }
    branches = merged
  }

  private mutating func spend(_ multiplications: Int) throws(ReferenceRefusal) {
    work -= multiplications << (State.canMerge ? 2 * program.qubits : program.qubits)
    if work < 0 { throw ReferenceRefusal("more computing than the reference allows itself") }
  }
}

extension ReferenceEngine {
  private func distribution() throws(ReferenceRefusal) -> [String: Double] {
    var result: [String: Double] = [:]
    for branch in branches {
      for (outcome, p) in finalOutcomes(branch.state).enumerated() where p > ReferenceLimit.negligible {
        var memory = branch.memory
        for (place, final) in finals.enumerated() { memory[final.bit] = outcome >> place & 1 == 1 }
        result[String(memory.reversed().map { $0 ? "1" : "0" }), default: 0] += p
        guard result.count <= ReferenceLimit.outcomes else {
          throw ReferenceRefusal("more than \(ReferenceLimit.outcomes) outcomes")
        }
      }
    }
    return result
  }

  /// The probability of each joint outcome of the final measurements, wrong readings included.
  private func finalOutcomes(_ state: State) -> [Double] {
    var outcomes = [Double](repeating: 0, count: 1 << finals.count)
    for index in 0..<(1 << program.qubits) {
      let outcome = finals.enumerated().reduce(0) { $0 | (index >> $1.element.qubit & 1) << $1.offset }
      outcomes[outcome] += state.probability(index)
    }
    for (place, final) in finals.enumerated() {
      let error = noise.readout(final.qubit)
      if error.isNone { continue }
      let before = outcomes
      for outcome in outcomes.indices {
        let bit = outcome >> place & 1
        outcomes[outcome] = (1 - error.wrong(bit)) * before[outcome] + error.wrong(1 - bit) * before[outcome ^ 1 << place]
      }
    }
    return outcomes
  }

  private func expectation(_ text: String) throws(ReferenceRefusal) -> (value: Double, deviation: Double) {
    var value = 0.0
    var deviation = 0.0
    for term in try PauliSum(text, qubits: program.qubits).terms {
      let mean = branches.reduce(0) {
        $0 + $1.state.expectation(term.factors.map(\.matrix), term.factors.map(\.qubit))
      }
      value += term.coefficient * mean
      // Standard deviations of dependent terms add up at most.
      deviation += abs(term.coefficient) * max(0, 1 - mean * mean).squareRoot()
    }
    return (value, deviation)
  }
}
