import AgentKit
import Core
import Node
import TestKit
import Testing

@Suite(.serialized, .timeLimit(.minutes(5))) struct CrewTests {
  @Test("the reference: \"Create Bell state circuit\" succeeds with a circuit and code (AG-A3.13-06)")
  func reference() async throws {
    try await LiveCrew.run { crew in
      let report = try await crew.ask("create a Bell state circuit", id: "reference")
      #expect(report.status == .completed, "\(String(describing: report.error))")
      #expect(report.verification.status == .verified, "\(report.verification)")
      #expect(report.runs.first?.counts.values.reduce(0, +) == 1024)
      let outcomes = Set((report.runs.first?.counts ?? [:]).keys)
      #expect(outcomes.isSubset(of: ["00", "11"]))
      #expect(report.artifacts.contains { $0.dialect == "qiskit" && $0.text?.contains("QuantumCircuit") == true })
      #expect(report.reviews.contains { $0.approved })
      #expect(report.plan.predicted?.bytes ?? 0 > 0)
      #expect(report.insight?.summary.isEmpty == false)
      // Asked again under the same id: the same task.
      let again = try await crew.ask("create a Bell state circuit", id: "reference")
      #expect(again.runs.first?.id == report.runs.first?.id)
    }
  }

  @Test("a stopped quantum expert is missed with exit 69, a stopped testing agent leaves a result unverified")
  func stoppedAgents() async throws {
    try await LiveCrew.run { crew in
      try await stop("testing_agent", crew)
      let unverified = try await crew.ask("3 qubit GHZ state, 100 shots", id: "unverified")
      #expect(unverified.status == .completed, "\(String(describing: unverified.error))")
      #expect(unverified.verification.status == .unverified)
      try await stop("quantum_expert", crew)
      let missed = try await crew.ask("3 qubit GHZ state, 100 shots", id: "missed")
      #expect(missed.status == .failed)
      #expect(missed.error?.exit == .unavailable)
    }
  }

  private func stop(_ agent: String, _ crew: LiveCrew) async throws {
    let _: JSONValue = try await crew.agents.call(
      to: AgentName.node, action: "agents.stop", parameters: ["agent": JSONValue.string(agent)])
    try await eventually("\(agent) is gone") { await crew.processes()[agent] == nil }
  }

  @Test("what was done is found again by its meaning, after a restart of everything")
  func memory() async throws {
    try await LiveCrew.run { crew in
      _ = try await crew.ask("noisy 3 qubit GHZ state, 50 shots", id: "to-remember")
      _ = try await crew.ask("2 qubit QFT, 50 shots", id: "another")
      _ = try await crew.launcher.end()
      try await crew.relaunch()
      try await crew.expect(LiveCrew.whole)
      let found: JSONValue = try await crew.agents.call(
        to: AgentName.memory, action: "memory.search", parameters: ["query": JSONValue.string("noisy entangled state")])
      #expect(found["results"]?.array?.first?["task"]?.string == "to-remember", "\(found)")
    }
  }
}
