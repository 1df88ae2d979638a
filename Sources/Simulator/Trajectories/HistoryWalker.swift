import Circuits
import Core

/// One thread's states on the ways with errors, and what was found at their ends.
final class HistoryWalker {
  private let program: Program
  private let circuit: SegmentedCircuit
  private let compiled: [CompiledGates]
  private let options: SimulationOptions
  private let control: RunControl
  let pool: WorkerPool
  private let tape: RunTape?
  private var spare: [StateVector] = []
  private(set) var histogram: Histogram
  /// Expectation values of each state that shots ended in, with the first shot's seed and the number of shots.
  private(set) var values: [(seed: UInt64, count: Double, values: [Double])] = []

  init(
    _ program: Program, _ circuit: SegmentedCircuit, _ compiled: [CompiledGates], _ options: SimulationOptions,
    _ control: RunControl, _ pool: WorkerPool, tape: RunTape? = nil
  ) {
    self.program = program
    self.circuit = circuit
    self.compiled = compiled
    self.options = options
    self.control = control
    self.pool = pool
    self.tape = tape
    histogram = Histogram(width: program.circuit.clbitCount)
    tape?.save = { [unowned self] in self.counted }
    tape?.restore = { [unowned self] in self.recount($0) }
  }

  /// What was counted so far: how many values, those, then the histogram.
  private var counted: [UInt64] {
    [UInt64(values.count)] + values.flatMap { [$0.seed, $0.count.bitPattern] + $0.values.map(\.bitPattern) } + histogram.words
  }

  private func recount(_ words: [UInt64]) -> Bool {
    let length = 2 + options.observables.count
    guard let count = words.first.flatMap({ Int(exactly: $0) }), count <= words.count / length, words.count > count * length,
      let found = Histogram(width: histogram.width, words: words[(1 + count * length)...])
    else { return false }
    histogram = found
    values = (0..<count).map { index in
      let own = words[(1 + index * length)..<(1 + (index + 1) * length)].map { $0 }
      return (own[0], Double(bitPattern: own[1]), own.dropFirst(2).map { Double(bitPattern: $0) })
    }
    return true
  }

  /// From `start` through `segment` with `errors`, then on with each of `histories`; `start` stays as it is.
  func walk(
    _ start: StateVector, _ segment: Int, _ errors: [PauliError], _ histories: [ErrorHistory]
  ) throws(SimulatorError) {
    if let tape { try tape.check() } else { try control.check() }
    let state: StateVector
    if let free = spare.popLast() {
      state = free
    } else {
      state = try StateVector(qubits: start.qubits, precision: start.precision, pool: pool, control: control, tape: tape)
    }
    try state.assign(start)
    try go(state, segment, errors, histories)
    spare.append(state)
  }

  /// The same on `state` itself.
  private func go(
    _ state: StateVector, _ segment: Int, _ errors: [PauliError], _ histories: [ErrorHistory]
  ) throws(SimulatorError) {
    let circuit = circuit
    try state.apply { (lowering) throws(SimulatorError) in try circuit.append(segment, errors[...], to: &lowering) }
    var rest = histories
    for next in segment + 1..<max(segment + 1, circuit.segments) {
      let leaving = rest.filter { circuit.hasError($0, in: next) }
      if !leaving.isEmpty {
        rest.removeAll { circuit.hasError($0, in: next) }
        let groups = ErrorHistory.groups(leaving) { circuit.segment(of: $0) == next }
        // The last to leave takes the state along where nobody stays.
        for group in rest.isEmpty ? groups.dropLast() : groups[...] { try walk(state, next, group.errors, group.histories) }
        if rest.isEmpty, let last = groups.last { return try go(state, next, last.errors, last.histories) }
      }
      try state.run(compiled[next])
    }
    for history in rest { try finish(state, history.shots) }
  }

  /// Reads out a final state.
  func finish(_ state: StateVector, _ shots: [Shot]) throws(SimulatorError) {
    guard let tape else { return try read(state, shots) }
    try tape.leaf { () throws(SimulatorError) in try read(state, shots) }
  }

  private func read(_ state: StateVector, _ shots: [Shot]) throws(SimulatorError) {
    var own: [Double] = []
    for observable in options.observables { own.append(try state.expectation(of: observable)) }
    let bits = Array(repeating: false, count: program.circuit.clbitCount)
    let reader = ReadoutReader(program.readouts, wireOf: state.wireOf, start: bits)
    var ordered = shots
    let draws = ordered.indices.map { ordered[$0].unit() }
    let order = ordered.indices.sorted { draws[$0] < draws[$1] }
    var found = Histogram(width: bits.count)
    try state.sample(sorted: order.map { draws[$0] }) { place, first, end in
      for index in first..<end { reader.read(place, &ordered[order[index]], into: &found) }
    }
    histogram.merge(found)
    if !own.isEmpty, let first = shots.first { values.append((first.seed, Double(shots.count), own)) }
  }
}
