import Core

extension Circuit {
  /// The circuit in numbers: depth counts layers of gates, measurements and resets as Qiskit does (barriers and delays
  /// excluded from both); gates inside blocks count once.
  public var summary: CircuitSummary {
    CircuitSummary(qubits: qubitCount, clbits: clbitCount, depth: depth, gates: gateCounts)
  }

  /// How often each gate, measurement and reset occurs.
  public var gateCounts: [String: Int] {
    var counts: [String: Int] = [:]
    func count(_ operations: [Operation]) {
      for operation in operations {
        switch operation {
        case .gate(let gate): counts[gate.name, default: 0] += 1
        case .unitary(let gate): counts[gate.label, default: 0] += 1
        case .measure: counts["measure", default: 0] += 1
        case .reset: counts["reset", default: 0] += 1
        case .conditional(_, let then, let otherwise):
          count(then)
          count(otherwise)
        case .whileLoop(_, let body): count(body)
        default: break
        }
      }
    }
    count(operations)
    return counts
  }

  /// The longest chain of operations that wait for one another, over qubits and classical bits.
  public var depth: Int {
    var layers = Layers(qubits: qubitCount, clbits: clbitCount + variables.count)
    let all = Array(0..<(clbitCount + variables.count))
    func walk(_ operations: [Operation], reading: [Int]) {
      for operation in operations {
        switch operation {
        case .gate(let gate): layers.add(gate.qubits, reading)
        case .unitary(let gate): layers.add(gate.qubits, reading)
        case .measure(let qubit, let clbit): layers.add([qubit], reading + [clbit])
        case .reset(let qubit): layers.add([qubit], reading)
        case .conditional(let condition, let then, let otherwise):
          let read = reading + condition.places(bits: clbitCount)
          walk(then, reading: read)
          walk(otherwise, reading: read)
        case .whileLoop(let condition, let body):
          walk(body, reading: reading + condition.places(bits: clbitCount))
        case .assign(let target, let value):
          layers.add([], reading + value.places(bits: clbitCount) + target.places(bits: clbitCount))
        case .end: layers.add([], all)
        case .barrier, .delay, .breakLoop, .continueLoop: break
        }
      }
    }
    walk(operations, reading: [])
    return layers.depth
  }

  /// How far each wire has come.
  private struct Layers {
    var qubits: [Int]
    var clbits: [Int]
    var depth = 0

    init(qubits: Int, clbits: Int) {
      self.qubits = Array(repeating: 0, count: qubits)
      self.clbits = Array(repeating: 0, count: clbits)
    }

    mutating func add(_ wires: [Int], _ bits: [Int]) {
      var layer = 0
      for wire in wires { layer = max(layer, qubits[wire]) }
      for bit in bits { layer = max(layer, clbits[bit]) }
      layer += 1
      for wire in wires { qubits[wire] = layer }
      for bit in bits { clbits[bit] = layer }
      depth = max(depth, layer)
    }
  }
}

extension ClassicalExpression {
  /// The classical bits it reads, and variables as numbers after them.
  func places(bits: Int) -> [Int] {
    switch self {
    case .value: []
    case .bit(let bit): [bit]
    case .bits(let indices): indices
    case .variable(let index): [bits + index]
    case .unary(_, let operand), .cast(_, let operand): operand.places(bits: bits)
    case .binary(_, let a, let b): a.places(bits: bits) + b.places(bits: bits)
    case .call(_, let arguments): arguments.flatMap { $0.places(bits: bits) }
    }
  }
}

extension ClassicalTarget {
  /// The classical bits it writes, or its variable as a number after them.
  func places(bits: Int) -> [Int] {
    switch self {
    case .bit(let bit): [bit]
    case .bits(let indices): indices
    case .variable(let index): [bits + index]
    }
  }
}
