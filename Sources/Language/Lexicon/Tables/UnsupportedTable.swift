/// What people ask of a simulator that Proxima cannot do from a sentence: named, so that the question can name it too.
enum UnsupportedTable {
  static let entries: [(Meaning, [String])] = [
    (
      .unsupported("post-selection"),
      [
        "post selected", "post selection", "postselected", "postselection", "post select", "postselect",
        "post selecting", "postselecting",
      ]
    ),
    (
      .unsupported("a coupling map"),
      [
        "coupling", "linear coupling", "coupling map", "linear connectivity", "connectivity", "nearest neighbor",
        "nearest neighbor coupling", "nearest neighbor connectivity", "all to all connectivity", "heavy hex",
        "topology", "linear topology", "ring coupling", "grid connectivity", "limited connectivity",
        "restricted connectivity", "line connectivity", "ring connectivity", "full connectivity", "grid topology",
        "star topology", "line topology", "square grid connectivity", "swap routing", "star connectivity",
      ]
    ),
    (
      .unsupported("real quantum hardware"),
      [
        "hardware", "ibm hardware", "real device", "real hardware", "ibm", "ibm quantum", "ionq", "rigetti",
        "braket", "aws", "azure", "ibmq", "real quantum computer", "quantum hardware", "actual device", "real qpu",
        "qpu", "device", "real machine", "real quantum hardware", "real quantum device", "ibm device", "sycamore",
        "willow", "amazon braket", "quantinuum", "actual hardware", "actual quantum computer",
        "a real quantum computer", "fake backend", "in the cloud", "cloud",
      ]
    ),
    (
      .unsupported("error mitigation"),
      [
        "error mitigation", "mitigation", "zero noise extrapolation", "zne", "readout mitigation",
        "dynamical decoupling", "twirling", "pauli twirling", "mitigated", "readout error mitigation", "mitigate",
        "probabilistic error cancellation", "mitigating", "measurement error mitigation", "error suppression",
        "randomized compiling", "noise reduction", "error reduction", "noise cancellation", "reduction of noise",
      ]
    ),
    (.unsupported("a GPU"), ["gpu", "cuda", "gpus", "on a gpu", "graphics card", "tpu", "gpu acceleration"]),
    (
      .unsupported("a gate set"),
      [
        "clifford gates", "clifford gate", "only clifford gates", "clifford only", "clifford t gates", "native gates", "basis gates", "gate set", "native gate set", "basis gate", "clifford gates only",
        "two qubit gates", "single qubit gates", "one qubit gates", "2 qubit gates", "1 qubit gates", "cx gates",
        "cnot gates", "entangling gates", "gate set of",
      ]
    ),
    (
      .unsupported("a basis to measure in"),
      [
        "basis", "x basis", "y basis", "z basis", "in the x basis", "in the y basis", "hadamard basis", "bell basis",
        "diagonal basis", "tomography", "state tomography", "process tomography", "classical shadows",
        "shadow tomography",
      ]
    ),
    (
      .unsupported("a mid-circuit step"),
      [
        "mid circuit", "midcircuit", "mid circuit measurement", "feed forward", "feedforward", "reset", "barrier",
        "barriers", "conditional", "conditioned", "conditioned on", "classically controlled",
      ]
    ),
    (
      .unsupported("an initial state"),
      [
        "initial state", "starting state", "input state", "initialized in", "initialised in", "starting in",
        "initial",
      ]
    ),
    (
      .unsupported("a part of the register"),
      [
        "first qubit", "last qubit", "second qubit", "third qubit", "first two", "last two", "odd qubits",
        "even qubits", "middle qubit", "half of the qubits", "ancilla", "ancillas", "subset", "some of the qubits",
        "only one qubit", "every other qubit", "first half", "second half",
      ]
    ),
    (
      .unsupported("a time or memory limit"),
      [
        "timeout", "time limit", "deadline", "memory limit", "within a minute", "in under", "less than", "at least",
        "no longer than", "budget", "limit", "cap", "quota", "below", "above", "until convergence", "as soon as", "no fewer than",
      ]
    ),
    (
      .unsupported("a grid of qubits"),
      [
        "grid", "grid graph", "2d grid", "square lattice", "2d cluster state", "lattice graph", "2d cluster", "cube",
      ]
    ),
    (
      .unsupported("a schedule"),
      [
        "tomorrow", "tonight", "every hour", "every day", "daily", "hourly", "weekly", "schedule", "scheduled",
        "later", "nightly", "at midnight", "midnight", "every morning", "next week", "every night", "every week",
      ]
    ),
    (
      .unsupported("another kind of model"),
      [
        "xxz", "xyz", "xxz model", "xyz model", "xxz chain", "xy model", "xy chain", "hubbard", "hubbard model",
        "fermi hubbard", "bose hubbard", "toric code", "color code", "five qubit code", "5 qubit code",
        "bacon shor code", "bacon shor", "ldpc", "longitudinal field", "syk", "kitaev chain", "kitaev model",
        "rydberg", "rydberg atoms", "ladder", "triangular", "kagome", "honeycomb", "triangular lattice",
        "water molecule", "h2o", "beh2", "benzene", "nitrogen", "n2", "ammonia", "helium", "water", "nh3", "o2",
        "two dimensional", "2d", "3d", "three dimensional", "j1 j2", "continuous time quantum walk",
        "continuous time", "continuous", "szegedy", "qram", "boson sampling", "gaussian boson sampling",
        "variational classifier", "qsvm", "quantum machine learning", "quantum neural network", "qgan",
        "quantum counting", "heavy output generation", "tsp", "traveling salesman", "knapsack", "vertex cover",
        "portfolio", "graph coloring", "sudoku", "max 3 sat", "3 sat", "qrng", "random number generator", "bb84",
        "e91", "entanglement swapping", "dicke state", "dicke", "magic state distillation", "aklt",
        "hypergraph state", "noon state",
      ]
    ),
    (
      .unsupported("a kind of noise"),
      [
        "crosstalk", "leakage", "coherent error", "coherent errors", "over rotation", "overrotation",
        "correlated noise", "correlated errors", "1/f noise", "pink noise", "cosmic ray", "cosmic rays",
        "calibration", "calibration data", "bit phase flip", "y error", "y errors", "pauli channel", "pauli noise",
        "asymmetric noise", "asymmetric", "biased noise", "gaussian noise", "biased", "non markovian", "correlated",
        "coherent noise", "unitary noise", "generalized amplitude damping", "inhomogeneous", "burst errors",
        "noisy oracle", "faulty oracle", "imperfect oracle", "idle noise", "idling noise", "idle errors", "brisbane", "kyoto",
      ]
    ),
    (
      .unsupported("a precision"),
      [
        "double precision", "single precision", "float32", "float64", "complex64", "complex128", "truncation",
        "threads", "thread", "cores", "core", "parallel", "in parallel", "precision", "mpi", "distributed",
        "workers", "multithreaded",
      ]
    ),
    (
      .unsupported("breaking cryptography"),
      [
        "rsa", "rsa 2048", "bitcoin", "password", "passwords", "encryption", "ssh key", "private key", "wallet",
        "encrypted",
      ]
    ),
    (
      .unsupported("an invented result"),
      [
        "make up", "made up", "invent", "fabricate", "fake", "faked", "forge", "pretend", "cheat", "manipulate", "tamper",
        "falsify", "doctor the", "cook the",
      ]
    ),
    (
      .unsupported("something destructive"),
      [
        "delete", "remove", "erase", "wipe", "destroy", "kill", "rm", "format the disk", "drop table", "uninstall",
        "shut down", "shutdown", "reboot", "hack", "attack", "exploit", "steal", "sudo", "overwrite", "truncate",
        "purge",
      ]
    ),
  ]
}
