import Circuits
import Core

/// A program as steps on the columns of L, ρ = L L†: channels on one qubit are taken into the next gate of several.
struct LowRankProgram {
  let steps: [KrausStep]

  /// Throws for what measures before its end.
  init(_ program: Program) throws(SimulatorError) {
    var lowering = DensityLowering(qubits: program.circuit.qubitCount)
    for instruction in program.instructions {
      switch instruction {
      case .gate(let gate): try lowering.append(gate.controlledForm, label: gate.name)
      case .unitary(let gate): try lowering.append(gate.controlledForm, label: gate.label)
      case .noise(let channel): try lowering.append(channel)
      case .reset(let qubit): lowering.append(.reset, on: qubit)
      default:
        throw SimulatorError(
          "method", "the method `low_rank` takes no measurements before the end, loops or conditions",
          remedy: "use `density_matrix` or `trajectories`", exit: .unavailable)
      }
    }
    var waiting: [QubitTransfer?] = Array(repeating: nil, count: program.circuit.qubitCount)
    var steps: [KrausStep] = []
    for operation in lowering.take() {
      try SimulatorError.checkWanted()
      switch operation {
      case .single(let qubit, let transfer): waiting[qubit] = waiting[qubit].map { transfer * $0 } ?? transfer
      case .sparse(let qubits, let transfer):
        steps.append(try KrausStep(qubits, transfer * PauliTransfer(qubits.map { waiting[$0] })))
        for qubit in qubits { waiting[qubit] = nil }
      case .phase, .diagonal, .kraus:
        for qubit in operation.qubits { try Self.flush(qubit, &waiting, into: &steps) }
        steps.append(try Self.wide(operation))
      }
    }
    for qubit in waiting.indices { try Self.flush(qubit, &waiting, into: &steps) }
    self.steps = steps
  }

  private static func flush(_ qubit: Int, _ waiting: inout [QubitTransfer?], into steps: inout [KrausStep]) throws(SimulatorError) {
    guard let transfer = waiting[qubit] else { return }
    waiting[qubit] = nil
    steps.append(try KrausStep([qubit], PauliTransfer([transfer])))
  }

  /// Gates and channels on four or more qubits.
  private static func wide(_ operation: DensityOperation) throws(SimulatorError) -> KrausStep {
    switch operation {
    case .kraus(let qubits, let operators): return KrausStep(qubits, kraus: operators)
    case .phase(let qubits, let factor) where qubits.count <= 10:
      var diagonal = Array(repeating: Complex.one, count: 1 << qubits.count)
      diagonal[diagonal.count - 1] = .one + factor
      return KrausStep(qubits, kraus: [Matrix(diagonal: diagonal)])
    default:
      throw .unsupportedGate("a gate or channel on \(operation.qubits.count) qubits", limit: "3 qubits with noise, 10 without")
    }
  }

  /// How many columns come to be where those lighter than `threshold` are left out, and what all that are left out weigh:
  /// by the operators' weights alone. Stops above `most` columns.
  func forecast(threshold: Double, most: Int) -> (columns: Int, dropped: Double) {
    var columns = [1.0]
    for step in steps where step.weights.count > 1 {
      for index in columns.indices {
        for weight in step.weights.dropFirst() {
          let child = columns[index] * weight
          if child < threshold { break }
          columns.append(child)
        }
        columns[index] *= step.weights[0]
      }
      if columns.count > most { break }
    }
    return (columns.count, max(0, 1 - columns.reduce(0, +)))
  }
}
