import AgentKit
import Core

/// The analysis agent as a process of the crew.
public enum AnalysisAgentProcess {
  /// What the agent is and can do.
  public static var definition: AgentDefinition {
    AgentDefinition(
      id: AgentName.analysisExpert, maxConcurrentTasks: 2,
      capabilities: [
        Capability.performanceComparison, Capability.statisticalAnalysis, Capability.recommendationGeneration,
      ]
    ) { _ in
      [
        Tool.typed(
          AnalysisRequest.action, capability: Capability.resultAnalysis,
          description: "Says what the runs of a task mean and compares them."
        ) { (request: AnalysisRequest, call) -> Analysis in
          try await call.offPool { _ in Analyst().analyse(request) }
        }
      ]
    }
  }
}
