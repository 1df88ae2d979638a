import Core
import Testing

@testable import Coordinator

@Suite struct GraphTests {
  private func graph(_ request: Request) -> [StepSpec] {
    let submission = Submission(kind: .ask, text: request.request, created: WallTime(milliseconds: 0))
    let planner = Planner(backends: BackendCatalog.all(present: [], host: "here")) { _ in request }
    return planner.planned(submission, seed: 1).graph
  }

  private func ghz(_ text: String = "ghz") -> Request {
    var request = Request(request: text, intent: .run)
    request.circuit = CircuitRequest(family: "ghz", qubits: 3)
    return request
  }

  @Test("\"Create and test QAOA algorithm\" gives the five subtasks of the reference, with their dependencies")
  func development() throws {
    var request = Request(request: "Create and test QAOA algorithm", intent: .run)
    request.circuit = CircuitRequest(family: "qaoa", qubits: 4)
    let steps = Dictionary(uniqueKeysWithValues: graph(request).map { ($0.id, $0) })
    let design = try #require(steps["design"])
    let code = try #require(steps["code"])
    let tests = try #require(steps["tests"])
    let run = try #require(steps["run.native"])
    let document = try #require(steps["document"])
    #expect(design.dependsOn.isEmpty)
    #expect(code.dependsOn == ["design"])
    #expect(tests.dependsOn == ["code"])
    #expect(Set(run.dependsOn).isSuperset(of: ["code", "tests"]))
    #expect(Set(document.dependsOn) == ["design", "code"])
    // What the runs gave is told by a report of its own, which comes last.
    #expect(steps["report"]?.dependsOn == ["document", "analyse"])
    // Tests and documentation need nothing of one another: they overlap.
    #expect(!tests.dependsOn.contains("document") && !document.dependsOn.contains("tests"))
  }

  @Test("a sweep has steps of its own for every value, and one design where the circuit stays")
  func sweep() {
    var request = ghz()
    request.sweep = Sweep(parameter: "qubits", values: [2, 3])
    let ids = graph(request).map(\.id)
    #expect(ids.contains("design@qubits=2") && ids.contains("run.native@qubits=3"))
    request.sweep = Sweep(parameter: "shots", values: [10, 100])
    #expect(graph(request).filter { $0.action == DesignRequest.action }.map(\.id) == ["design"])
    #expect(graph(request).filter { $0.action == RunBatch.action }.count == 2)
  }

  @Test("every graph can be worked through, and a cycle is refused")
  func cycles() throws {
    for request in [ghz(), ghz("create and test ghz")] { try GraphCheck.validate(graph(request)) }
    let a = StepSpec(id: "a", capabilities: [], action: "x", dependsOn: ["b"])
    let b = StepSpec(id: "b", capabilities: [], action: "x", dependsOn: ["a"])
    #expect { try GraphCheck.validate([a, b]) } throws: { ($0 as? ProximaError)?.code == "plan.cycle" }
    #expect { try GraphCheck.validate([a]) } throws: { ($0 as? ProximaError)?.code == "plan.unknown_dependency" }
  }

  @Test("a program of one's own is not designed")
  func program() {
    var submission = Submission(kind: .run, text: "", created: WallTime(milliseconds: 0))
    submission.program = .init(name: "bell.qasm", source: "OPENQASM 2.0;")
    let planner = Planner(backends: BackendCatalog.all(present: [], host: "here")) { _ in
      Request(request: "", intent: .unclear)
    }
    let planned = planner.planned(submission, seed: 1)
    #expect(planned.refusal == nil)
    #expect(!planned.graph.contains { $0.action == DesignRequest.action })
    #expect(planned.plan.request.circuit?.family == "qasm")
  }
}
