import Core
import TestKit

@testable import Coordinator

/// A coordinator's machine with a virtual clock, a journal in memory and agents that answer when the test says so.
struct CrewHarness {
  var machine: CoordinatorMachine
  var journal: [CoordinatorDecision.Entry] = []
  /// The reports of the tasks that ended, in order.
  var reports: [TaskReport] = []
  var outbox: [Assignment] = []
  var cancelled: [StepKey] = []
  var orders: [(order: RunOrder, agent: String)] = []
  var replies: [AskerID: CoordinatorReply] = [:]
  let time = VirtualTime()
  private var asker: AskerID = 0

  /// A step that was given to an agent and not answered yet.
  struct Assignment {
    let key: StepKey
    let agent: String
    let action: String
    let parameters: JSONValue
  }

  static let crew: [(String, [String])] = [
    (
      "quantum_expert",
      [Capability.circuitDesign, Capability.circuitOptimization, Capability.quantumExplanation]
    ),
    ("code_expert", [Capability.codeGeneration, Capability.codeReview]),
    ("analysis_expert", [Capability.resultAnalysis]),
    ("testing_agent", [Capability.verification, Capability.testGeneration]),
    ("documentation_agent", [Capability.documentation]),
    ("executor.native", [Capability.execution("native")]),
  ]

  init(crew: [(String, [String])] = CrewHarness.crew, limits: CoordinatorLimits = CoordinatorLimits()) {
    machine = CoordinatorMachine(lastNumber: 0, limits: limits)
    for (agent, capabilities) in crew {
      handle(.arrived(agent: agent, capabilities: capabilities, maxConcurrentTasks: 4, remote: false))
    }
  }

  /// Plans without an interpreter: the text names the family, and flags do the rest.
  static let plan: CoordinatorMachine.Planning = { _, submission in
    let present: Set<String> = submission.text.contains("cirq is here") ? ["aer", "cirq"] : submission.text.contains("aer is here") ? ["aer"] : []
    let planner = Planner(backends: BackendCatalog.all(present: present, host: "here")) { text in
      if text.contains("?") {
        var unclear = Request(request: text, intent: .unclear)
        unclear.questions = ["What do you mean?"]
        return unclear
      }
      var request = Request(request: text, intent: text.hasPrefix("explain") ? .explain : text.hasPrefix("benchmark") ? .benchmark : .run)
      request.circuit = CircuitRequest(family: "ghz", qubits: 3)
      if text.contains("sweep") { request.sweep = Sweep(parameter: "qubits", values: [2, 3, 4]) }
      return request
    }
    return planner.planned(submission, seed: 7)
  }

  mutating func handle(_ input: CoordinatorInput) {
    let decision = machine.handle(input, now: time.now, wall: time.wall, plan: Self.plan)
    journal += decision.entries
    for case .finished(let report) in decision.entries.map(\.event) { reports.append(report) }
    for effect in decision.effects {
      switch effect {
      case .assign(let key, let agent, let action, let parameters, _):
        outbox.append(Assignment(key: key, agent: agent, action: action, parameters: parameters))
      case .cancel(let key, _): cancelled.append(key)
      case .reply(let asker, let reply): replies[asker] = reply
      case .order(let order, let agent, _): orders.append((order, agent))
      case .notify, .feedback: break
      }
    }
  }

  /// Submits a task and gives the answer.
  @discardableResult
  mutating func submit(
    _ text: String, id: String = "task", flags: RequestFlags = RequestFlags(), session: String? = nil,
    isAgentFile: Bool? = nil
  ) -> CoordinatorReply? {
    asker += 1
    var submission = Submission(kind: .ask, text: text, flags: flags, session: session, created: time.wall)
    submission.isAgentFile = isAgentFile
    handle(.submit(SubmitTask(id: TaskID(id), submission: submission), asker: asker))
    return replies[asker]
  }

  mutating func control(_ control: TaskControl, id: String = "task") -> CoordinatorReply? {
    asker += 1
    guard let task = TaskID(id) else { return nil }
    handle(.control(control, task: task, asker: asker))
    return replies[asker]
  }

  mutating func answer(_ allow: Bool, scope: ApprovalAnswer.Scope? = nil, force: Bool? = nil) -> CoordinatorReply? {
    asker += 1
    guard let approval = machine.approvals.first else { return nil }
    handle(.answer(ApprovalAnswer(id: approval.id, allow: allow, by: "test", scope: scope, force: force), asker: asker))
    return replies[asker]
  }

  mutating func advance(_ seconds: Double) {
    time.advance(by: seconds)
    handle(.tick)
  }

  /// Answers the oldest open assignment as a well agent would.
  mutating func answerNext() {
    guard !outbox.isEmpty else { return }
    let assignment = outbox.removeFirst()
    handle(.result(assignment.key, Self.result(of: assignment)))
  }

  /// Answers until nothing is open.
  mutating func answerAll(limit: Int = 1000) {
    for _ in 0..<limit where !outbox.isEmpty { answerNext() }
  }

  /// What a well agent answers.
  static func result(of assignment: Assignment, seconds: Double = 0.01, bytes: Int = 1000) -> JSONValue {
    let summary = CircuitSummary(qubits: 3, clbits: 3, depth: 4, gates: ["h": 1, "cx": 2])
    let batch = decode(RunBatch.self, assignment.parameters)?.requests ?? []
    let value: (any Encodable)? =
      switch assignment.action {
      case DesignRequest.action:
        CircuitDesign(circuits: [.init(qasm: "OPENQASM 2.0;", summary: summary)], expectation: "two peaks")
      case EstimateBatchResult.action:
        EstimateBatchResult(
          estimates: batch.map { _ in
            Estimate(method: .statevector, prediction: Prediction(seconds: seconds, bytes: bytes), reason: "test")
          })
      case RunBatch.action: RunBatchResult(runs: batch.enumerated().map { run($1, summary, $0) })
      case VerifyBatch.action:
        VerifyBatchResult(
          verifications: (decode(VerifyBatch.self, assignment.parameters)?.items ?? []).map { _ in
            Verification(status: .verified, route: "known_distribution")
          })
      case CodeRequest.action, TestsRequest.action, DocumentRequest.action:
        CodeWork(artifacts: [Artifact(kind: .code, dialect: "qiskit", sha256: "00", by: assignment.agent)])
      case ReviewBatch.action:
        ReviewBatchResult(reviews: [
          Review(subject: "qiskit", author: "code_expert", reviewer: assignment.agent, round: 1, approved: true)
        ])
      case ScriptVote.action:
        ReviewBatchResult(reviews: [
          Review(subject: "qiskit", author: "code_expert", reviewer: assignment.agent, round: 3, approved: true)
        ])
      case AnalysisRequest.action: Analysis(insight: Insight(summary: "as expected"))
      case ExplainRequest.action: Explanation(topic: "x", text: "because", known: true)
      default: nil
      }
    guard let value, let tree = try? JSON.tree(value) else { return .null }
    return tree
  }

  private static func run(_ request: RunRequest, _ summary: CircuitSummary, _ index: Int) -> Run {
    var run = Run(
      id: "r\(index)", backend: request.backend, backendVersion: "1", method: .statevector, host: "here", qubits: 3,
      shots: request.shots, seed: request.seed, precision: .double, circuit: summary)
    run.label = request.label
    run.counts = ["000": request.shots]
    return run
  }

  static func decode<Value: Decodable>(_ type: Value.Type, _ tree: JSONValue) -> Value? {
    guard let data = try? JSON.encode(tree) else { return nil }
    return try? JSON.decode(type, from: data)
  }

  /// The task as a coordinator that starts again would find it.
  func replayed(_ id: String) -> TaskRecord? {
    var record: TaskRecord?
    for entry in journal where entry.task.text == id {
      if case .submitted(let submission) = entry.event { record = TaskRecord(id: entry.task, submission: submission) }
      record?.apply(entry.event)
    }
    return record
  }
}
