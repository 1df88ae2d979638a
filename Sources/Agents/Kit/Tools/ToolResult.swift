import Core
import FoundationEssentials

/// What a tool answers: a JSON value and raw frames beside it.
public struct ToolResult: Sendable {
  /// The whole payload of the answer, `{"result": …}`.
  let payload: Data
  public let attachments: [Data]

  /// An answer that holds `value`; throws where it has no JSON form (a NaN).
  public init(_ value: some Encodable, attachments: [Data] = []) throws(ProximaError) {
    do { payload = try JSON.encode(AnswerPayload(result: value)) } catch {
      throw ProximaError("agent.unencodable", "the result has no JSON form: \(error)", exit: .bug)
    }
    self.attachments = attachments
  }

  /// The JSON value of the answer.
  public var value: JSONValue { (try? JSON.decode(AnswerPayload<JSONValue>.self, from: payload).result) ?? .null }
}
