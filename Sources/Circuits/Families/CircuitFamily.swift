import Core

/// A family of circuits that people ask for by name: what it takes, how it is built, what its result should look like.
public struct CircuitFamily: Sendable {
  /// The contract's name: `ghz`, `bernstein_vazirani`.
  public let name: String
  /// For people: `GHZ state`.
  public let title: String
  /// One sentence on what it shows.
  public let summary: String
  /// What the number of qubits counts: `all qubits`, `bits of the secret`.
  public let width: String
  /// Sizes that it can be built in.
  public let sizes: ClosedRange<Int>
  /// The size where none is asked for and no parameter fixes it.
  public let defaultSize: Int
  public let parameters: [Parameter]
  let maker: Maker?

  typealias Maker = @Sendable (inout FamilyArguments) throws(CircuitError) -> [FamilyDesign]

  /// Something besides the size that fixes the circuit.
  public struct Parameter: Sendable, Hashable {
    public let name: String
    public let kind: Kind
    public let summary: String
    /// What stands where nothing is given, in words.
    public let standard: String

    /// The JSON form of a parameter.
    public enum Kind: String, Sendable, Hashable, Codable { case integer, number, text, bits, bitsList, edges, matrix }
  }

  /// Whether it can be built; one that cannot says so and is never replaced by another.
  public var isAvailable: Bool { maker != nil }

  /// The circuit; of a family of several, the first.
  ///
  /// - Parameters:
  ///   - qubits: as `width` counts them; nil takes what the parameters or the family fix.
  ///   - parameters: by name, as `circuit.parameters` of a plan; those that the family does not know are refused.
  /// - Throws: `family.size`, `family.parameter`, `feature.not_there_yet`.
  public func build(qubits: Int? = nil, parameters: [String: JSONValue] = [:]) throws(CircuitError) -> Circuit {
    guard let first = try designs(qubits: qubits, parameters: parameters).first else {
      throw CircuitError("internal.bug", "family \(name) built nothing", exit: .bug)
    }
    return first.circuit
  }

  /// What the result of `build` should look like.
  public func expectation(
    qubits: Int? = nil, parameters: [String: JSONValue] = [:]
  ) throws(CircuitError) -> FamilyExpectation {
    try designs(qubits: qubits, parameters: parameters).first?.expectation ?? FamilyExpectation("nothing")
  }

  /// All circuits of the family with what each should give: one for most, four for `chsh`.
  public func designs(
    qubits: Int? = nil, parameters: [String: JSONValue] = [:]
  ) throws(CircuitError) -> [FamilyDesign] {
    guard let maker else {
      let missing = ProximaError.notThereYet("the circuit family '\(name)'")
      throw CircuitError(missing.code, missing.message, exit: missing.exit)
    }
    var arguments = FamilyArguments(family: self, qubits: qubits, values: parameters)
    let known = Set(self.parameters.map(\.name))
    if let stranger = parameters.keys.sorted().first(where: { !known.contains($0) }) {
      let names = known.isEmpty ? "it takes none" : "it takes " + known.sorted().joined(separator: ", ")
      throw CircuitError("family.parameter", "\(name) has no parameter '\(stranger)': \(names)")
    }
    return try maker(&arguments)
  }
}

/// A circuit of a family and what it should give.
public struct FamilyDesign: Sendable, Hashable {
  /// Which of several circuits; nil where there is one.
  public var label: String?
  public var circuit: Circuit
  public var expectation: FamilyExpectation
  /// Of an error-correcting circuit: which classical bits its detectors compare.
  public var detectors: DetectorPlan?
}

/// Parities of classical bits that a circuit without noise always gives as 0.
public struct DetectorPlan: Sendable, Hashable, Codable {
  /// Classical bits of each detector; it fires where their sum is odd.
  public var detectors: [[Int]]
  /// Classical bits of each logical observable, whose sum is the logical outcome.
  public var observables: [[Int]]
}

/// What a result should look like.
public struct FamilyExpectation: Sendable, Hashable, Codable {
  /// One or two sentences.
  public var text: String
  /// The exact probabilities of the keys of counts without noise, where they are known and at most 4,096; keys that are
  /// not there have probability 0.
  public var distribution: [String: Double]?
  /// The exact expectation values of Pauli sums before the measurements, by their text.
  public var observables: [String: Double]?

  public init(_ text: String, distribution: [String: Double]? = nil, observables: [String: Double]? = nil) {
    self.text = text
    self.distribution = distribution
    self.observables = observables
  }
}

extension CircuitFamily {
  /// Every family of the contract, in its order; `qasm` is no family.
  public static let all: [CircuitFamily] =
    entanglement + fourier + oracles + communication + variational + sampling + codes + dynamics + arithmetic

  /// The family that the contract calls `name`; `cat` is another word for `ghz`.
  public static func named(_ name: String) -> CircuitFamily? { byName[name == "cat" ? "ghz" : name] }

  private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}
