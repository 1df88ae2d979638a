/// Removes gates at the end that no measurement can see.
enum FinalGates {
  /// A gate goes where each of its qubits is either measured next, and the gate is diagonal on it, or never used again.
  /// Only for circuits that measure something: otherwise all qubits are looked at in the end.
  static func pass(_ operations: [Operation]) -> [Operation] {
    guard operations.contains(where: \.measuresAnything), operations.allSatisfy(\.isStraight) else { return operations }
    enum Fate { case dead, measured, used }
    var fate: [Int: Fate] = [:]
    var kept: [Operation] = []
    for operation in operations.reversed() {
      switch operation {
      case .gate(let gate):
        let axes = gate.axes
        let unseen = zip(gate.qubits, axes).allSatisfy { qubit, axis in
          switch fate[qubit] ?? .dead {
          case .dead: true
          case .measured: axis == .z
          case .used: false
          }
        }
        if unseen { continue }
        for qubit in gate.qubits { fate[qubit] = .used }
      case .measure(let qubit, _): fate[qubit] = fate[qubit] ?? .dead == .dead ? .measured : .used
      case .barrier, .delay: break
      default: for qubit in operation.qubits { fate[qubit] = .used }
      }
      kept.append(operation)
    }
    return kept.reversed()
  }
}
