import Core

extension Planner {
  /// The plan of a submission with its graph, or the end that it comes to at once.
  func planned(_ submission: Submission, seed: UInt64) -> CoordinatorMachine.PlannedTask {
    let plan = plan(submission, seed: seed)
    var task = CoordinatorMachine.PlannedTask(plan: plan, graph: [], refusal: nil)
    if let refusal = refusal(plan, submission) {
      task.refusal = refusal
      return task
    }
    // Only the plan was asked for, or an answer that needs no agent.
    if plan.request.options?.dryRun == true || [.plan, .converse, .backends].contains(plan.request.intent) { return task }
    task.graph = GraphBuilder(plan: plan, submission: submission).build()
    do throws(ProximaError) {
      try GraphCheck.validate(task.graph)
    } catch {
      task.graph = []
      task.refusal = (.failed, error)
    }
    return task
  }

  private func refusal(_ plan: Plan, _ submission: Submission) -> (TaskState, ProximaError)? {
    switch plan.request.intent {
    case .unclear:
      let questions = plan.request.questions.joined(separator: " ")
      return (
        .needsInput,
        ProximaError(
          "request.unclear", "this was not understood" + (questions.isEmpty ? "" : ": \(questions)"),
          remedy: "say it in other words, for example \"3 qubit GHZ state, 1000 shots\"", exit: .badInput)
      )
    case .converse, .plan, .backends, .recall: return nil
    case _ where plan.request.options?.dryRun == true: return nil
    default: break
    }
    guard let blocker = plan.blockers.first else { return nil }
    let exit: ExitCode =
      blocker.code.hasPrefix("backend.") || blocker.code.hasPrefix("feature.") ? .unavailable : .badInput
    return (.failed, ProximaError(blocker.code, blocker.message, remedy: blocker.remedy, exit: exit))
  }
}
