import Core
import Testing

@testable import Coordinator

@Suite struct BenchmarkTests {
  private func graph(backends: [String], repeats: Int?) -> [StepSpec] {
    var request = Request(request: "benchmark ghz", intent: .benchmark)
    request.circuit = CircuitRequest(family: "ghz", qubits: 3)
    request.backends = backends
    let ready = request
    var submission = Submission(kind: .benchmark, text: request.request, created: WallTime(milliseconds: 0))
    submission.flags.repeats = repeats
    return Planner(backends: BackendCatalog.all(present: ["aer"], host: "here")) { _ in ready }
      .planned(submission, seed: 1).graph
  }

  @Test("rounds follow one another, the backends in turn, each round beginning with another one")
  func interleaved() throws {
    let steps = graph(backends: ["aer", "native"], repeats: 3)
    try GraphCheck.validate(steps)
    let runs = steps.filter { $0.action == RunBatch.action }
    #expect(
      runs.map(\.id) == [
        "run.aer#0", "run.native#0", "run.native#1", "run.aer#1", "run.aer#2", "run.native#2", "run.native", "run.aer",
      ])
    for (one, next) in zip(runs, runs.dropFirst()) { #expect(next.dependsOn.contains(one.id), "\(next.id) would overlap") }
    #expect(steps.filter { $0.action == VerifyBatch.action }.count == 2)
  }

  @Test("five rounds count where nobody says how many")
  func usual() {
    #expect(graph(backends: ["native"], repeats: nil).filter { $0.action == RunBatch.action }.count == 6)
  }

  @Test("the record has the times of the rounds that count, and only the last round's counts")
  func record() throws {
    var harness = CrewHarness(crew: CrewHarness.crew + [("executor.aer", [Capability.execution("aer")])])
    var flags = RequestFlags()
    flags.backends = ["native", "aer"]
    flags.repeats = 3
    harness.submit("benchmark ghz, aer is here", flags: flags)
    var seconds = 0.0
    for _ in 0..<200 where !harness.outbox.isEmpty {
      let assignment = harness.outbox.removeFirst()
      var value = CrewHarness.result(of: assignment)
      if assignment.action == RunBatch.action, var batch = CrewHarness.decode(RunBatchResult.self, value) {
        #expect(harness.outbox.allSatisfy { $0.action != RunBatch.action }, "two runs at once")
        seconds += 1
        batch.runs[0].timing.totalSeconds = assignment.key.step.contains("aer") ? 10 : seconds
        value = (try? JSON.tree(batch)) ?? .null
      }
      harness.handle(.result(assignment.key, value))
    }
    let report = try #require(harness.reports.first)
    #expect(report.status == .completed)
    #expect(report.runs.map(\.backend).sorted() == ["aer", "native"])
    let benchmark = try #require(report.benchmark)
    #expect(benchmark.repeats == 3 && benchmark.warmups == 1)
    let native = try #require(benchmark.entries.first { $0.name == "native" })
    let aer = try #require(benchmark.entries.first { $0.name == "aer" })
    #expect(native.seconds.count == 3 && aer.seconds == [10, 10, 10])
    #expect(native.median == native.seconds.sorted()[1])
    #expect(aer.spread == 0 && aer.ratio == 10 / native.median)
    #expect(benchmark.fastest == "native" && benchmark.entries[0].name == "native")
  }

  @Test("medians and quartiles are those of the textbook")
  func quantiles() {
    let entry = Benchmark.Entry(
      name: "a", backend: "a", method: .auto, label: nil, seconds: [4, 1, 3, 2], peakBytes: 1)
    #expect(entry.median == 2.5 && entry.lower == 1.75 && entry.upper == 3.25)
    #expect(entry.minimum == 1 && entry.maximum == 4)
    #expect(abs(entry.spread - 0.6) < 1e-12)
  }
}
