import Core
import Statistics
import Testing

func run(_ backend: String, _ counts: [String: Int], seconds: Double = 1, bytes: Int = 1000, id: String? = nil) -> Run {
  let shots = counts.values.reduce(0, +)
  var run = Run(
    id: id ?? "run-\(backend)", backend: backend, backendVersion: "1", method: .statevector, host: "here", qubits: 2,
    shots: shots, seed: 1, precision: .double, circuit: CircuitSummary(qubits: 2, clbits: 2, depth: 2, gates: [:]))
  run.counts = counts
  run.timing.totalSeconds = seconds
  run.memory.peakBytes = bytes
  return run
}

@Suite struct ComparisonVerdictTests {
  @Test("two large samples of one distribution agree, with who was fastest and leanest")
  func agree() throws {
    let runs = [
      run("native", ["00": 5020, "11": 4980], seconds: 1, bytes: 900),
      run("aer", ["00": 4970, "11": 5030], seconds: 4, bytes: 800),
    ]
    let comparison = try #require(ComparisonVerdict.judge(runs))
    #expect(comparison.verdict == .agree)
    #expect(comparison.fastest == "native")
    #expect(comparison.leanest == "aer")
    #expect(comparison.pairs[0].timeRatio == 0.25)
    #expect(abs(comparison.pairs[0].totalVariation - 0.005) < 1e-9)
    #expect(comparison.agreementPercent > 99)
    #expect(comparison.confidence > 0.99)
    #expect(comparison.shotsNeeded == nil)
  }

  @Test("two hundred shots settle nothing, and the shots that would are named")
  func inconclusive() throws {
    let comparison = try #require(
      ComparisonVerdict.judge([run("a", ["00": 101, "11": 99]), run("b", ["00": 95, "11": 105])]))
    #expect(comparison.verdict == .inconclusive)
    let shots = try #require(comparison.shotsNeeded)
    #expect((3000...4000).contains(shots))
  }

  @Test("the one that differs from two others is the outlier")
  func outlier() throws {
    let runs = [
      run("a", ["00": 5000, "11": 5000]), run("b", ["00": 5040, "11": 4960]), run("c", ["00": 5600, "11": 4400]),
    ]
    let comparison = try #require(ComparisonVerdict.judge(runs))
    #expect(comparison.verdict == .disagree)
    #expect(comparison.outliers == ["c"])
    #expect(comparison.pairs.map(\.verdict) == [.agree, .disagree, .disagree])
  }

  @Test("between two alone there is no majority")
  func noMajority() throws {
    let comparison = try #require(ComparisonVerdict.judge([run("a", ["0": 900, "1": 100]), run("b", ["0": 500, "1": 500])]))
    #expect(comparison.verdict == .disagree)
    #expect(comparison.outliers.isEmpty)
    #expect(comparison.notes.contains { $0.contains("no majority") })
  }

  @Test("exact probabilities are compared to rounding, not to chance")
  func exact() throws {
    var a = run("a", [:])
    a.probabilities = ["0": 0.5, "1": 0.5]
    var b = run("b", [:])
    b.probabilities = ["0": 0.5 + 1e-12, "1": 0.5 - 1e-12]
    #expect(ComparisonVerdict.judge([a, b])?.verdict == .agree)
    b.probabilities = ["0": 0.501, "1": 0.499]
    #expect(ComparisonVerdict.judge([a, b])?.verdict == .disagree)
    b.truncationError = 0.01
    #expect(ComparisonVerdict.judge([a, b])?.verdict == .agree)
  }

  @Test("a sample is held against the exact probabilities of another run")
  func mixed() throws {
    var exact = run("exact", [:])
    exact.probabilities = ["0": 0.5, "1": 0.5]
    #expect(ComparisonVerdict.judge([exact, run("s", ["0": 5050, "1": 4950])])?.verdict == .agree)
    #expect(ComparisonVerdict.judge([exact, run("s", ["0": 5300, "1": 4700])])?.verdict == .disagree)
  }

  @Test("runs with only expectation values are compared by those")
  func expectations() throws {
    var a = run("a", [:])
    a.expectations = [Run.Expectation(observable: "Z0", value: 0.25)]
    var b = run("b", [:])
    b.expectations = [Run.Expectation(observable: "Z0", value: 0.25)]
    #expect(ComparisonVerdict.judge([a, b])?.verdict == .agree)
    b.expectations = [Run.Expectation(observable: "Z0", value: 0.26)]
    #expect(ComparisonVerdict.judge([a, b])?.verdict == .disagree)
  }

  @Test("failed runs and runs of different circuits are not compared")
  func unrelated() {
    var failed = run("b", ["0": 10])
    failed.status = .failed
    #expect(ComparisonVerdict.judge([run("a", ["0": 10]), failed]) == nil)
    var labelled = run("b", ["0": 10])
    labelled.label = "qubits=3"
    #expect(ComparisonVerdict.judge([run("a", ["0": 10]), labelled]) == nil)
  }

  @Test("several pairs are corrected: a mild difference among many is not called")
  func corrected() throws {
    // p of the first pair is about 0.003: alone a disagreement, not among fifteen.
    let odd = run("z", ["0": 5105, "1": 4895])
    let even = run("y", ["0": 4895, "1": 5105])
    #expect(ComparisonVerdict.judge([odd, even])?.verdict == .disagree)
    let more = (0..<4).map { run("b\($0)", ["0": 5000, "1": 5000]) }
    #expect(ComparisonVerdict.judge([odd, even] + more)?.verdict == .agree)
  }
}
