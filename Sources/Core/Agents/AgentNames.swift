/// The agents of the crew by the names that the contract gives them.
public enum AgentName {
  public static let coordinator = "coordinator"
  public static let quantumExpert = "quantum_expert"
  public static let codeExpert = "code_expert"
  public static let analysisExpert = "analysis_expert"
  public static let testingAgent = "testing_agent"
  public static let documentationAgent = "documentation_agent"
  public static let memory = "memory"
  /// The node itself, supervisor and broker: answers for the crew's processes.
  public static let node = "node"

  /// Those that every crew has, whether they are running or not.
  public static let crew = [
    coordinator, quantumExpert, codeExpert, analysisExpert, testingAgent, documentationAgent, memory,
  ]

  /// The executor of `backend`; further ones carry a suffix: `executor.native`, `executor.native.2`.
  public static func executor(_ backend: String) -> String { "executor.\(backend)" }
}

/// What an agent can do, by the contract's words. An agent of another's making may bring words of its own.
public enum Capability {
  public static let circuitDesign = "circuit_design"
  public static let circuitOptimization = "circuit_optimization"
  public static let algorithmRecommendation = "algorithm_recommendation"
  public static let quantumExplanation = "quantum_explanation"
  public static let codeGeneration = "code_generation"
  public static let codeRefactoring = "code_refactoring"
  public static let bugFixing = "bug_fixing"
  public static let codeReview = "code_review"
  public static let backendAdapterCreation = "backend_adapter_creation"
  public static let resultAnalysis = "result_analysis"
  public static let dataVisualization = "data_visualization"
  public static let performanceComparison = "performance_comparison"
  public static let statisticalAnalysis = "statistical_analysis"
  public static let recommendationGeneration = "recommendation_generation"
  public static let testGeneration = "test_generation"
  public static let verification = "verification"
  public static let documentation = "documentation"

  /// Running circuits on `backend`: `execution.native`.
  public static func execution(_ backend: String) -> String { "execution.\(backend)" }
}
