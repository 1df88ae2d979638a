import Core
import Testing

@testable import Coordinator

@Suite struct ComparingTests {
  /// A crew with two backends, the task asked, and its runs under way.
  private func asked(third: Bool, free: Int? = nil) -> CrewHarness {
    var crew = CrewHarness.crew + [("executor.aer", [Capability.execution("aer")])]
    if third { crew.append(("executor.cirq", [Capability.execution("cirq")])) }
    var harness = CrewHarness(crew: crew)
    harness.machine.freeBytes = free
    var flags = RequestFlags()
    flags.backends = ["native", "aer"]
    harness.submit(third ? "ghz, cirq is here" : "ghz, aer is here", flags: flags)
    return harness
  }

  /// Answers everything, an analysis with `verdict`.
  private func answer(_ harness: inout CrewHarness, _ verdict: (Int) -> Comparison.Verdict?) {
    var analyses = 0
    for _ in 0..<200 where !harness.outbox.isEmpty {
      let assignment = harness.outbox.removeFirst()
      var value = CrewHarness.result(of: assignment)
      if assignment.action == AnalysisRequest.action, let verdict = verdict(analyses) {
        let comparison = Comparison(verdict: verdict, confidence: 1, pairs: [], agreementPercent: 50)
        let analysis = Analysis(insight: Insight(summary: "analysis \(analyses)"), comparison: comparison)
        value = (try? JSON.tree(analysis)) ?? .null
        analyses += 1
      }
      harness.handle(.result(assignment.key, value))
    }
  }

  @Test("where two disagree and nobody is refuted, a third backend decides, and its analysis is the one that counts")
  func arbiter() throws {
    var harness = asked(third: true)
    answer(&harness) { $0 == 0 ? .disagree : .agree }
    let report = try #require(harness.reports.first)
    #expect(report.runs.map(\.backend).sorted() == ["aer", "cirq", "native"])
    #expect(report.insight?.summary == "analysis 1")
    #expect(report.status == .completed)
  }

  @Test("without a third backend another method of our own decides, and its failure does not fail the task")
  func otherMethod() throws {
    var harness = asked(third: false)
    var methods: [String] = []
    for _ in 0..<200 where !harness.outbox.isEmpty {
      let assignment = harness.outbox.removeFirst()
      if assignment.key.step.hasPrefix("run."), assignment.key.step.hasSuffix(".arbiter") {
        methods.append(assignment.key.step)
        harness.handle(.failure(assignment.key, ProximaError("backend.method", "no such method", exit: .unavailable)))
      } else if assignment.action == AnalysisRequest.action {
        let comparison = Comparison(verdict: .disagree, confidence: 1, pairs: [], agreementPercent: 50)
        let analysis = Analysis(insight: Insight(summary: "they disagree"), comparison: comparison)
        harness.handle(.result(assignment.key, (try? JSON.tree(analysis)) ?? .null))
      } else {
        harness.handle(.result(assignment.key, CrewHarness.result(of: assignment)))
      }
    }
    #expect(methods == ["run.native:density_matrix.arbiter"])
    let report = try #require(harness.reports.first)
    #expect(report.status == .completed)
    #expect(report.comparison?.verdict == .disagree)
  }

  @Test("runs that are compared draw from seeds of their own, which a replay has again, and tell their states")
  func seeds() throws {
    func requests() -> [String: RunRequest] {
      var harness = asked(third: false)
      var found: [String: RunRequest] = [:]
      for _ in 0..<200 where !harness.outbox.isEmpty {
        let assignment = harness.outbox.removeFirst()
        if assignment.action == RunBatch.action, let batch = CrewHarness.decode(RunBatch.self, assignment.parameters) {
          for one in batch.requests { found[one.backend] = one }
        }
        harness.handle(.result(assignment.key, CrewHarness.result(of: assignment)))
      }
      return found
    }
    let first = requests()
    #expect(Set(first.keys) == ["native", "aer"])
    #expect(first["native"]?.seed != first["aer"]?.seed)
    #expect(first.values.allSatisfy { $0.wantsState == true && $0.seed <= 0x7FFF_FFFF })
    #expect(requests() == first)
  }

  @Test("runs that agree need no third")
  func agreement() throws {
    var harness = asked(third: true)
    answer(&harness) { _ in .agree }
    #expect(harness.reports.first?.runs.count == 2)
  }

  /// How many runs are under way at once when each is predicted to take 1,000 bytes.
  private func runsAtOnce(free: Int?) -> Int {
    var harness = asked(third: false, free: free)
    var most = 0
    for _ in 0..<200 where !harness.outbox.isEmpty {
      most = max(most, harness.outbox.count { $0.action == RunBatch.action })
      let index = harness.outbox.firstIndex { $0.action != RunBatch.action } ?? 0
      let assignment = harness.outbox.remove(at: index)
      harness.handle(.result(assignment.key, CrewHarness.result(of: assignment)))
    }
    #expect(harness.reports.first?.runs.count == 2)
    return most
  }

  @Test("runs overlap while their predictions stay under 80 % of what is free, and follow one another otherwise")
  func memory() {
    #expect(runsAtOnce(free: 2600) == 2)
    #expect(runsAtOnce(free: 2400) == 1)
    #expect(runsAtOnce(free: nil) == 2)
  }
}
