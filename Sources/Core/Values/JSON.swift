import FoundationEssentials

/// The one way this project writes and reads JSON: sorted keys, no escaped slashes, so that equal values are equal bytes.
public enum JSON {
  /// Encodes `value` as UTF-8.
  public static func encode(_ value: some Encodable, pretty: Bool = false) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = pretty ? [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted] : [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .throw
    return try encoder.encode(value)
  }

  /// Encodes `value` as text.
  public static func text(_ value: some Encodable, pretty: Bool = false) throws -> String {
    String(decoding: try encode(value, pretty: pretty), as: UTF8.self)
  }

  /// Decodes a value; throws `json.malformed` with the path where it went wrong.
  public static func decode<Value: Decodable>(_ type: Value.Type = Value.self, from data: Data) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch let error as DecodingError {
      throw ProximaError("json.malformed", "not a \(type): \(error.place)", exit: .badInput)
    }
  }

  /// Decodes a value from text.
  public static func decode<Value: Decodable>(_ type: Value.Type = Value.self, from text: String) throws -> Value {
    try decode(type, from: Data(text.utf8))
  }

  /// `value` as a JSON tree.
  public static func tree(_ value: some Encodable) throws -> JSONValue { try decode(from: encode(value)) }
}

extension DecodingError {
  /// Where in the document decoding failed, and why.
  fileprivate var place: String {
    func path(_ context: Context) -> String {
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      return (path.isEmpty ? "" : "at \(path): ") + context.debugDescription
    }
    switch self {
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      return path(context)
    case .keyNotFound(let key, let context): return path(context) + " (\(key.stringValue))"
    @unknown default: return "unreadable"
    }
  }
}
