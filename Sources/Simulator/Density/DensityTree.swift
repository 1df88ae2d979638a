import Circuits
import Core

/// Runs a program on density matrices: noise and resets are part of the state, and only measurements before the end part
/// the ways, of shots by their own numbers, or of all outcomes with their probabilities where there are no shots.
///
/// Of two ways the likelier keeps the state and the other gets a copy; where none fits into memory, it starts again from
/// |0…0⟩ later, led along its outcomes.
final class DensityTree {
  /// Shots or weight on one way through the program.
  private struct Branch {
    var state: DensityState
    var lowering: DensityLowering
    var memory: ClassicalMemory
    var shots: [Shot]
    var weight: Double
    var at = 0
    var jumps = 0
    /// Outcomes and readings so far, and how many of those that lead it are behind.
    var path: [Way] = []
    var led = 0
  }

  /// What a measurement found, and what was read.
  private struct Way: Hashable {
    var outcome: Bool
    var read: Bool
  }

  /// Ways that wait for memory.
  private struct Postponed {
    var shots: [Shot]
    var weight: Double
    var path: [Way]
  }

  private let program: Program
  private let options: SimulationOptions
  private let makeState: () throws(SimulatorError) -> DensityState
  private let meter: ProgressMeter
  private let tape: RunTape?
  private var copiesLeft: Int
  private var postponed: [Postponed] = []
  private var ways = 0
  private var done = 0.0

  private(set) var histogram: Histogram
  /// Sums of each observable's value and of its square, by weight.
  private(set) var sums: [(value: Double, square: Double)]
  /// Probabilities of keys, without shots and for few bits.
  private(set) var table: [Double]?

  /// The most ways that are followed without shots.
  static let mostWays = 4096
  /// Ways less likely than this are left out.
  static let leastWeight = 1e-13

  init(
    _ program: Program, _ options: SimulationOptions, copies: Int, meter: ProgressMeter, tape: RunTape? = nil,
    makeState: @escaping () throws(SimulatorError) -> DensityState
  ) {
    self.program = program
    self.options = options
    self.makeState = makeState
    self.meter = meter
    self.tape = tape
    copiesLeft = copies
    histogram = Histogram(width: program.circuit.clbitCount)
    sums = Array(repeating: (0, 0), count: options.observables.count)
    let bits = program.circuit.clbitCount
    if options.shots == 0, bits > 0, bits <= ExactDistribution.mostBits, program.circuit.qubitCount <= ExactDistribution.mostBits {
      table = Array(repeating: 0, count: 1 << bits)
    }
    tape?.save = { [unowned self] in self.counted }
    tape?.restore = { [unowned self] in self.recount($0) }
  }

  /// What was counted so far: ways, weight, sums, the table, then the histogram.
  private var counted: [UInt64] {
    [UInt64(ways), done.bitPattern] + sums.flatMap { [$0.value.bitPattern, $0.square.bitPattern] }
      + (table ?? []).map(\.bitPattern) + histogram.words
  }

  private func recount(_ words: [UInt64]) -> Bool {
    let front = 2 + 2 * sums.count, rest = front + (table?.count ?? 0)
    guard words.count >= rest, let counted = Int(exactly: words[0]),
      let found = Histogram(width: histogram.width, words: words[rest...])
    else { return false }
    (ways, done, histogram) = (counted, Double(bitPattern: words[1]), found)
    for index in sums.indices {
      sums[index] = (Double(bitPattern: words[2 + 2 * index]), Double(bitPattern: words[3 + 2 * index]))
    }
    if table != nil { table = words[front..<rest].map { Double(bitPattern: $0) } }
    meter.update(done)
    return true
  }

  /// Runs `shots`, or all outcomes where there are none.
  func run(_ shots: [Shot]) throws(SimulatorError) {
    postponed = [Postponed(shots: shots, weight: 1, path: [])]
    while let next = postponed.popLast() {
      var branch = Branch(
        state: try makeState(), lowering: DensityLowering(qubits: program.circuit.qubitCount),
        memory: ClassicalMemory(for: program.circuit), shots: next.shots, weight: next.weight)
      branch.path = next.path
      try run(&branch)
    }
  }

  private func run(_ branch: inout Branch) throws(SimulatorError) {
    while branch.at < program.instructions.count {
      let instruction = program.instructions[branch.at]
      branch.at += 1
      switch instruction {
      case .gate(let gate): try branch.lowering.append(gate.controlledForm, label: gate.name)
      case .unitary(let gate): try branch.lowering.append(gate.controlledForm, label: gate.label)
      case .noise(let channel): try branch.lowering.append(channel)
      case .reset(let qubit): branch.lowering.append(.reset, on: qubit)
      case .assign(let target, let value): branch.memory.assign(target, value)
      case .jump(let target): try jump(&branch, target)
      case .jumpUnless(let condition, let target):
        if !branch.memory.holds(condition) { try jump(&branch, target) }
      case .measure(let qubit, let clbit, let error): try measure(&branch, qubit, into: clbit, error)
      }
    }
    try finish(&branch)
  }

  private func jump(_ branch: inout Branch, _ target: Int) throws(SimulatorError) {
    branch.jumps += 1
    guard branch.jumps <= ShotTree.mostJumps else {
      throw SimulatorError("endless_loop", "a loop of the program took more than \(ShotTree.mostJumps) turns", exit: .failed)
    }
    branch.at = target
  }

  private func flush(_ branch: inout Branch) throws(SimulatorError) {
    let operations = branch.lowering.take()
    if operations.isEmpty { return }
    // The first way is most of the work where nothing parts.
    let share = ways == 0 ? Double(branch.at) / Double(max(1, program.instructions.count)) : 0
    try branch.state.apply(operations) { if self.ways == 0 { self.meter.update(0.95 * share * $0) } }
  }

  private func measure(_ branch: inout Branch, _ qubit: Int, into clbit: Int, _ error: ReadoutError) throws(SimulatorError) {
    try flush(&branch)
    let state = branch.state
    let one = try tape?.read { () throws(SimulatorError) in state.probabilityOfOne(qubit) } ?? state.probabilityOfOne(qubit)
    if branch.led < branch.path.count {
      let way = branch.path[branch.led]
      branch.led += 1
      return take(&branch, way, qubit, clbit, one)
    }
    var groups: [(way: Way, shots: [Shot], weight: Double)] = []
    for outcome in [false, true] {
      for wrong in [false, true] {
        let misread = outcome ? error.oneAsZero : error.zeroAsOne
        let weight = branch.weight * (outcome ? one : 1 - one) * (wrong ? misread : 1 - misread)
        groups.append((Way(outcome: outcome, read: outcome != wrong), [], weight))
      }
    }
    for var shot in branch.shots {
      let outcome = shot.unit() < one
      let wrong = shot.misreads(outcome, error)
      groups[(outcome ? 2 : 0) + (wrong ? 1 : 0)].shots.append(shot)
    }
    let left = groups.filter { options.shots > 0 ? !$0.shots.isEmpty : $0.weight > Self.leastWeight }
      .sorted { options.shots > 0 ? $0.shots.count < $1.shots.count : $0.weight < $1.weight }
    for group in left.dropLast() { try part(branch, group, qubit, clbit, one) }
    guard let largest = left.last else {
      // Nothing of it is likely enough to be followed.
      branch.weight = 0
      branch.at = program.instructions.count
      return
    }
    branch.shots = largest.shots
    branch.weight = largest.weight
    branch.path.append(largest.way)
    branch.led += 1
    take(&branch, largest.way, qubit, clbit, one)
  }

  /// Lets a group go its own way to the end, now or later.
  private func part(
    _ branch: Branch, _ group: (way: Way, shots: [Shot], weight: Double), _ qubit: Int, _ clbit: Int, _ one: Double
  ) throws(SimulatorError) {
    guard copiesLeft > 0 else {
      postponed.append(Postponed(shots: group.shots, weight: group.weight, path: branch.path + [group.way]))
      return
    }
    copiesLeft -= 1
    var child = branch
    child.state = try branch.state.copy()
    child.shots = group.shots
    child.weight = group.weight
    child.path.append(group.way)
    child.led += 1
    take(&child, group.way, qubit, clbit, one)
    try run(&child)
    copiesLeft += 1
  }

  private func take(_ branch: inout Branch, _ way: Way, _ qubit: Int, _ clbit: Int, _ one: Double) {
    branch.lowering.append(.projection(one: way.outcome, probability: way.outcome ? one : 1 - one), on: qubit)
    branch.memory.bits[clbit] = way.read
  }

  private func finish(_ branch: inout Branch) throws(SimulatorError) {
    if options.shots == 0, branch.weight == 0 { return }
    try flush(&branch)
    guard let tape else { return try read(branch) }
    let end = branch
    try tape.leaf { () throws(SimulatorError) in try read(end) }
  }

  /// Reads out a final state; nothing is counted before all of it is read.
  private func read(_ branch: Branch) throws(SimulatorError) {
    guard options.shots > 0 || ways < Self.mostWays else {
      throw .notExact("measurements before the end part more than \(Self.mostWays) ways")
    }
    let needsAll = options.shots > 0 ? !program.readouts.isEmpty : table != nil
    let probabilities = needsAll ? try branch.state.probabilities() : []
    let weight = options.shots > 0 ? Double(branch.shots.count) / Double(options.shots) : branch.weight
    ways += 1
    for (index, observable) in options.observables.enumerated() {
      let value = branch.state.expectation(of: observable)
      sums[index].value += weight * value
      sums[index].square += weight * value * value
    }
    if options.shots > 0 {
      FinalReading(program, start: branch.memory.bits).sample(branch.shots, probabilities, into: &histogram)
    } else if table != nil {
      let start = branch.memory.bits.enumerated().reduce(0) { $1.element ? $0 | 1 << $1.offset : $0 }
      let own = ExactDistribution.table(program, probabilities, start: start)
      for key in own.indices { table?[key] += weight * own[key] }
    }
    done += weight
    meter.update(done)
  }

  /// Whether shots ended in different states.
  var hasParted: Bool { ways > 1 }
}
