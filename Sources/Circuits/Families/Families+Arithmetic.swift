import Core

extension CircuitFamily {
  static let arithmetic: [CircuitFamily] = [
    CircuitFamily(
      name: "adder", title: "ripple-carry adder", summary: "adds two numbers (Cuccaro et al., 2004)",
      width: "bits of each number", sizes: 1...60, defaultSize: 4,
      parameters: [
        Parameter(name: "a", kind: .integer, summary: "the first number", standard: "the largest"),
        Parameter(name: "b", kind: .integer, summary: "the second number", standard: "1"),
      ], maker: adder),
    shor, amplitudeEstimation, hhl,
  ]

  private static func adder(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    let n = try arguments.size()
    let largest = (1 << n) - 1
    let a = try arguments.integer("a", in: 0...largest) ?? largest
    let b = try arguments.integer("b", in: 0...largest) ?? 1
    var circuit = Circuit(name: "adder_\(n)")
    let carry = circuit.addQubits("carry", 1).lowerBound
    let first = Array(circuit.addQubits("a", n))
    let second = Array(circuit.addQubits("b", n))
    let high = circuit.addQubits("high", 1).lowerBound
    for bit in 0..<n where a >> bit & 1 == 1 { circuit.append(.x, [], first[bit]) }
    for bit in 0..<n where b >> bit & 1 == 1 { circuit.append(.x, [], second[bit]) }
    // MAJ up the bits, the carry out, UMA down again.
    for bit in 0..<n {
      let below = bit == 0 ? carry : first[bit - 1]
      circuit.append(.cx, [], first[bit], second[bit])
      circuit.append(.cx, [], first[bit], below)
      circuit.append(.ccx, [], below, second[bit], first[bit])
    }
    circuit.append(.cx, [], first[n - 1], high)
    for bit in (0..<n).reversed() {
      let below = bit == 0 ? carry : first[bit - 1]
      circuit.append(.ccx, [], below, second[bit], first[bit])
      circuit.append(.cx, [], first[bit], below)
      circuit.append(.cx, [], below, second[bit])
    }
    circuit.measure(second + [high], into: "sum")
    let key = Bits.key(a + b, n + 1)
    return [
      FamilyDesign(
        circuit: circuit,
        expectation: FamilyExpectation("Always \(key): \(a) + \(b) = \(a + b).", distribution: [key: 1]))
    ]
  }
}
