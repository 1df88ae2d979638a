import Backends
import Circuits
import Core
import Glibc

/// Writes a noisy circuit in a backend's own terms.
struct WireCompiler {
  let manifest: BackendManifest
  let gates: Set<String>
  let qubits: Int
  private let cliffordOnly: Bool
  private var text = "["
  private var isFirst = true
  private var phase = 0.0
  private var count = 0
  private var depth = 0

  private init(_ manifest: BackendManifest, _ entry: BackendManifest.MethodEntry, qubits: Int) {
    self.manifest = manifest
    gates = entry.gates ?? manifest.gates
    self.qubits = qubits
    cliffordOnly = entry.method == .stabilizer
  }

  /// `circuit` for `entry` of `manifest`; throws `backend.gate` for what it cannot be given.
  static func compile(
    _ circuit: NoisyCircuit, for manifest: BackendManifest, _ entry: BackendManifest.MethodEntry
  ) throws(ProximaError) -> WireProgram {
    var compiler = WireCompiler(manifest, entry, qubits: circuit.circuit.qubitCount)
    for (index, step) in circuit.steps.enumerated() {
      if index & 1023 == 0, Interruption.isWished { throw .aborted }
      try compiler.write(step)
    }
    let isTerminal = !circuit.traits.hasMidCircuit
    var slotBits: [[Int]]
    var measured: [Int] = []
    var measures: [String] = []
    if isTerminal {
      // Nothing is asked before the end: a slot is a measured qubit, whatever bits it is read into.
      measured = Set(circuit.readouts.map(\.qubit)).sorted()
      slotBits = measured.map { qubit in circuit.readouts.filter { $0.qubit == qubit }.map(\.clbit) }
      measures = measured.enumerated().map { "[\(compiler.place($1)),\($0)]" }
    } else {
      slotBits = (0..<circuit.circuit.clbitCount).map { [$0] }
      for last in circuit.readouts { try compiler.write(.measure(qubit: last.qubit, clbit: last.clbit, error: last.error)) }
    }
    let errors = isTerminal ? circuit.readouts.filter { !$0.error.isNone } : []
    return WireProgram(
      operations: compiler.text + "]", measures: "[" + measures.joined(separator: ",") + "]", slots: slotBits.count,
      slotBits: slotBits, slotQubits: measured,
      readout: Dictionary(errors.map { ($0.clbit, $0.error) }, uniquingKeysWith: { $1 }),
      globalPhase: compiler.phase, isTerminal: isTerminal,
      isPure: isTerminal && circuit.traits.noise == .none && !circuit.traits.hasReset, gateCount: compiler.count)
  }

  /// The backend's number of `qubit`: where its first qubit is the most significant, they run the other way.
  private func place(_ qubit: Int) -> Int { manifest.conventions.qubits == .little ? qubit : qubits - 1 - qubit }

  private func places(_ list: [Int]) -> String { "[" + list.map { String(place($0)) }.joined(separator: ",") + "]" }

  private mutating func put(_ item: String) {
    if !isFirst { text += "," }
    isFirst = false
    text += item
  }

  private mutating func write(_ step: NoisyCircuit.Step) throws(ProximaError) {
    switch step {
    case .gate(let gate): try write(gate)
    case .unitary(let gate): try write(gate)
    case .noise(let channel): write(channel)
    case .measure(let qubit, let clbit, let error):
      put("[\"m\",\(place(qubit)),\(clbit),\(error.zeroAsOne),\(error.oneAsZero)]")
    case .reset(let qubit): put("[\"r\",\(place(qubit))]")
    case .conditional(let conjunctions, let body):
      for bits in conjunctions {
        let condition = bits.map { "[\($0.bit),\($0.value ? 1 : 0)]" }.joined(separator: ",")
        put("[\"if\",[\(condition)],[")
        isFirst = true
        depth += 1
        for inner in body { try write(inner) }
        depth -= 1
        text += "]]"
        isFirst = false
      }
    }
  }

  /// Noise in the backend's convention.
  private mutating func write(_ channel: QuantumChannel) {
    let wires = places(channel.qubits)
    switch channel.form {
    case .depolarizing(let p):
      let states = pow(4, Double(channel.qubits.count))
      let parameter = manifest.conventions.depolarizing == .uniform ? p : p * states / (states - 1)
      put("[\"dep\",\(parameter),\(wires)]")
    case .pauli(let products):
      let list = products.map { product in
        "[\"\(product.factors.map { $0?.rawValue ?? "I" }.joined())\",\(product.probability)]"
      }
      put("[\"pauli\",[\(list.joined(separator: ","))],\(wires)]")
    case .damping(let gamma): put("[\"damp\",\(gamma),\(place(channel.qubits[0]))]")
    case .kraus(let operators):
      put("[\"kraus\",[\(operators.map { "[\(Self.numbers($0))]" }.joined(separator: ","))],\(wires)]")
    }
  }

  /// The elements of a matrix, row by row.
  private static func numbers(_ matrix: Matrix) -> String {
    matrix.elements.map { "[\($0.re),\($0.im)]" }.joined(separator: ",")
  }

  private mutating func write(_ gate: UnitaryGate) throws(ProximaError) {
    if let parts = gate.gates, manifest.unitaries == 0 || !gate.controlStates.isEmpty || cliffordOnly {
      for part in parts { try write(part) }
      return
    }
    let matrix = gate.matrix.controlled(by: gate.controlStates)
    guard matrix.qubits <= manifest.unitaries, !cliffordOnly else {
      throw Self.refused("the matrix `\(gate.label)` on \(matrix.qubits) qubits", manifest)
    }
    put("[\"u\",[\(Self.numbers(matrix))],\(places(gate.qubits))]")
    count += 1
  }

  private mutating func write(_ gate: Gate) throws(ProximaError) {
    if gate.kind == .gphase, gate.controlStates.isEmpty {
      // Under a condition it is the phase of one branch, which nobody can see.
      if depth == 0 { phase += gate.parameters[0] }
      return
    }
    let known = gates
    if gate.controlStates.isEmpty, known.contains(gate.kind.rawValue) {
      put("[\"g\",\"\(gate.kind.rawValue)\",[\(gate.parameters.map { "\($0)" }.joined(separator: ","))],\(places(gate.qubits))]")
      count += 1
      return
    }
    if gate.kind == .id || gate.kind == .u0 { return }
    if cliffordOnly, gate.qubits.count == 1, let word = CliffordWords.word(gate) {
      phase += word.phase
      for name in word.names { put("[\"g\",\"\(name)\",[],\(places(gate.qubits))]") }
      count += word.names.count
      return
    }
    if cliffordOnly, let parts = CliffordWords.steps(gate) {
      for part in parts { try write(part) }
      return
    }
    guard let parts = gate.decomposed() else {
      if gate.qubits.count == 1, let inSteps = EulerSteps.write(gate, into: known) {
        for part in inSteps { try write(part) }
        return
      }
      throw Self.refused("the gate `\(gate.name)`", manifest)
    }
    for part in parts { try write(part) }
  }

  private static func refused(_ what: String, _ manifest: BackendManifest) -> ProximaError {
    ProximaError(
      "backend.gate", "\(what) cannot be written by the gates that \(manifest.name) has",
      remedy: "use another backend, or another method", exit: .badInput)
  }
}
