import Core
import Glibc

extension CircuitFamily {
  static let codes: [CircuitFamily] = [
    CircuitFamily(
      name: "bit_flip_code", title: "three-qubit bit flip code", summary: "corrects one flipped bit",
      width: "qubits of the code", sizes: 3...3, defaultSize: 3, parameters: repetitionParameters,
      maker: { (arguments) throws(CircuitError) in try repetition(arguments, phase: false) }),
    CircuitFamily(
      name: "phase_flip_code", title: "three-qubit phase flip code", summary: "corrects one flipped phase",
      width: "qubits of the code", sizes: 3...3, defaultSize: 3, parameters: repetitionParameters,
      maker: { (arguments) throws(CircuitError) in try repetition(arguments, phase: true) }),
    shorCode, steaneCode, surfaceCode,
  ]

  private static let repetitionParameters = [
    Parameter(name: "error", kind: .integer, summary: "the qubit that is hit, 0 to 2, or -1 for none", standard: "0"),
    Parameter(
      name: "theta", kind: .number, summary: "polar angle of the encoded state in radians", standard: "pi, the state 1"),
  ]

  /// Encodes, hits one qubit, decodes and corrects by majority: the syndrome stays on qubits 1 and 2.
  private static func repetition(_ arguments: FamilyArguments, phase: Bool) throws(CircuitError) -> [FamilyDesign] {
    _ = try arguments.size()
    let error = try arguments.integer("error", in: -1...2) ?? 0
    let theta = try arguments.number("theta") ?? .pi
    var circuit = Circuit(name: phase ? "phase_flip_code" : "bit_flip_code", qubits: 3)
    if theta == .pi { circuit.append(.x, [], 0) } else { circuit.append(.ry, [theta], 0) }
    circuit.append(.cx, [], 0, 1)
    circuit.append(.cx, [], 0, 2)
    if phase { for qubit in 0..<3 { circuit.append(.h, [], qubit) } }
    circuit.operations.append(.barrier([0, 1, 2]))
    if error >= 0 { circuit.append(phase ? .z : .x, [], error) }
    circuit.operations.append(.barrier([0, 1, 2]))
    if phase { for qubit in 0..<3 { circuit.append(.h, [], qubit) } }
    circuit.append(.cx, [], 0, 1)
    circuit.append(.cx, [], 0, 2)
    circuit.append(.ccx, [], 1, 2, 0)
    circuit.measure(0..<3)
    let syndrome = error == 0 ? "11" : error == 1 ? "01" : error == 2 ? "10" : "00"
    let one = pow(sin(theta / 2), 2)
    let hit = error < 0 ? "no error" : "the error on qubit \(error)"
    return [
      FamilyDesign(
        circuit: circuit,
        expectation: FamilyExpectation(
          "The rightmost bit, the corrected one, reads 1 in \(AngleText.significant(one * 100, 4)) % of the shots, as encoded; the syndrome \(syndrome) before it names \(hit).",
          distribution: [syndrome + "1": one, syndrome + "0": 1 - one].filter { $0.value > 1e-15 }))
    ]
  }
}
