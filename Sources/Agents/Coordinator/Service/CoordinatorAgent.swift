import AgentKit
import Bus
import Core

/// The coordinator as an agent of the crew.
public enum CoordinatorAgent {
  /// The definition of the coordinator whose work is `service`'s.
  public static func definition(_ service: CoordinatorService) -> AgentDefinition {
    var definition = AgentDefinition(
      id: AgentName.coordinator, maxConcurrentTasks: 10_000, stopGrace: 1) { context in
      try await service.start(context)
      return service.tools()
    }
    definition.amend = { $0.openTasks = service.machine.tasks.count }
    definition.joined = { context in
      do {
        // First listen, then look: nobody who comes in between is missed.
        try await context.agents.subscribe("crew")
        try await context.agents.subscribe(CrewTopic.node)
        service.join(try await context.agents.roster(), drained: await drained(context))
      } catch {
        context.log.error("crew.unknown", ProximaError.from(error))
      }
    }
    definition.receive = { message, _ in
      guard message.kind == .notification else { return }
      if message.action == CrewTopic.gone, let gone = try? message.decode(AgentGone.self) {
        service.put(.left(agent: gone.agent, reason: gone.expected ? "stopped" : gone.reason, onPurpose: gone.expected))
      } else if let change = try? message.decode(CrewChange.self) {
        service.note(change)
      }
    }
    definition.close = { await service.journal.close() }
    return definition
  }
  /// The executors that are to get nothing new, as the node remembers; a node that does not answer has drained none.
  private static func drained(_ context: AgentContext) async -> [String] {
    let options = AgentClient.Options(timeout: 2, retries: 0)
    let answer: DrainedExecutors? = try? await context.agents.call(
      to: AgentName.node, action: NodeAction.drained, parameters: Nothing(), options: options)
    return answer?.executors ?? []
  }
}
