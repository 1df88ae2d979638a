/// Cuts operations into passes over chunks: each takes every operation whose positions are in its chunk and that nothing
/// left behind must come before.
struct DensityScheduler {
  /// A step of a pass, over positions of the state.
  enum Step {
    case single(Int, QubitTransfer)
    case sparse([Int], PauliTransfer)
    /// Exchanges the digits of a lane and another position.
    case exchange(lane: Int, Int)
  }

  /// One pass: its positions, ascending, and what it does.
  struct Pass {
    var positions: [Int]
    var steps: [Step]
  }

  /// How many positions the state has, and how many a chunk holds.
  let positions: Int
  let local: Int
  /// The position of each qubit; exchanges change it.
  private(set) var positionOf: [Int]

  init(positions: Int, local: Int, positionOf: [Int]) {
    self.positions = positions
    self.local = local
    self.positionOf = positionOf
  }

  /// The passes of `operations`, all of them local ones.
  mutating func passes(of operations: [DensityOperation]) -> [Pass] {
    var rest = operations
    var result: [Pass] = []
    while !rest.isEmpty {
      var inside: Set<Int> = [0, 1]
      var closed: Set<Int> = []
      var taken: [DensityOperation] = [], left: [DensityOperation] = []
      for operation in rest {
        let qubits = operation.qubits
        let with = inside.union(qubits.map { positionOf[$0] })
        if with.count <= local, closed.isDisjoint(with: qubits) {
          inside = with
          taken.append(operation)
        } else {
          closed.formUnion(qubits)
          left.append(operation)
        }
      }
      for position in 2..<positions where inside.count < local { inside.insert(position) }
      result.append(Pass(positions: inside.sorted(), steps: steps(taken, inside)))
      rest = left
    }
    return result
  }

  /// Steps of one pass: operations of more than one qubit have none in the lanes.
  private mutating func steps(_ operations: [DensityOperation], _ inside: Set<Int>) -> [Step] {
    var result: [Step] = []
    for (index, operation) in operations.enumerated() {
      switch operation {
      case .single(let qubit, let transfer): result.append(.single(positionOf[qubit], transfer))
      case .sparse(let qubits, let transfer):
        for qubit in qubits where positionOf[qubit] < 2 {
          let lane = positionOf[qubit]
          let other = victim(of: qubits, inside, operations[index...])
          result.append(.exchange(lane: lane, other))
          if let moved = positionOf.firstIndex(of: other) { positionOf[moved] = lane }
          positionOf[qubit] = other
        }
        result.append(.sparse(qubits.map { positionOf[$0] }, transfer))
      default: break
      }
    }
    return result
  }

  /// The position outside the lanes whose qubit goes longest without an operation of several qubits.
  private func victim(of qubits: [Int], _ inside: Set<Int>, _ next: ArraySlice<DensityOperation>) -> Int {
    var free = inside.subtracting([0, 1]).subtracting(qubits.map { positionOf[$0] })
    for operation in next where free.count > 1 {
      guard case .sparse(let used, _) = operation else { continue }
      for qubit in used where free.count > 1 { free.remove(positionOf[qubit]) }
    }
    return free.min() ?? 2
  }
}
