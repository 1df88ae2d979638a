/// One run of one circuit on one backend, as `runs[]` of the contract.
public struct Run: Hashable, Codable, Sendable {
  public var id: String
  /// Which circuit of a family of several, or which value of a sweep.
  public var label: String?
  public var backend: String
  public var backendVersion: String
  public var method: Method
  public var host: String
  public var qubits: Int
  public var shots: Int
  public var seed: UInt64
  public var precision: Precision
  /// Always `little`: bit 0 is rightmost.
  public var bitOrder: String
  /// Bit strings as in Qiskit, without spaces; they sum to `shots`.
  public var counts: [String: Int]
  public var probabilities: [String: Double]?
  public var expectations: [Expectation]?
  public var amplitude0: Amplitude?
  /// The pure state of an exact run of few qubits, basis states in little-endian order; absent where there is none.
  public var state: [Amplitude]?
  public var detectors: Detectors?
  public var truncationError: Double?
  /// The run whose stored result this is, or absent.
  public var cached: String?
  public var status: TaskState
  public var error: ProximaError?
  public var timing: Timing
  public var memory: Memory
  public var circuit: CircuitSummary

  public init(
    id: String, backend: String, backendVersion: String, method: Method, host: String, qubits: Int, shots: Int,
    seed: UInt64, precision: Precision, circuit: CircuitSummary
  ) {
    self.id = id
    self.backend = backend
    self.backendVersion = backendVersion
    self.method = method
    self.host = host
    self.qubits = qubits
    self.shots = shots
    self.seed = seed
    self.precision = precision
    self.circuit = circuit
    bitOrder = "little"
    counts = [:]
    status = .completed
    timing = Timing()
    memory = Memory()
  }

  /// The expectation value of a Pauli sum; `standardError` where it was sampled.
  public struct Expectation: Hashable, Codable, Sendable {
    public var observable: String
    public var value: Double
    public var standardError: Double?

    public init(observable: String, value: Double, standardError: Double? = nil) {
      self.observable = observable
      self.value = value
      self.standardError = standardError
    }
  }

  /// The amplitude of |0…0⟩.
  public struct Amplitude: Hashable, Codable, Sendable {
    public var re: Double
    public var im: Double

    public init(re: Double, im: Double) {
      self.re = re
      self.im = im
    }
  }

  /// What the detectors of an error-correcting circuit saw.
  public struct Detectors: Hashable, Codable, Sendable {
    public var shots: Int
    public var fired: Int
    public var logicalErrors: Int

    public init(shots: Int, fired: Int, logicalErrors: Int) {
      self.shots = shots
      self.fired = fired
      self.logicalErrors = logicalErrors
    }
  }

  /// Where the time went, in seconds of wall time.
  public struct Timing: Hashable, Codable, Sendable {
    public var queueSeconds = 0.0
    public var loadSeconds = 0.0
    public var simulateSeconds = 0.0
    public var sampleSeconds = 0.0
    public var totalSeconds = 0.0
    /// What `totalSeconds` was predicted to be, where that was reckoned.
    public var predictedSeconds: Double?

    /// Whether the prediction held within a factor of 2; nil where there was none, or both are below the 5 ms in which a busy
    /// machine hides anything.
    public var predictionHeld: Bool? {
      guard let predictedSeconds, max(predictedSeconds, totalSeconds) >= 5e-3 else { return nil }
      return totalSeconds <= 2 * predictedSeconds && predictedSeconds <= 2 * totalSeconds
    }

    public init() {}
  }

  /// Bytes of memory: what was predicted, and the most that was used.
  public struct Memory: Hashable, Codable, Sendable {
    public var predictedBytes = 0
    public var peakBytes = 0

    public init() {}
  }
}

/// A circuit in numbers.
public struct CircuitSummary: Hashable, Codable, Sendable {
  public var qubits: Int
  public var clbits: Int
  public var depth: Int
  /// How often each gate occurs, by its OpenQASM name.
  public var gates: [String: Int]

  public init(qubits: Int, clbits: Int, depth: Int, gates: [String: Int]) {
    self.qubits = qubits
    self.clbits = clbits
    self.depth = depth
    self.gates = gates
  }
}
