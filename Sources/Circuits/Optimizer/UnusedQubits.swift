/// Takes out qubits that nothing acts on.
enum UnusedQubits {
  /// The circuit without them, its registers as much smaller; unchanged where it measures nothing, for then all its
  /// qubits are in the result.
  static func removed(from circuit: Circuit) -> Circuit {
    guard circuit.operations.contains(where: \.measuresAnything) else { return circuit }
    var used = Set<Int>()
    for operation in circuit.operations {
      switch operation {
      case .barrier, .delay: break
      default: used.formUnion(operation.qubits)
      }
    }
    guard used.count < circuit.qubitCount else { return circuit }
    var place: [Int: Int] = [:]
    var registers: [Circuit.Register] = []
    for register in circuit.quantumRegisters {
      let kept = register.indices.filter(used.contains)
      if kept.isEmpty { continue }
      registers.append(.init(name: register.name, start: place.count, size: kept.count, isOutput: register.isOutput))
      for qubit in kept { place[qubit] = place.count }
    }
    var result = circuit
    result.quantumRegisters = registers
    result.operations = narrowed(circuit.operations, place)
    return result
  }

  private static func narrowed(_ operations: [Operation], _ place: [Int: Int]) -> [Operation] {
    operations.compactMap { operation in
      switch operation {
      case .barrier(let qubits):
        let kept = qubits.compactMap { place[$0] }
        return kept.isEmpty ? nil : .barrier(kept)
      case .delay(let qubits, let time):
        let kept = qubits.compactMap { place[$0] }
        return kept.isEmpty ? nil : .delay(kept, time)
      case .conditional(let condition, let then, let otherwise):
        return .conditional(condition, then: narrowed(then, place), otherwise: narrowed(otherwise, place))
      case .whileLoop(let condition, let body): return .whileLoop(condition, body: narrowed(body, place))
      default: return operation.onQubits { place[$0] ?? $0 }
      }
    }
  }
}
