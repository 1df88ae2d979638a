import Circuits
import Core

/// Shots on one way through the program, with the state they share.
struct Branch {
  var state: StateVector
  var memory: ClassicalMemory
  var shots: [Shot]
  /// The next instruction.
  var at = 0
  var jumps = 0
  /// What is still to be applied to the state.
  var queue: [Step] = []

  /// Something to apply.
  enum Step {
    case gate(Gate)
    case unitary(UnitaryGate)
    /// Any matrix, a Kraus operator among them; the state is scaled then.
    case matrix(Matrix, [Int])
    /// Multiplies the amplitudes with the qubit at 1; the state is scaled then.
    case scaleOne(Int, Double)
  }

  init(state: StateVector, memory: ClassicalMemory, shots: [Shot]) {
    self.state = state
    self.memory = memory
    self.shots = shots
  }

  /// Applies what waits.
  mutating func flush(progress: (Double) -> Void = { _ in }) throws(SimulatorError) {
    if queue.isEmpty { return }
    try state.apply(progress: progress) { (lowering) throws(SimulatorError) in
      for step in queue {
        switch step {
        case .gate(let gate): try lowering.append(gate)
        case .unitary(let gate): try lowering.append(gate.controlledForm, label: gate.label)
        case .matrix(let matrix, let qubits): lowering.append(matrix, on: qubits)
        case .scaleOne(let qubit, let factor): lowering.scaleOne(of: qubit, by: factor)
        }
      }
    }
    queue.removeAll(keepingCapacity: true)
  }
}

extension StateVector {
  /// The sum of all probabilities: 1 unless it was scaled.
  func total() throws(SimulatorError) -> Double { isScaled ? try norm() : 1 }
}

/// Turns a basis state into classical bits.
struct ReadoutReader {
  private let readouts: [Program.Readout]
  private let wireOf: [Int]
  private let start: [Bool]
  private let startKey: UInt64
  private let isNarrow: Bool
  private let hasFlips: Bool

  init(_ readouts: [Program.Readout], wireOf: [Int], start: [Bool]) {
    self.readouts = readouts
    self.wireOf = wireOf
    self.start = start
    isNarrow = start.count <= 64
    startKey = isNarrow ? Histogram.number(start) : 0
    hasFlips = readouts.contains { !$0.error.isNone }
  }

  /// Counts the shot that found the state at `place` of memory.
  func read(_ place: UInt64, _ shot: inout Shot, into histogram: inout Histogram) {
    if isNarrow, !hasFlips {
      histogram.add(key(of: place), count: 1)
      return
    }
    var bits = start
    for readout in readouts {
      let bit = place >> UInt64(wireOf[readout.qubit]) & 1 == 1
      bits[readout.clbit] = shot.misreads(bit, readout.error) ? !bit : bit
    }
    histogram.add(bits, count: 1)
  }

  /// Counts `count` shots that found the state at `place` and were read without errors.
  func read(_ place: UInt64, count: Int, into histogram: inout Histogram) {
    if isNarrow { return histogram.add(key(of: place), count: count) }
    var bits = start
    for readout in readouts { bits[readout.clbit] = place >> UInt64(wireOf[readout.qubit]) & 1 == 1 }
    histogram.add(bits, count: count)
  }

  /// The key of at most 64 bits that is read without errors.
  func key(of place: UInt64) -> UInt64 {
    var key = startKey
    for readout in readouts {
      let bit = UInt64(1) << UInt64(readout.clbit)
      key = place >> UInt64(wireOf[readout.qubit]) & 1 == 1 ? key | bit : key & ~bit
    }
    return key
  }
}
