/// Collects runs of gates on one pair of qubits and writes each anew where that takes fewer two-qubit gates.
struct BlockResynthesis {
  /// Whether only one-qubit gates and cx may come out; otherwise every gate of the table counts as one.
  let onlyCX: Bool
  private var output: [Operation?]
  /// The open block of each qubit.
  private var open: [Int: Int] = [:]
  private var blocks: [Block] = []
  /// One-qubit gates on a qubit that no block is open on.
  private var waiting: [Int: [Int]] = [:]
  /// Gates that stand in place of the last of a block.
  private var replacements: [Int: [Gate]] = [:]

  private struct Block {
    var low: Int
    var high: Int
    var places: [Int]
  }

  /// The operations with their blocks written anew.
  static func pass(_ operations: [Operation], onlyCX: Bool) -> [Operation] {
    var pass = BlockResynthesis(operations, onlyCX: onlyCX)
    pass.collect(operations)
    return pass.output.indices.flatMap { place -> [Operation] in
      if let gates = pass.replacements[place] { return gates.map { .gate($0) } }
      return pass.output[place].map { [$0] } ?? []
    }
  }

  private init(_ operations: [Operation], onlyCX: Bool) {
    self.onlyCX = onlyCX
    output = operations
  }

  private mutating func collect(_ operations: [Operation]) {
    for (place, operation) in operations.enumerated() {
      if case .gate(let gate) = operation, gate.qubits.count == 1 {
        if let block = open[gate.qubits[0]] {
          blocks[block].places.append(place)
        } else {
          waiting[gate.qubits[0], default: []].append(place)
        }
        continue
      }
      if case .gate(let gate) = operation, gate.qubits.count == 2 {
        add(place, gate.qubits[0], gate.qubits[1])
        continue
      }
      let qubits = operation.mayLeave ? Array(Set(open.keys).union(waiting.keys)).sorted() : operation.qubits
      for qubit in qubits {
        close(qubit)
        waiting[qubit] = nil
      }
    }
    for qubit in open.keys.sorted() { close(qubit) }
  }

  private mutating func add(_ place: Int, _ a: Int, _ b: Int) {
    if let block = open[a], block == open[b] {
      blocks[block].places.append(place)
      return
    }
    close(a)
    close(b)
    let before = (waiting.removeValue(forKey: a) ?? []) + (waiting.removeValue(forKey: b) ?? [])
    open[a] = blocks.count
    open[b] = blocks.count
    blocks.append(Block(low: min(a, b), high: max(a, b), places: before.sorted() + [place]))
  }

  /// Closes the block that is open on `qubit` and writes it anew where that is shorter.
  private mutating func close(_ qubit: Int) {
    guard let index = open[qubit] else { return }
    let block = blocks[index]
    open[block.low] = nil
    open[block.high] = nil
    let gates = block.places.compactMap { place -> Gate? in
      if case .gate(let gate)? = output[place] { gate } else { nil }
    }
    let cost = gates.count { $0.qubits.count == 2 }
    // One cx, or one gate of the table, can only be shortened by vanishing.
    guard cost > 0, gates.count > 1 || gates[0].kind != .cx else { return }
    guard let better = Self.rewritten(gates, block.low, block.high, onlyCX: onlyCX) else { return }
    let less = better.count { $0.qubits.count == 2 }
    // Gates on one qubit are next to free beside cx; by gates of the table, nothing may grow.
    guard less < cost && (onlyCX || better.count <= gates.count) || less == cost && better.count < gates.count else { return }
    for place in block.places.dropLast() { output[place] = nil }
    guard let last = block.places.last else { return }
    output[last] = nil
    replacements[last] = better
  }

  private static func rewritten(_ gates: [Gate], _ low: Int, _ high: Int, onlyCX: Bool) -> [Gate]? {
    let matrix = gates.reduce(Matrix.identity(4)) { product, gate in
      product.applying(gate.matrix, on: gate.qubits.map { $0 == low ? 0 : 1 })
    }
    guard let weyl = WeylDecomposition(matrix),
      let result = onlyCX
        ? TwoQubitSynthesis.gates(weyl, low: low, high: high) : TwoQubitSynthesis.table(weyl, low: low, high: high)
    else { return nil }
    let places = result.map { gate in (gate.matrix, gate.qubits.map { $0 == low ? 0 : 1 }) }
    let check = places.reduce(Matrix.identity(4)) { $0.applying($1.0, on: $1.1) }
    return check.distanceUpToPhase(to: matrix) < 1e-8 ? result : nil
  }
}
