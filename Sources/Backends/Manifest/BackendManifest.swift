import Core

/// What a backend's folder says about it in `backend.yaml`: what it can do, how it is started and told, how its answers
/// are read. A new backend is a folder with this file and, where needed, a script; no Swift.
public struct BackendManifest: Hashable, Sendable {
  /// The name that people and plans use: small letters, digits, `_` and `-`.
  public var name: String
  public var title: String
  /// The folder that it stands in.
  public var folder: String
  public var start: Start
  public var methods: [MethodEntry]
  /// The gates it is given, by their OpenQASM names; every other gate is decomposed into these.
  public var gates: Set<String>
  /// How many qubits a unitary matrix may have that is given as it is; 0: matrices are decomposed or refused.
  public var unitaries: Int
  /// How many qubits a channel between gates may act on together.
  public var noiseQubits = 5
  public var conventions: Conventions
  public var supports: Set<Feature>
  public var costs: Costs

  /// How its worker is started: a Python script beside the manifest, in an environment of its own.
  public struct Start: Hashable, Sendable {
    /// The script, relative to the folder.
    public var script: String
    /// Pinned packages, `name==version`; none: this machine's python3 does as it is.
    public var requirements: [String]
    /// About how much the packages take on the disk, for people.
    public var size: String?
    /// A program that the script calls, and that nobody can install for the person.
    public var program: Program?

    public init(script: String, requirements: [String], size: String? = nil, program: Program? = nil) {
      self.script = script
      self.requirements = requirements
      self.size = size
      self.program = program
    }
  }

  /// A program of this machine, found on `PATH` or by an environment variable.
  public struct Program: Hashable, Sendable {
    public var names: [String]
    public var variable: String
    /// How to get it.
    public var hint: String

    public init(names: [String], variable: String, hint: String) {
      self.names = names
      self.variable = variable
      self.hint = hint
    }
  }

  /// A method that it has.
  public struct MethodEntry: Hashable, Sendable {
    public var method: Method
    /// The widest circuit, whatever the memory.
    public var qubits: Int
    public var noise: NoiseKind
    /// The gates it is given with this method, where these are others.
    public var gates: Set<String>?

    public init(method: Method, qubits: Int, noise: NoiseKind, gates: Set<String>? = nil) {
      self.method = method
      self.qubits = qubits
      self.noise = noise
      self.gates = gates
    }
  }

  /// Which noise between gates a method takes; readout errors are no noise between gates.
  public enum NoiseKind: String, Hashable, Sendable, CaseIterable { case none, pauli, any }

  /// What it can do beside gates, noise and measurements at the end.
  public enum Feature: String, Hashable, Sendable, CaseIterable {
    /// Measurements before the end.
    case midCircuit = "mid_circuit"
    case reset, conditions
    /// Readout errors of measurements before the end; those at the end are Proxima's own work.
    case readout
    /// Such errors that differ for 0 and 1.
    case confusion
    /// Noise by Kraus operators, where a method takes any noise, and by Pauli products on several qubits.
    case operators
    /// Single precision beside double.
    case single
    /// Values without shots: probabilities and expectations.
    case exact
    case expectations
  }

  /// In what it differs from the contract.
  public struct Conventions: Hashable, Sendable {
    /// Which qubit is the least significant of a state's index: `little` the first, `big` the last.
    public var qubits: Order = .little
    /// Where bit 0 stands in a key of its counts: `little` rightmost, `big` leftmost.
    public var counts: Order = .big
    public var depolarizing: Depolarizing = .uniform
    /// How many bits a seed may have.
    public var seedBits = 31

    public init() {}
  }

  public enum Order: String, Hashable, Sendable, CaseIterable { case little, big }

  /// What its parameter of depolarizing noise means.
  public enum Depolarizing: String, Hashable, Sendable, CaseIterable {
    /// The probability of a non-identity Pauli, as in the contract.
    case uniform
    /// The weight of the wholly mixed state: p 4^k / (4^k - 1).
    case lambda
  }

  /// Seconds before anything was measured here.
  public struct Costs: Hashable, Sendable {
    /// Until the worker answers for the first time.
    public var start = 5.0
    /// Of any run, however small.
    public var run = 0.005
    /// One amplitude through one gate.
    public var amplitude = 2e-9

    public init() {}
  }

  /// The methods, `auto` first, as `backends list` shows them.
  public var allMethods: [Method] { [.auto] + methods.map(\.method) }

  public func entry(_ method: Method) -> MethodEntry? { methods.first { $0.method == method } }

  /// The channels that some method of it takes.
  public var noise: [NoiseChannel] {
    let kinds = Set(methods.map(\.noise))
    return NoiseChannel.allCases.filter { channel in
      switch channel {
      case .readout: true
      case .kraus: kinds.contains(.any) && supports.contains(.operators)
      case .amplitudeDamping, .thermal: kinds.contains(.any)
      default: kinds.contains(.any) || kinds.contains(.pauli)
      }
    }
  }
}
