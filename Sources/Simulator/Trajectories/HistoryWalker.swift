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
  private var spare: [StateVector] = []
  private(set) var histogram: Histogram
  /// Expectation values of each state that shots ended in, with the first shot's seed and the number of shots.
  private(set) var values: [(seed: UInt64, count: Double, values: [Double])] = []

  init(
    _ program: Program, _ circuit: SegmentedCircuit, _ compiled: [CompiledGates], _ options: SimulationOptions,
    _ control: RunControl, _ pool: WorkerPool
  ) {
    self.program = program
    self.circuit = circuit
    self.compiled = compiled
    self.options = options
    self.control = control
    self.pool = pool
    histogram = Histogram(width: program.circuit.clbitCount)
  }

  /// From `start` through `segment` with `errors`, then on with each of `histories`; `start` stays as it is.
  func walk(
    _ start: StateVector, _ segment: Int, _ errors: [PauliError], _ histories: [ErrorHistory]
  ) throws(SimulatorError) {
    try control.check()
    let state: StateVector
    if let free = spare.popLast() {
      state = free
    } else {
      state = try StateVector(qubits: start.qubits, precision: start.precision, pool: pool, control: control)
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
    if !options.observables.isEmpty, let first = shots.first {
      var own: [Double] = []
      for observable in options.observables { own.append(try state.expectation(of: observable)) }
      values.append((first.seed, Double(shots.count), own))
    }
    let bits = Array(repeating: false, count: program.circuit.clbitCount)
    let reader = ReadoutReader(program.readouts, wireOf: state.wireOf, start: bits)
    var shots = shots
    let draws = shots.indices.map { shots[$0].unit() }
    let order = shots.indices.sorted { draws[$0] < draws[$1] }
    var found = histogram
    histogram = Histogram(width: bits.count)
    try state.sample(sorted: order.map { draws[$0] }) { place, first, end in
      for index in first..<end { reader.read(place, &shots[order[index]], into: &found) }
    }
    histogram = found
  }
}
