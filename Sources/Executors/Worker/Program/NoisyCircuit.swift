import Backends
import Circuits
import Core

/// A circuit with its noise put in by the contract's rule: noise follows each gate as written, before any decomposition.
struct NoisyCircuit: Sendable {
  indirect enum Step: Sendable {
    case gate(Gate)
    case unitary(UnitaryGate)
    case noise(QuantumChannel)
    case measure(qubit: Int, clbit: Int, error: ReadoutError)
    case reset(Int)
    /// The steps where one of these conjunctions of bits holds; at most one does.
    case conditional([[BitValue]], [Step])
  }

  struct BitValue: Hashable, Sendable {
    var bit: Int
    var value: Bool
  }

  let circuit: Circuit
  private(set) var steps: [Step] = []
  /// Measurements after which nothing happens to their qubit or bit, in order.
  private(set) var readouts: [(qubit: Int, clbit: Int, error: ReadoutError)] = []
  private(set) var traits: CircuitTraits

  init(_ source: Circuit, noise entries: [NoiseEntry]) throws(ProximaError) {
    circuit = source.measured
    traits = CircuitTraits(qubits: circuit.qubitCount)
    do throws(CircuitError) {
      var noise = try NoiseProgram(entries)
      let last = circuit.finalMeasurements(eachBitOnce: true)
      for (index, operation) in circuit.operations.enumerated() {
        if last.contains(index), case .measure(let qubit, let clbit) = operation {
          readouts.append((qubit, clbit, noise.readout(qubit)))
        } else {
          steps += add(operation, &noise)
        }
      }
      try noise.checkMet()
      if traits.hasMidCircuit { noteReadout(of: entries) }
    } catch {
      throw error.proxima
    }
  }

  private mutating func add(_ operation: Operation, _ noise: inout NoiseProgram) -> [Step] {
    switch operation {
    case .gate(let gate):
      traits.noteGate(on: gate.qubits, isClifford: gate.isClifford)
      return [.gate(gate)] + follow(noise.channels(after: gate.name, on: gate.qubits))
    case .unitary(let gate):
      traits.noteGate(on: gate.qubits, isClifford: false)
      return [.unitary(gate)] + follow(noise.channels(after: gate.label, on: gate.qubits))
    case .measure(let qubit, let clbit):
      traits.hasMidCircuit = true
      let error = noise.readout(qubit)
      return [.measure(qubit: qubit, clbit: clbit, error: error)]
    case .reset(let qubit):
      traits.hasReset = true
      return [.reset(qubit)]
    case .barrier, .delay: return []
    case .conditional(let condition, let then, let otherwise): return branch(condition, then, otherwise, &noise)
    case .whileLoop, .breakLoop, .continueLoop: return refuse("a loop that depends on measurements")
    case .assign: return refuse("an assignment to classical variables")
    case .end: return refuse("an end before the last line")
    }
  }

  /// Where anything is measured before the end, the backend reads all bits, and reads them wrong.
  private mutating func noteReadout(of entries: [NoiseEntry]) {
    for entry in entries where entry.isActive && entry.channel == .readout {
      traits.hasMidCircuitReadoutErrors = true
      if let rows = entry.confusion, rows[0][1] != rows[1][0] { traits.hasMidCircuitConfusion = true }
    }
  }

  private mutating func refuse(_ what: String) -> [Step] {
    if traits.unsupported == nil { traits.unsupported = what }
    return []
  }

  private mutating func follow(_ channels: [QuantumChannel]) -> [Step] {
    for channel in channels { traits.note(channel) }
    return channels.map(Step.noise)
  }

  /// A condition over few bits as the conjunctions for which it holds.
  private mutating func branch(
    _ condition: ClassicalExpression, _ then: [Operation], _ otherwise: [Operation], _ noise: inout NoiseProgram
  ) -> [Step] {
    traits.hasConditions = true
    guard let bits = condition.bitsRead?.sorted(), bits.count <= 8, circuit.variables.isEmpty else {
      return refuse("a condition on a variable or on more than 8 bits")
    }
    var memory = ClassicalMemory(for: circuit)
    var cases: [Bool: [[BitValue]]] = [true: [], false: []]
    for number in 0..<(1 << bits.count) {
      let values = bits.enumerated().map { BitValue(bit: $1, value: number >> $0 & 1 == 1) }
      for value in values { memory.bits[value.bit] = value.value }
      cases[memory.holds(condition), default: []].append(values)
    }
    var steps: [Step] = []
    for (holds, body) in [(true, then), (false, otherwise)] where !body.isEmpty {
      let inner = body.flatMap { add($0, &noise) }
      let conjunctions = cases[holds] ?? []
      // Written bits would be asked again by the next conjunction.
      let writes = body.contains { !$0.bitsWritten.isDisjoint(with: bits) }
      if writes, conjunctions.count > 1 || !then.isEmpty && !otherwise.isEmpty {
        return refuse("a measurement into a bit of its own condition")
      }
      if !conjunctions.isEmpty { steps.append(.conditional(conjunctions, inner)) }
    }
    return steps
  }
}
