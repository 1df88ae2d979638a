extension ReferenceProgram {
  /// For each step whether it is a measurement whose qubit and bit nothing touches afterwards.
  var finalMeasurements: [Bool] {
    var isFinal = Array(repeating: false, count: steps.count)
    var qubits: Set<Int> = []
    var bits: Set<Int> = []
    for (index, step) in steps.enumerated().reversed() {
      if case .measure(let qubit, let bit) = step, !qubits.contains(qubit), !bits.contains(bit) {
        isFinal[index] = true
        bits.insert(bit)
      } else {
        Self.touch(step, &qubits, &bits)
      }
    }
    return isFinal
  }

  private static func touch(_ step: ReferenceProgram.Step, _ qubits: inout Set<Int>, _ bits: inout Set<Int>) {
    switch step {
    case .gate(_, _, let touched): qubits.formUnion(touched)
    case .measure(let qubit, let bit):
      qubits.insert(qubit)
      bits.insert(bit)
    case .reset(let qubit): qubits.insert(qubit)
    case .conditional(let condition, let then, let otherwise):
      bits.formUnion(condition.bits)
      for step in then + otherwise { touch(step, &qubits, &bits) }
    }
  }
}
