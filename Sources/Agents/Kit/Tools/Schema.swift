import Core

/// Builds the JSON Schemas of tools, and checks values against the part of JSON Schema that they use.
public enum Schema {
  /// An object with `properties`; those not named in `required` may be absent.
  public static func object(_ properties: [String: JSONValue], required: [String] = []) -> JSONValue {
    var schema: [String: JSONValue] = ["type": "object", "properties": .object(properties)]
    if !required.isEmpty { schema["required"] = .array(required.map { .string($0) }) }
    return .object(schema)
  }

  /// A text, one of `values` where they are given.
  public static func string(_ description: String, oneOf values: [String]? = nil) -> JSONValue {
    var schema: [String: JSONValue] = ["type": "string", "description": .string(description)]
    if let values { schema["enum"] = .array(values.map { .string($0) }) }
    return .object(schema)
  }

  /// A whole number within bounds.
  public static func integer(_ description: String, minimum: Int? = nil, maximum: Int? = nil) -> JSONValue {
    var schema: [String: JSONValue] = ["type": "integer", "description": .string(description)]
    if let minimum { schema["minimum"] = .int(minimum) }
    if let maximum { schema["maximum"] = .int(maximum) }
    return .object(schema)
  }

  /// A number within bounds.
  public static func number(_ description: String, minimum: Double? = nil, maximum: Double? = nil) -> JSONValue {
    var schema: [String: JSONValue] = ["type": "number", "description": .string(description)]
    if let minimum { schema["minimum"] = .double(minimum) }
    if let maximum { schema["maximum"] = .double(maximum) }
    return .object(schema)
  }

  public static func boolean(_ description: String) -> JSONValue {
    ["type": "boolean", "description": .string(description)]
  }

  public static func array(of items: JSONValue, _ description: String) -> JSONValue {
    ["type": "array", "items": items, "description": .string(description)]
  }

  /// What does not fit, each with its path; empty where `value` is valid.
  ///
  /// Understood: type, properties, required, items, enum, minimum, maximum, additionalProperties: false. Other keywords
  /// are for readers.
  public static func problems(in value: JSONValue, against schema: JSONValue, at path: String = "parameters") -> [String] {
    if let allowed = schema["enum"]?.array, !allowed.contains(value) { return ["\(path) is none of the allowed values"] }
    guard fits(value, schema["type"]?.string) else { return ["\(path) is not of type \(schema["type"]?.string ?? "")"] }
    var found: [String] = []
    if let number = value.double {
      if let minimum = schema["minimum"]?.double, number < minimum { found.append("\(path) is under \(minimum)") }
      if let maximum = schema["maximum"]?.double, number > maximum { found.append("\(path) is over \(maximum)") }
    }
    if let object = value.object { found += members(object, schema, path) }
    if let elements = value.array, let items = schema["items"] {
      for (index, element) in elements.enumerated() {
        found += problems(in: element, against: items, at: "\(path)[\(index)]")
      }
    }
    return found
  }

  private static func members(_ object: [String: JSONValue], _ schema: JSONValue, _ path: String) -> [String] {
    let properties = schema["properties"]?.object ?? [:]
    var found = (schema["required"]?.array ?? []).compactMap(\.string).filter { object[$0] == nil }
      .map { "\(path).\($0) is missing" }
    for (key, value) in object.sorted(by: { $0.key < $1.key }) {
      if let property = properties[key] {
        found += problems(in: value, against: property, at: "\(path).\(key)")
      } else if schema["additionalProperties"] == false {
        found.append("\(path).\(key) is not known")
      }
    }
    return found
  }

  private static func fits(_ value: JSONValue, _ type: String?) -> Bool {
    switch type {
    case "object": value.object != nil
    case "array": value.array != nil
    case "string": value.string != nil
    case "integer": value.int != nil
    case "number": value.double != nil
    case "boolean": value.bool != nil
    case "null": value == .null
    default: true
    }
  }
}
