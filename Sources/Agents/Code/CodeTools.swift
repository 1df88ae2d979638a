import AgentKit
import Core
import ScriptReview

/// The code agent as a process of the crew.
public enum CodeAgentProcess {
  /// What the agent is and can do.
  public static var definition: AgentDefinition {
    AgentDefinition(id: AgentName.codeExpert, maxConcurrentTasks: 2) { _ in writing + reviewing }
  }

  private static var writing: [Tool] {
    [
      Tool.typed(
        CodeRequest.action, capability: Capability.codeGeneration,
        description: "Writes OpenQASM 2 and 3, Qiskit and Cirq scripts that reproduce a program."
      ) { (request: CodeRequest, call) -> CodeWork in try await call.offPool { _ in try ScriptWriter().generate(request) } },
      Tool.typed(
        "fix_bugs", capability: Capability.bugFixing,
        description: "Mends a script that does not do what its program does; takes what review_code takes."
      ) { (request: ReviewRequest, call) -> CodeWork in try await call.offPool { _ in try ScriptWriter().mend(request) } },
      Tool.typed(
        "refactor_code", capability: Capability.codeRefactoring,
        description: "Puts a right script into the project's own form; takes what review_code takes."
      ) { (request: ReviewRequest, call) -> CodeWork in try await call.offPool { _ in try ScriptWriter().refactor(request) } },
      Tool(
        "create_backend_adapter", description: "Writes the adapter of a new backend; not there yet.",
        handler: { _ in throw ProximaError.notThereYet("writing backend adapters") }),
    ]
  }

  private static var reviewing: [Tool] {
    [
      Tool.typed(
        ReviewRequest.action, capability: Capability.codeReview,
        description: "Reads a script back and says line by line where it departs from its program."
      ) { (request: ReviewRequest, call) -> Review in
        try await call.offPool { _ in try ScriptReviewer(name: AgentName.codeExpert).review(request) }
      },
      Tool.typed(
        ReviewBatch.action, capability: Capability.codeReview, description: "Reviews several scripts, in order."
      ) { (batch: ReviewBatch, call) -> ReviewBatchResult in
        try await call.offPool { flag in
          try ScriptReviewer(name: AgentName.codeExpert).review(batch, isCancelled: { flag.isRaised })
        }
      },
    ]
  }
}
