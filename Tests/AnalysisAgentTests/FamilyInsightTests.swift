import AnalysisAgent
import Core
import Testing

@Suite("The insight of each family") struct FamilyInsightTests {
  private func run(_ counts: [String: Int], label: String? = nil) -> Run {
    var run = Run(
      id: "r", backend: "native", backendVersion: "1", method: .statevector, host: "here", qubits: 3,
      shots: counts.values.reduce(0, +), seed: 1, precision: .double,
      circuit: CircuitSummary(qubits: 3, clbits: 3, depth: 4, gates: [:]))
    run.counts = counts
    run.label = label
    return run
  }

  private func insight(
    _ family: String, _ runs: [Run], _ parameters: [String: JSONValue] = [:], sweep: Sweep? = nil
  ) -> Insight {
    var request = Request(request: family, intent: .run, circuit: CircuitRequest(family: family))
    request.circuit?.parameters = parameters
    request.sweep = sweep
    return Analyst().analyse(
      AnalysisRequest(
        plan: Plan(request: request), runs: runs, verification: Verification(status: .verified, route: "x"))
    ).insight
  }

  @Test("CHSH runs give S with its standard error")
  func chsh() {
    let runs = ["a0b0", "a0b1", "a1b0"].map { run(["00": 425, "11": 425, "01": 75, "10": 75], label: $0) }
    let s = insight("chsh", runs + [run(["00": 75, "11": 75, "01": 425, "10": 425], label: "a1b1")]).statistics
    #expect(abs((s["chsh_value"] ?? 0) - 2.8) < 1e-9)
    #expect(abs((s["chsh_standard_error"] ?? 0) - (4 * 0.51 / 1000).squareRoot()) < 1e-9)
  }

  @Test("cuts are counted on the graph that was asked for, qubit 0 rightmost")
  func cuts() {
    let ring = insight("qaoa", [run(["0101": 60, "0011": 40])]).statistics
    #expect(ring["mean_cut"] == 3.2 && ring["largest_cut"] == 4 && ring["approximation_ratio"] == 0.8)
    let star = insight("qaoa", [run(["0001": 10])], ["graph": "star"]).statistics
    #expect(star["mean_cut"] == 3 && star["largest_cut"] == 3)
  }

  @Test("Shor's outcomes give the period and the factors")
  func shor() {
    let s = insight("shor", [run(["00000000": 250, "01000000": 250, "10000000": 250, "11000000": 250])]).statistics
    #expect(s["period"] == 4 && s["factor_1"] == 3 && s["factor_2"] == 5)
  }

  @Test("Simon's outcomes give the secret")
  func simon() {
    let found = insight("simon", [run(["000": 25, "001": 25, "110": 25, "111": 25])])
    #expect(found.statistics["equations_rank"] == 2)
    #expect(found.summary.contains("one secret: 110"))
  }

  @Test("a search is judged against guessing")
  func grover() {
    let s = insight("grover", [run(["101": 90, "000": 10])], ["marked": "101"]).statistics
    #expect(s["success_share"] == 0.9 && s["success_by_guessing"] == 0.125)
    #expect(abs((s["amplification"] ?? 0) - 7.2) < 1e-12)
  }

  @Test("estimates are read from the most frequent outcome, mirrors together")
  func estimates() {
    let phase = insight("phase_estimation", [run(["0101": 90, "0100": 10])]).statistics
    #expect(phase["phase_estimate"] == 0.3125 && phase["phase_resolution"] == 0.0625)
    let amplitude = insight("amplitude_estimation", [run(["001": 30, "111": 30, "010": 40])]).statistics
    #expect(abs((amplitude["probability_estimate"] ?? 0) - 0.14644660940672624) < 1e-12)
  }

  @Test("the energy is the expectation value of the Hamiltonian")
  func energy() {
    var vqe = run(["01": 99, "10": 1])
    vqe.expectations = [Run.Expectation(observable: "-0.33*I + 0.4*Z0 - 0.4*Z1 - 0.01*Z0 Z1 + 0.18*X0 X1", value: -1.137, standardError: 0.001)]
    let s = insight("vqe", [vqe]).statistics
    #expect(s["energy_hartree"] == -1.137 && abs((s["energy_above_exact"] ?? 1) - 0.000306) < 1e-6)
  }

  @Test("codes report how often the corrected qubit is wrong: on the right, in Steane's on the left")
  func codes() {
    #expect(insight("bit_flip_code", [run(["111": 95, "110": 5])]).statistics["logical_error"] == 0.05)
    #expect(insight("steane_code", [run(["1001001": 97, "0001001": 3])]).statistics["logical_error"] == 0.03)
  }

  @Test("a walker's places count from the middle, magnets by their sign")
  func dynamics() {
    let walk = insight("quantum_walk", [run(["001": 50, "111": 50])], ["steps": 4]).statistics
    #expect(walk["mean_place"] == 0 && walk["spread"] == 1 && walk["classical_spread"] == 2)
    let ising = insight("ising", [run(["000": 75, "010": 25])]).statistics
    #expect(abs((ising["magnetization"] ?? 0) - 5.0 / 6) < 1e-12 && ising["neighbor_correlation"] == 0.5)
  }

  @Test("one qubit of a GHZ state tells one bit about the others, of a product state none")
  func information() {
    #expect(abs((insight("ghz", [run(["000": 50, "111": 50])]).statistics["mutual_information_bits"] ?? 0) - 1) < 1e-12)
    let product = insight("ghz", [run(["00": 25, "01": 25, "10": 25, "11": 25])]).statistics
    #expect(abs(product["mutual_information_bits"] ?? 1) < 1e-12)
  }

  @Test("a sweep has a curve of what the family is run for, in the order of its values")
  func curves() throws {
    let sweep = Sweep(parameter: "qubits", values: [2, 3])
    let curve = try #require(
      insight("ghz", [run(["000": 80, "111": 10, "001": 10], label: "qubits=3"), run(["00": 100], label: "qubits=2")], sweep: sweep)
        .series?.first)
    #expect(curve.name == "all_equal_share" && curve.x == [2, 3] && curve.y == [1, 0.9])
    #expect((curve.low?[1] ?? 1) < 0.9 && (curve.high?[1] ?? 0) > 0.9)
  }

  @Test("a beginner reads of counting and chance, an expert of distances and intervals")
  func depths() {
    let told = insight("bell", [run(["00": 510, "11": 490])])
    #expect(told.beginner?.contains { $0.contains("run 1000 times") } ?? false)
    #expect(told.expert?.contains { $0.contains("Shannon entropy") } ?? false)
  }
}
