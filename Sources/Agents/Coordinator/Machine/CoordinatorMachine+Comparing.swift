import Core

extension CoordinatorMachine {
  /// How much of the free memory the runs of this machine may be predicted to take together.
  static let shareOfFreeMemory = 0.8

  /// Whether a run fits beside those that are under way here; one alone always may, for its size was consented to.
  func fits(_ step: StepRecord, of record: TaskRecord) -> Bool {
    guard step.spec.action == RunBatch.action, let free = freeBytes else { return true }
    var taken = 0
    var running = false
    for task in tasks.values {
      for other in task.steps where other.state == .running && other.spec.action == RunBatch.action {
        if directory.agents[other.agent ?? ""]?.remote == true { continue }
        running = true
        taken += Self.predictedBytes(other, of: task)
      }
    }
    guard running else { return true }
    return Double(taken + Self.predictedBytes(step, of: record)) <= Self.shareOfFreeMemory * Double(free)
  }

  /// The most that one circuit of the step is estimated to need; its circuits run one after another.
  private static func predictedBytes(_ step: StepRecord, of record: TaskRecord) -> Int {
    let estimates = step.spec.dependsOn.lazy.compactMap { record.step($0) }
      .first { $0.spec.action == EstimateBatchResult.action }?.value(EstimateBatchResult.self)?.estimates ?? []
    return estimates.map(\.prediction.bytes).max() ?? 0
  }

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
