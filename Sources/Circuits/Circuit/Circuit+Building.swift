extension Circuit {
  /// Appends a register of `size` qubits and returns their numbers.
  @discardableResult public mutating func addQubits(_ name: String, _ size: Int) -> Range<Int> {
    let register = Register(name: name, start: qubitCount, size: size)
    quantumRegisters.append(register)
    return register.indices
  }

  /// Appends a register of `size` classical bits and returns their numbers.
  @discardableResult public mutating func addClbits(_ name: String, _ size: Int) -> Range<Int> {
    let register = Register(name: name, start: clbitCount, size: size)
    classicalRegisters.append(register)
    return register.indices
  }

  /// Appends a gate of the table.
  public mutating func append(_ kind: GateKind, _ parameters: [Double] = [], _ qubits: Int...) {
    operations.append(.gate(Gate(kind, parameters, on: qubits)))
  }

  /// Appends a gate.
  public mutating func append(_ gate: Gate) { operations.append(.gate(gate)) }

  /// Appends a gate with controls before it, written by its own name where the table has one.
  public mutating func appendControlled(
    _ kind: GateKind, _ parameters: [Double] = [], controls: [Int], states: [Bool]? = nil, targets: [Int]
  ) {
    append(Gate(kind, parameters, on: targets).controlled(by: controls, states: states))
  }

  /// Appends a measurement.
  public mutating func measure(_ qubit: Int, into clbit: Int) {
    operations.append(.measure(qubit: qubit, clbit: clbit))
  }

  /// Adds a register `name` of as many bits as there are `qubits` and measures them into it in order.
  public mutating func measure(_ qubits: some Collection<Int>, into name: String = "c") {
    let bits = addClbits(name, qubits.count)
    for (qubit, bit) in zip(qubits, bits) { measure(qubit, into: bit) }
  }

  /// The circuit as it is run: one that measures nothing is measured on all its qubits, into a new register `meas`.
  public var measured: Circuit {
    if operations.contains(where: \.measuresAnything) || qubitCount == 0 { return self }
    var result = self
    // The bits declared before would stay 0 for ever; the key is that of the new register alone.
    if result.clbitCount == 0 || !result.usesClassicalBits {
      result.classicalRegisters = []
    }
    result.measure(0..<qubitCount, into: "meas")
    return result
  }

  private var usesClassicalBits: Bool {
    operations.contains {
      switch $0 {
      case .conditional, .whileLoop, .assign: true
      default: false
      }
    }
  }
}

extension Operation {
  /// Whether it, or anything inside it, is a measurement.
  public var measuresAnything: Bool {
    switch self {
    case .measure: true
    case .conditional(_, let then, let otherwise):
      then.contains(where: \.measuresAnything) || otherwise.contains(where: \.measuresAnything)
    case .whileLoop(_, let body): body.contains(where: \.measuresAnything)
    default: false
    }
  }

  /// The qubits it acts on, in order, those inside blocks once each.
  public var qubits: [Int] {
    switch self {
    case .gate(let gate): gate.qubits
    case .unitary(let gate): gate.qubits
    case .measure(let qubit, _), .reset(let qubit): [qubit]
    case .barrier(let qubits), .delay(let qubits, _): qubits
    case .conditional(_, let then, let otherwise): Self.union((then + otherwise).map(\.qubits))
    case .whileLoop(_, let body): Self.union(body.map(\.qubits))
    case .assign, .breakLoop, .continueLoop, .end: []
    }
  }

  private static func union(_ lists: [[Int]]) -> [Int] { Set(lists.joined()).sorted() }
}
