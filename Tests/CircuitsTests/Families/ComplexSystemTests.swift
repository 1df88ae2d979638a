import Core
import Testing

@testable import Circuits

@Suite("HHL on complex systems")
struct ComplexSystemTests {
  private static func text(_ z: Complex) -> JSONValue { .string("\(z.re)\(z.im < 0 ? "" : "+")\(z.im)i") }

  /// The solution, by elimination over complex numbers.
  private static func solve(_ matrix: [[Complex]], _ vector: [Complex]) -> [Complex] {
    let n = vector.count
    var rows = zip(matrix, vector).map { $0 + [$1] }
    func quotient(_ a: Complex, _ b: Complex) -> Complex { (1 / b.squaredMagnitude) * (a * b.conjugate) }
    for column in 0..<n {
      let pivot = (column..<n).max { rows[$0][column].squaredMagnitude < rows[$1][column].squaredMagnitude } ?? column
      rows.swapAt(pivot, column)
      for row in 0..<n where row != column {
        let factor = quotient(rows[row][column], rows[column][column])
        for k in 0...n { rows[row][k] = rows[row][k] - factor * rows[column][k] }
      }
    }
    return (0..<n).map { quotient(rows[$0][n], rows[$0][$0]) }
  }

  /// A random matrix with eigenvalues away from 0, Hermitian where that is wanted.
  private static func system(_ n: Int, hermitian: Bool, seed: UInt64) -> (matrix: [[Complex]], vector: [Complex]) {
    var generator = SeededGenerator(seed: seed)
    func random() -> Double { Double(generator.next() >> 11) / Double(1 << 53) * 2 - 1 }
    var matrix = (0..<n).map { _ in (0..<n).map { _ in 0.5 * Complex(random(), random()) } }
    for a in 0..<n {
      if hermitian { for b in 0...a { matrix[a][b] = a == b ? Complex(matrix[a][a].re) : matrix[b][a].conjugate } }
      matrix[a][a] += Complex(Double(n) / 2 + 0.5)
    }
    return (matrix, (0..<n).map { _ in Complex(random(), random()) })
  }

  @Test(
    "random systems of two and four complex equations are solved with fidelity 0.99",
    arguments: [(2, true, 1), (2, true, 2), (2, false, 3), (4, true, 4)] as [(Int, Bool, UInt64)])
  func random(_ n: Int, _ hermitian: Bool, _ seed: UInt64) throws {
    let (matrix, vector) = Self.system(n, hermitian: hermitian, seed: seed)
    let family = try #require(CircuitFamily.named("hhl"))
    let design = try #require(
      try family.designs(parameters: [
        "matrix": .array(matrix.map { .array($0.map(Self.text)) }), "vector": .array(vector.map(Self.text)),
      ]).first)
    let exact = Self.solve(matrix, vector)
    let parts = exact.map(\.re) + exact.map(\.im)
    let bits = (2 * n).trailingZeroBitCount + (hermitian ? 0 : 1)
    let offset = design.circuit.qubitCount - bits
    let state = DenseReference.state(design.circuit)
    let upper = hermitian ? 0 : 2 * n
    var (overlap, success) = (0.0, 0.0)
    for rest in 0..<(1 << offset) where rest & 1 == 1 {
      var sum = Complex.zero
      for place in 0..<(1 << bits) {
        let amplitude = state[place << offset | rest]
        success += amplitude.squaredMagnitude
        if place >= upper, place - upper < parts.count { sum += parts[place - upper] * amplitude }
      }
      overlap += sum.squaredMagnitude
    }
    let length = parts.reduce(0) { $0 + $1 * $1 }
    #expect(overlap / success / length >= 0.99, "\(overlap / success / length)")
    #expect(design.expectation.text.contains("0 for real and 1 for imaginary parts"))
  }

  @Test("numbers are read with an i or a j, and nothing else is")
  func numbers() {
    for (text, value) in [
      ("2", Complex(2)), ("-1.5e-3", Complex(-1.5e-3)), ("1-2i", Complex(1, -2)), ("i", .i), ("-i", Complex(0, -1)),
      ("-0.5j", Complex(0, -0.5)), ("1e-2+3e-1i", Complex(0.01, 0.3)), ("2 + i", Complex(2, 1)),
    ] { #expect(Complex(parsing: text) == value, "\(text)") }
    for text in ["", "x", "1+", "ii", "1+2", "nan", "infi", "1i2", "--i"] { #expect(Complex(parsing: text) == nil, "\(text)") }
  }

  @Test("a file may hold complex numbers, and a matrix that cannot be inverted is refused")
  func files() throws {
    let read = try LinearSystemText.read("2 -i 1\ni 3 2j\n", name: "s")
    #expect(read["matrix"] == [[2.0, "-i"], ["i", 3.0]] && read["vector"] == [1.0, "2j"])
    let family = try #require(CircuitFamily.named("hhl"))
    _ = try family.build(parameters: read)
    #expect(throws: CircuitError.self) { try family.build(parameters: ["matrix": [[1, "i"], ["-i", 1]]]) }
    #expect(throws: CircuitError.self) { try family.build(parameters: ["matrix": [[1, "k"], [0, 1]]]) }
  }
}
