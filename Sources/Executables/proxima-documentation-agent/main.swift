import AgentKit
import DocumentationAgent

await AgentRunner.main(DocumentationAgentProcess.definition)
