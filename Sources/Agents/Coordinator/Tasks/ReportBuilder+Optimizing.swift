import Core

extension ReportBuilder {
  /// What the quantum expert made of the program, where the task was to optimise one.
  var optimized: OptimizedCircuit? {
    record.steps.last { $0.spec.action == OptimizeRequest.action }?.value(OptimizedCircuit.self)
  }

  /// Puts an optimised program and what it saved into the record.
  func add(_ result: OptimizedCircuit, to report: inout TaskReport) {
    report.artifacts.append(
      Artifact(
        kind: .circuit, dialect: result.qasm.contains("OPENQASM 2") ? "qasm2" : "qasm3",
        sha256: SHA256.hexadecimal(result.qasm), by: AgentName.quantumExpert, text: result.qasm))
    report.insight = result.insight
  }
}

extension OptimizedCircuit {
  /// What was saved, in words and numbers.
  fileprivate var insight: Insight {
    func gates(_ summary: CircuitSummary) -> Int {
      summary.gates.filter { $0.key != "measure" && $0.key != "reset" }.values.reduce(0, +)
    }
    let (old, new) = (gates(before), gates(after))
    let saved = old == new && before.depth == after.depth
    var insight = Insight(
      summary: saved
        ? "It is as short as I can make it: \(new) gates, depth \(after.depth)."
        : "\(old) gates became \(new), depth \(before.depth) became \(after.depth).")
    if let wide = twoQubitGatesBefore, let less = twoQubitGatesAfter {
      insight.findings.append("Gates on two or more qubits: \(wide) before, \(less) after.")
      insight.statistics["two_qubit_gates_before"] = Double(wide)
      insight.statistics["two_qubit_gates_after"] = Double(less)
    }
    insight.statistics["gates_before"] = Double(old)
    insight.statistics["gates_after"] = Double(new)
    insight.statistics["depth_before"] = Double(before.depth)
    insight.statistics["depth_after"] = Double(after.depth)
    return insight
  }

  /// How the optimiser checked its own result.
  var verification: Verification {
    let words =
      switch equivalence {
      case "unitary": "both matrices, column by column"
      case "states": "random states come out the same"
      case "distribution": "the measured bits of random states"
      default: ""
      }
    if words.isEmpty {
      return Verification(
        status: .unverified, route: "equivalence",
        reason: "too wide, or measured in the middle: only each step was checked")
    }
    return Verification(status: .verified, route: "equivalence", reference: words)
  }
}
