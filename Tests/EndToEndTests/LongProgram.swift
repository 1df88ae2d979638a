/// A program whose simulation takes minutes.
enum LongProgram {
  /// Twenty qubits and thousands of gates that no two of which cancel.
  static let text: String = {
    var text = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[20];\ncreg c[20];\n"
    for layer in 0..<400 {
      for qubit in 0..<20 { text += "u3(0.\(1 + layer % 7),0.\(1 + qubit % 8),0.\(1 + (layer + qubit) % 9)) q[\(qubit)];\n" }
      for qubit in 0..<19 { text += "cx q[\(qubit)],q[\(qubit + 1)];\n" }
    }
    return text + "measure q -> c;\n"
  }()
}
