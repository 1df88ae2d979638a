import Core
import Language
import Testing

@testable import AnalysisAgent

@Suite("What insights say beyond the counts") struct DecodingInsightTests {
  private func insight(_ request: Request, _ counts: [String: Int]) -> Insight {
    var run = Run(
      id: "r", backend: "native", backendVersion: "1", method: .stabilizer, host: "here", qubits: 17,
      shots: counts.values.reduce(0, +), seed: 1, precision: .double,
      circuit: CircuitSummary(qubits: 17, clbits: 17, depth: 4, gates: [:]))
    run.counts = counts
    return Analyst().analyse(
      AnalysisRequest(
        plan: Plan(request: request), runs: [run], verification: Verification(status: .verified, route: "x"))
    ).insight
  }

  @Test("the surface code's counts are decoded with the noise that was asked for")
  func surfaceCode() {
    var request = Request(request: "…", intent: .run, circuit: CircuitRequest(family: "surface_code"))
    request.circuit?.parameters = ["distance": 3, "rounds": 1]
    request.noise = [NoiseEntry(channel: .depolarizing, probability: 0.001), NoiseEntry(channel: .readout, probability: 0.01)]
    // Nine data bits, then eight syndromes; the flipped data bit lies in the logical row, and its detector fires.
    let told = insight(request, [String(repeating: "0", count: 17): 90, "00000000100000000": 10])
    #expect(told.statistics["logical_error"] == 0 && told.statistics["logical_error_without_decoding"] == 0.1)
    #expect(told.statistics["decoded_shots"] == 100)
    #expect(told.summary.contains("10 %"))
  }

  @Test("every request that is suggested is one that is understood")
  func suggestions() {
    #expect(NextSteps.sentences.count > 30)
    for sentence in NextSteps.sentences {
      let request = Interpreter().interpret(sentence)
      #expect([.run, .sweep, .compare].contains(request.intent), "\(sentence): \(request.questions)")
    }
  }

  @Test("a result that suggests nothing itself suggests what to ask next")
  func next() {
    let request = Request(request: "…", intent: .run, circuit: CircuitRequest(family: "chsh"))
    #expect(insight(request, ["00": 50_000, "11": 50_000]).recommendations.contains { $0.contains("CHSH test with") })
  }
}
