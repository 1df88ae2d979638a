/// Takes swaps out by following the qubits to where they went: later operations are written on those.
enum SwapElision {
  /// The operations without swaps. What is left of the permutation at the end is undone by swaps, unless `isFree` says
  /// that nobody looks at the qubits any more.
  static func pass(_ operations: [Operation], qubits: Int, isFree: Bool) -> [Operation] {
    // Blocks see the same qubits each time they are entered; whole registers hide in barriers, which may be renamed.
    guard operations.allSatisfy(\.isStraight) else { return operations }
    var place = Array(0..<qubits)
    var result: [Operation] = []
    for operation in operations {
      if case .gate(let gate) = operation, gate.kind == .swap, gate.controlStates.isEmpty {
        place.swapAt(gate.qubits[0], gate.qubits[1])
      } else {
        result.append(operation.onQubits { place[$0] })
      }
    }
    return isFree ? result : result + restoring(place)
  }

  /// Swaps that bring what stands on wire `place[q]` back to wire q.
  private static func restoring(_ place: [Int]) -> [Operation] {
    var place = place
    var result: [Operation] = []
    for wire in place.indices {
      while place[wire] != wire {
        let other = place[wire]
        result.append(.gate(Gate(.swap, [], wire, other)))
        // What stood on `other` now stands on `wire`, and the other way round.
        for index in place.indices {
          if place[index] == other { place[index] = wire } else if place[index] == wire { place[index] = other }
        }
      }
    }
    return result
  }
}

extension Operation {
  /// Whether it is no block and cannot leave one.
  var isStraight: Bool {
    switch self {
    case .conditional, .whileLoop, .breakLoop, .continueLoop, .end: false
    default: true
    }
  }

  /// The same on other qubits.
  func onQubits(_ rename: (Int) -> Int) -> Operation {
    switch self {
    case .gate(var gate):
      gate.qubits = gate.qubits.map(rename)
      return .gate(gate)
    case .unitary(var gate):
      gate.qubits = gate.qubits.map(rename)
      return .unitary(gate)
    case .measure(let qubit, let clbit): return .measure(qubit: rename(qubit), clbit: clbit)
    case .reset(let qubit): return .reset(rename(qubit))
    case .barrier(let qubits): return .barrier(qubits.map(rename))
    case .delay(let qubits, let time): return .delay(qubits.map(rename), time)
    case .conditional(let condition, let then, let otherwise):
      return .conditional(
        condition, then: then.map { $0.onQubits(rename) }, otherwise: otherwise.map { $0.onQubits(rename) })
    case .whileLoop(let condition, let body): return .whileLoop(condition, body: body.map { $0.onQubits(rename) })
    case .assign, .breakLoop, .continueLoop, .end: return self
    }
  }
}
