import Core

/// What every answer shows, and notions of the field.
enum NotionTable {
  static let entries: [(Meaning, [String])] = quantities + concepts

  static let quantities: [(Meaning, [String])] = [
    (
      .quantity,
      [
        "task", "job", "counts", "count", "probabilities", "distribution", "histogram", "outcome", "outcomes",
        "statistics", "fidelity", "fidelities",
        "result", "results", "output", "answer", "measurement result", "measurement results", "accuracy",
        "agreement", "runtime",
        "run time", "execution time", "times taken", "speed", "memory use", "memory usage", "timing", "timings",
        "summary", "report", "plot",
        "chart", "graph", "energy", "approximation ratio", "success probability", "success rate", "chsh value",
        "violation", "violated",
        "logical error rate", "logical error", "logical errors", "s value", "purity", "entropy", "bell violation",
        "cut value",
        "probability distribution", "data", "picture", "diagram", "drawing", "table", "gate count", "gates", "gate",
        "two qubit gates",
        "circuit", "circuits", "quality", "correlation", "correlations", "insight", "insights", "findings",
        "numbers", "amplitudes",
        "heavy output probability", "success", "ground energy", "measurement statistics", "final state",
        "measurement histogram",
        "measured distribution", "output distribution", "correct answer", "right answer", "performance",
        "eigenvalue", "eigenphase",
        "transpiled", "sum", "cut", "best cut", "max cut value", "wall time", "memory", "time", "seconds",
        "duration", "state fidelity",
      ]
    )
  ]

  static let concepts: [(Meaning, [String])] = [
    (
      .concept,
      [
        "quantum gate", "quantum gates", "wave function collapse", "collapse", "no cloning theorem",
        "no cloning", "bloch sphere",
        "hadamard", "hadamard gate", "cnot", "cnot gate", "controlled not", "toffoli", "toffoli gate", "pauli",
        "pauli matrices",
        "pauli operators", "pauli gates", "unitarity", "kraus operators", "kraus", "barren plateau",
        "barren plateaus", "syndrome",
        "error syndrome", "magic state", "magic states", "magic state distillation", "t gate", "s gate", "x gate",
        "z gate", "y gate",
        "swap gate", "cz gate", "phase kickback", "eigenvector", "eigenstate", "born rule",
        "uncertainty principle", "quantum supremacy", "quantum parallelism", "annealing", "quantum annealing",
        "von neumann entropy", "concurrence", "schmidt decomposition", "schmidt rank", "bond dimension",
        "partial trace", "reduced density matrix", "mixed state", "mixed states", "pure state", "pure states",
        "total variation distance", "trace distance", "hellinger distance", "kl divergence", "nisq",
        "fault tolerance", "threshold theorem", "error threshold", "fault tolerant quantum computing",
        "qudit", "qutrit", "ancilla", "ancilla qubit", "transpilation",
        "transpiler", "quantum key distribution", "bb84", "qkd", "quantum cryptography",
        "measurement problem", "tensor product", "hilbert space", "ket", "bra", "dirac notation",
        "spooky action at a distance", "nonlocality", "bell's theorem", "hidden variables", "complexity class",
        "bqp", "universal gate set", "clifford group", "gottesman knill theorem",
        "solovay kitaev theorem", "rotation gate", "phase gate", "controlled gate", "quantum memory",
        "coherence", "coherence time", "quantum parity", "reversible computing", "spin chain", "eigenvalues",
        "error mitigation", "zero noise extrapolation", "computational basis", "lindblad", "master equation",
      ]
    ),
    (
      .notion,
      [
        "logical qubit", "physical qubit", "quantum", "quantum computing", "quantum computer", "quantum computers",
        "quantum mechanics",
        "quantum computation", "quantum algorithm", "quantum algorithms", "quantum circuit", "measurement",
        "wavefunction", "wave function", "unitary", "oracle", "ansatz", "hamiltonian", "quantum state",
        "quantum states", "quantum register", "qubit", "qubits", "density operator", "circuit depth", "shot noise",
        "quantum noise", "simulator", "simulation", "backend", "basis state", "shots", "t1", "t2", "phase",
        "amplitude", "classical bound", "classical limit", "tsirelson bound", "local bound", "dense coding", "quantum teleportation", "quantum simulation", "entanglement entropy",
        "quantum error", "quantum information", "trotterization", "suzuki trotter", "trotter error", "interference",
        "quantum interference", "quantum channel", "quantum channels", "decoherence time", "variational algorithms",
        "variational algorithm", "quantum advantage", "quantum speedup", "superposition",
      ]
    ),
    (
      .unit(.observable),
      [
        "expectation value", "expectation", "expectation values", "observable", "observables", "expectation of",
        "correlator", "pauli string", "expval", "mean value",
      ]
    ),
  ]
}
