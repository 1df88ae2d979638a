import Core

/// What the memory proposes, with what it rests on.
public struct Suggestion: Hashable, Codable, Sendable {
  public enum Kind: String, Codable, Sendable { case action, parameter, optimization, warning }

  public var kind: Kind
  public var text: String
  /// 0 to 1: how often it held in the past.
  public var confidence: Double
  /// Tasks that it was learned from, newest first, at most five.
  public var tasks: [TaskID]
}

/// What a suggestion is wanted for; what is absent matches everything.
public struct SuggestionContext: Hashable, Codable, Sendable {
  public var family: String?
  public var qubits: Int?
  public var intent: String?
  public var backends: [String]?

  public init(family: String? = nil, qubits: Int? = nil, intent: String? = nil, backends: [String]? = nil) {
    self.family = family
    self.qubits = qubits
    self.intent = intent
    self.backends = backends
  }

  /// The context of a request as understood.
  public init(_ request: Request) {
    self.init(
      family: request.circuit?.family, qubits: request.circuit?.qubits, intent: request.intent.rawValue,
      backends: request.backends)
  }
}
