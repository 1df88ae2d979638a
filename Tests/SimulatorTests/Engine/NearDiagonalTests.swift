import Circuits
import Core
import Testing

@testable import Simulator

/// Gates that are almost diagonal: the little beside the diagonal is rounding in part, and must not spoil the phases on it.
@Suite struct NearDiagonalTests {
  /// A unitary whose sine is `sine`, with an error of rounding in each element.
  private func noisy(_ sine: Double, _ numbers: inout SeededGenerator) -> Matrix {
    let angles = (0..<3).map { _ in numbers.unit() * 6 }
    func error() -> Complex { Complex(3e-16 * (numbers.unit() - 0.5), 3e-16 * (numbers.unit() - 0.5)) }
    let cosine = (1 - sine * sine).squareRoot()
    let (a, b) = (Complex.phase(angles[0]) * Complex(cosine), Complex.phase(angles[1]) * Complex(-sine))
    let (c, d) = (Complex.phase(angles[2]) * Complex(sine), Complex.phase(angles[1] + angles[2] - angles[0]) * Complex(cosine))
    return Matrix(rows: [[a + error(), b + error()], [c + error(), d + error()]])
  }

  @Test("the parts of a unitary give it back to rounding, however near it is to diagonal or to antidiagonal")
  func parts() {
    var numbers = SeededGenerator(seed: 1)
    for exponent in 0...18 {
      for sine in [pow10(-exponent), (1 - pow10(-2 * exponent)).squareRoot()] {
        let matrix = noisy(sine, &numbers)
        let parts = Matrix2(matrix).parts
        let turn = Matrix2.rotation(cosine: parts.cosine, sine: parts.sine)
        let made =
          Matrix2(.one, .zero, .zero, parts.after) * turn * Matrix2(.one, .zero, .zero, parts.before)
        for (found, element) in zip([made.a, made.b, made.c, made.d], matrix.elements) {
          #expect((parts.global * found - element).magnitude < 3e-15, "sine \(sine)")
        }
      }
    }
  }

  @Test("Euler angles of a unitary give it back to rounding, however near it is to diagonal")
  func angles() {
    var numbers = SeededGenerator(seed: 2)
    for exponent in 0...11 {
      let matrix = noisy(pow10(-exponent), &numbers)
      let angles = EulerAngles(matrix)
      let made = GateKind.u.targetMatrix([angles.theta, angles.phi, angles.lambda])
      for (found, element) in zip(made.elements, matrix.elements) {
        #expect((Complex.phase(angles.phase) * found - element).magnitude < 3e-14, "sine 1e-\(exponent)")
      }
    }
  }

  @Test("a counting register that follows a turn squared again and again keeps its precision")
  func phaseEstimation() throws {
    // As in amplitude estimation: controlled turns as two half turns around CX, which cancel or add up.
    var circuit = Circuit(qubits: 10)
    for qubit in 0..<9 { circuit.append(.h, [], qubit) }
    for qubit in 0..<9 {
      let angle = 0.9272952180016121 * Double(1 << qubit)
      circuit.append(.u, [angle / 2, 0, 0], 9)
      circuit.append(.cx, [], qubit, 9)
      circuit.append(.u, [-angle / 2, 0, 0], 9)
      circuit.append(.cx, [], qubit, 9)
    }
    for target in 0..<9 {
      for control in 0..<target {
        let angle = -Double.pi / Double(1 << (target - control))
        circuit.append(.u, [0, 0, angle / 2], control)
        circuit.append(.cx, [], control, target)
        circuit.append(.u, [0, 0, -angle / 2], target)
        circuit.append(.cx, [], control, target)
        circuit.append(.u, [0, 0, angle / 2], target)
      }
      circuit.append(.u, [.pi / 2, 0, .pi], target)
      circuit.append(.u, [.pi / 2, 0, .pi], target)
      circuit.append(.u, [1e-13, 0.3, -0.2], target)
    }
    let result = try StateVectorMethod().run(circuit, SimulationOptions(shots: 0))
    let exact = DenseReference.state(of: circuit)
    for (key, value) in try #require(result.probabilities) {
      #expect(abs(value - exact[Int(key, radix: 2) ?? 0].squaredMagnitude) < 1e-12, "\(key)")
    }
  }

  private func pow10(_ exponent: Int) -> Double { (0..<abs(exponent)).reduce(1.0) { value, _ in exponent < 0 ? value / 10 : value * 10 } }
}
