import Core

/// What a value may be; the parser refuses everything else.
public enum ValueKind: Sendable, Hashable {
  case text
  /// A whole number within bounds.
  case integer(ClosedRange<Int>)
  /// A 64-bit seed, decimal or `0x…`.
  case seed
  /// `30s`, `2m`, `1h30m`, `250ms`; a bare number is seconds.
  case duration
  /// `depolarizing=0.01,readout=0.02`, `none`, or the name of a file.
  case noise
  case method
  case precision
  case backend
  /// Several backends with commas between them, or `all`.
  case backends
  /// A Pauli sum such as `0.5*Z0 Z1`.
  case observable
  case file
  /// A task's id, the beginning of one, or `last`.
  case task
  /// A task id that the caller makes up.
  case newTask
  case agent
  case command
  case choice([String])

  /// What completions offer.
  var words: [String] {
    switch self {
    case .method: Method.allCases.map(\.rawValue)
    case .precision: Precision.allCases.map(\.rawValue)
    case .backend: BackendName.known
    case .backends: BackendName.known + ["all"]
    case .choice(let words): words
    case .noise: NoiseChannel.allCases.filter(\.hasProbability).map { $0.rawValue + "=" } + ["none"]
    case .agent:
      [
        AgentName.coordinator, AgentName.quantumExpert, AgentName.codeExpert, AgentName.analysisExpert,
        AgentName.testingAgent, AgentName.documentationAgent, AgentName.memory,
      ]
    default: []
    }
  }

  /// Whether completions offer files.
  var isFile: Bool { self == .file || self == .noise }
}

/// A value that was checked.
public enum FlagValue: Sendable, Hashable {
  case text(String)
  case integer(Int)
  case seed(UInt64)
  case seconds(Double)
  case noise([NoiseEntry])
  /// A file that holds a noise model; read when the command runs.
  case noiseFile(String)
  case method(Method)
  case precision(Precision)
  case backends([String])
}
