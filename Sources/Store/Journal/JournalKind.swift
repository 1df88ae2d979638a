/// Kinds of events beside those of `TaskEvent`, with the payload of each. Writers may add kinds of their own.
public enum JournalKind {
  /// Somebody said something in a conversation; payload `ConversationTurn`.
  public static let turn = "conversation.turn"
  /// A fact for the memory to keep; payload `FactRecord`.
  public static let fact = "memory.fact"
  /// A fact that the memory is to drop; payload `FactName`.
  public static let factForgotten = "memory.fact_forgotten"
  /// A task's payloads were destroyed; payload `{}`.
  public static let forgotten = "task.forgotten"
}

/// One message of a conversation (AG-A2.2-01).
public struct ConversationTurn: Hashable, Codable, Sendable {
  public enum Role: String, Codable, Sendable { case user, assistant, system }

  public var session: String
  public var role: Role
  public var content: String
  /// The language model that wrote it, where one did.
  public var model: String?
  public var tokensUsed: Int?

  public init(session: String, role: Role, content: String, model: String? = nil, tokensUsed: Int? = nil) {
    self.session = session
    self.role = role
    self.content = content
    self.model = model
    self.tokensUsed = tokensUsed
  }
}

/// What a fact is called: unique in the memory.
public struct FactName: Hashable, Codable, Sendable {
  /// `file_structure`, `pattern`, `preference`, `config`, `technical`, `learning` or `note`.
  public var type: String
  public var key: String

  public init(type: String, key: String) {
    self.type = type
    self.key = key
  }
}

/// A fact to keep (AG-A2.2-03).
public struct FactRecord: Hashable, Codable, Sendable {
  public var name: FactName
  public var value: String
  /// 0 to 1.
  public var confidence: Double
  /// `user_told`, `inferred` or `observed`.
  public var source: String
  /// The agent that brought it, where one did.
  public var agent: String?

  public init(
    _ name: FactName, value: String, confidence: Double = 1, source: String = "user_told", agent: String? = nil
  ) {
    self.name = name
    self.value = value
    self.confidence = confidence
    self.source = source
    self.agent = agent
  }
}
