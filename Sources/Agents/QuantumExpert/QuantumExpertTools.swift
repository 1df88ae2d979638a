import AgentKit
import Core
import ScriptReview

/// The quantum expert as a process of the crew.
public enum QuantumExpertAgentProcess {
  /// What the agent is and can do.
  public static var definition: AgentDefinition {
    AgentDefinition(id: AgentName.quantumExpert, maxConcurrentTasks: 2) { _ in knowing + reviewing }
  }

  private static var knowing: [Tool] {
    [
      Tool.typed(
        DesignRequest.action, capability: Capability.circuitDesign,
        description: "Designs the circuit of a family and states what its result should look like."
      ) { (request: DesignRequest, call) -> CircuitDesign in
        try await call.offPool { _ in try Designer().design(request) }
      },
      Tool.typed(
        OptimizeRequest.action, capability: Capability.circuitOptimization,
        description: "Makes a program smaller and proves that it does the same."
      ) { (request: OptimizeRequest, call) -> Core.OptimizedCircuit in
        try await call.offPool { _ in try Improver().optimize(request) }
      },
      Tool.typed(
        RecommendationRequest.action, capability: Capability.algorithmRecommendation,
        description: "Recommends algorithms for a problem in words."
      ) { (request: RecommendationRequest, _) -> Recommendation in Recommender().recommend(request) },
      Tool.typed(
        ExplainRequest.action, capability: Capability.quantumExplanation,
        description: "Explains a concept, gate, family, noise channel or method."
      ) { (request: ExplainRequest, _) -> Explanation in Glossary().explain(request) },
    ]
  }

  private static var reviewing: [Tool] {
    [
      Tool.typed(
        ReviewRequest.action, capability: Capability.codeReview,
        description: "Reads a script back and says line by line where it departs from its program."
      ) { (request: ReviewRequest, call) -> Review in
        try await call.offPool { _ in try ScriptReviewer(name: AgentName.quantumExpert).review(request) }
      },
      Tool.typed(
        ReviewBatch.action, capability: Capability.codeReview, description: "Reviews several scripts, in order."
      ) { (batch: ReviewBatch, call) -> ReviewBatchResult in
        try await call.offPool { flag in
          try ScriptReviewer(name: AgentName.quantumExpert).review(batch, isCancelled: { flag.isRaised })
        }
      },
    ]
  }
}
