import Core
import FoundationEssentials

/// A finished comparison with texts that must stay texts.
enum Sample {
  static func run(_ backend: String, _ counts: [String: Int], label: String? = nil, seconds: Double = 0.25) -> Run {
    let shots = counts.values.reduce(0, +)
    var run = Run(
      id: "t1.\(backend)" + (label.map { "@\($0)" } ?? ""), backend: backend, backendVersion: "1.2.3", method: .statevector,
      host: "lab", qubits: 2, shots: shots, seed: 7, precision: .double,
      circuit: CircuitSummary(qubits: 2, clbits: 2, depth: 3, gates: ["h": 1, "cx": 1]))
    run.counts = counts
    run.label = label
    run.timing.totalSeconds = seconds
    run.memory.peakBytes = 4096
    return run
  }

  static var report: TaskReport {
    var request = Request(request: "=HYPERLINK(\"http://example.org\",\"bell\") <script>", intent: .compare)
    request.circuit = CircuitRequest(family: "bell", qasm: "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[2];\n")
    var generator = SeededGenerator(seed: 1)
    let task = TaskID("t1") ?? TaskID.random(at: WallTime(milliseconds: 0), using: &generator)
    var report = TaskReport(task: task, status: .completed, plan: Plan(request: request))
    report.runs = [run("native", ["00": 510, "11": 490]), run("aer", ["00": 480, "11": 520], seconds: 1)]
    var pair = Comparison.Pair(
      a: "native", b: "aer", totalVariation: 0.03, hellinger: 0.0212, chiSquare: 1.8, pValue: 0.18, timeRatio: 0.25)
    pair.byChance = 0.0178
    pair.verdict = .agree
    var comparison = Comparison(verdict: .agree, confidence: 0.99, pairs: [pair], agreementPercent: 97)
    comparison.notes = ["+cmd|' /C calc'!A0"]
    report.comparison = comparison
    report.insight = Insight(
      summary: "@SUM(1) Two outcomes.", findings: ["-2+3 is text"], statistics: ["entropy_bits": 1],
      anomalies: ["odd & <b>bold</b>"], recommendations: ["take more shots"])
    report.verification = Verification(status: .verified, route: "dense_reference")
    return report
  }

  /// A folder of its own for `body`, removed afterwards.
  static func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "reports-\(UInt64.random(in: 0...UInt64.max))").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }
}
