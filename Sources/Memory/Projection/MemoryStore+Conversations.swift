import Core
import Store

/// A message of a conversation as it is remembered.
public struct RememberedTurn: Hashable, Codable, Sendable {
  public var id: Int64
  public var turn: ConversationTurn
  public var time: WallTime
  public var task: TaskID?
}

extension MemoryStore {
  func add(_ turn: ConversationTurn, at time: WallTime, task: TaskID?, seq: Int64?) throws {
    let id = try database.first(
      """
      INSERT INTO conversations (session_id, timestamp, role, content, tokens_used, model, task, seq)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
      """, turn.session, time, turn.role.rawValue, turn.content, turn.tokensUsed ?? 0, turn.model, task, seq
    ) { $0.integer(0) }
    if let id {
      try putItem(
        .turn, ref: String(id), task: task?.text, created: time, text: turn.content, terms: turn.role.rawValue)
    }
  }

  /// The last `limit` messages of a conversation, oldest first.
  public func conversation(_ session: String, limit: Int = 50) throws -> [RememberedTurn] {
    try turns("WHERE session_id = ? ORDER BY id DESC LIMIT ?", [session, limit]).reversed()
  }

  /// What was said around a message that a search found: `before` messages of its conversation, itself, `after` more.
  public func context(ofTurn id: Int64, before: Int = 2, after: Int = 2) throws -> [RememberedTurn] {
    let session = "WHERE session_id = (SELECT session_id FROM conversations WHERE id = ?) AND id"
    let earlier = try turns("\(session) <= ? ORDER BY id DESC LIMIT ?", [id, id, before + 1])
    return try earlier.reversed() + turns("\(session) > ? ORDER BY id LIMIT ?", [id, id, after])
  }

  func turns(_ rest: String, _ values: [(any SQLBindable)?]) throws -> [RememberedTurn] {
    try database.query(
      "SELECT id, session_id, timestamp, role, content, tokens_used, model, task FROM conversations \(rest)",
      values: values
    ) { row in
      RememberedTurn(
        id: row.integer(0),
        turn: ConversationTurn(
          session: row.text(1), role: ConversationTurn.Role(rawValue: row.text(3)) ?? .system, content: row.text(4),
          model: row.optionalText(6), tokensUsed: row.int(5)),
        time: WallTime(milliseconds: row.integer(2)), task: row.optionalText(7).flatMap { TaskID($0) })
    }
  }
}
