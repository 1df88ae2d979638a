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
}
