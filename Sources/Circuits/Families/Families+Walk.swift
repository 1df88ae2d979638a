import Core
import Glibc

extension CircuitFamily {
  static let quantumWalk = CircuitFamily(
    name: "quantum_walk", title: "quantum walk", summary: "a walk on a cycle of 2^n places, steered by a coin qubit",
    width: "qubits of the position", sizes: 1...20, defaultSize: 3,
    parameters: [
      Parameter(name: "steps", kind: .integer, summary: "steps of the walk", standard: "half the cycle, at most 20")
    ],
    maker: makeQuantumWalk)

  private static func makeQuantumWalk(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    let n = try arguments.size()
    let steps = try arguments.integer("steps", in: 0...100_000) ?? min(20, 1 << (n - 1))
    guard steps * n <= 500_000 else { throw CircuitError("family.size", "quantum_walk: too many steps") }
    var circuit = Circuit(name: "quantum_walk_\(n)x\(steps)")
    let place = Array(circuit.addQubits("place", n))
    let coin = circuit.addQubits("coin", 1).lowerBound
    // The coin (|0⟩ + i|1⟩)/√2 makes the walk symmetric.
    circuit.append(.h, [], coin)
    circuit.append(.s, [], coin)
    for _ in 0..<steps {
      circuit.append(.h, [], coin)
      let up = increment(place)
      for gate in up { circuit.append(gate.controlled(by: [coin])) }
      circuit.append(.x, [], coin)
      for gate in up.reversed() { circuit.append(gate.controlled(by: [coin])) }
      circuit.append(.x, [], coin)
    }
    circuit.measure(place)
    return [
      FamilyDesign(
        circuit: circuit,
        expectation: FamilyExpectation(
          "The walker leaves the middle empty and runs in two fronts, about 0.7 places a step, until they meet on the far side.",
          distribution: n <= 12 && steps << n <= 10_000_000 ? walk(n, steps) : nil))
    ]
  }

  /// Adds 1 modulo 2^n.
  private static func increment(_ qubits: [Int]) -> [Gate] {
    qubits.indices.reversed().map { Gate(.x, [], on: [qubits[$0]]).controlled(by: Array(qubits.prefix($0))) }
  }

  /// The walk's amplitudes step by step, coin 1 going up.
  private static func walk(_ n: Int, _ steps: Int) -> [String: Double] {
    let size = 1 << n
    let half = 0.5.squareRoot()
    var heads = Array(repeating: Complex.zero, count: size)
    var tails = heads
    (heads[0], tails[0]) = (Complex(half), Complex(0, half))
    for _ in 0..<steps {
      var (up, down) = (Array(repeating: Complex.zero, count: size), Array(repeating: Complex.zero, count: size))
      for place in 0..<size {
        up[(place + 1) % size] = half * (heads[place] - tails[place])
        down[(place + size - 1) % size] = half * (heads[place] + tails[place])
      }
      (heads, tails) = (down, up)
    }
    var result: [String: Double] = [:]
    for place in 0..<size {
      let probability = heads[place].squaredMagnitude + tails[place].squaredMagnitude
      if probability > 1e-15 { result[Bits.key(place, n)] = probability }
    }
    return result
  }
}
