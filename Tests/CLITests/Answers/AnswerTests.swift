import Core
import Testing

@testable import CLI

@Suite struct AnswerTests {
  private let plain = Renderer(color: false, unicode: true)
  private let id: TaskID

  init() throws { id = try #require(TaskID("t261121-k3f9x2ab")) }

  private var request: Request {
    var request = Request(
      request: "3 qubit ghz, 1000 shots", intent: .run, circuit: CircuitRequest(family: "ghz", qubits: 3))
    request.understood = "Run a GHZ state on 3 qubits, 1,000 shots."
    request.shots = 1000
    request.defaults = ["seed": 42]
    return request
  }

  private var plan: Plan {
    var plan = Plan(request: request)
    plan.selection = Selection(
      backend: "native", method: .statevector, reason: "3 qubits without noise fit in memory exactly.",
      candidates: [
        .init(backend: "aer", method: .statevector, possible: false, reason: "not installed")
      ])
    plan.predicted = Prediction(seconds: 0.002, bytes: 2048)
    plan.steps = [
      PlanStep(id: "design", agent: "quantum_expert", capability: "circuit_design", action: "design_circuit"),
      PlanStep(
        id: "run.native", agent: "executor.native", capability: "execution.native", action: "run_circuits",
        dependsOn: ["design"]),
      PlanStep(
        id: "verify.native", agent: "testing_agent", capability: "verification", action: "verify_runs",
        dependsOn: ["run.native"]),
    ]
    return plan
  }

  private func run(_ backend: String, _ counts: [String: Int]) -> Run {
    var run = Run(
      id: "r1.\(backend)", backend: backend, backendVersion: "0.1.0", method: .statevector, host: "localhost", qubits: 3,
      shots: counts.values.reduce(0, +), seed: 42, precision: .double,
      circuit: CircuitSummary(qubits: 3, clbits: 3, depth: 4, gates: ["h": 1, "cx": 2, "measure": 3]))
    run.counts = counts
    run.timing.totalSeconds = 0.0034
    run.memory.peakBytes = 2048
    return run
  }

  private var report: TaskReport {
    var report = TaskReport(task: id, status: .completed, plan: plan)
    report.runs = [run("native", ["000": 503, "111": 497])]
    report.verification = Verification(
      status: .verified, route: "dense_reference", reference: "an independent simulation of the same program")
    report.verification.pValue = 0.85
    report.insight = Insight(
      summary: "Two outcomes, all zeros and all ones, each about half: the three qubits are entangled.",
      findings: ["000 and 111 cover 100 % of the shots."], statistics: ["entropy_bits": 0.99997],
      recommendations: ["Add noise to see how the state decays."])
    report.artifacts = [Artifact(kind: .code, dialect: "qiskit", sha256: "00", by: "code_expert", text: "")]
    return report
  }

  @Test("a finished task reads as recorded")
  func finished() throws {
    let drawing = ["q0: ─H──■─────M──", "q1: ────X──■──M──", "q2: ───────X──M──"]
    try Golden.check(plain.render(ReportView(report: report, drawing: drawing, width: 80).lines), "report.txt")
    try Golden.check(plain.render(ReportView(report: report, full: true, width: 60).lines), "report-full.txt")
  }

  @Test("a replay says whether it came out the same, byte for byte")
  func replayed() {
    var report = report
    report.replay = Replay(of: id, identical: true, differences: [])
    #expect(plain.render(ReportView(report: report).lines).contains("the same as \(id.text), byte for byte"))
    report.replay = Replay(of: id, identical: false, differences: ["r1: counts"])
    #expect(plain.render(ReportView(report: report).lines).contains("not the same as \(id.text): r1: counts"))
  }

  @Test("a failed task says what failed and what helps, and keeps the good runs")
  func failed() throws {
    var report = report
    report.status = .failed
    var bad = run("aer", [:])
    bad.status = .failed
    bad.error = ProximaError("backend.crashed", "the process ended with signal 9", remedy: "proxima backends test aer")
    report.runs.append(bad)
    report.error = ProximaError("run.failed", "1 of 2 runs failed", remedy: "see `proxima task logs`")
    report.verification = Verification(status: .unverified, route: "none", reason: "the testing agent is stopped")
    let text = plain.render(ReportView(report: report, width: 80).lines)
    try Golden.check(text, "report-failed.txt")
    #expect(text.contains("000"))
    #expect(text.contains("unverified"))
  }

  @Test("a comparison shows times, distances and the verdict side by side")
  func comparison() throws {
    var report = report
    report.runs.append(run("aer", ["000": 489, "111": 511]))
    var pair = Comparison.Pair(
      a: "native", b: "aer", totalVariation: 0.014, hellinger: 0.0099, chiSquare: 0.39, pValue: 0.53, timeRatio: 0.02)
    pair.fidelity = 0.999902
    pair.verdict = .agree
    report.comparison = Comparison(verdict: .agree, confidence: 0.99, pairs: [pair], agreementPercent: 98.6)
    report.comparison?.fastest = "native"
    report.comparison?.notes = ["cirq is not there: not installed"]
    try Golden.check(plain.render(ReportView(report: report, width: 100).lines), "report-comparison.txt")
  }

  @Test("a plan reads as recorded, and one that was not understood asks")
  func plans() throws {
    try Golden.check(plain.render(PlanView(plan: plan, width: 80).lines), "plan.txt")
    var unclear = Request(request: "make it fluffy", intent: .unclear)
    unclear.questions = ["Which circuit do you mean?"]
    unclear.unused = ["fluffy"]
    var blocked = Plan(request: request)
    blocked.blockers = [Blocker("backend.missing", "aer is not installed", remedy: "proxima backends install aer")]
    let text =
      plain.render(PlanView(plan: Plan(request: unclear), width: 80).lines)
      + plain.render(PlanView(plan: blocked, width: 80).lines)
    try Golden.check(text, "plan-unclear.txt")
  }

  @Test("the status line says stage, step, progress, time and estimate, within its width")
  func live() {
    var live = LiveStatus()
    let changed = live.apply(.submitted(Submission(kind: .ask, text: "x", created: WallTime(milliseconds: 0))))
    #expect(changed)
    var plan = plan
    plan.predicted = Prediction(seconds: 12, bytes: 1)
    let graph = [
      StepSpec(id: "design", capabilities: [], action: DesignRequest.action),
      StepSpec(id: "run.native", capabilities: [], action: RunBatch.action, dependsOn: ["design"]),
    ]
    _ = live.apply(.planned(plan, graph: graph))
    _ = live.apply(.assigned(step: "design", agent: "quantum_expert", fence: 1))
    #expect(live.line(elapsed: 0.2, width: 80, unicode: true).text.contains("designing the circuit"))
    _ = live.apply(.completed(step: "design", fence: 1, result: .null))
    _ = live.apply(.assigned(step: "run.native", agent: "executor.native", fence: 2))
    live.apply(TaskNotice.Progress(step: "run.native", agent: "executor.native", fraction: 0.4, message: "sampling"))
    let line = live.line(elapsed: 3.2, width: 80, unicode: true)
    for part in ["running (run.native)", "1/2", "40.0 %", "sampling", "3.2 s", "about 12.0 s"] {
      #expect(line.text.contains(part), "\(line.text)")
    }
    for width in 20..<100 { #expect(live.line(elapsed: 3.2, width: width, unicode: true).width <= max(width, 40)) }
    #expect(live.line(elapsed: 3.2, width: 80, unicode: false).text.unicodeScalars.allSatisfy { $0.isASCII })
  }

  @Test("every event of a task has a line of its own")
  func events() {
    let approval = Approval(
      id: "a1", task: id, action: "expensive_run", details: "60 s", expires: WallTime(milliseconds: 0))
    let events: [TaskEvent] = [
      .submitted(Submission(kind: .ask, text: "bell", created: WallTime(milliseconds: 0))), .planned(plan, graph: []),
      .extended([]), .moved(.running, reason: "go"), .assigned(step: "run", agent: "executor.native", fence: 1),
      .completed(step: "run", fence: 1, result: .null),
      .failed(step: "run", fence: 1, error: ProximaError("x", "broken")),
      .lost(step: "run", fence: 1, agent: "executor.native", reason: "signal 9"),
      .quarantined(step: "run", evidence: ["three dead"]), .skipped(step: "verify", reason: "run failed"),
      .approvalAsked(approval), .approvalAnswered(id: "a1", allowed: true, by: "front"),
      .reassigned(step: "run", agent: "executor.native.2"), .prioritised(3), .feedback(agent: "code_expert", text: "shorter"),
      .finished(report),
    ]
    var lines: Set<String> = []
    for event in events {
      let numbered = NumberedEvent(number: 1, time: WallTime(milliseconds: 1500), event: event)
      let line = EventView.line(numbered, since: WallTime(milliseconds: 0)).text
      #expect(line.hasPrefix("   1.500 s"))
      lines.insert(line)
    }
    #expect(lines.count == events.count)
  }

  @Test("a CSV file holds every outcome, the insight above, and no formula")
  func csv() {
    var report = report
    report.runs[0].label = "=cmd()"
    let text = OutputFile.csv(report)
    #expect(text.contains("# insight: Two outcomes"))
    #expect(text.contains(",count,000,503\n"))
    #expect(text.contains(",'=cmd(),"))
  }

  @Test("the ending of a file chooses its format, and what comes later says so", arguments: [
    ("a.json", 0), ("a.csv", 0), ("a.QASM", 0), ("a.md", 0), ("a.xlsx", 0), ("a.pdf", 0), ("a.zip", 0), ("a.png", 69), ("a", 64), ("a.doc", 64),
  ])
  func formats(path: String, exit: Int32) {
    do {
      _ = try OutputFile.format(of: path)
      #expect(exit == 0)
    } catch { #expect(error.exit.rawValue == exit) }
  }
}
