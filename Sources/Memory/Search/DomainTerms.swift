import Core

/// What people call the things of this field: words that are added to a task's text, so that a search for a property
/// finds the circuit that has it.
enum DomainTerms {
  /// By family of the contract.
  static let families: [String: String] = [
    "bell": "bell pair EPR Einstein Podolsky Rosen maximally entangled entanglement correlated two qubits",
    "ghz": "GHZ Greenberger Horne Zeilinger cat state maximally entangled entanglement multipartite correlated",
    "w": "W state Dicke single excitation entangled entanglement multipartite",
    "cluster": "cluster graph state entangled entanglement measurement based one-way computing",
    "qft": "quantum Fourier transform QFT frequency phases",
    "inverse_qft": "inverse quantum Fourier transform QFT frequency phases",
    "grover": "Grover search amplitude amplification oracle unstructured database",
    "deutsch_jozsa": "Deutsch Jozsa oracle constant balanced function algorithm",
    "bernstein_vazirani": "Bernstein Vazirani oracle hidden secret string algorithm",
    "simon": "Simon oracle hidden period secret string algorithm",
    "phase_estimation": "quantum phase estimation QPE eigenvalue eigenphase",
    "amplitude_estimation": "amplitude estimation counting Monte Carlo",
    "teleportation": "teleportation teleport entangled entanglement protocol classical bits communication",
    "superdense_coding": "superdense dense coding entangled entanglement protocol communication",
    "chsh": "CHSH Bell inequality nonlocality entangled entanglement correlations test",
    "vqe": "VQE variational eigensolver ansatz ground state energy molecule chemistry optimization",
    "qaoa": "QAOA variational approximate optimization MaxCut graph ansatz combinatorial",
    "random": "random circuit supremacy sampling scrambled",
    "quantum_volume": "quantum volume benchmark random circuit heavy output",
    "shor": "Shor factoring prime factors period finding",
    "hhl": "HHL linear systems equations solver",
    "quantum_walk": "quantum walk coin graph",
    "ising": "Ising spin chain Trotter time evolution magnetism hamiltonian dynamics transverse field",
    "heisenberg": "Heisenberg spin chain Trotter time evolution magnetism hamiltonian dynamics XXZ",
    "bit_flip_code": "bit flip repetition code error correction logical syndrome",
    "phase_flip_code": "phase flip repetition code error correction logical syndrome",
    "shor_code": "Shor nine qubit code error correction logical syndrome",
    "steane_code": "Steane seven qubit code error correction logical syndrome",
    "surface_code": "surface code error correction logical syndrome distance",
    "adder": "adder addition arithmetic sum carry",
    "swap_test": "swap test overlap fidelity of states comparison",
    "qasm": "OpenQASM program file circuit",
  ]

  /// By noise channel.
  static let channels: [NoiseChannel: String] = [
    .depolarizing: "depolarizing white noise",
    .amplitudeDamping: "amplitude damping T1 relaxation energy loss decay",
    .phaseDamping: "phase damping T2 dephasing",
    .bitFlip: "bit flip X errors",
    .phaseFlip: "phase flip Z errors dephasing",
    .readout: "readout measurement errors",
    .thermal: "thermal relaxation T1 T2 temperature",
  ]

  /// What every noisy task is also called.
  static let noisy = "noisy noise imperfect errors decoherence mixed open system"

  /// By method.
  static let methods: [Method: String] = [
    .statevector: "statevector state vector exact pure",
    .densityMatrix: "density matrix mixed exact",
    .stabilizer: "stabilizer Clifford tableau",
    .mps: "MPS matrix product state tensor network",
    .lowRank: "low rank density",
    .trajectories: "trajectories Monte Carlo stochastic",
  ]

  /// By intent.
  static let intents: [Intent: String] = [
    .compare: "compare comparison versus agreement backends", .benchmark: "benchmark timing speed performance fastest",
    .sweep: "sweep scan several values", .optimize: "optimize smaller depth gates",
    .explain: "explain explanation meaning",
    .generateCode: "generate code script Qiskit Cirq", .export: "export file report",
  ]

  /// Words of a question and the words that stand in the texts for them.
  static let synonyms: [String: String] = [
    "epr": "bell", "cat": "ghz", "qiskit": "aer", "clifford": "stabilizer", "tableau": "stabilizer",
    "entanglement": "entangled", "entangle": "entangled", "noiseless": "exact pure", "decoherent": "noisy",
    "imperfect": "noisy", "quick": "fastest", "fast": "fastest", "slow": "timing", "broke": "failed",
    "broken": "failed",
    "crashed": "failed", "wrong": "failed refuted", "fourier": "qft", "searching": "grover", "maxcut": "qaoa",
    "chemistry": "vqe", "factoring": "shor", "magnet": "ising", "tensor": "mps", "dm": "density matrix",
  ]

  /// The query with the words that the texts use for its own.
  static func expand(query: String) -> String {
    let more = Words.all(of: query).compactMap { synonyms[$0] }
    return more.isEmpty ? query : query + " " + more.joined(separator: " ")
  }
}
