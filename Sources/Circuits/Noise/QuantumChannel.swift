import Core

/// What noise does to some qubits at one moment, in the form that is cheapest to apply.
public struct QuantumChannel: Hashable, Sendable {
  /// The first is the least significant of the operators.
  public var qubits: [Int]
  public var form: Form

  /// The kinds of channels, the more particular first.
  public enum Form: Hashable, Sendable {
    /// With the probability, one of the 4^k - 1 Paulis other than the identity, uniformly.
    case depolarizing(Double)
    /// Pauli products with their probabilities; what they leave is the identity.
    case pauli([PauliProduct])
    /// Amplitude damping of one qubit: |1⟩ decays to |0⟩ with the probability.
    case damping(Double)
    /// Operators with Σ K†K = 1.
    case kraus([Matrix])
  }

  /// A Pauli on each qubit, and how likely it is.
  public struct PauliProduct: Hashable, Sendable {
    /// nil is the identity; the first belongs to the channel's first qubit.
    public var factors: [PauliSum.Pauli?]
    public var probability: Double

    public init(_ factors: [PauliSum.Pauli?], _ probability: Double) {
      self.factors = factors
      self.probability = probability
    }
  }

  public init(_ form: Form, on qubits: [Int]) {
    self.form = form
    self.qubits = qubits
  }

  /// Its Kraus operators, each of dimension 2^k.
  public var kraus: [Matrix] {
    switch form {
    case .kraus(let operators): return operators
    case .damping(let gamma):
      return [
        Matrix(diagonal: [.one, Complex((1 - gamma).squareRoot())]),
        Matrix(rows: [[.zero, Complex(gamma.squareRoot())], [.zero, .zero]]),
      ]
    case .pauli(let products):
      let rest = 1 - products.reduce(0) { $0 + $1.probability }
      let identity = Matrix.identity(1 << qubits.count).scaled(by: Complex(max(0, rest).squareRoot()))
      return [identity] + products.map { $0.matrix.scaled(by: Complex($0.probability.squareRoot())) }
    case .depolarizing(let p):
      let count = 1 << (2 * qubits.count)
      let products = (1..<count).map { QuantumChannel.product($0, width: qubits.count, p / Double(count - 1)) }
      return QuantumChannel(.pauli(products), on: qubits).kraus
    }
  }

  /// The Pauli product numbered `index` in base 4, the first qubit's digit last: I, X, Y, Z.
  public static func product(_ index: Int, width: Int, _ probability: Double) -> PauliProduct {
    let kinds: [PauliSum.Pauli?] = [nil, .x, .y, .z]
    return PauliProduct((0..<width).map { kinds[index >> (2 * $0) & 3] }, probability)
  }
}

extension QuantumChannel.PauliProduct {
  /// The product of the Paulis, without the probability.
  public var matrix: Matrix {
    factors.reduce(Matrix.identity(1)) { product, factor in
      let kind: GateKind =
        switch factor {
        case nil: .id
        case .x: .x
        case .y: .y
        case .z: .z
        }
      return product.tensor(kind.matrix())
    }
  }
}

/// How often a bit is read wrong.
public struct ReadoutError: Hashable, Sendable {
  /// The probability that a 0 is read as 1.
  public var zeroAsOne: Double
  /// The probability that a 1 is read as 0.
  public var oneAsZero: Double

  public init(zeroAsOne: Double = 0, oneAsZero: Double = 0) {
    self.zeroAsOne = zeroAsOne
    self.oneAsZero = oneAsZero
  }

  /// Whether every bit is read as it is.
  public var isNone: Bool { zeroAsOne == 0 && oneAsZero == 0 }

  /// First this error, then another on what was read.
  public func then(_ other: ReadoutError) -> ReadoutError {
    ReadoutError(
      zeroAsOne: (1 - zeroAsOne) * other.zeroAsOne + zeroAsOne * (1 - other.oneAsZero),
      oneAsZero: oneAsZero * (1 - other.zeroAsOne) + (1 - oneAsZero) * other.oneAsZero)
  }
}
