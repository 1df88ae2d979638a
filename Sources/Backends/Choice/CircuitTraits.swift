/// What decides by which backends and methods a circuit can be simulated.
public struct CircuitTraits: Sendable, Hashable {
  public var qubits: Int
  public var gates = 0
  public var isClifford = true
  /// How many gates join the two sides of each cut between neighbours; nil where that was not counted.
  public private(set) var crossings: [Int]?
  /// Noise between gates.
  public var noise: BackendManifest.NoiseKind = .none
  /// How many qubits its widest channel acts on together.
  public var noiseQubits = 0
  /// Kraus operators, or Pauli products on several qubits.
  public var hasNoiseOperators = false
  /// Measurements before the end.
  public var hasMidCircuit = false
  public var hasReset = false
  public var hasConditions = false
  /// Readout errors of measurements before the end.
  public var hasMidCircuitReadoutErrors = false
  /// Such errors that differ for 0 and 1.
  public var hasMidCircuitConfusion = false
  /// What no worker is told: a loop, an assignment, an early end; nil where there is none.
  public var unsupported: String?

  public init(qubits: Int) { self.qubits = qubits }

  /// Takes in a gate on `qubits`.
  public mutating func noteGate(on qubits: [Int], isClifford: Bool) {
    gates += 1
    if !isClifford { self.isClifford = false }
    if crossings == nil { crossings = Array(repeating: 0, count: max(0, self.qubits - 1)) }
    guard let low = qubits.min(), let high = qubits.max(), low >= 0, high < self.qubits else { return }
    for cut in low..<high { crossings?[cut] += 1 }
  }
}
