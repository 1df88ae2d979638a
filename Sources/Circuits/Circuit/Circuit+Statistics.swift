/// A circuit in more numbers than its summary holds.
public struct CircuitStatistics: Hashable, Sendable, Codable {
  /// Gates, whatever they act on; measurements and resets are none.
  public var gates: Int
  /// Gates on two or more qubits.
  public var multiQubitGates: Int
  /// The longest chain of such gates.
  public var multiQubitDepth: Int
  /// Gates outside the Clifford group.
  public var nonClifford: Int
  public var measurements: Int
  public var resets: Int
  /// Blocks that depend on classical values.
  public var conditions: Int
  /// Qubits that no gate, measurement or reset touches.
  public var unusedQubits: Int

  /// What kind of circuit it is, in one phrase.
  public var kind: String {
    let gates = nonClifford == 0 ? "only Clifford gates" : "\(nonClifford) gates outside the Clifford group"
    let classical = conditions == 0 ? "" : ", \(conditions) classically controlled blocks"
    let unused = unusedQubits == 0 ? "" : ", \(unusedQubits) qubits unused"
    return gates + ", \(measurements) measurements" + classical + unused
  }
}

extension Circuit {
  /// The circuit counted through, the bodies of blocks once each.
  public var statistics: CircuitStatistics {
    var result = CircuitStatistics(
      gates: 0, multiQubitGates: multiQubitGates, multiQubitDepth: multiQubitDepth, nonClifford: 0, measurements: 0,
      resets: 0, conditions: 0, unusedQubits: 0)
    var used = Set<Int>()
    func count(_ operations: [Operation]) {
      for operation in operations {
        switch operation {
        case .gate(let gate):
          result.gates += 1
          if !gate.isClifford { result.nonClifford += 1 }
        case .unitary:
          result.gates += 1
          result.nonClifford += 1
        case .measure: result.measurements += 1
        case .reset: result.resets += 1
        case .conditional(_, let then, let otherwise):
          result.conditions += 1
          count(then)
          count(otherwise)
        case .whileLoop(_, let body):
          result.conditions += 1
          count(body)
        case .barrier, .delay: continue
        default: break
        }
        used.formUnion(operation.qubits)
      }
    }
    count(operations)
    result.unusedQubits = qubitCount - used.count
    return result
  }

  private var multiQubitDepth: Int {
    var layers = Array(repeating: 0, count: qubitCount)
    func walk(_ operations: [Operation]) {
      for operation in operations {
        switch operation {
        case .gate, .unitary:
          let qubits = operation.qubits
          guard qubits.count > 1 else { continue }
          let layer = 1 + (qubits.map { layers[$0] }.max() ?? 0)
          for qubit in qubits { layers[qubit] = layer }
        case .conditional(_, let then, let otherwise):
          walk(then)
          walk(otherwise)
        case .whileLoop(_, let body): walk(body)
        default: break
        }
      }
    }
    walk(operations)
    return layers.max() ?? 0
  }
}
