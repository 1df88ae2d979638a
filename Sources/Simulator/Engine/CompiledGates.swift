import Circuits
import Core

/// Gates ready to run on any state of a size whose qubits have the same wires.
struct CompiledGates {
  let passes: [KernelPass]
  /// The wire of each qubit afterwards.
  let wires: [Int]
  let globalPhase: Complex

  /// Compiles what `build` appends, for qubits on `wires` out of `wireCount`.
  init(
    wires start: [Int], wireCount: Int, precision: Precision, _ build: (inout GateLowering) throws(SimulatorError) -> Void
  ) throws(SimulatorError) {
    var lowering = GateLowering(wires: start, wireCount: wireCount)
    try build(&lowering)
    lowering.finish()
    let scheduler = PassScheduler(
      wires: wireCount, local: ChunkSize.wires(precision, of: wireCount),
      always: min(wireCount, StateVector.minimumWires(precision) + 2))
    var passes: [KernelPass] = []
    for pass in try scheduler.passes(of: lowering.primitives) {
      try SimulatorError.checkWanted()
      passes.append(try KernelPass(pass, wires: wireCount, precision: precision))
    }
    self.passes = passes
    wires = lowering.wires
    globalPhase = lowering.globalPhase
  }
}
