import Circuits
import Core

/// Circuits as text.
enum CircuitText {
  /// The circuit that a task ran, drawn; nothing where it holds none or is too large to be of use.
  static func drawing(of report: TaskReport, width: Int, unicode: Bool) -> [String] {
    guard report.runs.count <= 8, let source = try? OutputFile.content(report, .qasm, view: ReportView(report: report)),
      let circuit = try? OpenQASM.parse(source), circuit.qubitCount <= 24, circuit.operations.count <= 120
    else { return [] }
    return drawing(of: circuit, width: width, unicode: unicode)
  }
}

extension CircuitText {
  /// `circuit` in OpenQASM 2 or 3.
  static func write(_ circuit: Circuit, as format: String) throws(ProximaError) -> String {
    guard format == "qasm2" else { throw ProximaError.notThereYet("writing OpenQASM 3") }
    do throws(CircuitError) { return try OpenQASM.write2(circuit) } catch { throw error.proximaError }
  }

  static func drawing(of circuit: Circuit, width: Int, unicode: Bool) -> [String] { [] }
}
