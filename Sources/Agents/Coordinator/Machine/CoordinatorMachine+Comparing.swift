import Core

extension CoordinatorMachine {
  /// Where two runs disagree and nothing says which is right, a third is brought in to decide.
  mutating func considerComparison(_ key: StepKey, _ work: inout Work) {
    guard let record = tasks[key.task], let plan = record.plan, let analysis = record.step(key.step),
      let comparison = analysis.value(Analysis.self)?.comparison, comparison.verdict == .disagree,
      comparison.outliers.isEmpty, record.step(GraphBuilder.arbiterAnalysis) == nil, plan.request.sweep == nil
    else { return }
    let runs = record.steps.filter { $0.spec.action == RunBatch.action }
    guard runs.count == 2, let third = Self.third(besides: runs, plan) else { return }
    let builder = GraphBuilder(plan: plan, submission: record.submission)
    emit(.extended(builder.arbiter(third)), key.task, &work)
  }

  /// Another backend that can run it, or another method of our own.
  private static func third(besides runs: [StepRecord], _ plan: Plan) -> String? {
    let taken = Set(runs.compactMap { $0.spec.parameters["backend"]?.string })
    let able = (plan.selection?.candidates ?? []).filter(\.possible).map(\.backend)
    if let other = able.first(where: { !taken.contains($0) }) { return other }
    let methods = Set(runs.flatMap { $0.value(RunBatchResult.self)?.runs ?? [] }.map(\.method))
    let noisy = plan.request.effectiveNoise.contains(where: \.isActive)
    let others: [Method] = noisy ? [.densityMatrix, .trajectories] : [.statevector, .densityMatrix]
    return others.first { !methods.contains($0) }.map { "\(BackendName.native):\($0.rawValue)" }
  }
}

extension GraphBuilder {
  static let arbiterAnalysis = "analyse.arbiter"

  /// The steps of a third run that decides between two, and of the analysis that takes it in.
  func arbiter(_ entry: String) -> [StepSpec] {
    let backend = Backend(entry, method: nil)
    var steps = runSteps(backend, at: nil).map { step in
      var step = step
      step.id += ".arbiter"
      step.dependsOn = step.dependsOn.map { $0.hasSuffix(backend.id) ? $0 + ".arbiter" : $0 }
      step.essential = false
      step.parameters["arbiter"] = true
      return step
    }
    steps.append(
      StepSpec(
        id: Self.arbiterAnalysis, capabilities: [Capability.resultAnalysis], action: AnalysisRequest.action,
        dependsOn: steps.suffix(2).map(\.id), essential: false))
    return steps
  }
}
