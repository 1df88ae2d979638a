import Circuits
import Core

/// A circuit as a list of instructions with jumps, noise put in, and measurements that end the circuit set apart.
struct Program {
  enum Instruction {
    case gate(Gate)
    case unitary(UnitaryGate)
    case measure(qubit: Int, clbit: Int, error: ReadoutError)
    case reset(Int)
    case noise(QuantumChannel)
    case assign(ClassicalTarget, ClassicalExpression)
    case jump(Int)
    case jumpUnless(ClassicalExpression, Int)
  }

  /// A measurement after which nothing happens to its qubit or bit.
  struct Readout {
    var qubit: Int
    var clbit: Int
    /// How often the bit is read wrong.
    var error: ReadoutError
  }

  let circuit: Circuit
  private(set) var instructions: [Instruction] = []
  /// Measurements that one sample of the final state answers, in order.
  private(set) var readouts: [Readout] = []

  /// Compiles `circuit`; where it measures nothing, all qubits are measured.
  init(_ source: Circuit, noise entries: [NoiseEntry]) throws(SimulatorError) {
    circuit = source.measured
    var compiler = ProgramCompiler(circuit)
    do throws(CircuitError) {
      var noise = try NoiseProgram(entries)
      try compiler.compile(&noise)
      try noise.checkMet()
    } catch {
      throw SimulatorError(error.code, error.message, exit: error.exit)
    }
    instructions = compiler.instructions
    readouts = compiler.readouts
  }

  /// How many instructions draw random numbers before the final sample.
  var randomInstructions: Int {
    instructions.count {
      switch $0 {
      case .measure, .reset, .noise: true
      default: false
      }
    }
  }

  /// Whether it is gates only, up to the final sample.
  var isUnitary: Bool {
    instructions.allSatisfy {
      switch $0 {
      case .gate, .unitary: true
      default: false
      }
    }
  }

  /// Whether noise acts on it, readout errors aside.
  var hasNoise: Bool {
    instructions.contains { if case .noise = $0 { true } else { false } }
  }
}

/// Writes the instructions of a circuit.
private struct ProgramCompiler {
  let circuit: Circuit
  var instructions: [Program.Instruction] = []
  var readouts: [Program.Readout] = []
  /// Where each enclosing loop begins, and the jumps that leave it.
  private var loops: [(start: Int, exits: [Int])] = []
  private var ends: [Int] = []

  init(_ circuit: Circuit) { self.circuit = circuit }

  mutating func compile(_ noise: inout NoiseProgram) throws(CircuitError) {
    let last = circuit.finalMeasurements(eachBitOnce: false)
    for (index, operation) in circuit.operations.enumerated() {
      if index & 1023 == 0 { try CircuitError.checkWanted() }
      if last.contains(index), case .measure(let qubit, let clbit) = operation {
        readouts.append(Program.Readout(qubit: qubit, clbit: clbit, error: noise.readout(qubit)))
      } else {
        try add(operation, &noise)
      }
    }
    for jump in ends { instructions[jump] = .jump(instructions.count) }
  }

  private mutating func add(_ operation: Operation, _ noise: inout NoiseProgram) throws(CircuitError) {
    switch operation {
    case .gate(let gate):
      instructions.append(.gate(gate))
      instructions += noise.channels(after: gate.name, on: gate.qubits).map { .noise($0) }
    case .unitary(let gate):
      instructions.append(.unitary(gate))
      instructions += noise.channels(after: gate.label, on: gate.qubits).map { .noise($0) }
    case .measure(let qubit, let clbit):
      instructions.append(.measure(qubit: qubit, clbit: clbit, error: noise.readout(qubit)))
    case .reset(let qubit): instructions.append(.reset(qubit))
    case .barrier, .delay: break
    case .assign(let target, let value): instructions.append(.assign(target, value))
    case .conditional(let condition, let then, let otherwise): try add(condition, then, otherwise, &noise)
    case .whileLoop(let condition, let body): try addLoop(condition, body, &noise)
    case .breakLoop:
      guard !loops.isEmpty else { throw CircuitError("program", "`break` outside a loop") }
      loops[loops.count - 1].exits.append(instructions.count)
      instructions.append(.jump(0))
    case .continueLoop:
      guard let loop = loops.last else { throw CircuitError("program", "`continue` outside a loop") }
      instructions.append(.jump(loop.start))
    case .end:
      ends.append(instructions.count)
      instructions.append(.jump(0))
    }
  }

  private mutating func add(
    _ condition: ClassicalExpression, _ then: [Operation], _ otherwise: [Operation], _ noise: inout NoiseProgram
  ) throws(CircuitError) {
    let test = instructions.count
    instructions.append(.jump(0))
    for operation in then { try add(operation, &noise) }
    if otherwise.isEmpty {
      instructions[test] = .jumpUnless(condition, instructions.count)
      return
    }
    let skip = instructions.count
    instructions.append(.jump(0))
    instructions[test] = .jumpUnless(condition, instructions.count)
    for operation in otherwise { try add(operation, &noise) }
    instructions[skip] = .jump(instructions.count)
  }

  private mutating func addLoop(
    _ condition: ClassicalExpression, _ body: [Operation], _ noise: inout NoiseProgram
  ) throws(CircuitError) {
    let test = instructions.count
    loops.append((test, []))
    instructions.append(.jump(0))
    for operation in body { try add(operation, &noise) }
    instructions.append(.jump(test))
    instructions[test] = .jumpUnless(condition, instructions.count)
    for exit in loops.removeLast().exits { instructions[exit] = .jump(instructions.count) }
  }
}
