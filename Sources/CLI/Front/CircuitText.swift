import Circuits
import Core

/// Circuits as text.
enum CircuitText {
  /// The circuit that a task ran, drawn; nothing where it holds none or is too large to be of use.
  static func drawing(of report: TaskReport, width: Int, unicode: Bool) -> [String] {
    guard report.runs.count <= 8, let source = source(of: report), let circuit = try? OpenQASM.parse(source), circuit.qubitCount <= 24, circuit.operations.count <= 120
    else { return [] }
    return drawing(of: circuit, width: width, unicode: unicode)
  }
}

extension CircuitText {
  /// What a circuit can be written in.
  static let languages = ["qasm2", "qasm3", "qiskit", "cirq"]

  /// `circuit` in one of the languages.
  static func write(_ circuit: Circuit, as language: String) throws(ProximaError) -> String {
    do throws(CircuitError) {
      switch language {
      case "qasm2": return try OpenQASM.write2(circuit)
      case "qiskit": return try Qiskit.script(circuit)
      case "cirq": return try Cirq.script(circuit)
      default: return try OpenQASM.write3(circuit)
      }
    } catch { throw error.proxima }
  }

  /// `circuit` in the language of `source`, or in OpenQASM 3 where 2 cannot say it; and which it is.
  static func write(_ circuit: Circuit, like source: String) throws(ProximaError) -> (text: String, dialect: String) {
    if source.contains("OPENQASM 2"), let text = try? OpenQASM.write2(circuit) { return (text, "qasm2") }
    return (try write(circuit, as: "qasm3"), "qasm3")
  }

  /// The lines of the drawing, folded at `width`.
  static func drawing(of circuit: Circuit, width: Int, unicode: Bool) -> [String] {
    var lines = TextDrawing(width: width, ascii: !unicode).draw(circuit).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// The circuit that a task ran as a picture; nil where it holds none.
  static func picture(of report: TaskReport) -> String? {
    guard let source = source(of: report), let circuit = try? OpenQASM.parse(source) else { return nil }
    return SVGDrawing().draw(circuit)
  }

  /// The program that a task ran; nil where it holds none.
  static func source(of report: TaskReport) -> String? {
    report.artifacts.first { $0.kind == .circuit && $0.text != nil }?.text
      ?? report.artifacts.first { $0.dialect.hasPrefix("qasm") && $0.text != nil }?.text ?? report.plan.request.circuit?.qasm
  }
}
