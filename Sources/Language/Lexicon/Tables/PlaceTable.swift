import Core

/// Backends, methods and formats.
enum PlaceTable {
  static let entries: [(Meaning, [String])] = backends + methods + formats

  static let backends: [(Meaning, [String])] = [
    (
      .backend("native"),
      [
        "native", "native simulator", "native backend", "built in simulator", "builtin simulator", "built in backend",
        "internal simulator", "own simulator", "proxima's own simulator", "native engine", "built in",
      ]
    ),
    (
      .backend("aer"),
      [
        "aer", "qiskit", "qiskit aer", "aer simulator", "aersimulator", "aer backend", "qiskit backend",
        "qiskit simulator",
        "qiskit aer simulator", "ibm aer", "ibm qiskit", "qiskit/aer", "qiskit's aer",
      ]
    ),
    (
      .backend("cirq"),
      [
        "cirq", "google cirq", "google's cirq", "cirq simulator", "cirq backend", "circ", "cirk", "circq",
      ]
    ),
    (.backend("lret"), ["lret", "lret backend", "lret simulator", "lret cirq"]),
    (.backend("qsim"), ["qsim", "qsim backend", "qsimcirq", "google qsim", "qsim simulator"]),
    (.backend("stim"), ["stim", "stim backend", "stim simulator"]),
    (.backend("quest"), ["quest", "quest backend", "quest simulator", "pyquest"]),
    (
      .backend("pennylane"),
      [
        "pennylane", "penny lane", "pennylane lightning", "lightning", "lightning qubit", "lightning.qubit",
        "xanadu pennylane", "pennylane backend", "pennylane simulator", "pennylane's lightning",
      ]
    ),
    (
      .backend("all"),
      [
        "all backends", "every backend", "all the backends", "each backend", "all simulators", "every simulator",
        "all available backends", "all of the backends", "each simulator", "all the simulators", "all of them",
        "any backend",
        "all my backends", "every backend i have", "all backends i have", "all installed backends",
        "everything available",
        "everything installed", "every available backend", "every installed backend", "all available simulators",
        "all engines", "all of my backends", "each of the backends", "every backend available",
        "all installed simulators",
        "everything you have", "everything i have", "every available simulator", "every single backend",
        "whatever is installed",
        "all our backends", "all our simulators", "all our engines", "all of our backends",
        "all of our simulators", "all of our engines", "all my backends", "all my simulators",
        "all my engines", "all of my backends", "all of my simulators", "all of my engines",
        "all your backends", "all your simulators", "all your engines", "all of your backends",
        "all of your simulators", "all of your engines", "all these backends", "all these simulators",
        "all these engines", "each of our backends", "each of our simulators", "each of our engines",
        "each of my backends", "each of my simulators", "each of my engines", "every one of our backends",
        "every one of our simulators", "every one of our engines", "all existing backends",
        "all existing simulators", "all existing engines", "all local backends", "all local simulators",
        "all local engines",
      ]
    ),
  ]

  static let methods: [(Meaning, [String])] = [
    (
      .method(.statevector),
      [
        "statevector", "state vector", "statevector simulation", "state vector simulation", "statevector simulator",
        "statevector method", "state vector simulator", "state vector method", "sv simulation", "sv",
        "full statevector",
        "full state vector", "schrodinger simulation", "exact statevector", "exact state vector",
        "pure state simulation",
      ]
    ),
    (
      .method(.densityMatrix),
      [
        "density matrix", "density matrices", "density matrix simulation", "density matrix simulator",
        "density matrix method",
        "density operator", "dm simulation", "dm", "full density matrix", "densitymatrix", "mixed state simulation",
        "exact density matrix",
      ]
    ),
    (
      .method(.stabilizer),
      [
        "stabilizer", "stabilizer simulation", "stabilizer simulator", "stabilizer method", "clifford",
        "clifford simulation",
        "clifford simulator", "stabilizer formalism", "tableau", "tableau simulation", "stabilizer tableau",
        "clifford method",
        "tableau simulator", "chp", "tableau method", "gottesman knill",
      ]
    ),
    (
      .method(.mps),
      [
        "mps", "matrix product state", "matrix product states", "mps simulation", "mps simulator", "mps method",
        "tensor network", "tensor network simulation", "matrix product state simulation",
        "matrix product state simulator",
        "matrix product state method", "tensor network method", "tensor network simulator", "matrix product",
      ]
    ),
    (
      .method(.lowRank),
      [
        "low rank", "lowrank", "low rank simulation", "low rank method", "low rank simulator", "low rank approximation",
        "low rank density matrix", "low rank density matrix simulation",
      ]
    ),
    (
      .method(.trajectories),
      [
        "trajectory", "trajectories", "quantum trajectories", "trajectory simulation", "trajectory method",
        "monte carlo",
        "monte carlo wavefunction", "quantum jumps", "quantum jump", "monte carlo trajectories", "quantum jump method",
        "monte carlo simulation", "monte carlo wave function", "quantum monte carlo trajectories", "monte carlo method",
        "trajectories method", "quantum trajectory method", "stochastic trajectories", "unravelling", "unraveling",
      ]
    ),
    (
      .method(.auto),
      [
        "automatic method", "best method", "any method", "whatever method", "method auto", "the best simulator",
        "whichever backend is best", "best backend", "the best backend", "whichever backend", "whatever backend",
      ]
    ),
  ]

  static let formats: [(Meaning, [String])] = [
    (.format("csv"), ["csv", "csv file", "comma separated values", "comma separated"]),
    (
      .format("xlsx"),
      [
        "xlsx", "excel", "excel file", "excel sheet", "spreadsheet", "excel spreadsheet", "xlsx file",
        "excel workbook", "workbook",
      ]
    ),
    (.format("json"), ["json", "json file"]),
    (.format("html"), ["html", "html report", "web page", "html file", "html page", "webpage"]),
    (.format("pdf"), ["pdf", "pdf report", "pdf file", "pdf document"]),
    (
      .format("svg"),
      [
        "svg", "svg plot", "svg file", "svg image", "svg picture", "vector graphic", "svg histogram", "svg chart",
        "svg drawing",
      ]
    ),
    (
      .format("qasm"),
      [
        "qasm", "openqasm", "open qasm", "qasm file", "openqasm 2", "openqasm 3", "openqasm 2.0", "openqasm 3.0",
        "qasm code",
        "openqasm code", "qasm source", "qasm program", "qasm2", "qasm3", "openqasm program", "openqasm source",
        "openqasm file",
      ]
    ),
  ]
}
