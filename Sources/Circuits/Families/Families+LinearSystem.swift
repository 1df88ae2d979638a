import Core
import Glibc

extension CircuitFamily {
  static let hhl = CircuitFamily(
    name: "hhl", title: "HHL algorithm", summary: "solves a linear system A x = b of two or four equations, real or complex",
    width: "all qubits: a flag, a clock and the solution", sizes: 4...14, defaultSize: 4,
    parameters: [
      Parameter(
        name: "matrix", kind: .matrix, summary: "A, 2 by 2 or 4 by 4, such as [[2,1],[1,3]] or [[2,\"-i\"],[\"i\",3]], or a file with it",
        standard: "[[1,-1/3],[-1/3,1]]"),
      Parameter(name: "vector", kind: .matrix, summary: "b, such as [1,0]", standard: "the last unit vector"),
      Parameter(name: "theta", kind: .number, summary: "instead of b: b = (cos θ/2, sin θ/2)", standard: "pi, so b = (0, 1)"),
    ],
    maker: makeHHL)

  private static func makeHHL(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    let matrix = try arguments.matrix("matrix") ?? [[1, -1 / 3.0], [-1 / 3.0, 1]].map { $0.map { Complex($0) } }
    let n = matrix.count
    guard n == 2 || n == 4, matrix.allSatisfy({ $0.count == n }) else {
      throw arguments.wrong("the matrix must be 2 by 2 or 4 by 4")
    }
    var vector = try arguments.vector("vector")
    if let theta = try arguments.number("theta") {
      guard vector == nil, n == 2 else { throw arguments.wrong("theta is another way to say a vector of two numbers") }
      vector = [Complex(cos(theta / 2)), Complex(sin(theta / 2))]
    }
    let right = vector ?? Array(repeating: .zero, count: n - 1) + [.one]
    guard right.count == n, right.contains(where: { $0 != .zero }) else {
      throw arguments.wrong("the vector must have \(n) numbers, not all 0")
    }
    let system = try LinearSystem(RealForm(matrix, right), arguments)
    _ = try arguments.size(fixedBy: system.qubits, because: "the circuit for this system")
    return [system.design]
  }
}

/// A system of real equations that says the same as a complex one: A x = b as Re and Im of it, the real parts first.
private struct RealForm {
  var matrix: [[Double]]
  var right: [Double]
  /// Whether the upper half of the unknowns is imaginary parts.
  var hasParts: Bool

  init(_ a: [[Complex]], _ b: [Complex]) {
    hasParts = a.joined().contains { $0.im != 0 } || b.contains { $0.im != 0 }
    matrix = a.map { $0.map(\.re) }
    right = b.map(\.re)
    guard hasParts else { return }
    matrix = a.map { $0.map(\.re) + $0.map { -$0.im } } + a.map { $0.map(\.im) + $0.map(\.re) }
    right += b.map(\.im)
  }
}

/// A linear system, with how its eigenvalues lie on the clock.
private struct LinearSystem {
  private let values: [Double]
  private let vectors: [[Double]]
  /// b over eigenvectors.
  private let weights: [Double]
  private let right: [Double]
  /// Whether A was not symmetric and stands beside its transpose: the solution is then in the upper half.
  private let isDoubled: Bool
  /// Whether the unknowns are real parts, then imaginary ones.
  private let hasParts: Bool
  private let clock: Int
  /// Steps of the clock for an eigenvalue of 1.
  private let scale: Double
  private let steps: [[ClockStep]]
  /// |⟨x|solution⟩|² where the flag reads 1.
  let fidelity: Double

  /// How likely the clock reads `l` in the end, with its amplitude beside flag 1 and flag 0.
  private struct ClockStep {
    var solved: Complex
    var failed: Complex
  }

  var qubits: Int { 1 + clock + right.count.trailingZeroBitCount }

  /// What is wanted of the solution; clocks are lengthened until it is reached.
  private static let goodFidelity = 0.995
  private static let leastFidelity = 0.99
  private static let clocks = 2...9

  init(_ form: RealForm, _ arguments: FamilyArguments) throws(CircuitError) {
    let (matrix, b) = (form.matrix, form.right)
    hasParts = form.hasParts
    let n = matrix.count
    let isSymmetric = (0..<n).allSatisfy { row in (0..<n).allSatisfy { abs(matrix[row][$0] - matrix[$0][row]) < 1e-12 } }
    isDoubled = !isSymmetric
    let zeros = Array(repeating: 0.0, count: n)
    let whole =
      isSymmetric
      ? matrix
      : matrix.map { zeros + $0 } + (0..<n).map { column in (0..<n).map { matrix[$0][column] } + zeros }
    let length = b.reduce(0) { $0 + $1 * $1 }.squareRoot()
    right = (isSymmetric ? b : b + zeros).map { $0 / length }
    let (values, vectors) = SymmetricMatrix.eigen(whole)
    (self.values, self.vectors) = (values, vectors)
    let most = values.map(abs).max() ?? 0
    let least = values.map(abs).min() ?? 0
    guard most > 0, least > 1e-9 * most else { throw arguments.wrong("the matrix cannot be inverted") }
    let right = right
    let weights = values.indices.map { column in right.indices.reduce(0.0) { $0 + vectors[$1][column] * right[$1] } }
    self.weights = weights
    let isSigned = values.contains { $0 < 0 }
    var best: (clock: Int, scale: Double, steps: [[ClockStep]], fidelity: Double)?
    for clock in Self.clocks {
      let scale = Self.scale(values, clock: clock, isSigned: isSigned)
      let steps = values.map { Self.steps($0 * scale, clock, least * scale, isSigned) }
      let fidelity = Self.fidelity(values, weights, steps)
      if fidelity > best?.fidelity ?? 0 { best = (clock, scale, steps, fidelity) }
      if fidelity >= Self.goodFidelity { break }
    }
    guard let best, best.fidelity >= Self.leastFidelity else {
      throw CircuitError(
        "family.size",
        "hhl: the condition number \(AngleText.significant(most / least, 3)) of this matrix needs a clock of more than \(Self.clocks.upperBound) qubits for a fidelity of 0.99")
    }
    (clock, scale, steps, fidelity) = best
  }

  // MARK: The clock

  /// The largest eigenvalue comes to lie near the end of the clock, where all together are nearest to whole steps.
  private static func scale(_ values: [Double], clock: Int, isSigned: Bool) -> Double {
    let most = values.map(abs).max() ?? 1
    let end = Double(1 << (isSigned ? clock - 1 : clock)) - 1
    var candidates = (0..<100).map { (end - 0.4 * end * Double($0) / 100) / most }
    for value in values { for step in 1...Int(end) { candidates.append(Double(step) / abs(value)) } }
    candidates = candidates.filter { $0 * most <= end + 1e-9 && $0 * most >= 0.5 * end }
    func unevenness(_ scale: Double) -> Double {
      values.reduce(0) { sum, value in
        let place = value * scale
        return sum + pow((place - place.rounded()) / max(0.5, abs(place)), 2)
      }
    }
    return candidates.min { unevenness($0) < unevenness($1) } ?? end / most
  }

  /// The eigenvalue, in steps, that a reading of the clock means.
  private static func meaning(_ reading: Int, _ clock: Int, _ isSigned: Bool) -> Double {
    Double(isSigned && reading >= 1 << (clock - 1) ? reading - 1 << clock : reading)
  }

  /// The flag's amplitude of 1 for a reading: the smallest eigenvalue over what was read.
  private static func turn(_ reading: Int, _ clock: Int, _ least: Double, _ isSigned: Bool) -> Double {
    let value = meaning(reading, clock, isSigned)
    return value == 0 ? 0 : max(-1, min(1, least / value))
  }

  /// What becomes of an eigenvector whose eigenvalue lies at `place` of the clock.
  private static func steps(_ place: Double, _ clock: Int, _ least: Double, _ isSigned: Bool) -> [ClockStep] {
    let size = 1 << clock
    let phases = (0..<size).map { Complex(cos(2 * .pi * place * Double($0) / Double(size)), sin(2 * .pi * place * Double($0) / Double(size))) }
    let roots = (0..<size).map { Complex(cos(2 * .pi * Double($0) / Double(size)), sin(2 * .pi * Double($0) / Double(size))) }
    let read = (0..<size).map { reading in
      (1 / Double(size)) * (0..<size).reduce(Complex.zero) { $0 + phases[$1] * roots[$1 * reading % size].conjugate }
    }
    func back(_ factor: (Int) -> Double) -> [Complex] {
      let turned = (0..<size).map { factor($0) * read[$0] }
      var result = (0..<size).map { x in
        (1 / Double(size)) * (0..<size).reduce(Complex.zero) { $0 + turned[$1] * roots[x * $1 % size] } * phases[x].conjugate
      }
      for bit in 0..<clock {
        for index in 0..<size where index >> bit & 1 == 0 {
          let (a, b) = (result[index], result[index | 1 << bit])
          (result[index], result[index | 1 << bit]) = (a + b, a - b)
        }
      }
      return result
    }
    let solved = back { turn($0, clock, least, isSigned) }
    let failed = back {
      let sine = turn($0, clock, least, isSigned)
      return max(0, 1 - sine * sine).squareRoot()
    }
    return zip(solved, failed).map { ClockStep(solved: $0, failed: $1) }
  }

  private static func fidelity(_ values: [Double], _ weights: [Double], _ steps: [[ClockStep]]) -> Double {
    let exact = zip(weights, values).map { $0 / $1 }
    let length = exact.reduce(0) { $0 + $1 * $1 }
    var (overlap, success) = (0.0, 0.0)
    for l in steps[0].indices {
      let sum = values.indices.reduce(Complex.zero) { $0 + (exact[$1] * weights[$1]) * steps[$1][l].solved }
      overlap += sum.squaredMagnitude
      for j in values.indices { success += weights[j] * weights[j] * steps[j][l].solved.squaredMagnitude }
    }
    return success > 0 ? overlap / (length * success) : 0
  }

  // MARK: The circuit

  var design: FamilyDesign {
    var circuit = Circuit(name: "hhl")
    let flag = circuit.addQubits("flag", 1).lowerBound
    let clockQubits = Array(circuit.addQubits("clock", clock))
    let solution = Array(circuit.addQubits("x", right.count.trailingZeroBitCount))
    for gate in RealSynthesis.preparation(right, on: solution) { circuit.append(gate) }
    // e^(iAt) is put together from the eigenvectors of A: no short circuit for a dense matrix is known without them.
    let turned = RealSynthesis.rotation(vectors, on: solution)
    for gate in turned.reversed().flatMap({ $0.inverse() }) { circuit.append(gate) }
    var estimation = clockQubits.map { Gate(.h, [], $0) }
    for (bit, qubit) in clockQubits.enumerated() {
      for (state, value) in values.enumerated() {
        let angle = 2 * Double.pi * value * scale * pow(2, Double(bit - clock))
        estimation.append(
          Gate(.p, [angle], on: [qubit]).controlled(by: solution, states: solution.indices.map { state >> $0 & 1 == 1 }))
      }
    }
    var fourier = Circuit(qubits: qubits)
    fourier.appendFourier(clockQubits, inverse: true)
    for case .gate(let gate) in fourier.operations { estimation.append(gate) }
    for gate in estimation { circuit.append(gate) }
    let least = (values.map(abs).min() ?? 0) * scale
    let isSigned = values.contains { $0 < 0 }
    let angles = (0..<(1 << clock)).map { 2 * asin(Self.turn($0, clock, least, isSigned)) }
    for gate in RealSynthesis.multiplexedRotation(angles, controls: clockQubits, target: flag) { circuit.append(gate) }
    for gate in estimation.reversed().flatMap({ $0.inverse() }) { circuit.append(gate) }
    for gate in turned { circuit.append(gate) }
    circuit.measure([flag] + solution)
    return FamilyDesign(circuit: circuit, expectation: expectation)
  }

  private var expectation: FamilyExpectation {
    let width = right.count.trailingZeroBitCount
    var distribution: [String: Double] = [:]
    for x in right.indices {
      for l in steps[0].indices {
        for flag in [1, 0] {
          let amplitude = values.indices.reduce(Complex.zero) { sum, j in
            sum + (vectors[x][j] * weights[j]) * (flag == 1 ? steps[j][l].solved : steps[j][l].failed)
          }
          distribution[Bits.key(x, width) + "\(flag)", default: 0] += amplitude.squaredMagnitude
        }
      }
    }
    var exact = right.indices.map { row in
      values.indices.reduce(0.0) { $0 + vectors[row][$1] * weights[$1] / values[$1] }
    }
    if isDoubled { exact = Array(exact[(exact.count / 2)...]) }
    let length = exact.reduce(0) { $0 + $1 * $1 }.squareRoot()
    var squares = exact.map { pow($0 / length, 2) }
    if hasParts { squares = (0..<(squares.count / 2)).map { squares[$0] + squares[$0 + squares.count / 2] } }
    let shares = squares.map { AngleText.significant($0, 4) }.joined(separator: ", ")
    let success = distribution.reduce(0) { $0 + ($1.key.last == "1" ? $1.value : 0) }
    let ahead = (isDoubled ? ["a leftmost 1"] : []) + (hasParts ? ["a bit that is 0 for real and 1 for imaginary parts"] : [])
    let place = "the bits before it\(ahead.isEmpty ? "" : ", after " + ahead.joined(separator: " and ") + ",")"
    return FamilyExpectation(
      "Where the rightmost bit, the flag, reads 1 (\(AngleText.significant(success * 100, 3)) % of the shots), \(place) are distributed as the squared solution: \(shares). The state has fidelity \(AngleText.significant(fidelity, 5)) with the solution; the clock has \(clock) qubits.",
      distribution: distribution.filter { $0.value > 1e-12 })
  }
}
