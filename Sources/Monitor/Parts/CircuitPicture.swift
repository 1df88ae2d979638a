import Circuits

/// A circuit drawn with letters.
enum CircuitPicture {
  /// The lines of the drawing of an OpenQASM program; says why where it is not drawn.
  static func lines(_ source: String, width: Int) -> [String] {
    guard source.utf8.count < 20_000, let circuit = try? OpenQASM.parse(source) else {
      return ["the circuit is too long to be drawn here"]
    }
    guard circuit.qubitCount <= 24, circuit.operations.count <= 120 else {
      return ["\(circuit.qubitCount) qubits, \(circuit.operations.count) operations: too large to be drawn here"]
    }
    return TextDrawing(width: max(20, width)).draw(circuit).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }
}
