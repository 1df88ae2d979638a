import Core
import Glibc

extension CircuitFamily {
  static let fourier: [CircuitFamily] = [
    CircuitFamily(
      name: "qft", title: "quantum Fourier transform", summary: "the Fourier transform of the amplitudes",
      width: "all qubits", sizes: 1...2000, defaultSize: 4, parameters: [input],
      maker: { (arguments) throws(CircuitError) in try transform(arguments, inverse: false) }),
    CircuitFamily(
      name: "inverse_qft", title: "inverse quantum Fourier transform", summary: "undoes the Fourier transform",
      width: "all qubits", sizes: 1...2000, defaultSize: 4, parameters: [input],
      maker: { (arguments) throws(CircuitError) in try transform(arguments, inverse: true) }),
    CircuitFamily(
      name: "phase_estimation", title: "phase estimation",
      summary: "reads the phase of an eigenvalue as a binary fraction", width: "qubits of the counting register",
      sizes: 1...60, defaultSize: 4,
      parameters: [
        Parameter(
          name: "phase", kind: .number, summary: "the phase in turns, 0 to 1", standard: "0.125, that of the T gate")
      ], maker: phaseEstimation),
  ]

  private static let input = Parameter(
    name: "input", kind: .bits, summary: "the basis state that is transformed", standard: "all zeros")

  private static func transform(_ arguments: FamilyArguments, inverse: Bool) throws(CircuitError) -> [FamilyDesign] {
    let input = try arguments.bits("input")
    let n = try arguments.size(fixedBy: input?.count, because: "the input")
    var circuit = Circuit(name: "\(inverse ? "inverse_" : "")qft_\(n)", qubits: n)
    if let input { for qubit in 0..<n where Bits.at(qubit, input) { circuit.append(.x, [], qubit) } }
    circuit.appendFourier(Array(0..<n), inverse: inverse)
    circuit.measure(0..<n)
    return [
      FamilyDesign(
        circuit: circuit,
        expectation: FamilyExpectation(
          "Every bit string equally often: the transform of one basis state has amplitudes of one size.",
          distribution: Bits.uniform(n)))
    ]
  }

  private static func phaseEstimation(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    let n = try arguments.size()
    let given = try arguments.number("phase") ?? 0.125
    let phase = given - given.rounded(.down)
    var circuit = Circuit(name: "phase_estimation_\(n)")
    circuit.addQubits("count", n)
    circuit.addQubits("eigen", 1)
    circuit.append(.x, [], n)
    for qubit in 0..<n { circuit.append(.h, [], qubit) }
    for qubit in 0..<n {
      let turns = fmod(phase * pow(2, Double(qubit)), 1)
      if turns != 0 { circuit.append(.cp, [2 * .pi * turns], qubit, n) }
    }
    circuit.appendFourier(Array(0..<n), inverse: true)
    circuit.measure(0..<n)
    let best = (phase * pow(2, Double(n))).rounded()
    let exact = phase * pow(2, Double(n)) == best
    let key = n <= 60 ? Bits.key(Int(fmod(best, pow(2, Double(n)))), n) : ""
    var distribution: [String: Double]?
    if exact { distribution = [key: 1] } else if n <= 12 { distribution = kernel(phase, n) }
    return [
      FamilyDesign(
        circuit: circuit,
        expectation: FamilyExpectation(
          exact
            ? "Always \(key), which is the phase \(AngleText.decimal(phase)) as a binary fraction."
            : "Most often \(key), the binary fraction nearest to \(AngleText.decimal(phase)); neighbours share the rest.",
          distribution: distribution))
    ]
  }

  /// The outcome's probabilities: sin²(π N δ) / (N sin(π δ))² where δ is the distance to the fraction (Nielsen and Chuang, 5.2.1).
  static func kernel(_ phase: Double, _ n: Int) -> [String: Double] {
    let size = 1 << n
    var result: [String: Double] = [:]
    for outcome in 0..<size {
      let delta = phase - Double(outcome) / Double(size)
      let bottom = Double(size) * sin(.pi * delta)
      let top = sin(.pi * Double(size) * delta)
      result[Bits.key(outcome, n)] = abs(bottom) < 1e-15 ? 1 : top * top / (bottom * bottom)
    }
    return result
  }
}

extension Circuit {
  /// Appends the Fourier transform on `qubits`, the first least significant, swaps included.
  mutating func appendFourier(_ qubits: [Int], inverse: Bool = false) {
    let n = qubits.count
    var gates: [Gate] = []
    for high in (0..<n).reversed() {
      gates.append(Gate(.h, [], qubits[high]))
      for low in (0..<high).reversed() {
        gates.append(Gate(.cp, [.pi / pow(2, Double(high - low))], qubits[low], qubits[high]))
      }
    }
    for low in 0..<(n / 2) { gates.append(Gate(.swap, [], qubits[low], qubits[n - 1 - low])) }
    if inverse { gates = gates.reversed().flatMap { $0.inverse() } }
    for gate in gates { append(gate) }
  }
}
