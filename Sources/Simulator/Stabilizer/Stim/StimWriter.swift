import CKernels
import Circuits
import Core

extension StimCircuit {
  /// `circuit` with `noise`, written in Stim's format; throws what the method `stabilizer` would refuse, and
  /// `simulator.stim` where its control is more than Pauli gates on single measured bits.
  public init(_ circuit: Circuit, noise: [NoiseEntry] = []) throws(SimulatorError) {
    let compiled = try CliffordCircuit(Program(circuit, noise: noise))
    guard compiled.isStraight else {
      throw SimulatorError(
        "stim", "Stim's format has no control but Pauli gates on measured bits", remedy: "write OpenQASM 3 instead")
    }
    items = StimWriter(compiled.program).items
  }
}

/// Writes Clifford steps as Stim's instructions, neighbours of one name on one line.
struct StimWriter {
  private let program: CliffordProgram
  private(set) var items: [StimCircuit.Item] = []
  private var done = 0

  init(_ program: CliffordProgram) {
    self.program = program
    for step in program.steps {
      if let kind = CliffordProgram.Kind(rawValue: step.op) { add(kind, step) }
    }
  }

  private static let names: [CliffordProgram.Kind: String] = [
    .cx: "CX", .cy: "CY", .cz: "CZ", .swap: "SWAP", .x: "X", .y: "Y", .z: "Z", .h: "H", .s: "S", .sdg: "S_DAG",
    .sx: "SQRT_X", .sxdg: "SQRT_X_DAG", .reset: "R", .depolarize1: "DEPOLARIZE1", .depolarize2: "DEPOLARIZE2",
  ]

  private mutating func add(_ kind: CliffordProgram.Kind, _ step: px_step32) {
    let (a, b, c) = (Int(step.a), Int(step.b), Int(step.c))
    let p = kind.rawValue >= CliffordProgram.Kind.measure.rawValue && kind != .feedback && c >= 0 ? [program.probabilities[c]] : []
    let first = StimCircuit.Target.qubit(a, inverted: false)
    let pair = [first, StimCircuit.Target.qubit(b, inverted: false)]
    switch kind {
    case .cx, .cy, .cz, .swap, .depolarize2: append(Self.names[kind] ?? "", p, pair)
    case .measure:
      append("M", p, [first])
      done += 1
    case .feedback: append(["", "CX", "CZ", "CY"][c & 3], [], [.record(done - b), first])
    case .flip: append(["", "X_ERROR", "Z_ERROR", "Y_ERROR"][b & 3], p, [first])
    case .depolarize: addDepolarizing(Array(program.targets[a..<a + b]), p[0])
    case .channel: addChannel(Array(program.cases[a..<a + b]), p[0])
    case .correlated, .elseCorrelated:
      let targets = program.targets[a..<a + b].map(Self.pauli)
      items.append(.instruction(.init(kind == .correlated ? "E" : "ELSE_CORRELATED_ERROR", p, targets)))
    default: append(Self.names[kind] ?? "", p, [first])
    }
  }

  /// A chain of exclusive errors with probabilities that come out as wanted.
  private mutating func addChain(_ choices: [(probability: Double, targets: [StimCircuit.Target])]) {
    var left = 1.0
    for (index, choice) in choices.enumerated() {
      let name = index == 0 ? "E" : "ELSE_CORRELATED_ERROR"
      items.append(.instruction(.init(name, [min(1, choice.probability / left)], choice.targets)))
      left -= choice.probability
    }
  }

  private mutating func addDepolarizing(_ qubits: [Int32], _ p: Double) {
    let count = (1 << 2 * qubits.count) - 1
    addChain(
      (1...count).map { which in
        let targets = qubits.enumerated().compactMap { place, qubit -> StimCircuit.Target? in
          let bits = Int32(which >> (2 * place) & 3)
          return bits == 0 ? nil : Self.pauli(qubit | bits)
        }
        return (p / Double(count), targets)
      })
  }

  private mutating func addChannel(_ cases: [px_case], _ p: Double) {
    var before = 0.0
    addChain(
      cases.map { one in
        defer { before = one.up_to }
        let targets = program.targets[Int(one.first)..<Int(one.first + one.count)].map(Self.pauli)
        return ((one.up_to - before) * p, targets)
      })
  }

  private static func pauli(_ packed: Int32) -> StimCircuit.Target {
    let kinds: [PauliSum.Pauli] = [.x, .x, .z, .y]
    return .pauli(kinds[Int(packed & 3)], Int(packed >> 2), inverted: false)
  }

  /// Feedback stands alone: what `rec` counts from moves with every measurement.
  private mutating func append(_ name: String, _ arguments: [Double], _ targets: [StimCircuit.Target]) {
    if case .instruction(var last)? = items.last, last.name == name, last.arguments == arguments, last.targets.count < 64 {
      last.targets += targets
      items[items.count - 1] = .instruction(last)
    } else {
      items.append(.instruction(.init(name, arguments, targets)))
    }
  }
}
