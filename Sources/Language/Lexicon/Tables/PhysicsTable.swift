import Core

/// Noise, units and parameters.
enum PhysicsTable {
  static let entries: [(Meaning, [String])] = noise + units + parameters

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
        "qubit", "qubits", "nqubits", "n qubits", "num qubits", "no of qubits", "qbit", "qbits", "qb", "q", "qubit register", "number of qubits", "site", "sites", "spin",
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
        "runs", "measurement shots", "num shots", "n shots", "nshots", "numshots", "no of shots", "shot count", "draws", "shot counts",
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
    (.parameter("state", "phi+"), ["phi plus", "φ+", "phi+", "|φ+>", "|Φ+>", "Φ+", "phi plus state", "|phi+>"]),
    (.parameter("state", "phi-"), ["phi minus", "phi-", "|φ->", "|Φ->", "phi minus state", "|phi->"]),
    (.parameter("state", "psi+"), ["psi plus", "psi+", "|ψ+>", "|Ψ+>", "psi plus state", "|psi+>"]),
    (
      .parameter("state", "psi-"), ["psi minus", "psi-", "|ψ->", "|Ψ->", "|psi->", "singlet", "singlet state", "psi minus state"]
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
}
