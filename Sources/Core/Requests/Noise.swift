/// A noise channel of the contract.
public enum NoiseChannel: String, Codable, Sendable, CaseIterable {
  case depolarizing
  case amplitudeDamping = "amplitude_damping"
  case phaseDamping = "phase_damping"
  case bitFlip = "bit_flip"
  case phaseFlip = "phase_flip"
  case readout, thermal
}

/// One entry of a noise model: a channel, how strong, and what it follows.
///
/// Noise follows each gate as written (definitions expanded to the gate table). A channel acts on each qubit of the
/// gate, except `depolarizing`, which acts on its k qubits together: with probability p one of the 4^k - 1 non-identity
/// Paulis, uniformly. `readout` flips each measured bit with its probability.
public struct NoiseEntry: Hashable, Codable, Sendable {
  public var channel: NoiseChannel
  /// 0 to 1; required except for `thermal`.
  public var probability: Double?
  /// Gate names that it follows; every gate where absent. `1q` and `2q` stand for all gates on that many qubits.
  public var gates: [String]?
  /// Qubits that it acts on; all where absent.
  public var qubits: [Int]?
  /// Relaxation times and gate time in seconds, for `thermal`.
  public var t1: Double?
  public var t2: Double?
  public var gateTime: Double?

  public init(
    channel: NoiseChannel, probability: Double? = nil, gates: [String]? = nil, qubits: [Int]? = nil, t1: Double? = nil,
    t2: Double? = nil, gateTime: Double? = nil
  ) {
    self.channel = channel
    self.probability = probability
    self.gates = gates
    self.qubits = qubits
    self.t1 = t1
    self.t2 = t2
    self.gateTime = gateTime
  }

  /// Whether it does anything at all: probability 0 is allowed, and means none.
  public var isActive: Bool { channel == .thermal ? true : (probability ?? 0) > 0 }
}
