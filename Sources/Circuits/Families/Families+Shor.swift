import Core

extension CircuitFamily {
  static let shor = CircuitFamily(
    name: "shor", title: "Shor's algorithm", summary: "finds the period of a^x mod N, which gives factors of N",
    width: "all qubits: 2n that count and n for the number's n bits", sizes: 9...18, defaultSize: 12,
    parameters: [
      Parameter(name: "number", kind: .integer, summary: "the odd number to factor, 15 to 63", standard: "15"),
      Parameter(
        name: "base", kind: .integer, summary: "the base, without a common factor",
        standard: "the smallest that gives factors"),
    ], maker: makeShor)

  private static func makeShor(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    let number = try arguments.integer("number", in: 2...(1 << 40)) ?? 15
    guard (15...63).contains(number) else {
      throw CircuitError(
        "family.size", "shor factors 15 to 63 here: \(number) would take more gates than can be simulated")
    }
    guard number % 2 == 1 else { throw arguments.wrong("\(number) is even: 2 is a factor") }
    guard let factor = (2..<number).first(where: { number % $0 == 0 }) else {
      throw arguments.wrong("\(number) is prime")
    }
    var rest = number
    while rest % factor == 0 { rest /= factor }
    guard rest > 1 else {
      throw arguments.wrong("\(number) is a power of \(factor), which Shor's algorithm does not factor")
    }
    let bits = Int.bitWidth - number.leadingZeroBitCount
    _ = try arguments.size(fixedBy: 3 * bits, because: "the circuit for \(number)")
    let coprime = (2..<number).filter { gcd($0, number) == 1 }
    let useful = coprime.first { base in
      let period = order(of: base, modulo: number)
      return period % 2 == 0 && power(base, period / 2, number) != number - 1
    }
    let base = try arguments.integer("base", in: 2...(number - 1)) ?? useful ?? 2
    guard gcd(base, number) == 1 else { throw arguments.wrong("base \(base) shares a factor with \(number)") }
    return [design(number, base, bits)]
  }

  private static func design(_ number: Int, _ base: Int, _ bits: Int) -> FamilyDesign {
    let counting = 2 * bits
    var circuit = Circuit(name: "shor_\(number)_\(base)")
    circuit.addQubits("count", counting)
    let work = Array(circuit.addQubits("work", bits))
    circuit.append(.x, [], work[0])
    for qubit in 0..<counting { circuit.append(.h, [], qubit) }
    var factor = base
    for qubit in 0..<counting {
      if factor != 1 {
        let images = (0..<(1 << bits)).map { $0 < number ? $0 * factor % number : $0 }
        for gate in Permutation.synthesize(images, on: work) { circuit.append(gate.controlled(by: [qubit])) }
      }
      factor = factor * factor % number
    }
    circuit.appendFourier(Array(0..<counting), inverse: true)
    circuit.measure(0..<counting)
    let period = order(of: base, modulo: number)
    var distribution: [String: Double] = [:]
    for peak in 0..<period {
      for (key, value) in kernel(Double(peak) / Double(period), counting) {
        distribution[key, default: 0] += value / Double(period)
      }
    }
    var text = "Peaks at multiples of 2^\(counting)/\(period): the period of \(base)^x mod \(number) is \(period)"
    let half = power(base, period / 2, number)
    if period % 2 == 0, half != number - 1 {
      text +=
        ", so that gcd(\(base)^\(period / 2) - 1, \(number)) = \(gcd(half - 1, number)) and gcd(\(base)^\(period / 2) + 1, \(number)) = \(gcd(half + 1, number)) are factors."
    } else {
      text += ", which gives no factors: another base does."
    }
    return FamilyDesign(
      circuit: circuit,
      expectation: FamilyExpectation(
        text, distribution: counting <= 12 ? distribution.filter { $0.value > 1e-15 } : nil))
  }

  private static func gcd(_ a: Int, _ b: Int) -> Int { b == 0 ? a : gcd(b, a % b) }

  private static func power(_ base: Int, _ exponent: Int, _ modulus: Int) -> Int {
    (0..<exponent).reduce(1) { product, _ in product * base % modulus }
  }

  private static func order(of base: Int, modulo number: Int) -> Int {
    var (value, count) = (base % number, 1)
    while value != 1 { (value, count) = (value * base % number, count + 1) }
    return count
  }
}

/// Reversible circuits for permutations of basis states.
enum Permutation {
  /// Gates X with controls that map each |v⟩ to |images[v]⟩: the transformation-based method (Miller, Maslov and Dueck, 2003).
  static func synthesize(_ images: [Int], on qubits: [Int]) -> [Gate] {
    var images = images
    var gates: [Gate] = []
    func apply(_ controls: Int, _ target: Int) {
      for value in images.indices where images[value] & controls == controls { images[value] ^= 1 << target }
      let wires = qubits.indices.filter { controls >> $0 & 1 == 1 }.map { qubits[$0] }
      gates.append(Gate(.x, [], on: [qubits[target]]).controlled(by: wires))
    }
    for value in images.indices where images[value] != value {
      // What is missing is set where all present bits are, what is too much is cleared where all of `value` are: smaller
      // values, already in place, are not touched.
      for bit in qubits.indices where value >> bit & 1 == 1 && images[value] >> bit & 1 == 0 {
        apply(images[value], bit)
      }
      for bit in qubits.indices where value >> bit & 1 == 0 && images[value] >> bit & 1 == 1 { apply(value, bit) }
    }
    return gates.reversed()
  }
}
