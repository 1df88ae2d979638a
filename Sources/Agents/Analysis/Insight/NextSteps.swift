import Core

/// What is worth asking next, in a sentence that can be typed, where the result itself suggests nothing.
enum NextSteps {
  static func add(to insight: inout Insight, _ request: Request) {
    guard insight.recommendations.allSatisfy(isAboutShots), request.sweep == nil, let circuit = request.circuit else { return }
    let isNoisy = request.effectiveNoise.contains(where: \.isActive)
    guard let ask = isNoisy ? noisy[circuit.family] ?? usual(circuit) : clean[circuit.family] ?? usual(circuit) else { return }
    insight.recommendations.insert("Try: proxima ask \"\(ask)\"", at: 0)
  }

  /// Advice that any sample gets.
  private static func isAboutShots(_ advice: String) -> Bool {
    advice.hasPrefix("For ±1 %") || advice.hasPrefix("Take at least") || advice.hasPrefix("`--shots 0`")
  }

  private static func usual(_ circuit: CircuitRequest) -> String? {
    guard let size = circuit.qubits, ["qft", "inverse_qft", "cluster", "w", "random", "quantum_volume"].contains(circuit.family)
    else { return nil }
    let name = circuit.family.split(separator: "_").joined(separator: " ")
    return "compare a \(size) qubit \(name) on all backends"
  }

  private static let clean = [
    "bell": "Bell state with 2% depolarizing noise", "ghz": "sweep depolarizing noise 0, 0.01, 0.02, 0.05 for a 3 qubit GHZ",
    "w": "4 qubit W state with 5% amplitude damping", "grover": "Grover search for 1011 with 1 iteration",
    "deutsch_jozsa": "Deutsch-Jozsa on 4 bits with a constant function",
    "bernstein_vazirani": "Bernstein-Vazirani with secret 110101, 2% readout error",
    "simon": "Simon's algorithm with secret 1101", "phase_estimation": "sweep phase estimation from 3 to 8 qubits",
    "amplitude_estimation": "sweep amplitude estimation from 3 to 7 qubits", "shor": "factor 21 with Shor's algorithm",
    "hhl": "solve A x = b by HHL with A = [[2, 1], [1, 3]] and b = [1, 0]", "teleportation": "teleport a qubit with 5% phase damping",
    "superdense_coding": "superdense coding with 5% depolarizing noise", "chsh": "CHSH test with 5% depolarizing noise",
    "swap_test": "swap test with 2% depolarizing noise", "vqe": "VQE for lithium hydride",
    "qaoa": "QAOA on an 8-node ring with 3 layers", "surface_code": "surface code of distance 3 under 1% depolarizing noise",
    "bit_flip_code": "bit flip code under 5% bit flip noise", "phase_flip_code": "phase flip code under 5% phase flip noise",
    "shor_code": "Shor's nine-qubit code under 1% depolarizing noise", "steane_code": "Steane code under 1% depolarizing noise",
    "quantum_walk": "quantum walk on 6 qubits with 20 steps", "ising": "sweep steps 2, 4, 8, 16 for a 6-site Ising chain",
    "heisenberg": "sweep steps 2, 4, 8, 16 for a 6-site Heisenberg chain", "adder": "add 5 and 9 with a 4-bit adder",
  ]

  private static let noisy = [
    "bell": "sweep depolarizing noise 0, 0.01, 0.02, 0.05 for a Bell state",
    "ghz": "sweep depolarizing noise 0, 0.01, 0.02, 0.05 for a 3 qubit GHZ",
    "chsh": "sweep depolarizing noise 0, 0.05, 0.1, 0.2 for the CHSH test",
    "grover": "sweep depolarizing noise 0, 0.01, 0.02, 0.05 for a Grover search for 101",
    "surface_code": "sweep depolarizing noise 0.001, 0.003, 0.01, 0.02 for a surface code of distance 3",
  ]

  /// Every sentence that may be suggested.
  static var sentences: [String] {
    clean.values.sorted() + noisy.values.sorted()
      + ["qft", "inverse_qft", "cluster", "w", "random", "quantum_volume"].compactMap {
        usual(CircuitRequest(family: $0, qubits: 4))
      }
  }
}
