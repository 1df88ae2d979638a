/// A program as the reference reads it, every gate a matrix.
struct ReferenceProgram: Sendable {
  var qubits = 0
  /// Classical bits; bit 0 is the rightmost of a key.
  var bits = 0
  var steps: [Step] = []

  indirect enum Step: Sendable {
    /// `name` is what noise models call the gate.
    case gate(name: String, matrix: SquareMatrix, qubits: [Int])
    case measure(qubit: Int, bit: Int)
    case reset(Int)
    case conditional(Condition, then: [Step], otherwise: [Step])
  }

  /// Whether the bits equal `values`, or do not.
  struct Condition: Sendable {
    var bits: [Int]
    var values: [Bool]
    var isNegated = false

    func holds(_ memory: [Bool]) -> Bool {
      zip(bits, values).allSatisfy { memory[$0] == $1 } != isNegated
    }
  }

  /// Whether anything is measured, in blocks too.
  var measures: Bool { Self.measures(steps) }

  private static func measures(_ steps: [Step]) -> Bool {
    steps.contains {
      switch $0 {
      case .measure: true
      case .conditional(_, let then, let otherwise): measures(then) || measures(otherwise)
      default: false
      }
    }
  }

  private var readsBits: Bool {
    steps.contains { if case .conditional = $0 { true } else { false } }
  }

  /// The program as it is run: one that measures nothing is measured on all its qubits, and its keys show just those
  /// unless it reads the bits that it declares.
  var asRun: ReferenceProgram {
    if measures || qubits == 0 { return self }
    var result = self
    let first = readsBits ? bits : 0
    result.bits = first + qubits
    result.steps += (0..<qubits).map { .measure(qubit: $0, bit: first + $0) }
    return result
  }
}

/// Why the reference cannot read or run a program: then it does not judge it.
struct ReferenceRefusal: Error, Hashable, CustomStringConvertible {
  var reason: String
  var line: Int?

  init(_ reason: String, line: Int? = nil) {
    self.reason = reason
    self.line = line
  }

  var description: String { line.map { "line \($0): \(reason)" } ?? reason }
}
