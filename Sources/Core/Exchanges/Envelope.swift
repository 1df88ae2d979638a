import FoundationEssentials

/// The payload of a call: `{"action": …, "parameters": {…}}`.
public struct CallPayload<Parameters: Encodable>: Encodable {
  public var action: String
  public var parameters: Parameters

  public init(action: String, parameters: Parameters) {
    self.action = action
    self.parameters = parameters
  }
}

/// A call's payload as it is read; absent parameters are an empty object.
public struct ReceivedCall<Parameters: Decodable>: Decodable {
  public var parameters: Parameters

  enum CodingKeys: String, CodingKey { case action, parameters }

  public init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: CodingKeys.self)
    if box.contains(.parameters) {
      parameters = try box.decode(Parameters.self, forKey: .parameters)
    } else {
      parameters = try JSON.decode(from: "{}")
    }
  }

  /// Reads `payload`, which may be empty where there is nothing to say.
  public static func parameters(in payload: Data) throws -> Parameters {
    try payload.isEmpty ? JSON.decode(from: "{}") : JSON.decode(ReceivedCall.self, from: payload).parameters
  }
}

/// The payload of an answer: `{"result": …}`.
public struct AnswerPayload<Result> {
  public var result: Result

  public init(result: Result) { self.result = result }
}

extension AnswerPayload: Encodable where Result: Encodable {}
extension AnswerPayload: Decodable where Result: Decodable {}

/// Nothing to say: parameters of an action that takes none, the result of one that returns none.
public struct Nothing: Codable, Hashable, Sendable {
  public init() {}
}

/// The payload of a progress message.
public struct CallProgress: Codable, Hashable, Sendable {
  /// 0 to 1.
  public var fraction: Double
  public var message: String

  public init(fraction: Double, message: String) {
    self.fraction = fraction
    self.message = message
  }
}
