import Core

/// The families of the contract, their names in the field, sizes, parameters and defaults.
enum FamilyTable {
  static let all: [Family] =
    states + transforms + oracles + protocols + variational + sampling + codes + dynamics + rest

  private static let wide = 1...100_000

  static let states: [Family] = [
    Family(
      "bell", "Bell state",
      synonyms: [
        "bell", "bell state", "bell pair", "bell circuit", "epr", "epr pair", "epr state", "bell entangled state",
        "einstein podolsky rosen pair", "ebit", "bell state preparation", "maximally entangled pair",
        "maximally entangled two qubit state", "entangled pair", "entangled pair of qubits", "pair of entangled qubits",
        "two entangled qubits", "2 entangled qubits", "maximally entangled state of two qubits",
      ],
      hints: [
        "entanglement", "entangled state", "entangle", "quantum entanglement", "entangled qubits", "decoherence",
      ],
      fixed: 2, parameters: ["state"]),
    Family(
      "ghz", "GHZ state",
      synonyms: [
        "ghz", "ghz state", "ghz circuit", "cat state", "cat", "greenberger horne zeilinger", "schroedinger cat state",
        "greenberger horne zeilinger state", "schrodinger cat state", "schrodinger cat", "schrödinger cat state",
        "schrödinger's cat state",
      ],
      sizes: wide, defaults: ["qubits": 3]),
    Family(
      "w", "W state", synonyms: ["w", "w state", "wstate", "w type state"], sizes: wide, defaults: ["qubits": 3]),
    Family(
      "cluster", "cluster state",
      synonyms: ["cluster state", "cluster", "graph state", "linear cluster state", "linear cluster", "line cluster"],
      sizes: wide, parameters: ["graph"], defaults: ["qubits": 4]),
  ]

  static let transforms: [Family] = [
    Family(
      "qft", "quantum Fourier transform",
      synonyms: [
        "qft", "quantum fourier transform", "fourier transform", "quantum fourier", "fourier transformation",
        "quantum fourier transformation", "fourier quantum transformation", "fourier quantum transform",
      ],
      sizes: wide, defaults: ["qubits": 3]),
    Family(
      "inverse_qft", "inverse quantum Fourier transform",
      synonyms: [
        "inverse qft", "iqft", "qft inverse", "inverse quantum fourier transform", "inverse fourier transform",
        "qft dagger", "inverse of the qft", "adjoint qft", "qft adjoint", "inverse of the quantum fourier transform",
        "inverted qft", "reverse qft", "qft†",
      ],
      sizes: wide, defaults: ["qubits": 3]),
    Family(
      "phase_estimation", "quantum phase estimation",
      synonyms: [
        "phase estimation", "quantum phase estimation", "qpe", "phase estimation algorithm",
        "kitaev phase estimation", "estimate a phase", "estimate the phase", "estimating a phase", "estimate phases",
        "estimating the phase", "estimate an eigenphase", "measure a phase",
      ],
      sizes: 1...40, parameters: ["phase"], defaults: ["qubits": 4]),
    Family(
      "amplitude_estimation", "amplitude estimation",
      synonyms: [
        "amplitude estimation", "quantum amplitude estimation", "qae", "estimate an amplitude",
        "estimate the amplitude", "amplitude estimation algorithm",
      ], sizes: 1...40, defaults: ["qubits": 4]),
  ]

  static let oracles: [Family] = [
    Family(
      "grover", "Grover search",
      synonyms: [
        "grover", "grover search", "grover algorithm", "grover search algorithm", "quantum search", "grover circuit",
        "amplitude amplification", "unstructured search", "unstructured quantum search", "database search",
        "quantum database search", "grover's search", "quantum search algorithm",
      ],
      sizes: 1...40, parameters: ["marked", "iterations"], defaults: ["qubits": 3, "marked": "111"], bits: .marked),
    Family(
      "deutsch_jozsa", "Deutsch-Jozsa algorithm",
      synonyms: [
        "deutsch jozsa", "deutsch jozsa algorithm", "dj", "dj algorithm", "deutsch jozsa problem", "deutsch josza",
        "deutsch algorithm", "deutsch", "deutschjozsa",
      ],
      sizes: 1...100, parameters: ["function"], defaults: ["qubits": 3]),
    Family(
      "bernstein_vazirani", "Bernstein-Vazirani algorithm",
      synonyms: [
        "bernstein vazirani", "bernstein vazirani algorithm", "bv", "bv algorithm", "bernstein vazirani problem",
        "bernsteinvazirani", "bernstein and vazirani", "vazirani bernstein",
      ],
      sizes: 1...100, parameters: ["secret"], defaults: ["qubits": 4, "secret": "1011"], bits: .secret),
    Family(
      "simon", "Simon's algorithm", synonyms: ["simon", "simon algorithm", "simon problem", "simon's periodicity"],
      sizes: 1...40, parameters: ["secret"], defaults: ["qubits": 3, "secret": "110"], bits: .secret),
  ]

  static let protocols: [Family] = [
    Family(
      "teleportation", "quantum teleportation",
      synonyms: [
        "teleportation", "quantum teleportation", "teleport", "teleporting", "teleported", "teleportation protocol",
        "quantum teleportation protocol", "teleportation circuit", "teleport a qubit", "teleport a state",
        "teleport the state", "teleport one qubit", "teleport a single qubit", "teleport an unknown state",
        "teleport an arbitrary state", "teleport a quantum state", "qubit teleportation", "state teleportation",
        "teleportation of a qubit", "teleporting a qubit", "teleporting a single qubit", "teleport an unknown qubit",
        "teleportation of one qubit", "from alice to bob", "teleportation of a single qubit",
      ],
      fixed: 3),
    Family(
      "superdense_coding", "superdense coding",
      synonyms: [
        "superdense coding", "superdense code", "dense coding", "super dense coding", "superdense",
        "superdense coding protocol",
      ],
      fixed: 2, alsoCalled: [1], parameters: ["message"]),
    Family(
      "chsh", "CHSH test",
      synonyms: [
        "chsh", "chsh inequality", "chsh game", "chsh test", "bell inequality", "bell test", "bell's inequality",
        "bell's theorem test", "bell inequality violation", "chsh inequality violation", "chsh experiment",
        "chsh violation",
        "bell inequality test", "bell test experiment", "clauser horne shimony holt",
      ],
      fixed: 2),
    Family("swap_test", "swap test", synonyms: ["swap test", "swaptest", "swap test circuit"], sizes: 3...201),
  ]

  static let variational: [Family] = [
    Family(
      "vqe", "VQE",
      synonyms: [
        "vqe", "variational quantum eigensolver", "variational eigensolver", "vqe algorithm", "ground state energy",
        "ground state", "variational quantum eigensolver algorithm",
      ],
      parameters: ["molecule", "bond"], defaults: ["molecule": "H2"]),
    Family(
      "qaoa", "QAOA",
      synonyms: [
        "qaoa", "qaoa algorithm", "max cut", "maxcut", "maximum cut", "quantum approximate optimization algorithm",
        "quantum approximate optimization", "quantum alternating operator ansatz", "qaoa for max cut", "qaoa maxcut",
        "maxcut qaoa", "maxcut problem", "max cut problem", "qaoa for maxcut", "max cut qaoa", "qaoa max cut",
        "max cut with qaoa", "maxcut with qaoa", "maximum cut problem", "max cut using qaoa", "maxcut using qaoa",
      ],
      sizes: 2...40, parameters: ["layers", "graph"], defaults: ["qubits": 4, "layers": 1, "graph": "ring"]),
  ]

  static let sampling: [Family] = [
    Family(
      "random", "random circuit",
      synonyms: [
        "random circuit", "pseudo random circuit", "pseudorandom circuit", "random quantum circuit", "rqc", "random circuit sampling", "randomized circuit",
        "random unitary circuit", "supremacy circuit", "circuit of random gates", "random gates",
      ],
      hints: ["random", "large scale", "large scale simulation", "large simulation", "large scale circuit"],
      sizes: wide, parameters: ["depth"], defaults: ["qubits": 5, "depth": 10]),
    Family(
      "quantum_volume", "quantum volume circuit",
      synonyms: [
        "quantum volume", "qv", "quantum volume circuit", "qv circuit", "quantum volume test",
        "quantum volume experiment", "quantum volume model circuit",
      ],
      sizes: 1...100, parameters: ["depth"], defaults: ["qubits": 4]),
  ]

  static let codes: [Family] = [
    Family(
      "bit_flip_code", "bit-flip code",
      synonyms: [
        "bit flip code", "bit flip repetition code", "three qubit bit flip code", "3 qubit bit flip code",
        "bitflip code",
        "bit flip error correction", "bit flip correction code", "bit flip error correction code",
        "bit flip error correcting code",
        "three qubit repetition code", "3 qubit repetition code", "repetition code",
      ],
      hints: [
        "quantum error correction", "error correction", "qec", "error correction code", "error correcting code",
        "quantum error correction code", "quantum error correcting code",
      ],
      fixed: 3, alsoCalled: [5]),
    Family(
      "phase_flip_code", "phase-flip code",
      synonyms: [
        "phase flip code", "phase flip repetition code", "three qubit phase flip code", "3 qubit phase flip code",
        "phase flip error correction", "phase flip error correction code", "phase flip error correcting code",
        "phaseflip code",
      ],
      fixed: 3, alsoCalled: [5]),
    Family(
      "shor_code", "Shor code",
      synonyms: [
        "shor code", "nine qubit code", "9 qubit code", "nine qubit shor code", "9 qubit shor code",
        "shor error correction code",
        "shor's nine qubit code", "shor's 9 qubit code", "shor error correcting code", "shor error correction",
        "shor's error correction code",
      ],
      fixed: 9, alsoCalled: [11, 17]),
    Family(
      "steane_code", "Steane code",
      synonyms: [
        "steane code", "seven qubit code", "7 qubit code", "steane", "seven qubit steane code",
        "7 qubit steane code",
        "steane error correction code",
      ],
      fixed: 7, alsoCalled: [10, 13]),
    Family(
      "surface_code", "surface code",
      synonyms: [
        "surface code", "rotated surface code", "surface code memory", "planar code",
        "surface code memory experiment",
        "surface code experiment",
      ],
      parameters: ["distance", "rounds"], defaults: ["distance": 3, "rounds": 3]),
  ]

  static let dynamics: [Family] = [
    Family(
      "quantum_walk", "quantum walk",
      synonyms: [
        "quantum walk", "hadamard walk", "hadamard quantum walk", "quantum random walk", "coined quantum walk", "coined walk", "discrete time quantum walk",
        "discrete quantum walk", "quantum walker", "quantum walk on a line", "quantum walk on a cycle",
        "quantum walk on a circle", "coined quantum walk on a line", "coined quantum walk on a cycle",
      ],
      sizes: 1...40, parameters: ["steps"], defaults: ["qubits": 4, "steps": 10]),
    Family(
      "ising", "transverse-field Ising chain",
      synonyms: [
        "ising", "ising chain", "ising model", "transverse field ising", "transverse field ising chain", "tfim",
        "transverse field ising model", "transverse ising", "transverse ising chain", "transverse ising model",
        "ising spin chain",
        "tfim chain", "ising hamiltonian", "ising dynamics", "tfi chain",
      ],
      sizes: wide, parameters: ["steps"], defaults: ["qubits": 4, "steps": 10]),
    Family(
      "heisenberg", "Heisenberg chain",
      synonyms: [
        "heisenberg", "heisenberg chain", "heisenberg model", "heisenberg spin chain", "heisenberg xxx model",
        "xxx model",
        "xxx chain", "heisenberg xxx chain", "heisenberg hamiltonian", "heisenberg dynamics", "xxx heisenberg chain",
        "isotropic heisenberg chain", "isotropic heisenberg model", "heisenberg magnet", "xxx heisenberg model",
      ],
      sizes: wide, parameters: ["steps"], defaults: ["qubits": 4, "steps": 10]),
  ]

  static let rest: [Family] = [
    Family(
      "shor", "Shor's algorithm",
      synonyms: [
        "shor", "shor algorithm", "shor factoring", "shor's factoring algorithm", "quantum factoring",
        "shor factorization",
        "factoring algorithm", "order finding", "prime factors", "quantum factorization", "integer factorization",
        "period finding", "factorization",
      ],
      parameters: ["number", "base"], defaults: ["number": 15]),
    Family(
      "hhl", "HHL algorithm",
      synonyms: [
        "hhl", "hhl algorithm", "harrow hassidim lloyd", "harrow hassidim lloyd algorithm", "linear system",
        "linear system of equations", "linear systems", "quantum linear system solver", "linear system solver",
        "linear equations", "system of linear equations", "quantum linear solver", "linear solver",
        "quantum linear systems algorithm",
      ], parameters: ["matrix", "vector"]),
    Family(
      "adder", "ripple-carry adder",
      synonyms: [
        "adder", "ripple carry adder", "quantum adder", "ripple adder", "toffoli ripple adder", "toffoli adder",
        "full adder",
        "cuccaro adder", "quantum addition", "quantum ripple carry adder", "toffoli ripple carry adder",
        "adder circuit",
        "carry ripple adder", "addition circuit", "addition",
      ],
      sizes: 1...60, parameters: ["a", "b"], defaults: ["qubits": 2]),
    Family("qasm", "program", synonyms: [], parameters: ["file"]),
  ]
}
