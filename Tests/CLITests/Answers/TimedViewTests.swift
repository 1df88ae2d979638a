import Core
import Testing

@testable import CLI

@Suite struct TimedViewTests {
  private func run(_ label: String?, seconds: Double) -> Run {
    var run = Run(
      id: "t1.native", backend: "native", backendVersion: "1", method: .statevector, host: "here", qubits: 3, shots: 100,
      seed: 1, precision: .double, circuit: CircuitSummary(qubits: 3, clbits: 3, depth: 4, gates: [:]))
    run.counts = ["000": 60, "111": 40]
    run.label = label
    run.timing.totalSeconds = seconds
    run.expectations = [.init(observable: "Z0", value: 0.25)]
    return run
  }

  private func text(_ lines: [Line]) -> [String] {
    Renderer(color: false, unicode: true).render(lines).split(separator: "\n").map(String.init)
  }

  @Test("a sweep is one table with a line for each value")
  func sweep() {
    let sweep = Sweep(parameter: "qubits", values: [3, 4])
    let lines = text(
      SweepView(runs: [run("qubits=3", seconds: 0.5), run("qubits=4", seconds: 1)], sweep: sweep, width: 120).lines)
    #expect(lines.first?.contains("qubits over 2 values, 2 runs") == true)
    #expect(lines.contains { $0.contains("⟨Z0⟩") && $0.contains("most frequent") })
    let rows = lines.filter { $0.contains("native") }
    #expect(rows.count == 2)
    #expect(rows[0].hasPrefix("  3 ") && rows[0].contains("000") && rows[0].contains("60.0 %") && rows[0].contains("0.25"))
  }

  @Test("a benchmark is one line for each backend with median, quartiles and ratio, fastest first")
  func benchmark() {
    var benchmark = Benchmark(
      warmups: 1, repeats: 3,
      entries: [
        .init(name: "aer", backend: "aer", method: .auto, label: nil, seconds: [0.4, 0.4, 0.4], peakBytes: 0),
        .init(name: "native", backend: "native", method: .auto, label: nil, seconds: [0.1, 0.3, 0.2], peakBytes: 0),
      ])
    benchmark.rank()
    let lines = text(BenchmarkView(benchmark: benchmark, width: 120).lines)
    let rows = lines.filter { $0.contains("native") || $0.contains("aer") }
    #expect(rows.first?.contains("native") == true && rows.first?.contains("fastest") == true)
    #expect(rows.first?.contains("200 ms") == true && rows.first?.contains("150 ms to 250 ms") == true)
    #expect(rows.last?.contains("2.00") == true)
  }
}

@Suite struct TaskArchiveTests {
  private var archive: TaskArchive {
    get throws {
      var flags = RequestFlags()
      (flags.yes, flags.seed) = (true, 7)
      var submission = Submission(kind: .ask, text: "bell", flags: flags, created: WallTime(milliseconds: 1))
      submission.session = "s"
      let request = Request(request: "bell", intent: .run, circuit: CircuitRequest(family: "bell"))
      var report = TaskReport(task: try #require(TaskID("t1")), status: .completed, plan: Plan(request: request))
      var run = Run(
        id: "t1.native", backend: "native", backendVersion: "1", method: .statevector, host: "here", qubits: 2, shots: 10,
        seed: 7, precision: .double, circuit: CircuitSummary(qubits: 2, clbits: 2, depth: 2, gates: [:]))
      run.counts = ["00": 10]
      report.runs = [run]
      report.artifacts = [
        Artifact(kind: .code, dialect: "qiskit", sha256: SHA256.hexadecimal("x"), by: "code_expert", text: "x")
      ]
      return TaskArchive(submission: submission, report: report)
    }
  }

  @Test("what is packed comes back, and a replay of it is pinned to the plan and the recorded runs")
  func roundTrip() throws {
    let files = try archive.files(view: ReportView(report: archive.report))
    #expect(Set(files.map(\.name)).isSuperset(of: ["manifest.json", "report.json", "submission.json", "results.csv", "artifacts/qiskit.py"]))
    let read = try TaskArchive(files, name: "x.zip")
    #expect(try read.report == archive.report)
    let replay = try read.replay(at: WallTime(milliseconds: 5))
    #expect(replay.kind == .replay && replay.origin?.text == "t1" && replay.plan != nil)
    #expect(replay.expected == read.report.runs)
    // Consent was given for another machine.
    #expect(!replay.flags.yes && replay.flags.seed == 7 && replay.session == nil)
  }

  @Test("a file that was changed, one that is missing and another archive are refused")
  func tampered() throws {
    let files = try archive.files(view: ReportView(report: archive.report))
    var changed = files
    let place = try #require(changed.firstIndex { $0.name == "report.json" })
    changed[place].text = changed[place].text.replacing("\"00\"", with: "\"11\"")
    for bad in [changed, files.filter { $0.name != "submission.json" }, files.filter { $0.name != "manifest.json" }, []] {
      #expect {
        _ = try TaskArchive(bad, name: "x.zip")
      } throws: { ($0 as? ProximaError)?.code == "archive.malformed" }
    }
  }
}
