import AgentKit
import Coordinator

await AgentRunner.main { environment in
  let service = try CoordinatorService(journalPath: environment.home.journal) { previous, present in
    Planner.standard(present: present, previous: previous)
  }
  return CoordinatorAgent.definition(service)
}
