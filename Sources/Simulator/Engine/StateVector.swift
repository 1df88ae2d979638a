import CKernels
import Circuits
import Core
import Glibc

/// The amplitudes of a state, and what is known about them without looking.
final class StateVector {
  let qubits: Int
  let precision: Precision
  /// Positions in the index: as many as qubits, or as the kernels need at least.
  let wires: Int
  let bytes: Int
  let memory: UnsafeMutableRawPointer
  /// Its threads; what is at work on several states at once gives each its own.
  var pool: WorkerPool
  let control: RunControl
  /// What its checkpoints are made of; nil: it has none.
  let tape: RunTape?
  private var ordinal = 0
  /// The wire of each qubit.
  private(set) var wireOf: [Int]
  /// What all amplitudes are to be multiplied by.
  private(set) var globalPhase = Complex.one
  /// Wires that may be 1 somewhere.
  private var touched: UInt64 = 0
  /// |0...0> that nothing has written yet.
  private var isFresh = true
  /// Whether the sum of probabilities may differ from 1 by more than rounding.
  var isScaled = false

  /// The fewest wires that fill the kernels' lanes.
  static func minimumWires(_ precision: Precision) -> Int { Int(px_lane_bits(precision.kernel)) }

  /// |0...0> on `qubits` qubits.
  init(
    qubits: Int, precision: Precision, pool: WorkerPool, control: RunControl, tape: RunTape? = nil
  ) throws(SimulatorError) {
    self.tape = tape
    self.qubits = qubits
    self.precision = precision
    self.pool = pool
    self.control = control
    wires = max(qubits, Self.minimumWires(precision))
    bytes = (precision == .single ? 8 : 16) << wires
    wireOf = Array(0..<qubits)
    guard let memory = px_memory_new(bytes) else {
      throw SimulatorError("out_of_memory", "the system gave no memory for \(bytes) bytes of state", exit: .tryLater)
    }
    self.memory = memory
    pool.note(bytes: bytes)
    if let tape { ordinal = tape.add(memory, bytes) }
  }

  deinit {
    tape?.forget(ordinal)
    px_memory_free(memory, bytes)
    pool.note(bytes: -bytes)
  }

  /// Rows of the kernels' layout.
  var rows: Int { 1 << (wires - Self.minimumWires(precision)) }

  /// A copy of its own.
  func copy() throws(SimulatorError) -> StateVector {
    let other = try StateVector(qubits: qubits, precision: precision, pool: pool, control: control, tape: tape)
    other.wireOf = wireOf
    other.globalPhase = globalPhase
    other.touched = touched
    other.isFresh = isFresh
    other.isScaled = isScaled
    let (from, to) = (memory, other.memory)
    if !isFresh {
      try overRows { first, last in
        let span = (last - first) * 128
        (to + first * 128).copyMemory(from: from + first * 128, byteCount: span)
      }
    }
    return other
  }

  /// Applies what `build` appends, in passes; `progress` hears the fraction done.
  func apply(
    progress: (Double) -> Void = { _ in }, _ build: (inout GateLowering) throws(SimulatorError) -> Void
  ) throws(SimulatorError) {
    try run(try CompiledGates(wires: wireOf, wireCount: wires, precision: precision, build), progress: progress)
  }

  /// Applies gates that were compiled for the wires that the qubits have now.
  func run(_ gates: CompiledGates, progress: (Double) -> Void = { _ in }) throws(SimulatorError) {
    globalPhase *= gates.globalPhase
    for (index, pass) in gates.passes.enumerated() {
      let (base, share) = (Double(index) / Double(gates.passes.count), 1 / Double(gates.passes.count))
      try run(pass) { progress(base + share * $0) }
      // The last block may have been another thread's.
      progress(base + share)
    }
    wireOf = gates.wires
  }

  /// Becomes a copy of `other`, a state of the same size.
  func assign(_ other: StateVector) throws(SimulatorError) {
    (wireOf, globalPhase, touched, isFresh) = (other.wireOf, other.globalPhase, .max, false)
    isScaled = other.isScaled
    other.materialise()
    let (from, to) = (other.memory, memory)
    try overRows { first, last in
      (to + first * 128).copyMemory(from: from + first * 128, byteCount: (last - first) * 128)
    }
  }

  private func run(_ pass: KernelPass, progress: (Double) -> Void) throws(SimulatorError) {
    let scratch = try pool.scratch(bytes: pass.scratchBytes)
    // A block outside the touched wires is all zero, and stays so.
    let zero = ~(touched | pass.localMask)
    let fresh = isFresh
    let chunks = pass.chunks
    try withoutActuallyEscaping(progress) { heard throws(SimulatorError) in
      try step(chunks) { worker, item in
        pass.run(self.memory, chunk: item, zero: zero, fresh: fresh, scratch: scratch[worker])
        // Worker 0 is this thread.
        if worker == 0 { heard(Double(item + 1) / Double(chunks)) }
      }
    }
    isFresh = false
    touched |= pass.touched
  }

  /// Writes |0...0> where nothing was applied yet.
  func materialise() {
    guard isFresh else { return }
    px_set_amplitude(precision.kernel, memory, 0, 1, 0)
    isFresh = false
  }

  /// All amplitudes 0, to be set one by one; any wire may be 1 from now on.
  func clear() {
    memset(memory, 0, bytes)
    isFresh = false
    touched = wires == 64 ? .max : (1 << UInt64(wires)) - 1
  }

  /// Sets the amplitude of basis state `index`.
  func set(_ index: UInt64, _ value: Complex) {
    px_set_amplitude(precision.kernel, memory, place(of: index), value.re, value.im)
  }

  /// Changes states by `body(worker, item)` for every item below `items`, in parallel.
  private func step(_ items: Int, _ body: (Int, Int) -> Void) throws(SimulatorError) {
    guard let tape else { return try pool.run(items, control: control, body) }
    try tape.step(items, pool, body)
  }

  /// Changes states by `body(first, last)` over all rows in blocks, in parallel.
  func overRows(_ body: (Int, Int) -> Void) throws(SimulatorError) {
    let block = 1 << 12
    let (count, rows) = ((self.rows + block - 1) / block, self.rows)
    try step(count) { _, item in body(item * block, min((item + 1) * block, rows)) }
  }

  /// A number that is read from the state.
  func read(_ value: () throws(SimulatorError) -> Double) throws(SimulatorError) -> Double {
    guard let tape else { return try value() }
    return try tape.read(value)
  }

  /// The sum of `body(first, last)` over blocks of rows, in their order: the same for any number of threads.
  func sumOverRows(_ body: (Int, Int) -> Double) throws(SimulatorError) -> Double {
    let block = 1 << 12
    let (count, rows) = ((self.rows + block - 1) / block, self.rows)
    let sums = UnsafeMutablePointer<Double>.allocate(capacity: count)
    defer { sums.deallocate() }
    try pool.run(count, control: control, stopped: tape?.stopped) { _, item in
      sums[item] = body(item * block, min((item + 1) * block, rows))
    }
    return (0..<count).reduce(0) { $0 + sums[$1] }
  }
}
