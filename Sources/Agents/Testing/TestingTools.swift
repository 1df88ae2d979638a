import AgentKit
import Core

/// The testing agent as a process of the crew.
public enum TestingAgentProcess {
  /// What the agent is and can do.
  public static var definition: AgentDefinition {
    AgentDefinition(id: AgentName.testingAgent, maxConcurrentTasks: 2) { context in
      let check = ScriptCheck(ScriptInterpreters(home: context.home, environment: context.environment))
      return [
        Tool.typed(
          ScriptCheckBatch.action, capability: Capability.verification,
          description: "Checks runs by the crew's scripts, run by real Qiskit or Cirq in the sandbox."
        ) { (batch: ScriptCheckBatch, call) -> ScriptCheckResult in
          var result = ScriptCheckResult(verifications: [:])
          for item in batch.items {
            try call.checkCancellation()
            result.verifications[item.run.id] = await check.verify(item, scripts: batch.scripts)
          }
          return result
        },
        Tool.typed(
          ScriptVote.action, capability: Capability.verification,
          description: "Votes on scripts that author and reviewer do not agree on, by running them in the sandbox."
        ) { (batch: ReviewBatch, _) -> ReviewBatchResult in await ScriptVoter(check).vote(batch) },
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
