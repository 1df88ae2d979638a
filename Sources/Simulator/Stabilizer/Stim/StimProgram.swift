import Core

/// A Stim circuit as Clifford steps, with its detectors and observables.
struct StimProgram {
  var program: CliffordProgram
  /// The records of each detector.
  private(set) var detectors: [[Int32]] = []
  /// The records of each observable.
  private(set) var observables: [[Int32]] = []
  /// How often each instruction occurs, by Stim's name, once for each target or pair.
  private(set) var gates: [String: Int] = [:]
  let file: String
  /// The most steps that blocks are written out to.
  static let mostSteps = 200_000_000

  /// Compiles `circuit`; throws `simulator.stim` with the line of what it cannot run.
  init(_ circuit: StimCircuit, file: String) throws(SimulatorError) {
    program = CliffordProgram(qubits: max(1, circuit.qubits))
    self.file = file
    try add(circuit.items)
  }

  private mutating func add(_ items: [StimCircuit.Item]) throws(SimulatorError) {
    for item in items {
      switch item {
      case .instruction(let instruction): try add(instruction)
      case .repeat(let count, let body): for _ in 0..<count { try add(body) }
      }
      if program.steps.count > Self.mostSteps {
        throw SimulatorError("stim", "\(file): more than \(Self.mostSteps) steps", remedy: "repeat less often")
      }
    }
  }

  private mutating func add(_ one: StimCircuit.Instruction) throws(SimulatorError) {
    if let gate = StimGates.single[one.name] {
      for target in one.targets {
        guard case .qubit(let qubit, false) = target else { throw fail(one, "`\(one.name)` acts on qubits") }
        for kind in gate { program.gate(kind, qubit) }
      }
      count(one, one.targets.count)
      return
    }
    if let gate = StimGates.double[one.name] {
      try addPairs(one, gate)
    } else if try !addAnnotation(one), try !addMeasurement(one), try !addNoise(one) {
      throw fail(one, "`\(one.name)` is not an instruction that this method runs")
    }
    count(one, StimGates.double[one.name] == nil ? one.targets.count : one.targets.count / 2)
  }

  private mutating func count(_ one: StimCircuit.Instruction, _ times: Int) { gates[one.name, default: 0] += times }

  private mutating func addPairs(_ one: StimCircuit.Instruction, _ gate: [StimGates.Part]) throws(SimulatorError) {
    guard one.targets.count % 2 == 0 else { throw fail(one, "`\(one.name)` takes its targets in pairs") }
    for first in stride(from: 0, to: one.targets.count, by: 2) {
      switch (one.targets[first], one.targets[first + 1]) {
      case (.qubit(let a, false), .qubit(let b, false)):
        guard a != b else { throw fail(one, "`\(one.name)` acts on two different qubits") }
        for part in gate {
          if part.onA || part.onB {
            program.gate(part.kind, part.onA ? a : b)
          } else {
            program.gate(part.kind, part.reversed ? b : a, part.reversed ? a : b)
          }
        }
      case (.record(let back), .qubit(let qubit, false)), (.qubit(let qubit, false), .record(let back)):
        guard let pauli = Self.feedback[one.name] else { throw fail(one, "`\(one.name)` takes no measurement record") }
        program.feedback(pauli, on: qubit, where: try record(one, back))
      default: throw fail(one, "`\(one.name)` acts on pairs of qubits, or of a record and a qubit")
      }
    }
  }

  private static let feedback = [
    "CX": 1, "ZCX": 1, "CNOT": 1, "XCZ": 1, "CY": 3, "ZCY": 3, "YCZ": 3, "CZ": 2, "ZCZ": 2,
  ]

  private mutating func addAnnotation(_ one: StimCircuit.Instruction) throws(SimulatorError) -> Bool {
    switch one.name {
    case "TICK", "QUBIT_COORDS", "SHIFT_COORDS": return true
    case "DETECTOR":
      detectors.append(try records(one))
    case "OBSERVABLE_INCLUDE":
      guard let index = one.arguments.first.flatMap({ Int(exactly: $0) }), (0..<4096).contains(index) else {
        throw fail(one, "an observable has a number from 0 on, such as OBSERVABLE_INCLUDE(0)")
      }
      while observables.count <= index { observables.append([]) }
      observables[index] += try records(one)
    default: return false
    }
    return true
  }

  private func records(_ one: StimCircuit.Instruction) throws(SimulatorError) -> [Int32] {
    var all: [Int32] = []
    for target in one.targets {
      guard case .record(let back) = target else { throw fail(one, "`\(one.name)` takes measurement records such as rec[-1]") }
      all.append(Int32(try record(one, back)))
    }
    return all
  }

  private func record(_ one: StimCircuit.Instruction, _ back: Int) throws(SimulatorError) -> Int {
    guard back <= program.records else { throw fail(one, "rec[-\(back)] is before the first measurement") }
    return program.records - back
  }

  /// Targets that must be plain qubits.
  func qubits(_ one: StimCircuit.Instruction) throws(SimulatorError) -> [Int] {
    var all: [Int] = []
    for target in one.targets {
      guard case .qubit(let qubit, false) = target else { throw fail(one, "`\(one.name)` acts on qubits") }
      all.append(qubit)
    }
    return all
  }

  func fail(_ one: StimCircuit.Instruction, _ reason: String) -> SimulatorError { .stim(file, one.line, reason) }
}
