import CKernels
import Core

/// A pass over a density matrix in the kernels' own form.
final class DensityPass {
  private let pass: OpaquePointer
  /// How many chunks the state has.
  let chunks: Int
  /// Bytes of scratch that each worker needs.
  let scratchBytes: Int

  init(_ source: DensityScheduler.Pass, positions: Int, precision: Precision) throws(SimulatorError) {
    let local = source.positions.map(Int32.init)
    let outOfMemory = SimulatorError("out_of_memory", "no memory for a plan", exit: .tryLater)
    guard let pass = px_pauli_new(precision.kernel, Int32(positions), Int32(local.count), local) else { throw outOfMemory }
    self.pass = pass
    chunks = Int(px_pauli_chunks(pass))
    scratchBytes = px_pauli_scratch(pass)
    var place = Array(repeating: Int32(-1), count: positions)
    for (index, position) in source.positions.enumerated() { place[position] = Int32(index) }
    for step in source.steps {
      let status: Int32
      switch step {
      case .single(let position, let transfer): status = px_pauli_single(pass, place[position], transfer.elements)
      case .sparse(let at, let transfer):
        let sparse = transfer.sparse
        status = px_pauli_sparse(pass, Int32(at.count), at.map { place[$0] }, sparse.starts, sparse.columns, sparse.values)
      case .exchange(let lane, let position): status = px_pauli_exchange(pass, Int32(lane), place[position])
      }
      guard status == 0 else { throw outOfMemory }
    }
  }

  deinit { px_pauli_free(pass) }

  /// Runs chunk `chunk` of the state at `state`.
  func run(_ state: UnsafeMutableRawPointer, chunk: Int, scratch: UnsafeMutableRawPointer) {
    px_pauli_run(pass, state, UInt64(chunk), scratch)
  }
}
