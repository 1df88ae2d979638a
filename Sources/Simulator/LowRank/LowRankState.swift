import CKernels
import Circuits
import Core
import Synchronization

/// A density matrix as ρ = L L†: the columns of L, each a state of its own whose squared norm is its weight.
///
/// Leaving out a column takes a positive part away from ρ, and whatever follows keeps traces: so 1 - tr(L L†) is what all
/// that was left out weighs in the end, and bounds the trace distance to the exact state.
final class LowRankState {
  private let qubits: Int
  private let precision: Precision
  private let control: RunControl
  private let outer: WorkerPool
  private let pools: [WorkerPool]
  private(set) var columns: [(state: StateVector, weight: Double)] = []
  /// The most columns there were.
  private(set) var peak = 1
  private var lastRank = 1

  init(qubits: Int, precision: Precision, threads: Int, control: RunControl) throws(SimulatorError) {
    self.qubits = qubits
    self.precision = precision
    self.control = control
    outer = try WorkerPool(threads: threads)
    var pools: [WorkerPool] = []
    for _ in 0..<threads { pools.append(try WorkerPool(threads: 1)) }
    self.pools = pools
    let first = try StateVector(qubits: qubits, precision: precision, pool: pools[0], control: control)
    first.materialise()
    columns = [(first, 1)]
  }

  /// The most bytes that lived at once.
  var peakBytes: Int { pools.reduce(outer.peakBytes) { $0 + $1.peakBytes } }

  /// Applies a step: every column by the heaviest operator, and copies by others where they weigh at least `threshold`.
  func apply(_ step: KrausStep, threshold: Double, most: Int) throws(SimulatorError) {
    var children: [(parent: Int, operator: Int)] = []
    for (index, column) in columns.enumerated() {
      for place in step.weights.indices.dropFirst() {
        if column.weight * step.weights[place] < threshold { break }
        children.append((index, place))
      }
    }
    guard columns.count + children.count <= most else {
      throw SimulatorError(
        "rank", "this noise spreads over more than \(most) columns", remedy: "use the method `density_matrix`, or less accuracy",
        exit: .unavailable)
    }
    let compiled = try compile(step, used: (children.map(\.operator).max() ?? 0) + 1)
    let (parents, count) = (columns, columns.count)
    // Each item writes its own place.
    let born = UnsafeMutablePointer<StateVector?>.allocate(capacity: children.count)
    born.initialize(repeating: nil, count: children.count)
    defer {
      born.deinitialize(count: children.count)
      born.deallocate()
    }
    try parallel(children.count) { (worker, item) throws(SimulatorError) in
      let child = children[item]
      let state = try StateVector(qubits: self.qubits, precision: self.precision, pool: self.pools[worker], control: self.control)
      try state.assign(parents[child.parent].state)
      try state.run(compiled[child.operator])
      born[item] = state
    }
    try parallel(count) { (worker, item) throws(SimulatorError) in
      parents[item].state.pool = self.pools[worker]
      try parents[item].state.run(compiled[0])
    }
    for index in columns.indices { columns[index].weight *= step.weights[0] }
    for (item, child) in children.enumerated() {
      guard let state = born[item] else { continue }
      columns.append((state, parents[child.parent].weight * step.weights[child.operator]))
    }
    peak = max(peak, columns.count)
  }

  private func compile(_ step: KrausStep, used: Int) throws(SimulatorError) -> [CompiledGates] {
    var result: [CompiledGates] = []
    let wireCount = max(qubits, StateVector.minimumWires(precision))
    for matrix in step.operators.prefix(used) {
      let gates = try CompiledGates(wires: Array(0..<qubits), wireCount: wireCount, precision: precision) {
        (lowering) throws(SimulatorError) in lowering.append(matrix, on: step.qubits)
      }
      result.append(gates)
    }
    return result
  }

  /// Calls `body(worker, item)` on all threads; the first error is thrown.
  private func parallel(_ items: Int, _ body: (Int, Int) throws(SimulatorError) -> Void) throws(SimulatorError) {
    let failure = Mutex<SimulatorError?>(nil)
    try withoutActuallyEscaping(body) { escaping throws(SimulatorError) in
      try outer.run(items, control: control) { worker, item in
        do throws(SimulatorError) { try escaping(worker, item) } catch { failure.withLock { $0 = error } }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }
}

extension LowRankState {
  /// Σ of the columns' squared norms: the trace of what is kept.
  func trace() throws(SimulatorError) -> Double {
    var total = 0.0
    for column in columns { total += try column.state.norm() }
    return total
  }

  /// Probabilities of all basis states, scaled to sum to 1.
  func probabilities() throws(SimulatorError) -> [Double] {
    var sum = Array(repeating: 0.0, count: 1 << qubits)
    for column in columns {
      try control.check()
      for (index, value) in try column.state.probabilities().enumerated() { sum[index] += value }
    }
    let total = sum.reduce(0, +)
    return sum.map { $0 / total }
  }

  /// tr(P ρ) of the scaled state.
  func expectation(of observable: PauliSum, trace: Double) throws(SimulatorError) -> Double {
    var value = 0.0
    for column in columns { value += try column.state.expectation(of: observable) }
    return value / trace
  }

  /// Up to this many qubits, more columns than states are joined; above, that takes longer than the density matrix itself.
  static let mostQubitsJoined = 8

  /// Whether there are so many columns that fewer, orthogonal ones are cheaper.
  var isCrowded: Bool { qubits <= Self.mostQubitsJoined && columns.count > max(2 * lastRank, 1 << qubits, 16) }

  /// Fewer columns with the same L L†, by the eigenvectors of L† L; the lightest that weigh at most `budget` together are left
  /// out.
  func compress(budget: Double) throws(SimulatorError) {
    let (count, size) = (columns.count, 1 << qubits)
    try control.check()
    let matrix = try dense(size)
    let gram = try HermitianEigen.product(
      matrix, matrix[...], rows: count, columns: count, inner: size, adjoint: true)
    try control.check()
    let (values, vectors) = try HermitianEigen.solve(gram, size: count)
    try control.check()
    var (first, dropped) = (0, 0.0)
    while first < count - 1, values[first] <= 1e-17 || dropped + values[first] <= budget {
      dropped += max(0, values[first])
      first += 1
    }
    let rank = count - first
    let result = try HermitianEigen.product(
      matrix, vectors[(first * count)...], rows: size, columns: rank, inner: count, adjoint: false)
    var kept: [(state: StateVector, weight: Double)] = []
    for index in 0..<rank {
      let state = columns[index].state
      for row in 0..<size {
        let value = result[index * size + row]
        px_set_amplitude(precision.kernel, state.memory, UInt64(row), value.re, value.im)
      }
      kept.append((state, max(0, values[first + index])))
    }
    // The heaviest first.
    columns = kept.reversed()
    lastRank = rank
  }

  /// ρ, scaled to trace 1; only for few qubits.
  func matrix() throws(SimulatorError) -> Matrix {
    let size = 1 << qubits
    let factor = try dense(size)
    let scale = 1 / (try trace())
    var result = Matrix(dimension: size, elements: Array(repeating: .zero, count: size * size))
    for column in columns.indices {
      let values = factor[column * size..<(column + 1) * size].map(\.self)
      for row in 0..<size {
        for other in 0..<size { result[row, other] += scale * (values[row] * values[other].conjugate) }
      }
    }
    return result
  }

  /// L in column-major order.
  private func dense(_ size: Int) throws(SimulatorError) -> [Complex] {
    var matrix: [Complex] = []
    matrix.reserveCapacity(size * columns.count)
    for column in columns {
      for row in 0..<size {
        matrix.append(column.state.amplitude(UInt64(row)))
      }
    }
    return matrix
  }
}
