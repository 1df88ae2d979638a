import CKernels
import Core

/// The exact outcomes of a Clifford circuit without noise: uniform over an affine space, the reference outcome plus what Z
/// on each qubit at the beginning would flip.
enum AffineDistribution {
  /// By key of the classical bits; nil for more qubits or bits than are listed.
  static func probabilities(
    _ circuit: CliffordCircuit, _ reference: FrameSampler.Reference
  ) throws(SimulatorError) -> [String: Double]? {
    let width = circuit.recordOfBit.count
    guard circuit.program.qubits <= ExactDistribution.mostBits, width <= ExactDistribution.mostBits, width > 0 else { return nil }
    let steps = circuit.program.steps.count
    let flips = try circuit.program.withKernelProgram { (kernel) throws(SimulatorError) -> [Int] in
      let frames = try FrameBatch(kernel)
      frames.beginGenerators()
      frames.run(0..<steps)
      return (0..<circuit.program.qubits).map { qubit in
        key(circuit) { frames.record($0)[qubit >> 6] >> UInt64(qubit & 63) & 1 == 1 }
      }
    }
    var table = Array(repeating: 0.0, count: 1 << width)
    let support = span(of: flips, from: key(circuit) { reference.records[$0] == 1 })
    for outcome in support { table[outcome] = 1 / Double(support.count) }
    return ExactDistribution.listed(ExactDistribution.misread(circuit.source, table), width: width)
  }

  private static func key(_ circuit: CliffordCircuit, _ isOne: (Int) -> Bool) -> Int {
    var key = 0
    for case (let bit, .some(let record)) in circuit.recordOfBit.enumerated() where isOne(record) { key |= 1 << bit }
    return key
  }

  private static func span(of generators: [Int], from start: Int) -> [Int] {
    var basis: [Int] = []
    for generator in generators {
      let rest = basis.reduce(generator) { min($0, $0 ^ $1) }
      if rest != 0 { basis.append(rest) }
    }
    var all = [start]
    for vector in basis { all += all.map { $0 ^ vector } }
    return all
  }
}
