import Core
import Testing

@testable import Coordinator

@Suite("Files of data that a sentence names") struct AttachmentTests {
  private func plan(_ family: String, _ parameters: [String: JSONValue], _ files: [String: String]?) -> Plan {
    var request = Request(request: "…", intent: .run)
    request.circuit = CircuitRequest(family: family, parameters: parameters)
    request.defaults["qubits"] = 4
    let ready = request
    let planner = Planner(backends: BackendCatalog.all(present: [], host: "here")) { _ in ready }
    var submission = Submission(kind: .ask, text: "…", created: WallTime(milliseconds: 0))
    submission.attachments = files
    return planner.plan(submission, seed: 1)
  }

  @Test("a graph takes the place of its file's name, and has its own number of nodes")
  func graph() {
    let plan = plan("qaoa", ["graph": "g.txt"], ["g.txt": "0 1\n1 2\n2 0\n"])
    #expect(plan.blockers.isEmpty && plan.request.circuit?.qubits == 3 && plan.request.defaults["qubits"] == nil)
    #expect(plan.request.circuit?.parameters?["graph"] == [[0, 1], [1, 2], [0, 2]])
  }

  @Test("a linear system brings its right-hand side along")
  func system() {
    let plan = plan("hhl", ["matrix": "s.txt"], ["s.txt": "2 1 1\n1 3 0\n"])
    #expect(plan.request.circuit?.parameters == ["matrix": [[2.0, 1.0], [1.0, 3.0]], "vector": [1.0, 0.0]])
  }

  @Test("more shots than a run may have keep the task from running")
  func tooManyShots() {
    var request = Request(request: "…", intent: .run)
    request.circuit = CircuitRequest(family: "ghz", qubits: 3)
    request.shots = 10_000_000_000
    let ready = request
    let planner = Planner(backends: BackendCatalog.all(present: [], host: "here")) { _ in ready }
    let plan = planner.plan(Submission(kind: .ask, text: "…", created: WallTime(milliseconds: 0)), seed: 1)
    #expect(plan.blockers.contains { $0.code == "request.shots" })
  }

  @Test("a file that is missing or cannot be read keeps the task from running")
  func blockers() {
    #expect(plan("qaoa", ["graph": "g.txt"], nil).blockers.first?.code == "file.missing")
    #expect(plan("qaoa", ["graph": "g.txt"], ["g.txt": "0 1 0.5"]).blockers.first?.code == "graph.malformed")
    #expect(plan("qaoa", ["graph": "ring"], nil).blockers.isEmpty)
  }
}
