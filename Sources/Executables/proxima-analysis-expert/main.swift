import AgentKit
import AnalysisAgent

await AgentRunner.main(AnalysisAgentProcess.definition)
