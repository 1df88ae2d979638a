import Core

/// One thing that an agent can do: what other agents, models and MCP clients call by its name.
public struct Tool: Sendable {
  public typealias Handler = @Sendable (ToolCall) async throws -> ToolResult

  /// The action's name on the bus.
  public let name: String
  /// The capability that it is part of; empty for what belongs to none.
  public let capability: String
  /// What it does, in one sentence, for people and models.
  public let description: String
  /// A JSON Schema of the parameters.
  public let inputSchema: JSONValue
  let handler: Handler
  /// Whether the parameters are checked against the schema before the handler sees them.
  let checksSchema: Bool
  /// Whether it is answered beside the work in hand.
  let immediate: Bool

  /// A tool whose parameters are checked against `inputSchema` before `handler` is called.
  public init(
    _ name: String, capability: String = "", description: String, inputSchema: JSONValue = Schema.object([:]),
    handler: @escaping Handler
  ) {
    self.init(name, capability, description, inputSchema, checksSchema: true, immediate: false, handler)
  }

  private init(
    _ name: String, _ capability: String, _ description: String, _ inputSchema: JSONValue, checksSchema: Bool,
    immediate: Bool, _ handler: @escaping Handler
  ) {
    self.name = name
    self.capability = capability
    self.description = description
    self.inputSchema = inputSchema
    self.checksSchema = checksSchema
    self.immediate = immediate
    self.handler = handler
  }

  /// A tool over Codable types: the parameters are decoded as `Input`, what the body returns is the result.
  public static func typed<Input: Decodable & Sendable, Output: Encodable & Sendable>(
    _ name: String, capability: String = "", description: String, inputSchema: JSONValue = Schema.object([:]),
    _ body: @escaping @Sendable (Input, ToolCall) async throws -> Output
  ) -> Tool {
    Tool(name, capability, description, inputSchema, checksSchema: false, immediate: false) { call in
      try ToolResult(try await body(call.decode(Input.self), call))
    }
  }

  /// A quick tool that is answered at once, beside the work in hand and while the agent stops.
  public static func immediate<Output: Encodable & Sendable>(
    _ name: String, description: String, _ body: @escaping @Sendable (ToolCall) async throws -> Output
  ) -> Tool {
    Tool(name, "", description, Schema.object([:]), checksSchema: false, immediate: true) { call in
      try ToolResult(try await body(call))
    }
  }

  /// Calls the tool; throws `agent.bad_parameters` where the parameters do not fit its schema.
  public func run(_ call: ToolCall) async throws -> ToolResult {
    if checksSchema {
      let problems = Schema.problems(in: try call.parameters, against: inputSchema)
      guard problems.isEmpty else {
        throw ProximaError(
          "agent.bad_parameters", "\(name): " + problems.joined(separator: "; "),
          remedy: "see the action's input schema", exit: .badInput)
      }
    }
    return try await handler(call)
  }
}

/// A tool as others see it, the answer of `agent.tools`.
public struct ToolDescription: Codable, Hashable, Sendable {
  public var name: String
  public var capability: String
  public var description: String
  public var inputSchema: JSONValue
}

/// The tools of one agent by name: what serves calls on the bus, models and MCP alike.
public struct ToolRegistry: Sendable {
  private let tools: [String: Tool]
  private let order: [String]

  /// The tools in the order given; of two with one name the later counts.
  public init(_ tools: [Tool]) {
    self.tools = Dictionary(tools.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
    var seen: Set<String> = []
    order = tools.map(\.name).filter { seen.insert($0).inserted }
  }

  public subscript(name: String) -> Tool? { tools[name] }

  /// The tool `name`; throws `agent.unknown_action`.
  public func tool(_ name: String) throws(ProximaError) -> Tool {
    guard let tool = tools[name] else {
      throw ProximaError(
        "agent.unknown_action", "Unknown action: \(name)", remedy: "known here: " + order.joined(separator: ", "),
        exit: .badInput)
    }
    return tool
  }

  /// The capabilities of all tools, each once, in their order.
  public var capabilities: [String] {
    var seen: Set<String> = []
    return order.compactMap { tools[$0]?.capability }.filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  /// What models and MCP clients are shown.
  public var descriptions: [ToolDescription] {
    order.compactMap { tools[$0] }.map {
      ToolDescription(
        name: $0.name, capability: $0.capability, description: $0.description, inputSchema: $0.inputSchema)
    }
  }
}
