import AgentKit
import Core

/// The documentation agent as a process of the crew.
public enum DocumentationAgentProcess {
  /// What the agent is and can do.
  public static var definition: AgentDefinition {
    AgentDefinition(id: AgentName.documentationAgent, maxConcurrentTasks: 2) { _ in
      [
        Tool.typed(
          DocumentRequest.action, capability: Capability.documentation,
          description: "Writes the report of a finished task in Markdown and HTML; every number is from the record."
        ) { (request: DocumentRequest, _) -> CodeWork in Scribe().document(request) }
      ]
    }
  }
}
