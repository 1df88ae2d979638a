import Core
import Glibc

extension CircuitFamily {
  static let oracles: [CircuitFamily] = [
    CircuitFamily(
      name: "grover", title: "Grover search", summary: "finds marked bit strings by amplitude amplification",
      width: "qubits of the search register", sizes: 2...60, defaultSize: 3,
      parameters: [
        Parameter(name: "marked", kind: .bitsList, summary: "the bit strings to find", standard: "all ones"),
        Parameter(
          name: "iterations", kind: .integer, summary: "how often amplitudes are amplified",
          standard: "what makes success likeliest"),
      ], maker: grover),
    CircuitFamily(
      name: "deutsch_jozsa", title: "Deutsch-Jozsa algorithm",
      summary: "tells a constant function from a balanced one with one question", width: "bits of the function's input",
      sizes: 1...2000, defaultSize: 3,
      parameters: [
        Parameter(
          name: "function", kind: .text,
          summary:
            "constant, constant0, constant1, balanced, random, or the bit string whose parity with the input it is",
          standard: "balanced"),
        .seed,
      ], maker: deutschJozsa),
    CircuitFamily(
      name: "bernstein_vazirani", title: "Bernstein-Vazirani algorithm",
      summary: "reads a secret bit string with one question",
      width: "bits of the secret", sizes: 1...2000, defaultSize: 4,
      parameters: [
        Parameter(name: "secret", kind: .bits, summary: "the bit string to read", standard: "drawn with the seed"),
        .seed,
      ], maker: bernsteinVazirani),
    CircuitFamily(
      name: "simon", title: "Simon's algorithm", summary: "finds the period of a two-to-one function",
      width: "bits of the secret", sizes: 1...1000, defaultSize: 3,
      parameters: [
        Parameter(name: "secret", kind: .bits, summary: "the period", standard: "drawn with the seed"), .seed,
      ], maker: simon),
  ]

  private static func grover(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    let asked = try arguments.bitsList("marked")
    let n = try arguments.size(fixedBy: asked?.first?.count, because: "the marked bit string")
    let marked = asked ?? [String(repeating: "1", count: n)]
    let angle = asin((Double(marked.count) / pow(2, Double(n))).squareRoot())
    let best = max(0, (.pi / (4 * angle) - 0.5).rounded())
    let iterations = try arguments.integer("iterations", in: 0...1_000_000) ?? Int(min(best, 1e18))
    guard Double(iterations) * Double(2 * n + 4 + marked.count * (n + 3)) < 4e6 else {
      throw CircuitError(
        "family.size", "grover on \(n) qubits takes \(iterations) iterations, too many gates to write down")
    }
    var circuit = Circuit(name: "grover_\(n)", qubits: n)
    for qubit in 0..<n { circuit.append(.h, [], qubit) }
    for _ in 0..<iterations {
      for target in marked { circuit.appendPhaseFlip(on: target) }
      for qubit in 0..<n { circuit.append(.h, [], qubit) }
      circuit.appendPhaseFlip(on: String(repeating: "0", count: n))
      for qubit in 0..<n { circuit.append(.h, [], qubit) }
    }
    circuit.measure(0..<n)
    let success = pow(sin(Double(2 * iterations + 1) * angle), 2)
    let percent = AngleText.significant(success * 100, 4)
    var distribution: [String: Double]?
    if n <= 12 {
      let rest = (1 << n) - marked.count
      let other = rest > 0 ? (1 - success) / Double(rest) : 0
      distribution = Dictionary(uniqueKeysWithValues: (0..<(1 << n)).map { (Bits.key($0, n), other) })
      for target in marked { distribution?[target] = success / Double(marked.count) }
    }
    let names = marked.prefix(4).joined(separator: ", ") + (marked.count > 4 ? ", …" : "")
    return [
      FamilyDesign(
        circuit: circuit,
        expectation: FamilyExpectation(
          "\(names) in \(percent) % of the shots after \(iterations) iteration\(iterations == 1 ? "" : "s").",
          distribution: distribution))
    ]
  }

  private static func deutschJozsa(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    var function = try arguments.text("function") ?? "balanced"
    let mask = !function.isEmpty && function.allSatisfy { $0 == "0" || $0 == "1" } ? function : nil
    let n = try arguments.size(fixedBy: mask?.count, because: "the function")
    var generator = try arguments.generator()
    if function == "random" { function = generator.next() >> 63 == 1 ? "balanced" : "constant" }
    let secret: String
    switch function {
    case "constant", "constant0", "constant1": secret = String(repeating: "0", count: n)
    case "balanced": secret = Bits.random(n, &generator)
    default:
      guard let mask else { throw arguments.wrong("function must be constant, balanced, random or a bit string") }
      secret = mask
    }
    var circuit = parityCircuit("deutsch_jozsa_\(n)", secret, addOne: function == "constant1")
    circuit.measure(0..<n)
    let constant = !secret.contains("1")
    return [
      FamilyDesign(
        circuit: circuit,
        expectation: FamilyExpectation(
          constant
            ? "Always all zeros: the function is constant."
            : "Never all zeros (always \(secret)): the function is balanced.", distribution: [secret: 1]))
    ]
  }

  private static func bernsteinVazirani(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    let asked = try arguments.bits("secret")
    let n = try arguments.size(fixedBy: asked?.count, because: "the secret")
    var generator = try arguments.generator()
    let secret = asked ?? Bits.random(n, &generator)
    var circuit = parityCircuit("bernstein_vazirani_\(n)", secret, addOne: false)
    circuit.measure(0..<n)
    return [
      FamilyDesign(
        circuit: circuit,
        expectation: FamilyExpectation("Always \(secret), the secret.", distribution: [secret: 1]))
    ]
  }

  /// One question to f(x) = secret · x (+ 1) by phase kickback.
  private static func parityCircuit(_ name: String, _ secret: String, addOne: Bool) -> Circuit {
    let n = secret.count
    var circuit = Circuit(name: name)
    circuit.addQubits("x", n)
    circuit.addQubits("y", 1)
    circuit.append(.x, [], n)
    for qubit in 0...n { circuit.append(.h, [], qubit) }
    circuit.operations.append(.barrier(Array(0...n)))
    for qubit in 0..<n where Bits.at(qubit, secret) { circuit.append(.cx, [], qubit, n) }
    if addOne { circuit.append(.x, [], n) }
    circuit.operations.append(.barrier(Array(0...n)))
    for qubit in 0..<n { circuit.append(.h, [], qubit) }
    return circuit
  }

  private static func simon(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    let asked = try arguments.bits("secret")
    let n = try arguments.size(fixedBy: asked?.count, because: "the secret")
    var generator = try arguments.generator()
    let secret = asked ?? Bits.random(n, &generator)
    var circuit = Circuit(name: "simon_\(n)")
    circuit.addQubits("x", n)
    circuit.addQubits("y", n)
    for qubit in 0..<n { circuit.append(.h, [], qubit) }
    circuit.operations.append(.barrier(Array(0..<(2 * n))))
    // y = x, and y = x + secret where the lowest bit of the secret is set in x: the same for x and x + secret.
    for qubit in 0..<n { circuit.append(.cx, [], qubit, n + qubit) }
    if let pivot = (0..<n).first(where: { Bits.at($0, secret) }) {
      for qubit in 0..<n where Bits.at(qubit, secret) { circuit.append(.cx, [], pivot, n + qubit) }
    }
    circuit.operations.append(.barrier(Array(0..<(2 * n))))
    for qubit in 0..<n { circuit.append(.h, [], qubit) }
    circuit.measure(0..<n)
    var distribution: [String: Double]?
    if n <= 12 {
      let orthogonal = (0..<(1 << n)).filter { ($0 & (Int(secret, radix: 2) ?? 0)).nonzeroBitCount % 2 == 0 }
      distribution = Dictionary(
        uniqueKeysWithValues: orthogonal.map { (Bits.key($0, n), 1 / Double(orthogonal.count)) })
    }
    return [
      FamilyDesign(
        circuit: circuit,
        expectation: FamilyExpectation(
          "Bit strings whose product with the secret \(secret) is even, all equally often; n - 1 independent ones give the secret.",
          distribution: distribution))
    ]
  }
}

extension Circuit {
  /// Flips the phase of the one basis state `key` of qubits 0 to key.count - 1.
  mutating func appendPhaseFlip(on key: String) {
    let n = key.count
    let zeros = (0..<n).filter { !Bits.at($0, key) }
    for qubit in zeros { append(.x, [], qubit) }
    appendControlled(.z, controls: Array(0..<(n - 1)), targets: [n - 1])
    for qubit in zeros { append(.x, [], qubit) }
  }
}
