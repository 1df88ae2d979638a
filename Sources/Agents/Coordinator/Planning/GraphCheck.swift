import Core

/// Whether a graph of steps can be worked through.
enum GraphCheck {
  /// Refuses duplicate ids, dependencies that are not there, and cycles (AG-A3.4-22).
  static func validate(_ steps: [StepSpec]) throws(ProximaError) {
    var ids: Set<String> = []
    for step in steps where !ids.insert(step.id).inserted {
      throw ProximaError("plan.duplicate_step", "two steps are called \(step.id)", exit: .bug)
    }
    for step in steps {
      for needed in step.dependsOn where !ids.contains(needed) {
        throw ProximaError("plan.unknown_dependency", "\(step.id) depends on \(needed), which is no step", exit: .bug)
      }
    }
    var open = steps
    var done: Set<String> = []
    while !open.isEmpty {
      let runnable = open.filter { $0.dependsOn.allSatisfy(done.contains) }
      guard !runnable.isEmpty else {
        let names = open.map(\.id).joined(separator: ", ")
        throw ProximaError("plan.cycle", "the steps \(names) wait for one another", exit: .badInput)
      }
      done.formUnion(runnable.map(\.id))
      open.removeAll { done.contains($0.id) }
    }
  }
}
