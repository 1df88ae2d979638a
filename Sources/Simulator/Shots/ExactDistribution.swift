import Circuits

/// Exact probabilities of what is read at the end of a circuit.
enum ExactDistribution {
  /// The most qubits and classical bits that probabilities are listed for.
  static let mostBits = 16

  /// By bit string, errors of reading included; nil for too many qubits or bits. What is below 1e-12 counts as 0.
  static func probabilities(_ program: Program, _ state: StateVector) throws(SimulatorError) -> [String: Double]? {
    let width = program.circuit.clbitCount
    guard program.circuit.qubitCount <= mostBits, width <= mostBits, width > 0 else { return nil }
    return listed(table(program, try state.probabilities(), start: 0), width: width)
  }

  /// Probabilities of the keys, given those of the basis states; `start` holds the bits that no readout writes.
  static func table(_ program: Program, _ states: [Double], start: Int) -> [Double] {
    var table = Array(repeating: 0.0, count: 1 << program.circuit.clbitCount)
    // The last measurement into a bit counts.
    var sources = Array(repeating: -1, count: program.circuit.clbitCount)
    for readout in program.readouts { sources[readout.clbit] = readout.qubit }
    var (masks, untouched) = (Array(repeating: 0, count: program.circuit.qubitCount), start)
    for (clbit, qubit) in sources.enumerated() where qubit >= 0 {
      masks[qubit] |= 1 << clbit
      untouched &= ~(1 << clbit)
    }
    for (key, probability) in zip(spread(masks), states) { table[key | untouched] += probability }
    return misread(program, table)
  }

  /// For each index, the union of the masks of its bits that are 1.
  static func spread(_ masks: [Int]) -> [Int] {
    var result = [0]
    result.reserveCapacity(1 << masks.count)
    for mask in masks { for index in result.indices { result.append(result[index] | mask) } }
    return result
  }

  /// The probabilities of what is read where `table` holds those of what is there.
  static func misread(_ program: Program, _ exact: [Double]) -> [Double] {
    var table = exact
    for readout in program.readouts where !readout.error.isNone {
      let (bit, old) = (1 << readout.clbit, table)
      for key in table.indices {
        let (leaves, comes) =
          key & bit == 0
          ? (readout.error.zeroAsOne, readout.error.oneAsZero) : (readout.error.oneAsZero, readout.error.zeroAsOne)
        table[key] = (1 - leaves) * old[key] + comes * old[key ^ bit]
      }
    }
    return table
  }

  /// The keys that occur; what is below 1e-12 counts as 0.
  static func listed(_ table: [Double], width: Int) -> [String: Double] {
    var result: [String: Double] = [:]
    for (key, probability) in table.enumerated() where probability > 1e-12 {
      result[Histogram.text(UInt64(key), width: width)] = probability
    }
    return result
  }
}
