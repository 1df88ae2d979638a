import Core
import Glibc

extension CircuitFamily {
  static let amplitudeEstimation = CircuitFamily(
    name: "amplitude_estimation", title: "amplitude estimation",
    summary: "estimates how likely an outcome is, by phase estimation of the Grover operator",
    width: "qubits of the counting register", sizes: 1...20, defaultSize: 4,
    parameters: [Parameter(name: "probability", kind: .number, summary: "what is estimated, 0 to 1", standard: "0.25")],
    maker: makeAmplitudeEstimation)

  private static func makeAmplitudeEstimation(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign]
  {
    let n = try arguments.size()
    let probability = try arguments.number("probability") ?? 0.25
    guard (0...1).contains(probability) else { throw arguments.wrong("probability must be 0 to 1") }
    let angle = asin(probability.squareRoot())
    var circuit = Circuit(name: "amplitude_estimation_\(n)")
    circuit.addQubits("count", n)
    circuit.addQubits("good", 1)
    circuit.append(.ry, [2 * angle], n)
    for qubit in 0..<n { circuit.append(.h, [], qubit) }
    // The Grover operator on one qubit turns by four times the angle.
    for qubit in 0..<n { circuit.append(.cry, [4 * angle * pow(2, Double(qubit))], qubit, n) }
    circuit.appendFourier(Array(0..<n), inverse: true)
    circuit.measure(0..<n)
    var distribution: [String: Double]?
    if n <= 12 {
      var both: [String: Double] = [:]
      for phase in [angle / .pi, 1 - angle / .pi] {
        for (key, value) in kernel(phase, n) { both[key, default: 0] += value / 2 }
      }
      distribution = both.filter { $0.value > 1e-15 }
    }
    let best = Int((angle / .pi * pow(2, Double(n))).rounded())
    let estimate = pow(sin(.pi * Double(best) / pow(2, Double(n))), 2)
    return [
      FamilyDesign(
        circuit: circuit,
        expectation: FamilyExpectation(
          "Most often \(Bits.key(best, n)) or its mirror: y means the estimate sin²(π y / 2^\(n)), here \(AngleText.significant(estimate, 4)) for \(AngleText.significant(probability, 4)).",
          distribution: distribution))
    ]
  }

  static let hhl = CircuitFamily(
    name: "hhl", title: "HHL algorithm", summary: "solves A x = b for A = ((1, -1/3), (-1/3, 1))", width: "all qubits",
    sizes: 4...4, defaultSize: 4,
    parameters: [
      Parameter(name: "theta", kind: .number, summary: "b = (cos θ/2, sin θ/2)", standard: "pi, so b = (0, 1)")
    ],
    maker: makeHHL)

  private static func makeHHL(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    _ = try arguments.size()
    let theta = try arguments.number("theta") ?? .pi
    var circuit = Circuit(name: "hhl")
    let flag = circuit.addQubits("flag", 1).lowerBound
    let clock = Array(circuit.addQubits("clock", 2))
    let solution = circuit.addQubits("x", 1).lowerBound
    circuit.append(.ry, [theta], solution)
    // e^(iAt) = e^(it) e^(-iXt/3) at t = 3π/4 has the phases 1/4 and 1/2: the eigenvalues as the numbers 1 and 2.
    var estimation: [Gate] = clock.map { Gate(.h, [], $0) }
    for (turns, qubit) in clock.enumerated() {
      let time = 3 * Double.pi / 4 * Double(turns + 1)
      estimation += [Gate(.p, [time], qubit), Gate(.crx, [2 * time / 3], qubit, solution)]
    }
    var fourier = Circuit(qubits: 3)
    fourier.appendFourier(clock, inverse: true)
    for case .gate(let gate) in fourier.operations { estimation.append(gate) }
    for gate in estimation { circuit.append(gate) }
    // The flag turns by 2 arcsin(1/λ).
    circuit.append(.cry, [.pi], clock[0], flag)
    circuit.append(.cry, [.pi / 3], clock[1], flag)
    for gate in estimation.reversed().flatMap({ $0.inverse() }) { circuit.append(gate) }
    circuit.measure([flag, solution])
    let (even, odd) = ((cos(theta / 2) + sin(theta / 2)) / 2, (cos(theta / 2) - sin(theta / 2)) / 2)
    let solved = [even + odd / 2, even - odd / 2]
    let lost = odd * (Double(3).squareRoot() / 2)
    let failed = [lost, -lost]
    let distribution = [
      "01": solved[0] * solved[0], "11": solved[1] * solved[1], "00": failed[0] * failed[0],
      "10": failed[1] * failed[1],
    ]
    let ratio = solved[0] == 0 ? "infinite" : AngleText.significant(pow(solved[1] / solved[0], 2), 4)
    return [
      FamilyDesign(
        circuit: circuit,
        expectation: FamilyExpectation(
          "Where the rightmost bit, the flag, reads 1, the left bit is distributed as the squared solution: |x1|²/|x0|² is \(ratio).",
          distribution: distribution.filter { $0.value > 1e-15 }))
    ]
  }

  static let vqe = CircuitFamily(
    name: "vqe", title: "variational quantum eigensolver",
    summary:
      "the ground state of H2 at 0.735 Å in two qubits (STO-3G, parity mapping), at the best angle of its excitation",
    width: "all qubits", sizes: 2...2, defaultSize: 2,
    parameters: [
      Parameter(name: "molecule", kind: .text, summary: "H2 is what there is", standard: "H2"),
      Parameter(
        name: "theta", kind: .number, summary: "the angle of the double excitation in radians", standard: "the best"),
    ], maker: makeVQE)

  private static func makeVQE(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    _ = try arguments.size()
    let molecule = try arguments.text("molecule") ?? "H2"
    guard molecule.uppercased() == "H2" else {
      let missing = ProximaError.notThereYet("VQE for \(molecule)")
      throw CircuitError(missing.code, missing.message, exit: missing.exit)
    }
    let (constant, z0, z1, zz, xx) = (
      -1.052373245772859, 0.39793742484318045, -0.39793742484318045, -0.01128010425623538, 0.18093119978423156
    )
    let nuclear = 0.7199689944489797
    // Between |01⟩, the Hartree-Fock state, and |10⟩ the Hamiltonian is a 2 by 2 matrix.
    let (low, high) = (constant - z0 + z1 - zz, constant + z0 - z1 - zz)
    let best = atan2(xx, (high - low) / 2)
    let theta = try arguments.number("theta") ?? best
    var circuit = Circuit(name: "vqe_h2", qubits: 2)
    circuit.append(.x, [], 0)
    circuit.append(.ry, [-theta], 1)
    circuit.append(.cx, [], 1, 0)
    circuit.measure(0..<2)
    let (stay, move) = (pow(cos(theta / 2), 2), pow(sin(theta / 2), 2))
    let energy = stay * low + move * high - sin(theta) * xx
    // The repulsion of the nuclei is in the constant, so that the expectation value is the energy.
    let observable = "\(constant + nuclear)*I + \(z0)*Z0 - \(-z1)*Z1 - \(-zz)*Z0 Z1 + \(xx)*X0 X1"
    return [
      FamilyDesign(
        circuit: circuit,
        expectation: FamilyExpectation(
          "The energy is \(AngleText.significant(energy + nuclear, 7)) Hartree with the repulsion of the nuclei (exact: -1.137306); 01, the Hartree-Fock state, in \(AngleText.significant(stay * 100, 4)) % of the shots, 10 in the rest.",
          distribution: ["01": stay, "10": move].filter { $0.value > 1e-15 },
          observables: [observable: energy + nuclear]))
    ]
  }
}
