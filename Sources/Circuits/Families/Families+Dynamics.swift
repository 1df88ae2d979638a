import Core

extension CircuitFamily {
  static let dynamics: [CircuitFamily] = [
    CircuitFamily(
      name: "ising", title: "transverse-field Ising chain", summary: "time evolution by Trotter steps",
      width: "sites of the chain", sizes: 2...10_000, defaultSize: 4,
      parameters: chain + [
        Parameter(name: "coupling", kind: .number, summary: "J of -J ZZ", standard: "1"),
        Parameter(name: "field", kind: .number, summary: "h of -h X", standard: "1"),
      ], maker: ising),
    CircuitFamily(
      name: "heisenberg", title: "Heisenberg chain", summary: "time evolution by Trotter steps from the Néel state",
      width: "sites of the chain", sizes: 2...10_000, defaultSize: 4,
      parameters: chain + [
        Parameter(name: "coupling", kind: .number, summary: "J of J (XX + YY + ZZ)", standard: "1")
      ], maker: heisenberg),
    quantumWalk,
  ]

  private static let chain = [
    Parameter(name: "steps", kind: .integer, summary: "Trotter steps", standard: "10"),
    Parameter(name: "time", kind: .number, summary: "total time", standard: "1"),
  ]

  private static func grid(_ arguments: FamilyArguments) throws(CircuitError) -> (n: Int, steps: Int, step: Double) {
    let n = try arguments.size()
    let steps = try arguments.integer("steps", in: 1...100_000) ?? 10
    guard n * steps <= 1_000_000 else {
      throw CircuitError("family.size", "\(arguments.family.name): \(n) sites times \(steps) steps is too many gates")
    }
    return (n, steps, (try arguments.number("time") ?? 1) / Double(steps))
  }

  private static func ising(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    let (n, steps, dt) = try grid(arguments)
    let coupling = try arguments.number("coupling") ?? 1
    let field = try arguments.number("field") ?? 1
    var circuit = Circuit(name: "ising_\(n)", qubits: n)
    for _ in 0..<steps {
      for start in [0, 1] {
        for site in stride(from: start, to: n - 1, by: 2) { circuit.append(.rzz, [-2 * coupling * dt], site, site + 1) }
      }
      for site in 0..<n { circuit.append(.rx, [-2 * field * dt], site) }
    }
    circuit.measure(0..<n)
    return [
      FamilyDesign(
        circuit: circuit,
        expectation: FamilyExpectation(
          "Spins start up and precess about the field: the magnetisation falls from 1, and the mirror image of every string is as likely.",
          distribution: nil))
    ]
  }

  private static func heisenberg(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    let (n, steps, dt) = try grid(arguments)
    let coupling = try arguments.number("coupling") ?? 1
    var circuit = Circuit(name: "heisenberg_\(n)", qubits: n)
    for site in stride(from: 1, to: n, by: 2) { circuit.append(.x, [], site) }
    for _ in 0..<steps {
      for start in [0, 1] {
        for site in stride(from: start, to: n - 1, by: 2) {
          for kind in [GateKind.rxx, .ryy, .rzz] { circuit.append(kind, [2 * coupling * dt], site, site + 1) }
        }
      }
    }
    circuit.measure(0..<n)
    return [
      FamilyDesign(
        circuit: circuit,
        expectation: FamilyExpectation(
          "Every bit string has \(n / 2) ones: the total spin is conserved while neighbours exchange it."))
    ]
  }
}
