import AgentKit
import QuantumExpertAgent

await AgentRunner.main(QuantumExpertAgentProcess.definition)
