import Circuits
import Core
import Glibc

/// What is to be simulated beside the circuit.
public struct SimulationOptions: Sendable {
  /// 0 samples nothing: exact values only.
  public var shots: Int
  public var seed: UInt64
  public var precision: Precision
  /// 0: as many as the machine has.
  public var threads: Int
  public var noise: [NoiseEntry]
  public var observables: [PauliSum]
  /// How much memory may be taken.
  public var budget: MemoryBudget
  /// The largest error that a method which truncates may introduce: trace distance, which bounds the total variation of
  /// whatever is measured. Nil: the method's own default.
  public var accuracy: Double?
  /// Where the state before the final measurements is written, as `.npy`.
  public var stateFile: String?
  /// The `.npy` file of the state to begin with; |0…0⟩ where absent.
  public var initialState: String?
  /// Whether an exact run of few qubits lists the probabilities of all outcomes.
  public var listsProbabilities = true
  /// Whether an answer from the circuit's structure is tried before a whole state.
  public var usesStructure = true
  /// Where the run keeps what it needs to go on in another process; nil: nowhere.
  public var checkpoint: CheckpointSpot?
  /// Whether the pure state is told, where there is one, of at most `RunRequest.widestState` qubits.
  public var wantsState = false

  public init(
    shots: Int, seed: UInt64 = 0, precision: Precision = .double, threads: Int = 0, noise: [NoiseEntry] = [],
    observables: [PauliSum] = [], budget: MemoryBudget = .ofThisMachine
  ) {
    self.shots = shots
    self.seed = seed
    self.precision = precision
    self.threads = threads
    self.noise = noise
    self.observables = observables
    self.budget = budget
  }

  /// Whether noise other than errors of reading is asked for.
  public var hasNoiseBetweenGates: Bool { noise.contains { $0.isActive && $0.channel != .readout } }

  /// Whether a state is read or written.
  var hasFiles: Bool { stateFile != nil || initialState != nil }

  /// Threads to use.
  var threadCount: Int {
    threads > 0 ? min(threads, 256) : max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }
}

/// What a simulation found.
public struct SimulationResult: Sendable {
  /// `statevector`, or `trajectories` where noise acted between gates.
  public var method: Method
  /// By bit string of the classical bits, bit 0 rightmost; empty without shots.
  public var counts: [String: Int] { histogram.counts }
  /// The same as numbers in ascending order, bit 0 the least significant; nil for more than 64 classical bits.
  public var outcomes: [(key: UInt64, count: Int)]? { histogram.outcomes }
  var histogram = Histogram(width: 0)
  /// One for each observable: of the state before the final measurements; with a standard error where shots ended in
  /// different states.
  public var expectations: [(value: Double, standardError: Double?)] = []
  /// Exact, by bit string; without shots and up to 16 qubits and classical bits.
  public var probabilities: [String: Double]?
  /// The amplitude of |0…0⟩; without shots.
  public var amplitude0: Complex?
  /// The amplitudes in the order of the basis states, where they were wanted.
  public var state: [Complex]?
  /// What a method that truncates is certainly, or by its own account, off by at most: trace distance; nil where exact.
  public var truncationError: Double?
  /// The largest number of columns or of a bond that a method which truncates came to keep.
  public var rank: Int?
  /// What detectors and observables saw, where the circuit has any.
  public var detectors: Run.Detectors?
  public var simulateSeconds = 0.0
  public var sampleSeconds = 0.0
  public var predictedBytes = 0
  public var peakBytes = 0

  init(method: Method) { self.method = method }
}
