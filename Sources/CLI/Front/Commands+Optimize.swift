import Circuits
import Core

extension Commands {
  /// `circuit optimize`: the shorter program on stdout or in a file, and what it saved.
  static func circuitOptimize(_ context: Context) throws(ProximaError) -> ExitCode {
    let (circuit, program) = try circuit(context)
    let basis = context.invocation.text(.basis).flatMap(CircuitOptimizer.Basis.init(rawValue:)) ?? .table
    let result: Circuits.OptimizedCircuit
    do throws(CircuitError) { result = try CircuitOptimizer(basis: basis).optimize(circuit) } catch {
      throw error.proxima
    }
    let (text, dialect) = try CircuitText.write(result.circuit, like: program.source)
    let lines = savings(result, program.name)
    if let path = context.invocation.text(.output) {
      try Files.write(text, to: path)
      context.console.say([Line("proxima: written to \(path)", .dim)])
      try context.answer(OptimizeAnswer(program.name, basis, result, text, dialect), lines)
      return .done
    }
    if context.json {
      try context.console.object(OptimizeAnswer(program.name, basis, result, text, dialect))
    } else {
      context.console.say(lines)
      try context.console.raw(text)
    }
    return .done
  }

  private static func savings(_ result: Circuits.OptimizedCircuit, _ name: String) -> [Line] {
    func change(_ before: Int, _ after: Int) -> String {
      let percent = before == 0 ? 0 : 100 * (before - after) / before
      return before == after ? "\(Numbers.grouped(after)), as before" : "\(Numbers.grouped(before)) → \(Numbers.grouped(after)) (\(percent) % less)"
    }
    let gates = { (summary: CircuitSummary) in
      summary.gates.filter { $0.key != "measure" && $0.key != "reset" }.values.reduce(0, +)
    }
    var lines = [
      Line(Span(name, .bold), Span(": gates " + change(gates(result.before), gates(result.after)))),
      Line(Span("  on two or more qubits " + change(result.twoQubitGatesBefore, result.twoQubitGatesAfter))),
      Line(Span("  depth " + change(result.before.depth, result.after.depth))),
    ]
    if result.before.qubits != result.after.qubits {
      lines.append(Line(Span("  qubits " + change(result.before.qubits, result.after.qubits))))
    }
    let words =
      switch result.check {
      case .unitary: "the same matrix, compared column by column"
      case .states: "random states come out the same"
      case .distribution: "random states give the same distribution of the measured bits"
      case .steps: "each step by its own rule; the whole is too wide, or measures in the middle, to be compared"
      case .different: "different"
      }
    return lines + [Line(Span("  checked: " + words))]
  }
}

/// What `circuit optimize --json` prints.
private struct OptimizeAnswer: Encodable {
  let schemaVersion = Version.schema
  let name: String
  let basis: String
  let before: CircuitSummary
  let after: CircuitSummary
  let twoQubitGatesBefore: Int
  let twoQubitGatesAfter: Int
  let removed: [String: Int]
  let check: CircuitEquivalence
  let dialect: String
  let qasm: String

  init(
    _ name: String, _ basis: CircuitOptimizer.Basis, _ result: Circuits.OptimizedCircuit, _ qasm: String, _ dialect: String
  ) {
    self.name = name
    self.basis = basis.rawValue
    before = result.before
    after = result.after
    twoQubitGatesBefore = result.twoQubitGatesBefore
    twoQubitGatesAfter = result.twoQubitGatesAfter
    removed = result.removed
    check = result.check
    self.dialect = dialect
    self.qasm = qasm
  }
}
