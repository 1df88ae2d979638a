import Core

/// Puts the results of a task's steps together into the record that the contract describes.
struct ReportBuilder {
  let record: TaskRecord

  /// The record of the task as it stands, ending in `status`.
  func report(status: TaskState, error: ProximaError? = nil) -> TaskReport {
    let plan = record.plan ?? Plan(request: Request(request: record.submission.text, intent: .unclear))
    var report = TaskReport(task: record.id, status: status, plan: plan)
    for step in record.steps {
      switch step.spec.action {
      case RunBatch.action: if !Self.isEarlierRound(step) { report.runs += record.runs(of: step) }
      case ReviewBatch.action, ScriptVote.action: report.reviews += step.value(ReviewBatchResult.self)?.reviews ?? []
      case DocumentRequest.action, TestsRequest.action:
        report.artifacts += step.value(CodeWork.self)?.artifacts ?? []
      case AnalysisRequest.action:
        // The last one that came: an arbiter may have been heard after the first.
        guard let analysis = step.value(Analysis.self) else { continue }
        report.insight = analysis.insight
        report.comparison = analysis.comparison
      case ExplainRequest.action, ExplainRequest.recallAction:
        if let explanation = step.value(Explanation.self) { report.insight = Insight(summary: explanation.text) }
      case OptimizeRequest.action: step.value(OptimizedCircuit.self).map { add($0, to: &report) }
      default: break
      }
    }
    if record.steps.isEmpty { report.insight = answer(plan) }
    report.plan = known(plan, report.runs)
    report.benchmark = benchmark
    report.artifacts = codeArtifacts + report.artifacts
    report.verification = optimized?.verification ?? verification
    report.error = error ?? firstError
    if let expected = record.submission.expected, let origin = record.submission.origin {
      report.replay = ReplayCheck.compare(report.runs, with: expected, of: origin)
    }
    return report
  }

  /// How the task ends once all its steps but `step` have ended, and with which error.
  func outcome(apartFrom step: String? = nil) -> (TaskState, ProximaError?) {
    let verification = verification
    if verification.status == .refuted {
      return (
        .failed,
        ProximaError(
          "verification.refuted", verification.reason ?? "an independent route came to another result",
          remedy: "see `proxima task show \(record.id)`; the runs are kept")
      )
    }
    if let error = firstError { return (.failed, error) }
    let broken = record.steps.contains { $0.id != step && $0.spec.essential && $0.state != .completed }
    return broken ? (.failed, .bug("a step failed without an error")) : (.completed, nil)
  }

  /// The plan with what the executors said of it: what it would take, and the width of a program.
  private func known(_ plan: Plan, _ runs: [Run]) -> Plan {
    var plan = plan
    if plan.request.circuit?.qasm != nil, plan.request.circuit?.qubits == nil {
      plan.request.circuit?.qubits = runs.first { $0.error == nil }?.qubits
    }
    let estimates = record.steps.filter { $0.spec.action == EstimateBatchResult.action }
      .flatMap { $0.value(EstimateBatchResult.self)?.estimates ?? [] }.map(\.prediction)
    if plan.predicted == nil, !estimates.isEmpty {
      plan.predicted = Prediction(
        seconds: estimates.reduce(0) { $0 + $1.seconds }, bytes: estimates.map(\.bytes).max() ?? 0,
        error: estimates.map(\.error).max() ?? 0)
    }
    return plan
  }

  /// What is said to a request that needs no agent.
  private func answer(_ plan: Plan) -> Insight? {
    switch plan.request.intent {
    case .converse:
      return Insight(
        summary: "I plan, run, check and explain quantum simulations.",
        recommendations: ["Try: 3 qubit GHZ state, 1000 shots", "Try: Grover search for 101 with depolarizing noise 1 %"])
    case .backends:
      let here = (plan.selection?.candidates ?? []).filter(\.possible).map(\.backend)
      let others = (plan.selection?.candidates ?? []).filter { !$0.possible }.map { "\($0.backend): \($0.reason)" }
      return Insight(summary: "Backends here: \(here.joined(separator: ", ")).", findings: others)
    default: return nil
    }
  }

  /// The newest round of what the code agent wrote, without what was voted down.
  private var codeArtifacts: [Artifact] {
    let rejected = ReviewCount(record).rejected
    let artifacts = record.steps.last { $0.spec.action == CodeRequest.action && $0.state == .completed }?
      .value(CodeWork.self)?.artifacts ?? []
    return artifacts.filter { !rejected.contains("\($0.kind.rawValue).\($0.dialect)") }
  }

  /// The first essential step that did not come to a good end, in its own words.
  var firstError: ProximaError? {
    for step in record.steps where step.spec.essential && step.state != .skipped {
      if let error = step.error { return error }
      if step.spec.action == RunBatch.action,
        let error = step.value(RunBatchResult.self)?.runs.lazy.compactMap(\.error).first
      {
        return error
      }
    }
    return nil
  }

  /// The verdicts on the runs of one step, each together with what a script said of the same run.
  private func verdicts(_ step: StepRecord) -> [Verification] {
    let verdicts = step.value(VerifyBatchResult.self)?.verifications ?? []
    guard let scripts = record.step(GraphBuilder.scriptCheck)?.value(ScriptCheckResult.self)?.verifications else { return verdicts }
    let runs = record.runs(of: record.step("run" + step.id.dropFirst("verify".count))).filter { $0.error == nil }
    return verdicts.enumerated().map { index, verdict in
      index < runs.count ? verdict.joined(scripts[runs[index].id]) : verdict
    }
  }

  /// One verdict for the whole task: refuted if any run was, verified only if every run was.
  var verification: Verification {
    let steps = record.steps.filter { $0.spec.action == VerifyBatch.action }
    let all = steps.flatMap(verdicts)
    let runs = record.steps.filter { $0.spec.action == RunBatch.action && !Self.isEarlierRound($0) }
      .flatMap { $0.value(RunBatchResult.self)?.runs ?? [] }.count
    if let refuted = all.first(where: { $0.status == .refuted }) { return refuted }
    guard !all.isEmpty else {
      let why = steps.lazy.compactMap(\.error).first?.message
      return Verification(
        status: .unverified, route: "none",
        reason: steps.isEmpty ? "there was nothing to check" : why ?? "the testing agent did not check it")
    }
    if let open = all.first(where: { $0.status == .unverified }) { return open }
    guard all.count == runs, var summary = all.min(by: { ($0.pValue ?? 1) < ($1.pValue ?? 1) }) else {
      return Verification(
        status: .unverified, route: all[0].route, reason: "only \(all.count) of \(runs) runs were checked")
    }
    summary.seconds = all.reduce(0) { $0 + ($1.seconds ?? 0) }
    if all.count > 1 { summary.reason = "all \(all.count) runs were checked; these are the figures of the weakest" }
    return summary
  }
}
