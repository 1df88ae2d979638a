import Circuits
import Core

/// A circuit as Clifford steps: in a straight line where its classical control is Pauli gates on single bits, else in
/// pieces between jumps.
struct CliffordCircuit {
  /// What happens between steps.
  enum Piece {
    /// Steps of the kernels, and the classical bits that their records go to.
    case steps(Range<Int>, stores: [(record: Int, clbit: Int)])
    case assign(ClassicalTarget, ClassicalExpression)
    case jump(Int)
    case jumpUnless(ClassicalExpression, Int)
  }

  let source: Program
  var program: CliffordProgram
  /// Where the final measurements begin.
  var body = 0
  /// The record that each classical bit ends with; nil where it stays 0. Straight lines only.
  var recordOfBit: [Int?]
  /// Empty for a straight line.
  var pieces: [Piece] = []

  /// Compiles; throws `simulator.not_clifford` where a gate or a noise is not of that kind.
  init(_ source: Program) throws(SimulatorError) {
    self.source = source
    program = CliffordProgram(qubits: source.circuit.qubitCount)
    recordOfBit = Array(repeating: nil, count: source.circuit.clbitCount)
    var gates = CliffordGates()
    if try !compileStraight(&gates) {
      program = CliffordProgram(qubits: source.circuit.qubitCount)
      try compilePieces(&gates)
    }
    body = program.steps.count
    for readout in source.readouts {
      recordOfBit[readout.clbit] = program.measure(readout.qubit, flip: try Self.flip(readout.error))
    }
  }

  /// Whether all shots take the same steps.
  var isStraight: Bool { pieces.isEmpty }

  /// False where the circuit needs more control than feedback of single bits.
  private mutating func compileStraight(_ gates: inout CliffordGates) throws(SimulatorError) -> Bool {
    var at = 0
    while at < source.instructions.count {
      let instruction = source.instructions[at]
      at += 1
      switch instruction {
      case .assign, .jump: return false
      case .jumpUnless(let condition, let target):
        guard target >= at, let feedback = BitFeedback(condition) else { return false }
        let inside = source.instructions[at..<target].map(Self.pauli)
        guard inside.allSatisfy({ $0 != nil }) else { return false }
        for case .some(let pauli) in inside { feed(pauli, feedback) }
        at = target
      case .measure(let qubit, let clbit, let error): recordOfBit[clbit] = program.measure(qubit, flip: try Self.flip(error))
      default: try add(instruction, &gates)
      }
    }
    return true
  }

  private mutating func feed(_ pauli: CliffordProgram.Target, _ feedback: BitFeedback) {
    if feedback.onZero, let kind = CliffordProgram.Kind.pauli(pauli.pauli) { program.gate(kind, pauli.qubit) }
    if feedback.onZero != feedback.onOne, let record = recordOfBit[feedback.bit] {
      program.feedback(pauli.pauli, on: pauli.qubit, where: record)
    }
  }

  private static func pauli(_ instruction: Program.Instruction) -> CliffordProgram.Target? {
    guard case .gate(let gate) = instruction, gate.controlStates.isEmpty else { return nil }
    switch gate.kind {
    case .x: return .init(qubit: gate.qubits[0], pauli: 1)
    case .z: return .init(qubit: gate.qubits[0], pauli: 2)
    case .y: return .init(qubit: gate.qubits[0], pauli: 3)
    default: return nil
    }
  }

  private mutating func compilePieces(_ gates: inout CliffordGates) throws(SimulatorError) {
    var borders = Set<Int>()
    for instruction in source.instructions {
      switch instruction {
      case .jump(let target), .jumpUnless(_, let target): borders.insert(target)
      default: break
      }
    }
    var pieceOf = Array(repeating: 0, count: source.instructions.count + 1)
    var first = 0
    var stores: [(record: Int, clbit: Int)] = []
    func close(_ circuit: inout CliffordCircuit) {
      let count = circuit.program.steps.count
      if count > first { circuit.pieces.append(.steps(first..<count, stores: stores)) }
      (first, stores) = (count, [])
    }
    for (index, instruction) in source.instructions.enumerated() {
      if borders.contains(index) { close(&self) }
      switch instruction {
      case .assign, .jump, .jumpUnless: close(&self)
      default: break
      }
      pieceOf[index] = pieces.count
      switch instruction {
      case .assign(let target, let value): pieces.append(.assign(target, value))
      case .jump(let target): pieces.append(.jump(target))
      case .jumpUnless(let condition, let target): pieces.append(.jumpUnless(condition, target))
      case .measure(let qubit, let clbit, let error):
        stores.append((program.measure(qubit, flip: try Self.flip(error)), clbit))
      default: try add(instruction, &gates)
      }
    }
    close(&self)
    pieceOf[source.instructions.count] = pieces.count
    pieces = pieces.map {
      switch $0 {
      case .jump(let target): .jump(pieceOf[target])
      case .jumpUnless(let condition, let target): .jumpUnless(condition, pieceOf[target])
      default: $0
      }
    }
  }

  private mutating func add(_ instruction: Program.Instruction, _ gates: inout CliffordGates) throws(SimulatorError) {
    switch instruction {
    case .gate(let gate): if !gates.append(gate, to: &program) { throw .notClifford(gate: gate.described) }
    case .unitary(let gate): if !gates.append(gate, to: &program) { throw .notClifford(gate: gate.label) }
    case .reset(let qubit): program.reset(qubit)
    case .noise(let channel): try add(channel)
    default: break
    }
  }
}

extension CliffordCircuit {
  private mutating func add(_ channel: QuantumChannel) throws(SimulatorError) {
    switch channel.form {
    case .depolarizing(let probability): program.depolarize(channel.qubits, probability)
    case .pauli(let products) where products.count == 1 && channel.qubits.count == 1:
      guard let product = products.first, case .some(.some(let pauli)) = product.factors.first else { return }
      program.flip(pauli.bits, on: channel.qubits[0], product.probability)
    case .pauli(let products):
      program.channel(
        products.map { product in
          let targets = zip(product.factors, channel.qubits).compactMap { pauli, qubit in
            pauli.map { CliffordProgram.Target(qubit: qubit, pauli: $0.bits) }
          }
          return (product.probability, targets)
        })
    default: throw .notPauli(channel)
    }
  }

  /// The probability that a bit is read wrong, which must not depend on the bit.
  private static func flip(_ error: ReadoutError) throws(SimulatorError) -> Double {
    guard error.zeroAsOne == error.oneAsZero else {
      throw SimulatorError(
        "not_pauli", "the method `stabilizer` reads 0 and 1 wrong equally often",
        remedy: "use the method `trajectories` or `auto`")
    }
    return error.zeroAsOne
  }
}

/// What a condition on one classical bit says.
struct BitFeedback {
  var bit: Int
  var onZero: Bool
  var onOne: Bool

  /// Nil where the condition asks for more than one bit.
  init?(_ condition: ClassicalExpression) {
    guard let bits = condition.bitsAlone, bits.count == 1, let bit = bits.first else { return nil }
    var circuit = Circuit()
    circuit.addClbits("c", bit + 1)
    var memory = ClassicalMemory(for: circuit)
    self.bit = bit
    onZero = memory.holds(condition)
    memory.bits[bit] = true
    onOne = memory.holds(condition)
  }
}

extension ClassicalExpression {
  /// The classical bits that it reads; nil where it reads variables too.
  fileprivate var bitsAlone: Set<Int>? {
    func union(_ parts: [ClassicalExpression]) -> Set<Int>? {
      var all: Set<Int> = []
      for part in parts {
        guard let bits = part.bitsAlone else { return nil }
        all.formUnion(bits)
      }
      return all
    }
    switch self {
    case .value: return []
    case .variable: return nil
    case .bit(let bit): return [bit]
    case .bits(let bits): return Set(bits)
    case .unary(_, let operand), .cast(_, let operand): return operand.bitsAlone
    case .binary(_, let a, let b): return union([a, b])
    case .call(_, let arguments): return union(arguments)
    }
  }
}

extension CliffordProgram.Kind {
  /// The gate of a Pauli's bits.
  static func pauli(_ bits: Int) -> CliffordProgram.Kind? {
    switch bits {
    case 1: .x
    case 2: .z
    case 3: .y
    default: nil
    }
  }
}

extension PauliSum.Pauli {
  /// 1 is X, 2 is Z, 3 is Y.
  var bits: Int {
    switch self {
    case .x: 1
    case .z: 2
    case .y: 3
    }
  }
}

extension Gate {
  /// Its name with its angles.
  fileprivate var described: String {
    parameters.isEmpty ? name : "\(name)(\(parameters.map { "\($0)" }.joined(separator: ", ")))"
  }
}

extension SimulatorError {
  static func notClifford(gate: String) -> SimulatorError {
    SimulatorError(
      "not_clifford", "`\(gate)` is not a Clifford gate, and the method `stabilizer` runs no other",
      remedy: "use the method `statevector` or `mps`, or `auto`")
  }

  static func notPauli(_ operation: QuantumChannel) -> SimulatorError {
    SimulatorError(
      "not_pauli", "the method `stabilizer` runs Pauli noise only, not \(operation)",
      remedy: "use depolarizing, bit_flip, phase_flip, phase_damping or readout noise, or the method `trajectories` or `auto`")
  }
}
