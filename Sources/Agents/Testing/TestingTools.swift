import AgentKit
import Core

/// The testing agent as a process of the crew.
public enum TestingAgentProcess {
  /// What the agent is and can do.
  public static var definition: AgentDefinition {
    AgentDefinition(id: AgentName.testingAgent, maxConcurrentTasks: 2) { _ in
      [
        Tool.typed(
          VerifyRequest.action, capability: Capability.verification,
          description: "Checks a run by routes that share nothing with what made it."
        ) { (request: VerifyRequest, call) -> Verification in
          try await call.offPool { _ in Verifier().verify(request) }
        },
        Tool.typed(
          VerifyBatch.action, capability: Capability.verification,
          description: "Checks several runs, in order."
        ) { (batch: VerifyBatch, call) -> VerifyBatchResult in
          try await call.offPool { flag in
            var verifications: [Verification] = []
            for item in batch.items {
              if flag.isRaised { throw CancellationError() }
              verifications.append(Verifier().verify(item))
            }
            return VerifyBatchResult(verifications: verifications)
          }
        },
        Tool.typed(
          TestsRequest.action, capability: Capability.testGeneration,
          description: "Writes tests in Python's pytest for scripts that reproduce a circuit."
        ) { (request: TestsRequest, _) -> CodeWork in TestWriter().createTests(request) },
      ]
    }
  }
}
