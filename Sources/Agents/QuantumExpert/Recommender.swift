import Core

/// A problem in words: action `recommend_algorithm`.
public struct RecommendationRequest: Hashable, Codable, Sendable {
  public static let action = "recommend_algorithm"

  public var problem: String

  public init(problem: String) { self.problem = problem }
}

/// Algorithms for a problem, the best first; empty where none fits, which `reason` then says.
public struct Recommendation: Hashable, Codable, Sendable {
  public struct Choice: Hashable, Codable, Sendable {
    public var algorithm: String
    /// The contract's family, where there is one.
    public var family: String?
    public var reason: String
  }

  public var choices: [Choice]
  public var reason: String
}

/// Recommends algorithms by what a problem is about.
public struct Recommender: Sendable {
  private struct Rule: Sendable {
    var words: [String]
    var algorithm: String
    var family: String?
    var reason: String
  }

  private static let rules: [Rule] = [
    Rule(words: ["search", "find", "unstructured", "database", "satisf", "sat "], algorithm: "Grover's search", family: "grover", reason: "it needs about √N questions where N items must be searched without structure"),
    Rule(words: ["factor", "rsa", "prime", "period", "order finding"], algorithm: "Shor's algorithm", family: "shor", reason: "it finds periods, and with them factors, in polynomial time"),
    Rule(words: ["maxcut", "max-cut", "optimi", "combinator", "schedul", "partition", "graph"], algorithm: "QAOA", family: "qaoa", reason: "it approximates combinatorial problems with shallow circuits"),
    Rule(words: ["ground state", "ground energy", "molecule", "chemistry", "energy", "eigensolver", "hydrogen"], algorithm: "VQE", family: "vqe", reason: "it bounds a ground energy from above with shallow circuits"),
    Rule(words: ["eigenvalue", "phase of", "phase estimation", "spectrum"], algorithm: "phase estimation", family: "phase_estimation", reason: "it reads an eigenvalue's phase bit by bit"),
    Rule(words: ["linear system", "linear equation", "solve ax", "matrix inver"], algorithm: "HHL", family: "hhl", reason: "it prepares the solution of a linear system as a state"),
    Rule(words: ["dynamics", "time evolution", "spin", "magnet", "hamiltonian simulation", "lattice"], algorithm: "Trotterised time evolution", family: "ising", reason: "it follows local interactions in small steps"),
    Rule(words: ["fourier", "frequency", "spectral"], algorithm: "quantum Fourier transform", family: "qft", reason: "it transforms 2^n amplitudes with about n²/2 gates"),
    Rule(words: ["hidden", "secret string", "parity", "inner product"], algorithm: "Bernstein-Vazirani", family: "bernstein_vazirani", reason: "it reads a hidden parity mask with one question"),
    Rule(words: ["two-to-one", "xor mask", "hidden shift"], algorithm: "Simon's algorithm", family: "simon", reason: "it finds an XOR period with few questions"),
    Rule(words: ["constant or balanced", "balanced"], algorithm: "Deutsch-Jozsa", family: "deutsch_jozsa", reason: "one question tells constant from balanced"),
    Rule(words: ["monte carlo", "probability of", "risk", "pricing", "integral", "expectation of"], algorithm: "amplitude estimation", family: "amplitude_estimation", reason: "its error falls as 1/M instead of 1/√M"),
    Rule(words: ["similar", "overlap", "fidelity", "compare two states", "kernel"], algorithm: "swap test", family: "swap_test", reason: "it measures the overlap of two states with one extra qubit"),
    Rule(words: ["error correct", "protect", "logical qubit", "syndrome"], algorithm: "quantum error correction", family: "bit_flip_code", reason: "it corrects errors by parities that do not reveal the state"),
    Rule(words: ["send", "transfer a state", "teleport"], algorithm: "teleportation", family: "teleportation", reason: "it moves a state by a Bell pair and two bits"),
    Rule(words: ["benchmark", "quality of", "hardware quality"], algorithm: "quantum volume", family: "quantum_volume", reason: "it measures how well random circuits survive"),
    Rule(words: ["add two", "addition", "arithmetic", "sum of"], algorithm: "quantum adder", family: "adder", reason: "it adds registers reversibly"),
    Rule(words: ["nonlocal", "bell inequality", "local realism"], algorithm: "CHSH test", family: "chsh", reason: "it shows correlations that no local model has"),
  ]

  public init() {}

  /// The rules whose words the problem has, those with more words first.
  public func recommend(_ request: RecommendationRequest) -> Recommendation {
    let text = request.problem.lowercased() + " "
    let scored = Self.rules.enumerated().map { ($0.offset, $0.element, $0.element.words.count { text.contains($0) }) }
      .filter { $0.2 > 0 }.sorted { ($1.2, $0.0) < ($0.2, $1.0) }
    guard !scored.isEmpty else {
      return Recommendation(
        choices: [], reason: "no rule of mine fits this problem; say what is searched, optimised, estimated or simulated")
    }
    let choices = scored.prefix(3).map {
      Recommendation.Choice(algorithm: $0.1.algorithm, family: $0.1.family, reason: $0.1.reason)
    }
    return Recommendation(choices: choices, reason: "\(choices[0].algorithm): \(choices[0].reason)")
  }
}
