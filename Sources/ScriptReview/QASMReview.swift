import Circuits
import Core

/// Reviews a script in OpenQASM: it must parse, and do what the program does.
enum QASMReview {
  static func comments(_ script: String, _ circuit: Circuit) throws(ProximaError) -> [Review.Comment] {
    let other: Circuit
    do throws(CircuitError) { other = try OpenQASM.parse(script).measured } catch {
      return [Review.Comment(criterion: "correctness", line: error.location?.line, text: error.message)]
    }
    let program = try ReferenceOperations.of(circuit)
    var steps = try ReferenceOperations.of(other)
    number(&steps, script)
    let end = PythonLine.lines(of: script).last?.number ?? 1
    if other.qubitCount != circuit.qubitCount || other.outputClbits.count != circuit.outputClbits.count {
      return [
        Review.Comment(
          criterion: "correctness", line: declaration(script),
          text: "\(other.qubitCount) qubits and \(other.outputClbits.count) bits where the program has \(circuit.qubitCount) and \(circuit.outputClbits.count)")
      ]
    }
    guard let departure = Alignment.compare(program: program, script: steps, end: end),
      !WholeCircuit.sameEffect(program, steps, qubits: circuit.qubitCount)
    else { return [] }
    return [Review.Comment(criterion: "correctness", line: departure.line, text: departure.text)]
  }

  /// Gives each step the line of its statement, where statements and steps are as many.
  private static func number(_ steps: inout [ScriptOperation], _ script: String) {
    let words = ["OPENQASM", "include", "qreg", "creg", "qubit", "bit", "gate", "barrier", "delay", "gphase", "//", "}"]
    let lines = PythonLine.lines(of: script).filter { line in !words.contains(where: line.text.hasPrefix) }
    for index in steps.indices {
      steps[index].line = lines.count == steps.count ? lines[index].number : declaration(script)
    }
  }

  private static func declaration(_ script: String) -> Int {
    let lines = PythonLine.lines(of: script)
    return lines.first { $0.text.hasPrefix("qreg") || $0.text.hasPrefix("qubit") }?.number ?? 1
  }
}
