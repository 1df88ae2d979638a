import Circuits
import Core

/// Runs a program on matrix product states: one where nothing is random, copies where shots part.
final class MatrixProductRun {
  private let program: Program
  private let options: SimulationOptions
  private let control: RunControl
  private let meter: ProgressMeter
  private let lapack: Lapack?
  private let limits: MatrixProductState.Limits
  private(set) var histogram: Histogram
  /// Sums over shots of each observable's value, and of its square.
  private(set) var sums: [(value: Double, square: Double)]
  private(set) var truncationError = 0.0
  private(set) var largestBond = 1
  private(set) var peakBytes = 0
  private var finished = 0
  /// The most seconds that it may cost by the model; nil for any.
  var most: Double?

  /// Shots on one way, with the state they share.
  private struct Way {
    var state: MatrixProductState
    var memory: ClassicalMemory
    var shots: [Shot]
    var at = 0
    var jumps = 0
  }

  init(
    _ program: Program, _ options: SimulationOptions, limits: MatrixProductState.Limits, control: RunControl,
    meter: ProgressMeter
  ) {
    self.program = program
    self.options = options
    self.control = control
    self.meter = meter
    self.limits = limits
    lapack = Lapack(control: control)
    histogram = Histogram(width: program.circuit.clbitCount)
    sums = Array(repeating: (0, 0), count: options.observables.count)
  }

  /// The final state of a program without randomness, nothing waiting.
  func finalState() throws(SimulatorError) -> MatrixProductState {
    var way = start([])
    try advance(&way)
    note(way.state)
    return way.state
  }

  /// Runs `shots` to their ends.
  func run(_ shots: [Shot]) throws(SimulatorError) {
    try go(start(shots))
  }

  private func start(_ shots: [Shot]) -> Way {
    Way(
      state: MatrixProductState(qubits: program.circuit.qubitCount, limits: limits),
      memory: ClassicalMemory(for: program.circuit), shots: shots)
  }

  private func go(_ start: Way) throws(SimulatorError) {
    var way = start
    try advance(&way)
    note(way.state)
    for (index, observable) in options.observables.enumerated() {
      let (value, count) = (way.state.expectation(of: observable), Double(way.shots.count))
      sums[index].value += count * value
      sums[index].square += count * value * value
    }
    try sample(&way)
    finished += way.shots.count
  }

  /// Up to the end of the instructions; shots that part from the largest group are run to their ends on the way.
  private func advance(_ way: inout Way) throws(SimulatorError) {
    while way.at < program.instructions.count {
      try control.check()
      let instruction = program.instructions[way.at]
      way.at += 1
      switch instruction {
      case .gate(let gate): try way.state.apply(gate.matrix, to: gate.qubits, name: gate.name, lapack: lapack)
      case .unitary(let gate):
        let matrix = gate.matrix.controlled(by: gate.controlStates)
        try way.state.apply(matrix, to: gate.qubits, name: gate.label, lapack: lapack)
      case .assign(let target, let value): way.memory.assign(target, value)
      case .jump(let target): try jump(&way, target)
      case .jumpUnless(let condition, let target): if !way.memory.holds(condition) { try jump(&way, target) }
      case .measure(let qubit, let clbit, let error): try measure(&way, qubit, into: clbit, error)
      case .reset(let qubit): try measure(&way, qubit, into: nil, ReadoutError())
      case .noise: throw .noise("the method `mps` has no noise between gates", remedy: "use the method `trajectories`, or `auto`")
      }
      if case .gate = instruction { try grown(way.state) }
      try check(way.state, shots: way.shots.count)
      meter.update(0.9 * Double(way.at) / Double(program.instructions.count))
    }
    try way.state.settleAll(lapack)
  }

  private func check(_ state: MatrixProductState, shots: Int) throws(SimulatorError) {
    guard let most else { return }
    let sample = MatrixProductCost.sample(shots, sites: state.sites.count, bond: Double(state.largestBond))
    guard state.cost + sample > most else { return }
    throw SimulatorError("costly", "the chain of tensors costs more than \(most) s", exit: .failed)
  }

  private func jump(_ way: inout Way, _ target: Int) throws(SimulatorError) {
    way.jumps += 1
    guard way.jumps <= ShotTree.mostJumps else {
      throw SimulatorError("endless_loop", "a loop of the program took more than \(ShotTree.mostJumps) turns", exit: .failed)
    }
    way.at = target
  }

  private func measure(_ way: inout Way, _ qubit: Int, into clbit: Int?, _ error: ReadoutError) throws(SimulatorError) {
    try way.state.settle(qubit, lapack)
    let one = way.state.probabilityOfOne(qubit)
    // Four groups: what the qubit is, and what is read.
    var groups: [[Shot]] = [[], [], [], []]
    for var shot in way.shots {
      let outcome = shot.unit() < one
      let wrong = shot.misreads(outcome, error)
      groups[(outcome ? 1 : 0) | (outcome != wrong ? 2 : 0)].append(shot)
    }
    let order = groups.indices.filter { !groups[$0].isEmpty }.sorted { groups[$0].count < groups[$1].count }
    let before = way
    for (place, index) in order.enumerated() {
      var own = before
      own.shots = groups[index]
      try own.state.project(qubit, outcome: index & 1 == 1, reset: clbit == nil, lapack: lapack)
      if let clbit { own.memory.bits[clbit] = index & 2 == 2 }
      if place == order.count - 1 { way = own } else { try go(own) }
    }
  }

  private func sample(_ way: inout Way) throws(SimulatorError) {
    if program.readouts.isEmpty { return histogram.add(way.memory.bits, count: way.shots.count) }
    let (readouts, start) = (program.readouts, way.memory.bits)
    var histogram = self.histogram
    try ChainSampler(state: way.state).sample(&way.shots, control: control) { bits, shot in
      var read = start
      for readout in readouts {
        let bit = bits[readout.qubit]
        read[readout.clbit] = shot.misreads(bit, readout.error) ? !bit : bit
      }
      histogram.add(read, count: 1)
    }
    self.histogram = histogram
  }

  private func note(_ state: MatrixProductState) {
    truncationError = max(truncationError, min(1, state.truncationError))
    largestBond = max(largestBond, state.largestBond)
    peakBytes = max(peakBytes, state.bytes)
  }

  /// Throws where the tensors no longer fit into memory.
  private func grown(_ state: MatrixProductState) throws(SimulatorError) {
    guard state.largestBond >= 256 else { return }
    let bytes = state.bytes
    peakBytes = max(peakBytes, bytes)
    guard bytes <= limits.bytes else {
      throw SimulatorError(
        "too_entangled", "the matrix product state has grown to \(bytes) bytes at a bond of \(state.largestBond)",
        remedy: "ask for less accuracy, use fewer qubits, or another method", exit: .unavailable)
    }
  }
}
