/// A noise channel of the contract, and the two general ones.
public enum NoiseChannel: String, Codable, Sendable, CaseIterable {
  case depolarizing
  case amplitudeDamping = "amplitude_damping"
  case phaseDamping = "phase_damping"
  case bitFlip = "bit_flip"
  case phaseFlip = "phase_flip"
  case readout, thermal
  /// Pauli products, each with its probability.
  case pauli
  /// Any channel, by its Kraus operators.
  case kraus

  /// The channels that need neither Pauli products nor operators.
  public static let plain = allCases.filter { $0 != .pauli && $0 != .kraus }

  /// Whether one number says how strong it is.
  public var hasProbability: Bool {
    switch self {
    case .thermal, .pauli, .kraus: false
    default: true
    }
  }
}

/// One entry of a noise model: a channel, how strong, and what it follows.
///
/// Noise follows each gate as written (definitions expanded to the gate table). A channel acts on each qubit of the
/// gate, except `depolarizing`, which acts on its k qubits together: with probability p one of the 4^k - 1 non-identity
/// Paulis, uniformly. `readout` flips each measured bit with its probability. A `pauli` or `kraus` of k > 1 qubits follows
/// gates on just k qubits, in their order, the first being the rightmost letter and the least significant index.
public struct NoiseEntry: Hashable, Codable, Sendable {
  public var channel: NoiseChannel
  /// 0 to 1; required except for `thermal`, `pauli`, `kraus`, and a `readout` with a `confusion`.
  public var probability: Double?
  /// Gate names that it follows; every gate where absent. `1q` and `2q` stand for all gates on that many qubits.
  public var gates: [String]?
  /// Qubits that it acts on; all where absent.
  public var qubits: [Int]?
  /// Relaxation times and gate time in seconds, for `thermal`.
  public var t1: Double?
  public var t2: Double?
  public var gateTime: Double?
  /// Gate times in seconds by gate name, or by `1q` and `2q`; for `thermal`, before `gateTime`.
  public var gateTimes: [String: Double]?
  /// Pauli products such as `XZ` with their probabilities, for `pauli`; what they leave is the identity.
  public var paulis: [String: Double]?
  /// The operators of `kraus`.
  public var kraus: [NoiseOperator]?
  /// For `readout`: `[[p(0|0), p(1|0)], [p(0|1), p(1|1)]]`, a row for each true bit, a column for each read one.
  public var confusion: [[Double]]?

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
  public var isActive: Bool {
    switch channel {
    case .thermal, .kraus: return true
    case .pauli: return (paulis ?? [:]).contains { $0.value > 0 && $0.key.contains { $0 != "I" } }
    case .readout where confusion != nil:
      return (confusion ?? []).enumerated().contains { row in
        row.element.enumerated().contains { $0.offset != row.offset && $0.element > 0 }
      }
    default: return (probability ?? 0) > 0
    }
  }
}

/// A square matrix of complex numbers, written as rows of numbers or `[re, im]` pairs.
public struct NoiseOperator: Hashable, Codable, Sendable {
  /// One element.
  public struct Element: Hashable, Codable, Sendable {
    public var re: Double
    public var im: Double

    public init(_ re: Double, _ im: Double = 0) {
      self.re = re
      self.im = im
    }

    public init(from decoder: any Decoder) throws {
      let box = try decoder.singleValueContainer()
      if let number = try? box.decode(Double.self) {
        self.init(number)
        return
      }
      let pair = try box.decode([Double].self)
      guard pair.count == 2 else {
        throw DecodingError.dataCorruptedError(in: box, debugDescription: "a complex number is [re, im]")
      }
      self.init(pair[0], pair[1])
    }

    public func encode(to encoder: any Encoder) throws {
      var box = encoder.singleValueContainer()
      if im == 0 { try box.encode(re) } else { try box.encode([re, im]) }
    }
  }

  public var rows: [[Element]]

  public init(_ rows: [[Element]]) { self.rows = rows }

  public init(from decoder: any Decoder) throws { rows = try decoder.singleValueContainer().decode([[Element]].self) }

  public func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    try box.encode(rows)
  }
}
