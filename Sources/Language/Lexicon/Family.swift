import Core

/// What the interpreter knows of a circuit family.
public struct Family: Sendable {
  /// What a string of bits given with the family means.
  public enum Bits: String, Sendable { case secret, marked }

  /// The contract's name.
  public var name: String
  /// How it is called in a sentence: "GHZ state".
  public var title: String
  /// Phrases that name it outright.
  public var synonyms: [String]
  /// Phrases that stand for it only where nothing stronger does.
  public var hints: [String]
  /// Widths that can be asked for; nil where the family has no width of its own to choose.
  public var sizes: ClosedRange<Int>?
  /// The width that the family fixes.
  public var fixed: Int?
  /// Widths a person may state for a fixed family without contradiction: data qubits, or with ancillas.
  public var alsoCalled: Set<Int>
  /// Parameters that fix its circuit.
  public var parameters: Set<String>
  /// What is filled in where nothing is said: `qubits` and parameters.
  public var defaults: [String: JSONValue]
  public var bits: Bits?

  public init(
    _ name: String, _ title: String, synonyms: [String], hints: [String] = [], sizes: ClosedRange<Int>? = nil,
    fixed: Int? = nil, alsoCalled: Set<Int> = [], parameters: Set<String> = [], defaults: [String: JSONValue] = [:],
    bits: Bits? = nil
  ) {
    self.name = name
    self.title = title
    self.synonyms = synonyms
    self.hints = hints
    self.sizes = sizes
    self.fixed = fixed
    self.alsoCalled = alsoCalled
    self.parameters = parameters
    self.defaults = defaults
    self.bits = bits
  }
}
