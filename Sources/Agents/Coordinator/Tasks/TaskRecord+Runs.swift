import Core

extension TaskRecord {
  /// The runs of a step, each under an id that no other run of any task has: the task, the step without its verb, and
  /// the circuit's place where the step ran several.
  func runs(of step: StepRecord?) -> [Run] {
    guard let step, step.spec.action == RunBatch.action, var runs = step.value(RunBatchResult.self)?.runs else { return [] }
    let name = step.id.hasPrefix("run.") ? String(step.id.dropFirst(4)) : step.id
    for index in runs.indices {
      runs[index].id = "\(id.text).\(name)" + (runs.count > 1 ? ".\(index + 1)" : "")
    }
    return runs
  }
}
