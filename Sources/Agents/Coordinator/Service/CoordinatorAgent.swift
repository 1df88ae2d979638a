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
    definition.joined = { context in
      do {
        // First listen, then look: nobody who comes in between is missed.
        try await context.agents.subscribe("crew")
        service.join(try await context.agents.roster())
      } catch {
        context.log.error("crew.unknown", ProximaError.from(error))
      }
    }
    definition.receive = { message, _ in
      guard message.kind == .notification, let change = try? message.decode(CrewChange.self) else { return }
      switch change.event {
      case .registered:
        guard let registration = change.registration else { return }
        if let input = CoordinatorService.arrival(registration, remote: registration.role == .executor) { service.put(input) }
      case .gone:
        service.put(.left(agent: change.agent, reason: change.reason, onPurpose: change.reason == "stopped"))
      }
    }
    definition.close = { await service.journal.close() }
    return definition
  }
}
