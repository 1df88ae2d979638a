import Core
import Glibc

extension CircuitFamily {
  private static func errorParameters(_ last: Int) -> [Parameter] {
    [
      Parameter(
        name: "error", kind: .integer, summary: "the qubit that is hit, 0 to \(last), or -1 for none", standard: "0"),
      Parameter(name: "pauli", kind: .text, summary: "what hits it: x, y or z", standard: "y"),
      Parameter(
        name: "theta", kind: .number, summary: "polar angle of the encoded state in radians",
        standard: "pi, the state 1"),
    ]
  }

  static let shorCode = CircuitFamily(
    name: "shor_code", title: "Shor's nine-qubit code", summary: "corrects any error on one qubit",
    width: "qubits of the code", sizes: 9...9, defaultSize: 9, parameters: errorParameters(8), maker: makeShorCode)

  static let steaneCode = CircuitFamily(
    name: "steane_code", title: "Steane's seven-qubit code", summary: "corrects any error on one qubit",
    width: "qubits of the code, three more read its syndromes", sizes: 7...7, defaultSize: 7,
    parameters: errorParameters(6), maker: makeSteaneCode)

  private static func hit(
    _ arguments: FamilyArguments, last: Int
  ) throws(CircuitError) -> (qubit: Int, x: Bool, z: Bool, theta: Double) {
    _ = try arguments.size()
    let qubit = try arguments.integer("error", in: -1...last) ?? 0
    let pauli = (try arguments.text("pauli") ?? "y").lowercased()
    guard ["x", "y", "z"].contains(pauli) else { throw arguments.wrong("pauli must be x, y or z") }
    return (qubit, qubit >= 0 && pauli != "z", qubit >= 0 && pauli != "x", try arguments.number("theta") ?? .pi)
  }

  private static func prepare(_ circuit: inout Circuit, _ qubit: Int, _ theta: Double) {
    if theta == .pi { circuit.append(.x, [], qubit) } else { circuit.append(.ry, [theta], qubit) }
  }

  private static func strike(_ circuit: inout Circuit, _ hit: (qubit: Int, x: Bool, z: Bool, theta: Double), wires: Int)
  {
    circuit.operations.append(.barrier(Array(0..<wires)))
    if hit.qubit >= 0 { circuit.append(hit.x ? (hit.z ? .y : .x) : .z, [], hit.qubit) }
    circuit.operations.append(.barrier(Array(0..<wires)))
  }

  private static func expectation(_ syndrome: String, _ theta: Double, leading: Bool) -> FamilyExpectation {
    let one = pow(sin(theta / 2), 2)
    let keys =
      leading ? ["1" + syndrome: one, "0" + syndrome: 1 - one] : [syndrome + "1": one, syndrome + "0": 1 - one]
    return FamilyExpectation(
      "The \(leading ? "leftmost" : "rightmost") bit, the corrected one, reads 1 in \(AngleText.significant(one * 100, 4)) % of the shots, as encoded; the others are the syndrome \(syndrome), which names the error.",
      distribution: keys.filter { $0.value > 1e-15 })
  }

  /// Phase flip code of three blocks, each a bit flip code; decoded by majority, syndromes staying on the other qubits.
  private static func makeShorCode(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    let hit = try hit(arguments, last: 8)
    var circuit = Circuit(name: "shor_code", qubits: 9)
    prepare(&circuit, 0, hit.theta)
    func spread(_ circuit: inout Circuit) {
      for block in [0, 3, 6] {
        circuit.append(.cx, [], block, block + 1)
        circuit.append(.cx, [], block, block + 2)
      }
    }
    circuit.append(.cx, [], 0, 3)
    circuit.append(.cx, [], 0, 6)
    for block in [0, 3, 6] { circuit.append(.h, [], block) }
    spread(&circuit)
    strike(&circuit, hit, wires: 9)
    spread(&circuit)
    for block in [0, 3, 6] { circuit.append(.ccx, [], block + 2, block + 1, block) }
    for block in [0, 3, 6] { circuit.append(.h, [], block) }
    circuit.append(.cx, [], 0, 3)
    circuit.append(.cx, [], 0, 6)
    circuit.append(.ccx, [], 6, 3, 0)
    circuit.measure(0..<9)
    var bits = Array(repeating: false, count: 9)
    if hit.qubit >= 0 {
      let (block, inner) = (hit.qubit / 3, hit.qubit % 3)
      if hit.x {
        bits[3 * block + 1] = inner != 2
        bits[3 * block + 2] = inner != 1
      }
      if hit.z {
        bits[3] = block != 2
        bits[6] = block != 1
      }
    }
    let syndrome = String(bits.dropFirst().reversed().map { $0 ? "1" : "0" })
    return [FamilyDesign(circuit: circuit, expectation: expectation(syndrome, hit.theta, leading: false))]
  }

  /// The CSS code of the Hamming code: a syndrome read as a number is the place of the error, counted from 1.
  private static func makeSteaneCode(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    let hit = try hit(arguments, last: 6)
    var circuit = Circuit(name: "steane_code")
    circuit.addQubits("q", 7)
    let helpers = Array(circuit.addQubits("s", 3))
    let flips = Array(circuit.addClbits("flips", 3))
    let phases = Array(circuit.addClbits("phases", 3))
    let out = circuit.addClbits("out", 1).lowerBound
    prepare(&circuit, 2, hit.theta)
    let encoder = steaneEncoder
    for gate in encoder { circuit.append(gate) }
    strike(&circuit, hit, wires: 7)
    for row in 0..<3 {
      for qubit in 0..<7 where (qubit + 1) >> row & 1 == 1 { circuit.append(.cx, [], qubit, helpers[row]) }
      circuit.measure(helpers[row], into: flips[row])
      circuit.operations.append(.reset(helpers[row]))
    }
    for row in 0..<3 {
      circuit.append(.h, [], helpers[row])
      for qubit in 0..<7 where (qubit + 1) >> row & 1 == 1 { circuit.append(.cx, [], helpers[row], qubit) }
      circuit.append(.h, [], helpers[row])
      circuit.measure(helpers[row], into: phases[row])
    }
    for qubit in 0..<7 {
      for (bits, kind) in [(flips, GateKind.x), (phases, .z)] {
        let test = ClassicalExpression.binary(.equal, .bits(bits), .value(.int(qubit + 1)))
        circuit.operations.append(.conditional(test, then: [.gate(Gate(kind, [], qubit))], otherwise: []))
      }
    }
    for gate in encoder.reversed().flatMap({ $0.inverse() }) { circuit.append(gate) }
    circuit.measure(2, into: out)
    let syndrome = Bits.key(hit.z ? hit.qubit + 1 : 0, 3) + Bits.key(hit.x ? hit.qubit + 1 : 0, 3)
    return [FamilyDesign(circuit: circuit, expectation: expectation(syndrome, hit.theta, leading: true))]
  }

  /// Encodes qubit 2: the logical X is that of qubits 0, 1, 2; each generator has a pivot in no other.
  private static let steaneEncoder: [Gate] = {
    var gates = [Gate(.cx, [], 2, 0), Gate(.cx, [], 2, 1)]
    for (pivot, others) in [(4, [0, 2, 6]), (5, [1, 2, 6]), (3, [0, 1, 6])] {
      gates.append(Gate(.h, [], pivot))
      for other in others { gates.append(Gate(.cx, [], pivot, other)) }
    }
    return gates
  }()
}
