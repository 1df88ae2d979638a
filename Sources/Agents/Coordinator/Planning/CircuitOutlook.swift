import Backends
import Circuits
import Core

/// What a circuit will be like, before anybody has designed it: built here as the designer will, where that is quick.
enum CircuitOutlook {
  /// Wider circuits of a family are not built for a plan alone.
  static let widest = 64
  /// Families whose circuits grow exponentially with their width, and up to where they are built.
  private static let deep: Set<String> = ["grover", "phase_estimation", "shor", "quantum_counting"]
  private static let deepQubits = 12

  /// The circuit that `request` names and its traits; nil where they cannot be known yet.
  static func traits(_ request: Request, seed: UInt64) -> (traits: CircuitTraits, circuit: Circuit)? {
    guard let wanted = request.circuit, request.sweep == nil, let circuit = circuit(wanted, request, seed: seed) else { return nil }
    var traits = CircuitTraits(qubits: circuit.qubitCount)
    read(circuit.measured.operations, into: &traits, isTop: true)
    let active = request.effectiveNoise.filter { $0.isActive && $0.channel != .readout }
    if active.contains(where: { [.amplitudeDamping, .thermal, .kraus].contains($0.channel) }) {
      traits.noise = .any
    } else if !active.isEmpty {
      traits.noise = .pauli
    }
    traits.hasNoiseOperators = active.contains { $0.channel == .kraus || $0.paulis?.keys.contains { $0.count > 1 } == true }
    return (traits, circuit)
  }

  private static func circuit(_ wanted: CircuitRequest, _ request: Request, seed: UInt64) -> Circuit? {
    if let qasm = wanted.qasm { return try? OpenQASM.parse(qasm) }
    let qubits = wanted.qubits ?? request.defaults["qubits"]?.int
    guard let family = CircuitFamily.named(wanted.family),
      (qubits ?? family.defaultSize) <= (deep.contains(family.name) ? deepQubits : widest)
    else { return nil }
    var parameters = wanted.parameters ?? [:]
    if parameters["seed"] == nil, family.parameters.contains(where: { $0.name == "seed" }) {
      parameters["seed"] = .int(Int(seed & 0x7FFF_FFFF_FFFF_FFFF))
    }
    return try? family.build(qubits: qubits, parameters: parameters)
  }

  private static func read(_ operations: [Operation], into traits: inout CircuitTraits, isTop: Bool) {
    var measured: Set<Int> = []
    for operation in operations {
      if !measured.isDisjoint(with: operation.qubits) { traits.hasMidCircuit = true }
      switch operation {
      case .gate(let gate):
        traits.noteGate(on: gate.qubits, isClifford: gate.isClifford)
      case .unitary(let gate):
        traits.noteGate(on: gate.qubits, isClifford: false)
      case .measure(let qubit, _):
        measured.insert(qubit)
        if !isTop { traits.hasMidCircuit = true }
      case .reset: traits.hasReset = true
      case .conditional(_, let then, let otherwise):
        traits.hasConditions = true
        traits.hasMidCircuit = true
        read(then + otherwise, into: &traits, isTop: false)
      case .whileLoop, .breakLoop, .continueLoop, .assign, .end: traits.unsupported = "classical control beyond conditions"
      case .barrier, .delay: break
      }
    }
  }
}
