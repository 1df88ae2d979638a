import Core
import Glibc

extension CircuitFamily {
  static let entanglement: [CircuitFamily] = [
    CircuitFamily(
      name: "bell", title: "Bell state", summary: "two maximally entangled qubits", width: "all qubits", sizes: 2...2,
      defaultSize: 2,
      parameters: [
        Parameter(
          name: "state", kind: .text, summary: "which of the four: phi+, phi-, psi+, psi-", standard: "phi+")
      ], maker: bell),
    CircuitFamily(
      name: "ghz", title: "GHZ state", summary: "all qubits 0 and all qubits 1 in superposition", width: "all qubits",
      sizes: 2...100_000, defaultSize: 3, parameters: [], maker: ghz),
    CircuitFamily(
      name: "w", title: "W state", summary: "one excitation shared evenly by all qubits", width: "all qubits",
      sizes: 2...10_000, defaultSize: 3, parameters: [], maker: w),
    CircuitFamily(
      name: "cluster", title: "cluster state", summary: "qubits on a graph entangled along its edges",
      width: "all qubits", sizes: 2...10_000, defaultSize: 4,
      parameters: [Parameter(name: "graph", kind: .text, summary: "line or ring", standard: "line")], maker: cluster),
  ]

  private static func bell(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    _ = try arguments.size()
    let state = try arguments.text("state") ?? "phi+"
    guard ["phi+", "phi-", "psi+", "psi-"].contains(state) else {
      throw arguments.wrong("state must be phi+, phi-, psi+ or psi-")
    }
    var circuit = Circuit(name: "bell", qubits: 2)
    if state.hasSuffix("-") { circuit.append(.x, [], 0) }
    circuit.append(.h, [], 0)
    if state.hasPrefix("psi") { circuit.append(.x, [], 1) }
    circuit.append(.cx, [], 0, 1)
    circuit.measure(0..<2)
    let keys = state.hasPrefix("phi") ? ["00", "11"] : ["01", "10"]
    return [
      FamilyDesign(
        circuit: circuit,
        expectation: FamilyExpectation(
          "\(keys[0]) and \(keys[1]), each half of the time: the two qubits always \(state.hasPrefix("phi") ? "agree" : "differ").",
          distribution: [keys[0]: 0.5, keys[1]: 0.5]))
    ]
  }

  private static func ghz(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    let n = try arguments.size()
    var circuit = Circuit(name: "ghz_\(n)", qubits: n)
    circuit.append(.h, [], 0)
    for qubit in 1..<n { circuit.append(.cx, [], qubit - 1, qubit) }
    circuit.measure(0..<n)
    let (zeros, ones) = (String(repeating: "0", count: n), String(repeating: "1", count: n))
    return [
      FamilyDesign(
        circuit: circuit,
        expectation: FamilyExpectation(
          "All \(n) qubits read 0 or all read 1, each half of the time; nothing else.",
          distribution: [zeros: 0.5, ones: 0.5]))
    ]
  }

  private static func w(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    let n = try arguments.size()
    var circuit = Circuit(name: "w_\(n)", qubits: n)
    circuit.append(.x, [], 0)
    // The excitation stays on qubit k - 1 with probability 1 / (n - k + 1) and moves on otherwise.
    for qubit in 1..<n {
      let stay = 1 / Double(n - qubit + 1)
      circuit.append(.cry, [2 * acos(stay.squareRoot())], qubit - 1, qubit)
      circuit.append(.cx, [], qubit, qubit - 1)
    }
    circuit.measure(0..<n)
    var distribution: [String: Double]?
    if n <= 1024 {
      let zeros = String(repeating: "0", count: n)
      distribution = Dictionary(
        uniqueKeysWithValues: (0..<n).map { index in
          (String(zeros.prefix(n - 1 - index)) + "1" + String(zeros.prefix(index)), 1 / Double(n))
        })
    }
    return [
      FamilyDesign(
        circuit: circuit,
        expectation: FamilyExpectation(
          "Exactly one qubit reads 1, each of the \(n) equally often.", distribution: distribution))
    ]
  }

  private static func cluster(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    let n = try arguments.size()
    let graph = try arguments.text("graph") ?? "line"
    guard graph == "line" || graph == "ring" else { throw arguments.wrong("graph must be line or ring") }
    var circuit = Circuit(name: "cluster_\(n)", qubits: n)
    for qubit in 0..<n { circuit.append(.h, [], qubit) }
    for qubit in 1..<n { circuit.append(.cz, [], qubit - 1, qubit) }
    if graph == "ring", n > 2 { circuit.append(.cz, [], n - 1, 0) }
    circuit.measure(0..<n)
    return [
      FamilyDesign(
        circuit: circuit,
        expectation: FamilyExpectation(
          "Every bit string equally often: the entanglement of a cluster state does not show in this basis.",
          distribution: Bits.uniform(n)))
    ]
  }
}
