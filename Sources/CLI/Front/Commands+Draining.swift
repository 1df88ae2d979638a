import Core

/// Executors that are to finish and take nothing new.
extension Commands {
  static func executorDrain(_ context: Context) throws(ProximaError) -> ExitCode { try drain(NodeAction.drain, context) }

  static func executorUndrain(_ context: Context) throws(ProximaError) -> ExitCode { try drain(NodeAction.undrain, context) }

  private static func drain(_ action: String, _ context: Context) throws(ProximaError) -> ExitCode {
    let name = context.invocation.argument("ID") ?? ""
    let executor = try context.runningCrew("asking the node") { link throws(ProximaError) in
      try await link.call(AgentName.node, action, AgentQuery(agent: name), as: DrainedExecutor.self)
    }
    struct Answer: Encodable {
      let schemaVersion = Version.schema
      let executor: String
      let draining: Bool
      let activeTasks: Int
    }
    let rest = executor.activeTasks == 0 ? "is idle" : "still does \(executor.activeTasks)"
    try context.answer(
      Answer(executor: executor.executor, draining: executor.draining, activeTasks: executor.activeTasks),
      [Line(Span(executor.executor, .bold), Span(executor.draining ? " takes nothing new and \(rest)" : " takes work again"))])
    return .done
  }
}
