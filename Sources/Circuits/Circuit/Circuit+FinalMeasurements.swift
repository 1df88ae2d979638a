extension Circuit {
  /// Which measurements at top level can wait until the end, by their place among the operations: nothing acts on their
  /// qubit or reads or writes their bit any more. None where the program may end before its last line, because what comes
  /// after that end may not happen.
  ///
  /// Of two measurements into one bit the later counts: with `eachBitOnce` the earlier is none of them; without, both are,
  /// and whoever reads them in their order gets the same.
  package func finalMeasurements(eachBitOnce: Bool) -> Set<Int> {
    if operations.contains(where: \.mayEnd) { return [] }
    var result: Set<Int> = [], qubits: Set<Int> = [], bits: Set<Int> = []
    for (index, operation) in operations.enumerated().reversed() {
      switch operation {
      case .measure(let qubit, let clbit) where !qubits.contains(qubit) && !bits.contains(clbit):
        result.insert(index)
        if eachBitOnce { bits.insert(clbit) }
      case .barrier, .delay: break
      default:
        qubits.formUnion(operation.qubits)
        bits.formUnion(operation.bitsWritten)
        bits.formUnion(operation.bitsRead)
      }
    }
    return result
  }
}

extension Operation {
  /// Whether it, or anything inside it, may end the program.
  fileprivate var mayEnd: Bool {
    switch self {
    case .end: true
    case .conditional(_, let then, let otherwise): then.contains(where: \.mayEnd) || otherwise.contains(where: \.mayEnd)
    case .whileLoop(_, let body): body.contains(where: \.mayEnd)
    default: false
    }
  }
}
