import Circuits

/// Exact probabilities of what is read at the end of a circuit.
enum ExactDistribution {
  /// The most qubits and classical bits that probabilities are listed for.
  static let mostBits = 16

  /// By bit string, errors of reading included; nil for too many qubits or bits. What is below 1e-12 counts as 0.
  static func probabilities(_ program: Program, _ state: StateVector) throws(SimulatorError) -> [String: Double]? {
    let width = program.circuit.clbitCount
    guard program.circuit.qubitCount <= mostBits, width <= mostBits, width > 0 else { return nil }
    var table = Array(repeating: 0.0, count: 1 << width)
    for (index, probability) in try state.probabilities().enumerated() {
      var key = 0
      for readout in program.readouts {
        let bit = 1 << readout.clbit
        key = index >> readout.qubit & 1 == 1 ? key | bit : key & ~bit
      }
      table[key] += probability
    }
    for readout in program.readouts where readout.flip > 0 {
      let (bit, old) = (1 << readout.clbit, table)
      for key in table.indices { table[key] = (1 - readout.flip) * old[key] + readout.flip * old[key ^ bit] }
    }
    var result: [String: Double] = [:]
    for (key, probability) in table.enumerated() where probability > 1e-12 {
      result[Histogram.text(UInt64(key), width: width)] = probability
    }
    return result
  }
}
