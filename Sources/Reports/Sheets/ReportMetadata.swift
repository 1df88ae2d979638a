import Core

/// What it takes to run a task again and to read its results rightly.
public struct ReportMetadata: Sendable {
  /// Names and values, in order.
  public let entries: [(name: String, value: String)]

  public init(_ report: TaskReport) {
    let request = report.plan.request
    var entries: [(String, String)] = [
      ("program", "Proxima \(Version.program)"), ("record schema", "\(report.schemaVersion)"), ("task", report.task.text),
      ("request", request.request), ("intent", request.intent.rawValue),
    ]
    func add(_ name: String, _ value: String?) { if let value, !value.isEmpty { entries.append((name, value)) } }
    add("circuit family", request.circuit?.family)
    if let noise = request.noise ?? request.defaults["noise"].map({ _ in request.effectiveNoise }), !noise.isEmpty {
      add("noise", try? JSON.text(noise))
    }
    add("observables", request.observables?.joined(separator: "; "))
    add("selection", report.plan.selection.map { "\($0.backend) by \($0.method.rawValue): \($0.reason)" })
    for run in report.runs {
      let name = run.id
      add("\(name): backend", "\(run.backend) \(run.backendVersion), \(run.method.rawValue), \(run.precision.rawValue) precision")
      add("\(name): host", run.host)
      add("\(name): shots and seed", "\(run.shots) shots, seed \(run.seed)")
      let gates = run.circuit.gates.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
      add("\(name): circuit", "\(run.circuit.qubits) qubits, \(run.circuit.clbits) bits, depth \(run.circuit.depth): \(gates)")
    }
    add("bit strings", "as in Qiskit: bit 0 rightmost, registers joined without spaces, the first declared rightmost")
    add("noise convention", "a channel follows each gate as written; depolarizing: one of 4^k - 1 Paulis with probability p")
    add("verification", report.verification.reason)
    add("OpenQASM", Self.program(report))
    self.entries = entries
  }

  /// The program that ran, where the record holds it.
  public static func program(_ report: TaskReport) -> String? {
    report.artifacts.first { $0.kind == .circuit && $0.text != nil }?.text
      ?? report.artifacts.first { $0.dialect.hasPrefix("qasm") && $0.text != nil }?.text ?? report.plan.request.circuit?.qasm
  }
}
