import AgentKit
import TestingAgent

await AgentRunner.main(TestingAgentProcess.definition)
