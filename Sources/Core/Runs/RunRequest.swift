/// What an executor is asked to run: everything that fixes the result.
public struct RunRequest: Hashable, Codable, Sendable {
  /// OpenQASM 2 or 3.
  public var qasm: String
  /// What messages about the program call it: a file's name, or `<circuit>`.
  public var name: String
  public var backend: String
  public var method: Method
  /// 0 samples nothing: exact values only.
  public var shots: Int
  public var seed: UInt64
  public var precision: Precision
  /// 0: as many as the machine has.
  public var threads: Int
  public var noise: [NoiseEntry]
  public var observables: [String]
  public var label: String?
  /// Where the state before the final measurements is written, as `.npy`; an absolute path.
  public var stateFile: String?
  /// The `.npy` file of the state to begin with; an absolute path; |0…0⟩ where absent.
  public var initialState: String?
  /// Whether a small pure state is wanted besides: for a comparison of states. Absent: no.
  public var wantsState: Bool?
  /// Whether a person insisted on a run that does not fit: no limit of memory holds. Absent: no.
  public var force: Bool?
  /// The most qubits of which a state is told.
  public static let widestState = 8

  public init(
    qasm: String, name: String = "<circuit>", backend: String = BackendName.native, method: Method = .auto, shots: Int,
    seed: UInt64, precision: Precision = .double, threads: Int = 0, noise: [NoiseEntry] = [],
    observables: [String] = [], label: String? = nil
  ) {
    self.qasm = qasm
    self.name = name
    self.backend = backend
    self.method = method
    self.shots = shots
    self.seed = seed
    self.precision = precision
    self.threads = threads
    self.noise = noise
    self.observables = observables
    self.label = label
  }
}

/// The floating-point type of amplitudes.
public enum Precision: String, Codable, Sendable, CaseIterable {
  case single, double
}
