import AnalysisAgent
import Core
import Testing

@Suite struct AnalystTests {
  private func run(_ counts: [String: Int], backend: String = "native", label: String? = nil, seconds: Double = 1) -> Run {
    let shots = counts.values.reduce(0, +)
    var run = Run(
      id: "r-\(backend)-\(label ?? "")", backend: backend, backendVersion: "1", method: .statevector, host: "here",
      qubits: 3, shots: shots, seed: 1, precision: .double,
      circuit: CircuitSummary(qubits: 3, clbits: 3, depth: 4, gates: [:]))
    run.counts = counts
    run.label = label
    run.timing.totalSeconds = seconds
    return run
  }

  private func analyse(
    _ runs: [Run], distribution: [String: Double]? = nil, change: (inout Request) -> Void = { _ in },
    verification: Verification = Verification(status: .verified, route: "known_distribution")
  ) -> Analysis {
    var request = Request(request: "ghz", intent: .run, circuit: CircuitRequest(family: "ghz", qubits: 3))
    change(&request)
    let summary = CircuitSummary(qubits: 3, clbits: 3, depth: 4, gates: [:])
    let design = CircuitDesign(
      circuits: [CircuitDesign.Member(qasm: "", summary: summary, distribution: distribution)],
      expectation: "000 and 111 equally often")
    return Analyst().analyse(
      AnalysisRequest(plan: Plan(request: request), runs: runs, design: design, verification: verification))
  }

  private let ghz = ["000": 0.5, "111": 0.5]

  @Test("a good GHZ state is told with its shares, entropy and distance from theory")
  func good() throws {
    let insight = analyse([run(["000": 510, "111": 490])], distribution: ghz).insight
    #expect(insight.summary.contains("000 51 %") && insight.summary.contains("111 49 %"))
    #expect(abs((insight.statistics["total_variation_from_expected"] ?? 1) - 0.01) < 1e-9)
    #expect(abs((insight.statistics["entropy_bits"] ?? 0) - 1) < 0.01)
    #expect((insight.statistics["p_value_against_expected"] ?? 0) > 0.3)
    #expect(insight.anomalies.isEmpty)
    #expect(insight.findings.first == "Expected: 000 and 111 equally often")
    #expect(insight.findings.contains { $0.contains("95 % interval") })
  }

  @Test("a deviation without noise is an anomaly, with noise it is the noise")
  func deviation() {
    let odd = run(["000": 600, "111": 350, "001": 50])
    let clean = analyse([odd], distribution: ghz).insight
    #expect(clean.anomalies.contains { $0.contains("do not fit theory") })
    let noisy = analyse([odd], distribution: ghz) { $0.noise = [NoiseEntry(channel: .depolarizing, probability: 0.01)] }
    #expect(!noisy.insight.anomalies.contains { $0.contains("do not fit theory") })
    #expect(noisy.insight.findings.contains { $0.contains("5 % of the shots") })
  }

  @Test("two backends are compared, and the verdict is told")
  func comparison() {
    let analysis = analyse(
      [run(["000": 5000, "111": 5000]), run(["000": 4900, "111": 5100], backend: "aer", seconds: 3)], distribution: ghz)
    #expect(analysis.comparison?.verdict == .agree)
    #expect(analysis.insight.summary.contains("The backends agree. native was fastest."))
  }

  @Test("few shots are said to be few, with how many would do")
  func fewShots() {
    let counts = Dictionary(uniqueKeysWithValues: (0..<8).map { (String($0, radix: 2), 1) })
    let insight = analyse([run(counts)]).insight
    #expect(insight.anomalies.contains { $0.contains("few for 8 outcomes") })
    #expect(insight.recommendations.contains { $0.contains("80 shots") })
  }

  @Test("a sweep is told as a trend with each of its points")
  func sweep() {
    let runs = [2, 3, 4].map { n in
      run(
        [String(repeating: "0", count: n): 500 - 20 * n, String(repeating: "1", count: n): 500 - 20 * n, "x": 40 * n],
        label: "qubits=\(n)", seconds: Double(n))
    }
    let insight = analyse(runs) { $0.sweep = Sweep(parameter: "qubits", values: [2, 3, 4]) }.insight
    #expect(insight.summary.contains("3 runs over qubits from 2 to 4"))
    #expect(insight.summary.contains("time rises from 2 to 4 s"))
    #expect(insight.findings.filter { $0.hasPrefix("qubits=") }.count == 3)
    #expect(insight.statistics["seconds qubits=3"] == 3)
  }

  @Test("failed runs and an unverified result are said, and no run at all gives no interpretation")
  func honesty() {
    var failed = run([:], backend: "aer")
    failed.status = .failed
    failed.error = ProximaError("x", "it broke")
    let some = analyse(
      [run(["000": 10]), failed], verification: Verification(status: .unverified, route: "none", reason: "too large"))
    #expect(some.insight.anomalies.contains { $0.contains("it broke") })
    #expect(some.insight.anomalies.contains { $0.contains("too large") })
    #expect(analyse([failed]).insight.summary.contains("no result to interpret"))
    #expect(analyse([]).insight.summary.contains("Nothing was run"))
  }

  @Test("exact values are told as exact")
  func exact() {
    var exact = run([:])
    exact.probabilities = ["000": 0.5, "111": 0.5]
    exact.expectations = [Run.Expectation(observable: "Z0 Z1", value: 1)]
    let insight = analyse([exact], distribution: ghz).insight
    #expect(insight.summary.contains("exactly"))
    #expect(insight.findings.contains { $0.contains("<Z0 Z1> = 1 (exact)") })
    #expect((insight.statistics["total_variation_from_expected"] ?? 1) < 1e-12)
  }
}
