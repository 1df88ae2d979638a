import Core
import Glibc

extension CircuitFamily {
  static let communication: [CircuitFamily] = [
    CircuitFamily(
      name: "teleportation", title: "quantum teleportation",
      summary: "moves a qubit's state by a Bell pair and two classical bits", width: "all qubits", sizes: 3...3,
      defaultSize: 3,
      parameters: [
        Parameter(name: "theta", kind: .number, summary: "polar angle of the message in radians", standard: "pi/3"),
        Parameter(name: "phi", kind: .number, summary: "azimuth of the message in radians", standard: "pi/4"),
      ], maker: teleportation),
    CircuitFamily(
      name: "superdense_coding", title: "superdense coding", summary: "sends two bits by one qubit of a Bell pair",
      width: "all qubits", sizes: 2...2, defaultSize: 2,
      parameters: [Parameter(name: "message", kind: .bits, summary: "the two bits to send", standard: "10")],
      maker: superdenseCoding),
    CircuitFamily(
      name: "swap_test", title: "swap test", summary: "measures how alike two states are",
      width: "all qubits, an odd number",
      sizes: 3...201, defaultSize: 3,
      parameters: [
        Parameter(
          name: "theta", kind: .number, summary: "angle in radians between the Bloch vectors of each pair of qubits",
          standard: "pi/3")
      ], maker: swapTest),
    CircuitFamily(
      name: "chsh", title: "CHSH inequality",
      summary: "violates a Bell inequality by measuring a Bell pair in four ways",
      width: "all qubits", sizes: 2...2, defaultSize: 2, parameters: [], maker: chsh),
  ]

  private static func teleportation(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    _ = try arguments.size()
    let theta = try arguments.number("theta") ?? .pi / 3
    let phi = try arguments.number("phi") ?? .pi / 4
    var circuit = Circuit(name: "teleportation", qubits: 3)
    let z = circuit.addClbits("m0", 1).lowerBound
    let x = circuit.addClbits("m1", 1).lowerBound
    let out = circuit.addClbits("out", 1).lowerBound
    circuit.append(.u, [theta, phi, 0], 0)
    circuit.append(.h, [], 1)
    circuit.append(.cx, [], 1, 2)
    circuit.append(.cx, [], 0, 1)
    circuit.append(.h, [], 0)
    circuit.measure(0, into: z)
    circuit.measure(1, into: x)
    func when(_ bit: Int, _ gate: Gate) -> Operation {
      .conditional(.binary(.equal, .bits([bit]), .value(.int(1))), then: [.gate(gate)], otherwise: [])
    }
    circuit.operations.append(when(x, Gate(.x, [], 2)))
    circuit.operations.append(when(z, Gate(.z, [], 2)))
    circuit.measure(2, into: out)
    let one = pow(sin(theta / 2), 2)
    var distribution: [String: Double] = [:]
    for sent in 0..<4 {
      distribution["0" + Bits.key(sent, 2)] = (1 - one) / 4
      distribution["1" + Bits.key(sent, 2)] = one / 4
    }
    let percent = AngleText.significant(one * 100, 4)
    return [
      FamilyDesign(
        circuit: circuit,
        expectation: FamilyExpectation(
          "The leftmost bit, the receiver's, reads 1 in \(percent) % of the shots, as the message would; the two others, which were sent, are random.",
          distribution: distribution.filter { $0.value > 0 }))
    ]
  }

  private static func superdenseCoding(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    _ = try arguments.size()
    let message = try arguments.bits("message") ?? "10"
    guard message.count == 2 else { throw arguments.wrong("message must have two bits") }
    var circuit = Circuit(name: "superdense_coding", qubits: 2)
    circuit.append(.h, [], 0)
    circuit.append(.cx, [], 0, 1)
    circuit.operations.append(.barrier([0, 1]))
    if Bits.at(1, message) { circuit.append(.x, [], 0) }
    if Bits.at(0, message) { circuit.append(.z, [], 0) }
    circuit.operations.append(.barrier([0, 1]))
    circuit.append(.cx, [], 0, 1)
    circuit.append(.h, [], 0)
    circuit.measure(0..<2)
    return [
      FamilyDesign(
        circuit: circuit,
        expectation: FamilyExpectation("Always \(message), the message.", distribution: [message: 1]))
    ]
  }

  private static func swapTest(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    let n = try arguments.size()
    guard n % 2 == 1 else {
      throw CircuitError("family.size", "swap_test has an odd number of qubits: one, and two states of equal size")
    }
    let theta = try arguments.number("theta") ?? .pi / 3
    let width = (n - 1) / 2
    var circuit = Circuit(name: "swap_test_\(n)")
    circuit.addQubits("test", 1)
    let first = circuit.addQubits("a", width)
    let second = circuit.addQubits("b", width)
    for qubit in second { circuit.append(.ry, [theta], qubit) }
    circuit.append(.h, [], 0)
    for (a, b) in zip(first, second) { circuit.append(.cswap, [], 0, a, b) }
    circuit.append(.h, [], 0)
    circuit.measure(0..<1)
    let overlap = pow(cos(theta / 2), Double(2 * width))
    let percent = AngleText.significant(overlap * 100, 4)
    return [
      FamilyDesign(
        circuit: circuit,
        expectation: FamilyExpectation(
          "0 with probability (1 + F)/2 where F, the fidelity of the two states, is \(percent) %.",
          distribution: ["0": (1 + overlap) / 2, "1": (1 - overlap) / 2].filter { $0.value > 0 }))
    ]
  }

  private static func chsh(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    _ = try arguments.size()
    let alice = [0, Double.pi / 4]
    let bob = [Double.pi / 8, -.pi / 8]
    var designs: [FamilyDesign] = []
    for (i, a) in alice.enumerated() {
      for (j, b) in bob.enumerated() {
        var circuit = Circuit(name: "chsh_a\(i)b\(j)", qubits: 2)
        circuit.append(.h, [], 0)
        circuit.append(.cx, [], 0, 1)
        if a != 0 { circuit.append(.ry, [-2 * a], 0) }
        circuit.append(.ry, [-2 * b], 1)
        circuit.measure(0..<2)
        let same = pow(cos(a - b), 2)
        var text = "E(a\(i), b\(j)) is \(AngleText.significant(2 * same - 1, 4))."
        if i == 1, j == 1 {
          text += " S = E(a0,b0) + E(a0,b1) + E(a1,b0) - E(a1,b1) is 2.828, above the classical bound of 2."
        }
        designs.append(
          FamilyDesign(
            label: "a\(i)b\(j)", circuit: circuit,
            expectation: FamilyExpectation(
              text, distribution: ["00": same / 2, "11": same / 2, "01": (1 - same) / 2, "10": (1 - same) / 2])))
      }
    }
    return designs
  }
}
