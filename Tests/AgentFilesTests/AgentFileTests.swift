import AgentFiles
import Core
import Testing

@Suite("Agent files") struct AgentFileTests {
  static let sample = """
    # Proxima Agent Instructions

    ## Goal
    Compare quantum entanglement simulation across all available backends

    ## Parameters
    - qubits: 4
    - shots: 1000
    - noise_model: depolarizing

    ## Steps
    1. Execute on LRET
    2. Execute on Cirq (DensityMatrix)
    3. Execute on Qiskit Aer (StateVector)
    4. Compare results and generate report

    ## Output
    - Format: XLSX
    - Include: fidelity, execution time, resource usage
    """

  private func plan(_ text: String) throws -> AgentPlan { try AgentPlan(try AgentFile(parsing: text)) }

  private func error(_ text: String) -> AgentFileError? {
    do {
      _ = try plan(text)
      return nil
    } catch { return error as? AgentFileError }
  }

  @Test("the sample of the design becomes one comparison on three backends (CD-5.2-05)")
  func sample() throws {
    let plan = try self.plan(Self.sample)
    #expect(plan.kind == .compare && plan.text.hasPrefix("compare a 4 qubit ghz on lret, cirq:density_matrix, aer:"))
    // Under noise a state vector is followed for each shot.
    #expect(plan.backends == ["lret", "cirq:density_matrix", "aer:trajectories"])
    #expect(plan.steps[2].contains("for each shot"))
    #expect(try self.plan(Self.sample.replacing("depolarizing", with: "none")).backends.last == "aer:statevector")
    #expect(plan.shots == 1000 && plan.formats == ["xlsx"])
    #expect(plan.noise == [NoiseEntry(channel: .depolarizing, probability: 0.01)])
    #expect(plan.include == ["fidelity", "execution time", "resource usage"])
    #expect(plan.steps.count == 4)
  }

  @Test(
    "what the format does not know is an error on its line",
    arguments: [
      ("## Steps", "## Stages", 11), ("- shots: 1000", "- shoots: 1000", 8), ("- shots: 1000", "- shots: many", 8),
      ("1. Execute on LRET", "1. Dance on LRET", 12), ("1. Execute on LRET", "1. Execute on Mars", 12),
      ("1. Execute on LRET", "1. Execute on LRET with error mitigation", 12), ("2. Execute", "3. Execute", 13),
      ("4. Compare results", "4. Compare results of last week", 15), ("Format: XLSX", "Format: DOCX", 18),
      ("Include: fidelity", "Include: horoscopes", 19), ("noise_model: depolarizing", "noise_model: pink", 9),
    ])
  func errors(_ old: String, _ new: String, _ line: Int) {
    #expect(error(Self.sample.replacing(old, with: new))?.line == line)
  }

  @Test("without a goal, without steps or without a title it is no agent file")
  func missing() {
    #expect(error("# Proxima\n## Steps\n1. Execute on native")?.message == "there is no goal")
    #expect(error("# Proxima\n## Goal\na Bell state")?.message == "there are no steps")
    #expect(error("## Goal\na Bell state\n## Steps\n1. Execute on native") != nil)
    #expect(error("# Proxima\n## Goal\nhappiness\n## Steps\n1. Execute on native")?.line == 3)
  }

  @Test("one backend is a run, with the circuit, method and seed of its parameters")
  func single() throws {
    let plan = try self.plan(
      "# Proxima Agent Instructions\n## Goal\nSee a W state\n## Parameters\n- circuit: w\n- qubits: 5\n- seed: 7\n- simulator: density matrix\n## Steps\n1. Run on native\n2. Verify the results\n")
    #expect(plan.kind == .ask && plan.text == "run a 5 qubit w on native, verify the result")
    #expect(plan.backends == ["native"] && plan.seed == 7 && plan.method == .densityMatrix)
  }

  @Test("an error says file and line, and exits as bad input")
  func told() throws {
    let error = try #require(self.error(Self.sample.replacing("## Output", with: "## Outputs")))
    #expect(error.proxima.code == "agent_file.malformed" && error.proxima.exit == .badInput)
    #expect(error.proxima.message.hasPrefix("proxima_agent.md:17: unknown heading"))
  }
}
