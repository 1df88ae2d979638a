import Core
import Glibc

extension CircuitFamily {
  static let sampling: [CircuitFamily] = [
    CircuitFamily(
      name: "random", title: "random circuit", summary: "layers of random gates on random pairs", width: "all qubits",
      sizes: 1...10_000, defaultSize: 4,
      parameters: [
        Parameter(name: "depth", kind: .integer, summary: "layers of gates", standard: "10"), .seed,
      ], maker: random),
    CircuitFamily(
      name: "quantum_volume", title: "quantum volume circuit",
      summary: "layers of random two-qubit unitaries on random pairs (Cross et al., 2019)", width: "all qubits",
      sizes: 2...1000, defaultSize: 4,
      parameters: [
        Parameter(name: "depth", kind: .integer, summary: "layers of unitaries", standard: "the number of qubits"),
        .seed,
      ], maker: quantumVolume),
  ]

  private static func random(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    let n = try arguments.size()
    let depth = try arguments.integer("depth", in: 1...100_000) ?? 10
    guard n * depth <= 2_000_000 else {
      throw CircuitError("family.size", "random: \(n) qubits times depth \(depth) is too many gates")
    }
    var generator = try arguments.generator()
    var circuit = Circuit(name: "random_\(n)x\(depth)", qubits: n)
    let turns: [GateKind] = [.rx, .ry, .rz]
    let fixed: [GateKind] = [.h, .s, .t, .x, .y, .z, .sx]
    let pairs: [GateKind] = [.cx, .cz, .swap, .rzz, .cp]
    for _ in 0..<depth {
      var free = (0..<n).shuffled(using: &generator)
      while let qubit = free.popLast() {
        if let other = free.last, generator.unit() < 0.5 {
          free.removeLast()
          let kind = pairs[Int.random(in: 0..<pairs.count, using: &generator)]
          let angles = kind.parameterCount == 0 ? [] : [generator.unit() * 2 * .pi]
          circuit.append(Gate(kind, angles, qubit, other))
        } else if generator.unit() < 0.5 {
          let angle = generator.unit() * 2 * .pi
          circuit.append(Gate(turns[Int.random(in: 0..<3, using: &generator)], [angle], qubit))
        } else {
          circuit.append(Gate(fixed[Int.random(in: 0..<fixed.count, using: &generator)], [], qubit))
        }
      }
    }
    circuit.measure(0..<n)
    return [
      FamilyDesign(
        circuit: circuit,
        expectation: FamilyExpectation("No pattern is known beforehand; the same seed gives the same circuit."))
    ]
  }

  private static func quantumVolume(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    let n = try arguments.size()
    let depth = try arguments.integer("depth", in: 1...10_000) ?? n
    guard n * depth <= 1_000_000 else {
      throw CircuitError("family.size", "quantum_volume: \(n) qubits times depth \(depth) is too many gates")
    }
    var generator = try arguments.generator()
    var circuit = Circuit(name: "quantum_volume_\(n)x\(depth)", qubits: n)
    for _ in 0..<depth {
      let order = (0..<n).shuffled(using: &generator)
      for pair in 0..<(n / 2) { circuit.appendRandomUnitary(order[2 * pair], order[2 * pair + 1], &generator) }
    }
    circuit.measure(0..<n)
    return [
      FamilyDesign(
        circuit: circuit,
        expectation: FamilyExpectation(
          "Outcomes above the median probability come up in about 85 % of the shots without noise, and in 50 % where noise drowned everything."
        ))
    ]
  }
}

extension Circuit {
  /// Appends a Haar-random two-qubit unitary: random local gates around a canonical gate whose coordinates are drawn from
  /// the Haar measure on the Weyl chamber (Watts, O'Connor and Vala, 2013).
  fileprivate mutating func appendRandomUnitary(_ a: Int, _ b: Int, _ generator: inout SeededGenerator) {
    appendRandomRotation(a, &generator)
    appendRandomRotation(b, &generator)
    var c: (Double, Double, Double)
    var weight: Double
    repeat {
      c = (generator.unit() * .pi, generator.unit() * .pi, generator.unit() * .pi)
      weight = abs(sin(c.0 + c.1) * sin(c.0 - c.1) * sin(c.0 + c.2) * sin(c.0 - c.2) * sin(c.1 + c.2) * sin(c.1 - c.2))
    } while generator.unit() >= weight
    // exp(i/2 (c0 XX + c1 YY + c2 ZZ)): a CX turns XX into X on a, ZZ into Z on b, and YY into -XZ.
    append(.cx, [], a, b)
    append(.rx, [-c.0], a)
    append(.rz, [-c.2], b)
    append(.h, [], a)
    append(.rzz, [c.1], a, b)
    append(.h, [], a)
    append(.cx, [], a, b)
    appendRandomRotation(a, &generator)
    appendRandomRotation(b, &generator)
  }

  /// Appends a Haar-random one-qubit gate.
  private mutating func appendRandomRotation(_ qubit: Int, _ generator: inout SeededGenerator) {
    let theta = acos(1 - 2 * generator.unit())
    append(.u, [theta, generator.unit() * 2 * .pi, generator.unit() * 2 * .pi], qubit)
  }
}
