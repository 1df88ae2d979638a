import Circuits
import Core

/// One shot: its own random numbers, so that nothing depends on which shots run together.
struct Shot {
  /// Where its numbers start: what a second run of the same shot begins with.
  let seed: UInt64
  var numbers: SplitMix64

  init(seed: UInt64) {
    self.seed = seed
    numbers = SplitMix64(state: seed)
  }

  /// A number of [0, 1).
  mutating func unit() -> Double { Double(numbers.next() >> 11) * 0x1p-53 }
  /// Whether `bit` is read wrong.
  mutating func misreads(_ bit: Bool, _ error: ReadoutError) -> Bool {
    if error.isNone { return false }
    return unit() < (bit ? error.oneAsZero : error.zeroAsOne)
  }
  /// A number below `count`.
  mutating func choice(_ count: Int) -> Int { Int(numbers.next().multipliedFullWidth(by: UInt64(count)).high) }
}

/// Shots that have gone the same way so far and share a state; where their random numbers differ, they part.
///
/// Of the parts, the largest keeps the state and every other gets a copy, so that at most log2(shots) copies live at a
/// time. Where even those do not fit, a part starts again from |0...0> later, with the same numbers.
final class ShotTree {
  private let program: Program
  private let observables: [PauliSum]
  private let makeState: () throws(SimulatorError) -> StateVector
  private var copiesLeft: Int
  private var postponed: [[Shot]] = []
  private let finished: (Int) -> Void
  private let tape: RunTape?

  private(set) var histogram: Histogram
  /// Sums over shots of each observable's value, and of its square.
  private(set) var sums: [(value: Double, square: Double)]
  /// How many jumps one shot may take before it counts as endless.
  static let mostJumps = 1_000_000

  init(
    _ program: Program, observables: [PauliSum], copies: Int, tape: RunTape? = nil, finished: @escaping (Int) -> Void,
    makeState: @escaping () throws(SimulatorError) -> StateVector
  ) {
    self.program = program
    self.tape = tape
    self.observables = observables
    self.makeState = makeState
    self.finished = finished
    copiesLeft = copies
    histogram = Histogram(width: program.circuit.clbitCount)
    sums = Array(repeating: (0, 0), count: observables.count)
    tape?.save = { [unowned self] in self.counted }
    tape?.restore = { [unowned self] in self.recount($0) }
  }

  /// What was counted so far: the sums, then the histogram.
  private var counted: [UInt64] { sums.flatMap { [$0.value.bitPattern, $0.square.bitPattern] } + histogram.words }

  private func recount(_ words: [UInt64]) -> Bool {
    let front = 2 * sums.count
    guard words.count >= front, let found = Histogram(width: histogram.width, words: words.dropFirst(front)) else {
      return false
    }
    for index in sums.indices {
      sums[index] = (Double(bitPattern: words[2 * index]), Double(bitPattern: words[2 * index + 1]))
    }
    histogram = found
    finished(found.total)
    return true
  }

  /// Runs `shots` to their ends.
  func run(_ shots: [Shot]) throws(SimulatorError) {
    postponed = [shots]
    while let next = postponed.popLast() {
      try run(Branch(state: try makeState(), memory: ClassicalMemory(for: program.circuit), shots: next))
    }
  }

  private func run(_ start: Branch) throws(SimulatorError) {
    var branch = start
    while branch.at < program.instructions.count {
      let instruction = program.instructions[branch.at]
      branch.at += 1
      switch instruction {
      case .gate(let gate): branch.queue.append(.gate(gate))
      case .unitary(let gate): branch.queue.append(.unitary(gate))
      case .assign(let target, let value): branch.memory.assign(target, value)
      case .jump(let target): try jump(&branch, target)
      case .jumpUnless(let condition, let target):
        if !branch.memory.holds(condition) { try jump(&branch, target) }
      case .measure(let qubit, let clbit, let error): try measure(&branch, qubit, into: clbit, error)
      case .reset(let qubit): try measure(&branch, qubit, into: nil, ReadoutError())
      case .noise(let operation): try noise(&branch, operation)
      }
    }
    try finish(&branch)
  }

  private func jump(_ branch: inout Branch, _ target: Int) throws(SimulatorError) {
    branch.jumps += 1
    if branch.jumps & 1023 == 0 {
      if let tape { try tape.check() } else { try branch.state.control.check() }
    }
    guard branch.jumps <= Self.mostJumps else {
      throw SimulatorError("endless_loop", "a loop of the program took more than \(Self.mostJumps) turns", exit: .failed)
    }
    branch.at = target
  }

  /// Shots that go on together, and what happens to their state.
  typealias Part = (shots: [Shot], change: (inout Branch) throws(SimulatorError) -> Void)

  /// Lets the groups of shots go on apart.
  func part(_ branch: inout Branch, _ groups: [Part]) throws(SimulatorError) {
    let sorted = groups.filter { !$0.shots.isEmpty }.sorted {
      $0.shots.count != $1.shots.count ? $0.shots.count < $1.shots.count : $0.shots[0].seed < $1.shots[0].seed
    }
    guard let largest = sorted.last else { return }
    for group in sorted.dropLast() {
      guard copiesLeft > 0 else {
        postponed.append(group.shots.map { Shot(seed: $0.seed) })
        continue
      }
      copiesLeft -= 1
      try branch.flush()
      var child = branch
      child.state = try branch.state.copy()
      child.shots = group.shots
      try group.change(&child)
      try run(child)
      copiesLeft += 1
    }
    branch.shots = largest.shots
    try largest.change(&branch)
  }

  private func measure(_ branch: inout Branch, _ qubit: Int, into clbit: Int?, _ error: ReadoutError) throws(SimulatorError) {
    try branch.flush()
    let (weight, total) = (try branch.state.weightOfOne(qubit), try branch.state.total())
    let one = min(1, max(0, weight / total))
    // Four groups: what the qubit is, and what is read.
    var groups: [[Shot]] = [[], [], [], []]
    for var shot in branch.shots {
      let outcome = shot.unit() < one
      let wrong = shot.misreads(outcome, error)
      groups[(outcome ? 1 : 0) | (outcome != wrong ? 2 : 0)].append(shot)
    }
    try part(
      &branch,
      groups.enumerated().map { index, shots -> Part in
        let (outcome, read) = (index & 1 == 1, index & 2 == 2)
        return (
          shots,
          { (own: inout Branch) throws(SimulatorError) in
            let scale = 1 / (outcome ? weight : total - weight).squareRoot()
            try own.state.scale(qubit, zero: outcome ? 0 : scale, one: outcome ? scale : 0)
            own.state.isScaled = false
            if let clbit {
              own.memory.bits[clbit] = read
            } else if outcome {
              own.queue.append(.gate(Gate(.x, on: [qubit])))
            }
          }
        )
      })
  }

  private func finish(_ branch: inout Branch) throws(SimulatorError) {
    try branch.flush()
    guard let tape else { return try read(branch) }
    let end = branch
    try tape.leaf { () throws(SimulatorError) in try read(end) }
  }

  /// Reads out a final state; nothing is counted before all of it is read.
  private func read(_ branch: Branch) throws(SimulatorError) {
    let count = branch.shots.count
    var values: [Double] = []
    for observable in observables { values.append(try branch.state.expectation(of: observable)) }
    if program.readouts.isEmpty {
      histogram.add(branch.memory.bits, count: count)
    } else {
      try sample(branch)
    }
    for (index, value) in values.enumerated() {
      sums[index].value += Double(count) * value
      sums[index].square += Double(count) * value * value
    }
    finished(count)
  }

  private func sample(_ branch: Branch) throws(SimulatorError) {
    var shots = branch.shots
    let draws = shots.indices.map { shots[$0].unit() }
    let order = shots.indices.sorted { draws[$0] < draws[$1] }
    let reader = ReadoutReader(program.readouts, wireOf: branch.state.wireOf, start: branch.memory.bits)
    var histogram = self.histogram
    try branch.state.sample(sorted: order.map { draws[$0] }) { place, first, end in
      for index in first..<end { reader.read(place, &shots[order[index]], into: &histogram) }
    }
    self.histogram = histogram
  }
}
