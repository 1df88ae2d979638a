import CKernels
import Circuits
import Core

/// A density matrix as its 4^n real coefficients over Pauli products: half the memory of its elements, real arithmetic, and
/// every Pauli channel a diagonal.
final class DensityState {
  let qubits: Int
  let precision: Precision
  /// Digits of the index: as many as qubits, or as the kernels need at least.
  let positions: Int
  let bytes: Int
  private let memory: UnsafeMutableRawPointer
  private let pool: WorkerPool
  private let control: RunControl
  /// What its checkpoints are made of; nil: it has none.
  private let tape: RunTape?
  private var ordinal = 0
  /// The position of each qubit.
  private var positionOf: [Int]

  /// |0…0⟩⟨0…0| on `qubits` qubits.
  init(
    qubits: Int, precision: Precision, pool: WorkerPool, control: RunControl, tape: RunTape? = nil
  ) throws(SimulatorError) {
    self.tape = tape
    self.qubits = qubits
    self.precision = precision
    self.pool = pool
    self.control = control
    positions = Self.positions(qubits)
    bytes = Self.bytes(qubits: qubits, precision: precision)
    positionOf = Array(0..<qubits)
    guard let memory = px_memory_new(bytes) else {
      throw SimulatorError("out_of_memory", "the system gave no memory for \(bytes) bytes of state", exit: .tryLater)
    }
    self.memory = memory
    pool.note(bytes: bytes)
    px_pauli_zero(precision.kernel, memory, Int32(qubits))
    if let tape { ordinal = tape.add(memory, bytes) }
  }

  deinit {
    tape?.forget(ordinal)
    px_memory_free(memory, bytes)
    pool.note(bytes: -bytes)
  }

  static func positions(_ qubits: Int) -> Int { max(qubits, Int(PX_PAULI_POSITIONS)) }

  /// Bytes of the coefficients.
  static func bytes(qubits: Int, precision: Precision) -> Int {
    (precision == .single ? 4 : 8) << (2 * positions(qubits))
  }

  /// Positions of a chunk: within a core's second-level cache, and enough chunks for all threads.
  private var local: Int {
    let most = min(positions, precision == .single ? 8 : 7)
    return pool.threads > 1 && positions >= 7 ? min(most, positions - 1) : most
  }

  /// A copy of its own.
  func copy() throws(SimulatorError) -> DensityState {
    let other = try DensityState(qubits: qubits, precision: precision, pool: pool, control: control, tape: tape)
    other.positionOf = positionOf
    let block = 1 << 20
    let (from, to, bytes) = (memory, other.memory, bytes)
    try step((bytes + block - 1) / block) { _, item in
      let start = item * block
      (to + start).copyMemory(from: from + start, byteCount: min(block, bytes - start))
    }
    return other
  }

  /// Changes states by `body(worker, item)` for every item below `items`, in parallel.
  private func step(_ items: Int, _ body: (Int, Int) -> Void) throws(SimulatorError) {
    guard let tape else { return try pool.run(items, control: control, body) }
    try tape.step(items, pool, body)
  }

  /// Applies `operations`; `progress` hears the fraction done.
  func apply(_ operations: [DensityOperation], progress: (Double) -> Void = { _ in }) throws(SimulatorError) {
    var first = 0
    while first < operations.count {
      var end = first
      while end < operations.count, operations[end].isLocal { end += 1 }
      if end > first {
        try passes(Array(operations[first..<end])) { progress((Double(first) + $0 * Double(end - first)) / Double(operations.count)) }
      }
      if end < operations.count {
        try whole(operations[end])
        end += 1
      }
      first = end
    }
  }

  private func passes(_ operations: [DensityOperation], progress: (Double) -> Void) throws(SimulatorError) {
    var scheduler = DensityScheduler(positions: positions, local: local, positionOf: positionOf)
    let passes = scheduler.passes(of: operations)
    for (index, source) in passes.enumerated() {
      let pass = try DensityPass(source, positions: positions, precision: precision)
      let scratch = try pool.scratch(bytes: pass.scratchBytes)
      let memory = memory
      try step(pass.chunks) { worker, item in pass.run(memory, chunk: item, scratch: scratch[worker]) }
      progress(Double(index + 1) / Double(passes.count))
    }
    positionOf = scheduler.positionOf
  }

  /// Operations that see blocks of the whole state.
  private func whole(_ operation: DensityOperation) throws(SimulatorError) {
    let at = operation.qubits.map { Int32(positionOf[$0]) }
    let (width, kernel, memory, positions) = (Int32(at.count), precision.kernel, memory, Int32(positions))
    let blocks = 1 << (2 * (Int(positions) - at.count))
    switch operation {
    case .phase(_, let factor):
      let scratch = try pool.scratch(bytes: 48 << at.count)
      try step(blocks) { worker, item in
        let space = scratch[worker].assumingMemoryBound(to: Double.self)
        px_pauli_phase(kernel, memory, positions, width, at, factor.re, factor.im, UInt64(item), space)
      }
    case .kraus(_, let operators):
      let scratch = try pool.scratch(bytes: 32 << (2 * at.count) + 64 << at.count)
      let flat = operators.flatMap { $0.elements.flatMap { [$0.re, $0.im] } }
      try step(blocks) { worker, item in
        let space = scratch[worker].assumingMemoryBound(to: Double.self)
        px_pauli_kraus(kernel, memory, positions, width, at, Int32(operators.count), flat, UInt64(item), space)
      }
    case .diagonal(_, let factors):
      let (size, block) = (1 << (2 * Int(positions)), 1 << 16)
      try step((size + block - 1) / block) { _, item in
        let start = item * block
        px_pauli_multiply(kernel, memory, UInt64(start), UInt64(min(size, start + block)), width, at, factors)
      }
    case .single, .sparse: break
    }
  }
}

extension DensityState {
  /// tr(ρ): 1 but for rounding.
  var trace: Double { px_pauli_value(precision.kernel, memory, 0) }

  /// The probability that `qubit` is 1.
  func probabilityOfOne(_ qubit: Int) -> Double {
    let z = px_pauli_value(precision.kernel, memory, 3 << UInt64(2 * positionOf[qubit]))
    return min(1, max(0, (1 - z / trace) / 2))
  }

  /// The expectation value of `sum`: each product's is one of the coefficients.
  func expectation(of sum: PauliSum) -> Double {
    sum.terms.reduce(0) { total, term in
      var index: UInt64 = 0
      for factor in term.factors { index |= factor.pauli.digit << UInt64(2 * positionOf[factor.qubit]) }
      return total + term.coefficient * px_pauli_value(precision.kernel, memory, index) / trace
    }
  }

  /// Probabilities of all basis states, qubit 0 the least significant bit: the Walsh–Hadamard transform of the coefficients
  /// over products of I and Z.
  func probabilities() throws(SimulatorError) -> [Double] {
    let count = 1 << qubits
    var values = Array(repeating: 0.0, count: count)
    values.withUnsafeMutableBufferPointer {
      if let out = $0.baseAddress { px_pauli_diagonal(precision.kernel, memory, Int32(qubits), positionOf.map(Int32.init), out) }
    }
    for bit in 0..<qubits {
      if let tape { try tape.check() } else { try control.check() }
      let stride = 1 << bit
      for index in 0..<count where index & stride == 0 {
        let (a, b) = (values[index], values[index | stride])
        values[index] = a + b
        values[index | stride] = a - b
      }
    }
    var total = 0.0
    for index in 0..<count {
      values[index] = max(0, values[index])
      total += values[index]
    }
    for index in 0..<count { values[index] /= total }
    return values
  }
}

extension PauliSum.Pauli {
  /// Its digit in the index of a density matrix.
  fileprivate var digit: UInt64 {
    switch self {
    case .x: 1
    case .y: 2
    case .z: 3
    }
  }
}
