import Glibc

/// The classical bits and variables of a circuit while it runs.
///
/// Evaluation cannot fail: division by zero gives 0, whole numbers wrap, and a bit register of more than 62 bits counts
/// as the largest number where a bit beyond them is set.
public struct ClassicalMemory: Hashable, Sendable {
  public var bits: [Bool]
  public var variables: [ClassicalValue]
  private let types: [ClassicalType]

  /// All bits 0, variables at their initial values.
  public init(for circuit: Circuit) {
    bits = Array(repeating: false, count: circuit.clbitCount)
    variables = circuit.variables.map(\.initial)
    types = circuit.variables.map(\.type)
  }

  /// Whether `condition` holds now.
  public func holds(_ condition: ClassicalExpression) -> Bool {
    if case .bit(let bit) = condition { return bits[bit] }
    return evaluate(condition).isTrue
  }

  /// Writes the value of `expression` to `target`, converted to its type.
  public mutating func assign(_ target: ClassicalTarget, _ expression: ClassicalExpression) {
    let value = evaluate(expression)
    switch target {
    case .bit(let bit): bits[bit] = value.isTrue
    case .bits(let targets):
      // A copy of bits keeps every bit, however wide.
      if case .bits(let sources) = expression {
        let copied = sources.map { bits[$0] }
        for (index, bit) in targets.enumerated() { bits[bit] = index < copied.count && copied[index] }
      } else {
        let number = value.int
        for (index, bit) in targets.enumerated() { bits[bit] = index < 64 && number >> index & 1 == 1 }
      }
    case .variable(let index): variables[index] = value.converted(to: types[index])
    }
  }

  /// The value of `expression` now.
  public func evaluate(_ expression: ClassicalExpression) -> ClassicalValue {
    switch expression {
    case .value(let value): return value
    case .bit(let bit): return .bool(bits[bit])
    case .bits(let indices): return .int(number(indices))
    case .variable(let index): return variables[index]
    case .unary(let operation, let operand): return operation.apply(evaluate(operand))
    case .binary(.and, let a, let b): return .bool(evaluate(a).isTrue && evaluate(b).isTrue)
    case .binary(.or, let a, let b): return .bool(evaluate(a).isTrue || evaluate(b).isTrue)
    case .binary(let operation, let a, let b): return operation.apply(evaluate(a), evaluate(b))
    case .cast(let type, let operand): return evaluate(operand).converted(to: type)
    case .call(let function, let arguments): return function.apply(arguments.map(evaluate))
    }
  }

  private func number(_ indices: [Int]) -> Int {
    var value = 0
    for (place, bit) in indices.enumerated() where bits[bit] {
      if place >= 62 { return .max }
      value |= 1 << place
    }
    return value
  }
}

extension ClassicalValue {
  /// The value as a variable of `type` holds it.
  public func converted(to type: ClassicalType) -> ClassicalValue {
    switch type {
    case .bool: return .bool(isTrue)
    case .float: return .real(double)
    case .angle:
      let turn = 2 * Double.pi
      let rest = fmod(double, turn)
      return .real(rest.isNaN ? 0 : rest < 0 ? rest + turn : rest)
    case .int(let width):
      let unused = 64 - min(max(width, 1), 64)
      return .int((int << unused) >> unused)
    case .uint(let width):
      return .int(width >= 64 ? int : int & ((1 << max(width, 1)) - 1))
    }
  }
}
