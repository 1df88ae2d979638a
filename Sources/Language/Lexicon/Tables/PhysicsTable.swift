import Core

/// Noise, units, parameters, quantities and notions.
enum PhysicsTable {
  static let entries: [(Meaning, [String])] = noise + units + parameters + quantities + concepts

  static let noise: [(Meaning, [String])] = [
    (
      .channel(.depolarizing),
      [
        "depolarizing", "depolarization", "depolarized", "depolarise", "depol", "depolarize", "depolarizing noise",
        "white noise",
      ]
    ),
    (
      .channel(.amplitudeDamping),
      [
        "amplitude damping", "amp damping", "t1 decay", "energy relaxation", "spontaneous emission", "relaxation",
        "amplitude decay", "energy decay",
      ]
    ),
    (
      .channel(.phaseDamping),
      [
        "phase damping", "dephasing", "pure dephasing", "phase decay", "t2 dephasing", "dephase",
      ]
    ),
    (.channel(.bitFlip), ["bit flip", "bitflip", "x error", "pauli x error", "x errors", "flip probability", "flip rate", "flipping probability", "probability of a flip"]),
    (.channel(.phaseFlip), ["phase flip", "phaseflip", "z error", "pauli z error", "z errors"]),
    (
      .channel(.readout),
      [
        "readout", "read out", "measurement error", "spam", "readout error", "measurement noise", "measurement flip",
        "measurement errors", "misread", "faulty readout", "faulty measurement", "measurement readout",
      ]
    ),
    (.channel(.thermal), ["thermal", "thermal relaxation", "thermal noise", "thermal relaxation noise"]),
    (
      .noise(.noun),
      [
        "noise", "error", "noise level", "noise strength", "gate error", "gate noise", "physical error",
        "noise channel",
        "noise model", "gate errors", "error channel", "noise parameter", "quantum noise",
      ]
    ),
    (
      .noise(.probability),
      [
        "error rate", "error probability", "probability", "rate", "prob", "probabilities", "strength", "noise rate",
        "noise probability", "physical error rate", "gamma", "lambda", "damping rate", "flip probability", "level",
        "channel",
        "strengths", "noise levels", "flip rate", "eps", "epsilon", "damping parameter", "parameter",
        "noise intensity", "intensity", "fails", "fail", "failing", "flips", "goes wrong", "go wrong", "wrong", "chance",
        "of the time", "with probability", "with a probability", "per gate", "on every gate", "after every gate",
        "after each gate", "on each gate", "every gate", "each gate", "on all gates", "all gates",
      ]
    ),
    (
      .noise(.adjective),
      [
        "noisy", "imperfect", "noisily", "noisy channel", "noisy gates", "noisy simulation", "noisy device",
        "realistic",
      ]
    ),
    (.noise(.decoherence), ["decoherence", "decohere", "decohering", "decoheres"]),
    (
      .noise(.absent),
      [
        "noiseless", "noise free", "noisefree", "ideal", "error free", "perfect", "noiselessly", "ideally",
        "perfectly", "no noise",
        "without noise", "without any noise", "no noise at all", "zero noise", "free of noise", "no errors",
        "without errors",
        "noise off", "no noise model", "without a noise model", "without the noise", "free of errors",
        "without any errors",
        "noise turned off", "noise switched off", "no noise of any kind", "not noisy", "without adding noise",
        "with no errors",
      ]
    ),
  ]

  static let units: [(Meaning, [String])] = [
    (
      .unit(.qubits),
      [
        "qubit", "qubits", "qbit", "qbits", "qb", "q", "qubit register", "number of qubits", "site", "sites", "spin",
        "spins", "node",
        "nodes", "vertex", "vertices", "bit", "bits", "size", "sizes", "width", "widths", "counting qubits",
        "input qubits",
        "search qubits", "data qubits", "evaluation qubits", "ancilla counting qubits", "input bits", "bit input",
        "qubit count",
        "n", "num qubits", "n qubits", "qubit number", "system size", "system sizes", "register size", "wires",
        "qubit wires",
        "bit function", "counting bits", "precision qubits", "position qubits", "lattice sites", "qubits wide",
        "qubits long",
        "qubits in size", "qubit search space", "counting register", "estimation qubits", "bit numbers",
        "bit number", "readout qubits",
        "numbers of qubits", "particles", "qubit counts", "control qubits", "bits of precision", "number of sites",
        "search register",
      ]
    ),
    (
      .unit(.shots),
      [
        "shot", "shots", "times", "samples", "sample", "repetitions", "repetition", "reps", "measurements", "trials",
        "number of shots",
        "runs", "measurement shots", "num shots", "n shots", "shot count", "draws", "shot counts",
        "measurement repetitions",
        "numbers of shots", "measurement outcomes", "bitstrings", "bit strings", "rounds of measurement",
        "measurement samples",
        "shots each", "shots total", "shots in total", "shots per point", "shots apiece", "repeats",
      ]
    ),
    (
      .unit(.seed),
      [
        "seed", "random seed", "rng seed", "seeded with", "seeded", "seed value", "seeding with",
        "random number seed", "prng seed",
      ]
    ),
    (.unit(.depth), ["depth", "depths", "deep", "circuit depth", "gate depth", "circuit depths", "depth d"]),
    (
      .unit(.steps),
      [
        "step", "steps", "trotter steps", "trotter step", "time steps", "timestep", "timesteps", "walk steps",
        "number of steps",
        "trotter slices", "number of trotter steps", "trotterization steps", "trotter", "step numbers",
        "step counts", "coin flips",
      ]
    ),
    (
      .unit(.layers),
      [
        "layer", "layers", "number of layers", "qaoa layers", "ansatz layers", "p layers", "gate layers",
        "levels of qaoa",
      ]
    ),
    (
      .unit(.rounds),
      [
        "round", "rounds", "syndrome rounds", "measurement rounds", "number of rounds", "rounds of syndrome extraction",
        "rounds of error correction", "qec rounds", "round memory", "rounds of stabilizer measurement",
        "rounds of syndrome measurement",
        "correction rounds", "stabilizer rounds", "syndrome extraction rounds", "round repetition",
      ]
    ),
    (.unit(.distance), ["distance", "code distance", "d"]),
    (
      .unit(.iterations),
      [
        "iteration", "iterations", "grover iterations", "number of iterations", "oracle calls", "grover steps",
        "amplification rounds",
      ]
    ),
    (
      .unit(.number),
      [
        "factor", "factors of", "factorize", "factorise", "prime factors of", "factoring", "factorizing", "number",
        "integer", "composite number", "factorization of", "composite", "the integer", "factor the number",
        "factorize the number", "factorization of the number", "prime factorization of", "decompose",
        "prime decomposition of", "factorize the integer", "factor the integer",
      ]
    ),
    (
      .unit(.secret),
      [
        "secret", "hidden string", "secret string", "hidden bit string", "hidden bitstring", "secret bit string",
        "secret key",
        "secret bitstring", "hidden period", "hidden key", "period", "secret code", "hidden mask", "mask", "key",
        "secret mask",
        "hidden number", "secret number", "hidden xor mask", "hidden", "secret period", "hidden secret",
        "hidden code", "hidden shift", "s",
      ]
    ),
    (
      .unit(.marked),
      [
        "marked", "marked item", "marked state", "marking", "target", "target state", "marked element",
        "marked string", "target string",
        "solution", "marked items", "marked bit string", "bit string", "bitstring", "string", "item", "element",
        "searching", "marked states",
        "looking", "look", "find", "finding", "state", "states", "solutions", "items", "strings", "bitstrings",
        "marked solutions", "needle",
        "target bitstring", "target item", "marked elements", "targets", "marks", "answer", "entry", "entries",
        "marked entry", "winner",
        "target bit string", "marked entries", "marked bitstring", "marked bitstrings", "marked bit strings", "hunt",
        "hunting", "locate",
      ]
    ),
    (.unit(.p), ["p"]),
    (.unit(.t1), ["t1", "t1 time", "t_1"]),
    (.unit(.t2), ["t2", "t2 time", "t_2"]),
  ]

  static let parameters: [(Meaning, [String])] = [
    (
      .parameter("molecule", "H2"),
      [
        "h2", "hydrogen", "hydrogen molecule", "h2 molecule", "molecular hydrogen", "dihydrogen", "h 2", "h₂", "h_2",
        "molecule h2", "molecule of hydrogen",
      ]
    ),
    (
      .parameter("molecule", "LiH"),
      [
        "lih", "lithium hydride", "lih molecule", "lithium hydride molecule", "molecule lih",
      ]
    ),
    (
      .parameter("graph", "ring"),
      [
        "ring", "ring graph", "cycle", "cycle graph", "circle", "ring of", "ring topology", "closed chain",
        "periodic chain", "cyclic graph",
      ]
    ),
    (
      .parameter("graph", "complete"),
      [
        "complete graph", "fully connected graph", "complete", "k graph", "fully connected", "all to all graph",
      ]
    ),
    (
      .parameter("graph", "line"),
      [
        "line", "path graph", "line graph", "path", "open chain", "linear chain", "linear", "linear graph", "1d",
        "one dimensional", "1 d",
      ]
    ),
    (.parameter("graph", "star"), ["star graph", "star"]),
    (.parameter("state", "phi+"), ["phi plus", "φ+", "phi+", "|φ+>", "|Φ+>", "Φ+", "phi plus state"]),
    (.parameter("state", "phi-"), ["phi minus", "phi-", "|φ->", "|Φ->", "phi minus state"]),
    (.parameter("state", "psi+"), ["psi plus", "psi+", "|ψ+>", "|Ψ+>", "psi plus state"]),
    (
      .parameter("state", "psi-"), ["psi minus", "psi-", "|ψ->", "|Ψ->", "singlet", "singlet state", "psi minus state"]
    ),
    (
      .parameter("function", "balanced"),
      [
        "balanced oracle", "balanced function", "balanced", "balanced f", "an oracle that is balanced",
        "function that is balanced",
      ]
    ),
    (.parameter("function", "constant"), ["constant oracle", "constant function", "constant", "constant f"]),
  ]

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
