import Core

extension TaskRecord {
  /// What the runs of `step` were estimated to take, in order; empty where nobody was asked.
  func estimates(for step: StepRecord) -> [Estimate] {
    step.spec.dependsOn.lazy.compactMap { self.step($0) }
      .first { $0.spec.action == EstimateBatchResult.action }?.value(EstimateBatchResult.self)?.estimates ?? []
  }

  /// The runs of a step, each under an id that no other run of any task has: the task, the step without its verb, and
  /// the circuit's place where the step ran several.
  func runs(of step: StepRecord?) -> [Run] {
    guard let step, step.spec.action == RunBatch.action, var runs = step.value(RunBatchResult.self)?.runs else { return [] }
    let name = step.id.hasPrefix("run.") ? String(step.id.dropFirst(4)) : step.id
    let estimates = estimates(for: step)
    for index in runs.indices {
      // A worker that had to start knows better what that run was to take.
      if runs[index].timing.predictedSeconds == nil, estimates.count == runs.count {
        runs[index].timing.predictedSeconds = estimates[index].prediction.seconds
      }
      runs[index].id = "\(id.text).\(name)" + (runs.count > 1 ? ".\(index + 1)" : "")
    }
    return runs
  }
}
