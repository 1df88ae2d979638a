import AgentKit
import MemoryAgent

await AgentRunner.main { environment in MemoryAgent.definition(try MemoryService(home: environment.home)) }
