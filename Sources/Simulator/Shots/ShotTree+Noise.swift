import Circuits
import Core

extension ShotTree {
  /// Lets `channel` happen to each shot by its own numbers.
  func noise(_ branch: inout Branch, _ channel: QuantumChannel) throws(SimulatorError) {
    let qubits = channel.qubits
    switch channel.form {
    case .depolarizing(let probability):
      try split(&branch) { shot in
        guard shot.unit() < probability else { return [] }
        return Self.gates(QuantumChannel.product(1 + shot.choice((1 << (2 * qubits.count)) - 1), width: qubits.count, 0), qubits)
      }
    case .pauli(let products):
      try split(&branch) { shot in
        var rest = shot.unit()
        for product in products {
          if rest < product.probability { return Self.gates(product, qubits) }
          rest -= product.probability
        }
        return []
      }
    case .damping(let gamma): try damp(&branch, qubits[0], gamma)
    case .kraus(let operators): try jump(&branch, KrausJumps(operators), qubits)
    }
  }

  private static func gates(_ product: QuantumChannel.PauliProduct, _ qubits: [Int]) -> [Gate] {
    zip(product.factors, qubits).compactMap { pauli, qubit in pauli.map { Gate($0.gate, on: [qubit]) } }
  }

  /// Parts the shots by the gates that happen to them.
  private func split(_ branch: inout Branch, _ draw: (inout Shot) -> [Gate]) throws(SimulatorError) {
    var quiet: [Shot] = [], groups: [[Gate]: [Shot]] = [:]
    for index in branch.shots.indices {
      let gates = draw(&branch.shots[index])
      if gates.isEmpty { quiet.append(branch.shots[index]) } else { groups[gates, default: []].append(branch.shots[index]) }
    }
    if groups.isEmpty { return }
    let parts: [Part] = groups.map { gates, shots in
      (shots, { (own: inout Branch) throws(SimulatorError) in own.queue += gates.map { .gate($0) } })
    }
    try part(&branch, parts + [(quiet, { (_: inout Branch) throws(SimulatorError) in })])
  }

  /// Amplitude damping as quantum jumps: K1 = √γ |0><1| with probability γ P(1), else K0 = diag(1, √(1-γ)), whose norm is
  /// left to the next look at probabilities.
  private func damp(_ branch: inout Branch, _ qubit: Int, _ gamma: Double) throws(SimulatorError) {
    let draws = branch.shots.indices.map { branch.shots[$0].unit() }
    let stay: (inout Branch) throws(SimulatorError) -> Void = { (own: inout Branch) throws(SimulatorError) in
      own.queue.append(.scaleOne(qubit, (1 - gamma).squareRoot()))
      own.state.isScaled = true
    }
    guard draws.contains(where: { $0 < gamma }) else { return try stay(&branch) }
    try branch.flush()
    let one = try branch.state.weightOfOne(qubit) / branch.state.total()
    var decayed: [Shot] = [], kept: [Shot] = []
    for (shot, draw) in zip(branch.shots, draws) { if draw < gamma * one { decayed.append(shot) } else { kept.append(shot) } }
    let decay: (inout Branch) throws(SimulatorError) -> Void = { (own: inout Branch) throws(SimulatorError) in
      let total = try own.state.total()
      try own.state.scale(qubit, zero: 0, one: 1 / (one * total).squareRoot())
      own.state.isScaled = false
      own.queue.append(.gate(Gate(.x, on: [qubit])))
    }
    try part(&branch, [(decayed, decay), (kept, stay)])
  }
}
