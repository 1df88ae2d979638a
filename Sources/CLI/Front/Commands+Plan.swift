import Backends
import Coordinator
import Core

extension Commands {
  static func plan(_ context: Context) throws(ProximaError) -> ExitCode {
    var context = context
    return try plan(try Submissions.make(.ask, &context, argument: "TEXT"), context)
  }

  /// Prints the plan of `submission` as this machine would make it; no crew is asked.
  static func plan(_ submission: Submission, _ context: Context) throws(ProximaError) -> ExitCode {
    let planner = Planner.standard(
      present: [BackendName.native], previous: submission.previous,
      library: .standard(home: context.home, environment: context.world.environment))
    let made = planner.plan(submission, seed: context.world.random())
    let plan = try context.wait("estimating") { () async throws(ProximaError) in await PlanPrediction.fill(made) }
    try context.answer(plan, PlanView(plan: plan, width: context.console.width).lines)
    return .done
  }
}
