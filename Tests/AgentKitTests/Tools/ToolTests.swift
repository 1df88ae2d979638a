import AgentKit
import Core
import Testing

@Suite struct SchemaTests {
  let schema = Schema.object(
    [
      "qubits": Schema.integer("how many", minimum: 1, maximum: 30), "name": Schema.string("which", oneOf: ["a", "b"]),
      "angles": Schema.array(of: Schema.number("radians"), "the angles"), "flag": Schema.boolean("whether"),
    ], required: ["qubits"])

  @Test("what fits has no problems", arguments: [
    #"{"qubits": 3}"#, #"{"qubits": 3, "name": "b", "angles": [1, 2.5], "flag": true, "more": null}"#,
  ])
  func good(text: String) throws {
    let value: JSONValue = try JSON.decode(from: text)
    #expect(Schema.problems(in: value, against: schema).isEmpty)
  }

  @Test("what does not fit is named with its path", arguments: [
    (#"{}"#, "parameters.qubits is missing"), (#"{"qubits": 0}"#, "parameters.qubits is under 1.0"),
    (#"{"qubits": 31}"#, "parameters.qubits is over 30.0"), (#"{"qubits": 1.5}"#, "parameters.qubits is not of type integer"),
    (#"{"qubits": 1, "name": "c"}"#, "parameters.name is none of the allowed values"),
    (#"{"qubits": 1, "angles": [1, "x"]}"#, "parameters.angles[1] is not of type number"), (#"[1]"#, "parameters is not of type object"),
    (#"{"qubits": 1, "flag": 1}"#, "parameters.flag is not of type boolean"),
  ])
  func bad(text: String, problem: String) throws {
    let value: JSONValue = try JSON.decode(from: text)
    #expect(Schema.problems(in: value, against: schema) == [problem])
  }
}

@Suite struct ToolRegistryTests {
  struct Input: Codable, Sendable { var name: String }

  let registry = ToolRegistry([
    .typed("greet", capability: "greeting", description: "Greets.") { (input: Input, _) in "hello \(input.name)" },
    .typed("part", capability: "greeting", description: "Takes leave.") { (input: Input, _) in "bye \(input.name)" },
    .immediate("ping", description: "Answers.") { _ in true },
  ])

  @Test("the capabilities of an agent are those of its tools, each once")
  func capabilities() { #expect(registry.capabilities == ["greeting"]) }

  @Test("an unknown action is an error that says so by the guide's words")
  func unknown() {
    let error = #expect(throws: ProximaError.self) { try registry.tool("dance") }
    #expect(error?.code == "agent.unknown_action")
    #expect(error?.message == "Unknown action: dance")
  }

  @Test("tools describe themselves with their schemas, in their order")
  func descriptions() { #expect(registry.descriptions.map(\.name) == ["greet", "part", "ping"]) }
}
