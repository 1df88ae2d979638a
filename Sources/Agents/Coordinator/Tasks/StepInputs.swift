import Core

/// What each step is asked, made from the plan and from the results that stand before it.
struct StepInputs {
  let record: TaskRecord

  private var request: Request? { record.plan?.request }

  /// What `agent` is asked: the parameters, and under `personFeedback` what a person told it about the task.
  func parameters(of step: StepRecord, for agent: String) throws -> JSONValue {
    let parameters = try parameters(of: step)
    guard let words = record.feedback[agent], var object = parameters.object else { return parameters }
    object["personFeedback"] = .array(words.map { .string($0) })
    return .object(object)
  }

  /// The parameters of `step`'s action; throws where an earlier result is not what it should be.
  func parameters(of step: StepRecord) throws -> JSONValue {
    switch step.spec.action {
    case DesignRequest.action: try JSON.tree(try design(step))
    case EstimateBatchResult.action: try JSON.tree(RunBatch(requests: try runRequests(step.spec)))
    case RunBatch.action: try JSON.tree(try runs(step))
    case VerifyBatch.action: try JSON.tree(try verification(step))
    case CodeRequest.action: try JSON.tree(try code(step))
    case ReviewBatch.action: try JSON.tree(try review(step))
    case ScriptVote.action: try JSON.tree(try vote())
    case ScriptCheckBatch.action: try JSON.tree(try scriptCheck())
    case TestsRequest.action: try JSON.tree(try tests())
    case AnalysisRequest.action: try JSON.tree(try analysis())
    case DocumentRequest.action: try JSON.tree(document(step))
    case ExplainRequest.action, ExplainRequest.recallAction: try JSON.tree(ExplainRequest(question: record.submission.text))
    case OptimizeRequest.action: try JSON.tree(OptimizeRequest(qasm: try program(for: nil).qasm))
    default: .object(step.spec.parameters)
    }
  }

  private func needed() throws(ProximaError) -> Request {
    guard let request else { throw .bug("a step of a task without a plan") }
    return request
  }

  /// Shots, seed and noise as they hold: what was asked, or else what was filled in.
  var shots: Int { request?.shots ?? request?.defaults["shots"]?.int ?? Planner.defaultShots }
  var seed: UInt64 { request?.seed ?? request?.defaults["seed"]?.int.map { UInt64(max(0, $0)) } ?? 0 }
  var noise: [NoiseEntry] { request?.effectiveNoise ?? [] }

  private func design(_ step: StepRecord) throws -> DesignRequest {
    guard var circuit = try needed().circuit else { throw ProximaError.bug("a design without a circuit") }
    if circuit.qubits == nil { circuit.qubits = request?.defaults["qubits"]?.int }
    return DesignRequest(circuit: circuit, sweep: step.spec.sweepPoint, seed: seed, shots: shots)
  }

  /// The circuits that a step is about: the submitted program, or what was designed for its point of the sweep.
  func program(for point: SweepPoint?) throws(ProximaError) -> CircuitDesign.Member {
    guard let first = try members(for: point).first else { throw .bug("a design without circuits") }
    return first
  }

  func members(for point: SweepPoint?) throws(ProximaError) -> [CircuitDesign.Member] {
    if let source = record.submission.program?.source ?? request?.circuit?.qasm {
      return [
        CircuitDesign.Member(
          qasm: source, summary: CircuitSummary(qubits: request?.circuit?.qubits ?? 0, clbits: 0, depth: 0, gates: [:]))
      ]
    }
    let id = point.map { "design@" + $0.label } ?? "design"
    guard let design = (record.step(id) ?? record.step("design"))?.value(CircuitDesign.self) else {
      throw .bug("there is no design for \(id)")
    }
    return design.circuits
  }

  /// One run request for each circuit of the step's point.
  func runRequests(_ spec: StepSpec) throws(ProximaError) -> [RunRequest] {
    let flags = record.submission.flags
    let point = spec.sweepPoint
    let name = record.submission.program?.name ?? "<circuit>"
    let members = try members(for: point)
    if flags.stateFile != nil || flags.initialState != nil {
      let backend = spec.parameters["backend"]?.string ?? BackendName.native
      guard backend == BackendName.native, members.count == 1, point == nil else {
        throw ProximaError(
          "state.unavailable", "states are read and written by `native`, for one circuit at a time",
          remedy: "run one circuit on `native`", exit: .unavailable)
      }
    }
    return members.map { member in
      var run = RunRequest(
        qasm: member.qasm, name: name, backend: spec.parameters["backend"]?.string ?? BackendName.native,
        method: spec.parameters["method"]?.string.flatMap(Method.init(rawValue:)) ?? .auto, shots: shots, seed: seed(of: spec),
        precision: flags.precision ?? .double, threads: flags.threads ?? 0, noise: noise,
        observables: (request?.observables ?? []) + (member.observables ?? []),
        label: [point?.label, member.label].compactMap(\.self).joined(separator: " "))
      if run.label == "" { run.label = nil }
      (run.stateFile, run.initialState) = (flags.stateFile, flags.initialState)
      if isComparison { run.wantsState = true }
      if record.isForced { run.force = true }
      if let point { apply(point, to: &run) }
      return run
    }
  }

  /// The runs of `step`, with what they were estimated to take, so that the executor need not ask itself again.
  private func runs(_ step: StepRecord) throws(ProximaError) -> RunBatch {
    let requests = try runRequests(step.spec)
    let predicted = record.estimates(for: step).map(\.prediction.bytes)
    return RunBatch(requests: requests, predictedBytes: predicted.count == requests.count ? predicted : nil)
  }

  private func apply(_ point: SweepPoint, to run: inout RunRequest) {
    switch point.parameter {
    case "shots": run.shots = Int(point.value)
    case "noise":
      let channel = request?.sweep?.channel ?? .depolarizing
      run.noise = noise.filter { $0.channel != channel } + [NoiseEntry(channel: channel, probability: point.value)]
    default: break
    }
  }

  private func verification(_ step: StepRecord) throws -> VerifyBatch {
    let runID = "run" + step.id.dropFirst("verify".count)
    guard let run = record.step(String(runID)), let runs = run.value(RunBatchResult.self)?.runs,
      var circuit = try needed().circuit
    else { throw ProximaError.bug("\(step.id) has no run to check") }
    if let point = step.spec.sweepPoint { circuit.apply(point) }
    if circuit.qubits == nil { circuit.qubits = request?.defaults["qubits"]?.int }
    let requests = try runRequests(run.spec)
    return VerifyBatch(
      items: zip(requests, runs).filter { $1.error == nil }.map {
        VerifyRequest(circuit: circuit, qasm: $0.qasm, request: $0, run: $1)
      })
  }

  private func code(_ step: StepRecord) throws -> CodeRequest {
    let dialects = step.spec.parameters["dialects"]?.array?.compactMap(\.string) ?? ["qasm2"]
    let round = step.spec.parameters["round"]?.int ?? 1
    return CodeRequest(
      qasm: try program(for: firstPoint).qasm, dialects: dialects, shots: max(1, shots), seed: seed, noise: noise,
      feedback: (round > 1 ? latestReviews(before: round).flatMap { $0.approved ? [] : $0.comments } : []) + fromPeople)
  }

  /// What a person told the author of the code.
  private var fromPeople: [Review.Comment] {
    (record.feedback[AgentName.codeExpert] ?? []).map { Review.Comment(criterion: "completeness", text: $0) }
  }

  private func review(_ step: StepRecord) throws -> ReviewBatch {
    let round = step.spec.parameters["round"]?.int ?? 1
    let codeID = round == 1 ? "code" : "code.\(round)"
    let artifacts = record.step(codeID)?.value(CodeWork.self)?.artifacts ?? []
    let qasm = try program(for: firstPoint).qasm
    return ReviewBatch(
      items: artifacts.map {
        ReviewRequest(artifact: $0, qasm: qasm, shots: max(1, shots), seed: seed, round: round)
      })
  }

  /// What reviewers said in the round before `round`.
  func latestReviews(before round: Int) -> [Review] {
    let id = round <= 2 ? "review" : "review.\(round - 1)"
    return record.step(id)?.value(ReviewBatchResult.self)?.reviews ?? []
  }

  /// The scripts that the last round did not approve.
  private func vote() throws -> ReviewBatch {
    let open = Set(latestReviews(before: CoordinatorMachine.reviewRounds + 1).filter { !$0.approved }.map(\.subject))
    let artifacts = record.step("code.\(CoordinatorMachine.reviewRounds)")?.value(CodeWork.self)?.artifacts ?? []
    let qasm = try program(for: firstPoint).qasm
    return ReviewBatch(
      items: artifacts.filter { open.contains("\($0.kind.rawValue).\($0.dialect)") }.map {
        ReviewRequest(
          artifact: $0, qasm: qasm, shots: max(1, shots), seed: seed, round: CoordinatorMachine.reviewRounds + 1)
      })
  }

  /// The runs of the circuit that scripts were written for: those not checked otherwise, or all where that is wanted.
  private func scriptCheck() throws -> ScriptCheckBatch {
    let qasm = try program(for: firstPoint).qasm
    let all = request?.options?.verify == true || request?.isDevelopment == true
    var items: [VerifyRequest] = []
    for step in record.steps where step.spec.action == VerifyBatch.action && step.state == .completed {
      let verdicts = step.value(VerifyBatchResult.self)?.verifications ?? []
      let runs = record.runs(of: record.step("run" + step.id.dropFirst("verify".count))).filter { $0.error == nil }
      for (index, item) in try verification(step).items.enumerated() where item.qasm == qasm && index < runs.count {
        guard all || index >= verdicts.count || verdicts[index].status == .unverified else { continue }
        var item = item
        item.run.id = runs[index].id
        items.append(item)
      }
    }
    let scripts = items.isEmpty ? [] : record.steps.last {
      $0.spec.action == CodeRequest.action && $0.state == .completed
    }?.value(CodeWork.self)?.artifacts ?? []
    return ScriptCheckBatch(items: items, scripts: scripts.filter { $0.kind == .code })
  }

  private func tests() throws -> TestsRequest {
    guard let code = record.step("code")?.value(CodeWork.self), let circuit = try needed().circuit else {
      throw ProximaError.bug("there is no code to test")
    }
    return TestsRequest(circuit: circuit, code: code)
  }

  private func analysis() throws -> AnalysisRequest {
    guard let plan = record.plan else { throw ProximaError.bug("an analysis without a plan") }
    let report = ReportBuilder(record: record).report(status: .running)
    let design = record.steps.first { $0.spec.action == DesignRequest.action }?.value(CircuitDesign.self)
    var analysis = AnalysisRequest(
      plan: plan, runs: report.runs, design: firstPoint == nil ? design : nil, verification: report.verification)
    analysis.refuted = refutedRuns
    analysis.arbiter = record.runs(
      of: record.steps.first { $0.spec.action == RunBatch.action && $0.spec.parameters["arbiter"] != nil }).first?.id
    return analysis
  }

  /// The ids of the runs that the testing agent refuted.
  private var refutedRuns: [String] {
    record.steps.filter { $0.spec.action == VerifyBatch.action }.flatMap { step -> [String] in
      let verdicts = step.value(VerifyBatchResult.self)?.verifications ?? []
      let runs = record.runs(of: record.step("run" + step.id.dropFirst("verify".count)))
      return zip(runs.filter { $0.error == nil }, verdicts).filter { $1.status == .refuted }.map(\.0.id)
    }
  }

  private func document(_ step: StepRecord) -> DocumentRequest {
    // Where only the report is missing, it says how the task ends; before that it tells of what was made, not of results.
    let isLast = record.steps.allSatisfy { $0.id == step.id || $0.state.isFinal }
    let builder = ReportBuilder(record: record)
    let (state, error) = isLast ? builder.outcome(apartFrom: step.id) : (.running, nil)
    return DocumentRequest(
      report: builder.report(status: state, error: error),
      formats: step.spec.parameters["formats"]?.array?.compactMap(\.string) ?? ["markdown"])
  }

  private var firstPoint: SweepPoint? {
    request?.sweep.flatMap { sweep in sweep.values.first.map { SweepPoint(parameter: sweep.parameter, value: $0) } }
  }
}

extension StepSpec {
  /// The value of a sweep that the step is for.
  var sweepPoint: SweepPoint? {
    guard let sweep = parameters["sweep"], let parameter = sweep["parameter"]?.string, let value = sweep["value"]?.double
    else { return nil }
    return SweepPoint(parameter: parameter, value: value)
  }
}

extension CircuitRequest {
  /// Sets what a sweep varies, where it varies the circuit.
  mutating func apply(_ point: SweepPoint) {
    switch point.parameter {
    case "qubits": qubits = Int(point.value)
    case "depth", "layers", "steps": parameters = (parameters ?? [:]).merging([point.parameter: .int(Int(point.value))]) { $1 }
    default: break
    }
  }
}
