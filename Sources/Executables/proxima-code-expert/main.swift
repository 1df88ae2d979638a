import AgentKit
import CodeAgent

await AgentRunner.main(CodeAgentProcess.definition)
